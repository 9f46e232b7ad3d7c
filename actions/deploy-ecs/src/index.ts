import { openAws, type Services } from '../../../lib/aws/sdk.ts';
import { runAction } from '../../../lib/github/run-action.ts';
import { main } from './main.ts';
import { post } from './post.ts';

const services: Services = {
  ecs: () => import('../../../lib/aws/operations/ecs.ts'),
  ecr: () => import('../../../lib/aws/operations/ecr.ts'),
  logs: () => import('../../../lib/aws/operations/logs.ts'),
  elasticloadbalancing: () => import('../../../lib/aws/operations/elasticloadbalancing.ts'),
  sts: () => import('../../../lib/aws/operations/sts.ts'),
  secretsmanager: () => import('../../../lib/aws/operations/secretsmanager.ts'),
  ssm: () => import('../../../lib/aws/operations/ssm.ts'),
  cloudwatch: () => import('../../../lib/aws/operations/cloudwatch.ts'),
};

await runAction({
  name: 'deploy-ecs',
  main: (context) => main(context, openAws(context, services)),
  post: (context) => post(context, openAws(context, services)),
});
