import { openAws, type Services } from '../../../lib/aws/sdk.ts';
import { runAction } from '../../../lib/github/run-action.ts';
import { main } from './main.ts';
import { post } from './post.ts';

const services: Services = {
  ecs: () => import('../../../lib/aws/operations/ecs.ts'),
  ecr: () => import('../../../lib/aws/operations/ecr.ts'),
  logs: () => import('../../../lib/aws/operations/logs.ts'),
  sts: () => import('../../../lib/aws/operations/sts.ts'),
};

await runAction({
  name: 'migrate',
  main: (context) => main(context, openAws(context, services)),
  post: (context) => post(context, openAws(context, services)),
});
