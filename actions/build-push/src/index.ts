import { openAws, type Services } from '../../../lib/aws/sdk.ts';
import { runAction } from '../../../lib/github/run-action.ts';
import { main, post } from './main.ts';

const services: Services = {
  ecr: () => import('../../../lib/aws/operations/ecr.ts'),
  sts: () => import('../../../lib/aws/operations/sts.ts'),
};

await runAction({ name: 'build-push', main: (context) => main(context, openAws(context, services)), post });
