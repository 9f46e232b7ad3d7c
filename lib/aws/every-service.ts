// All services at once, for tests. An action names those that it asks, in its index.ts.

import type { Services } from './sdk.ts';

export const everyService: Required<Services> = {
  ecs: () => import('./operations/ecs.ts'),
  ecr: () => import('./operations/ecr.ts'),
  logs: () => import('./operations/logs.ts'),
  elasticloadbalancing: () => import('./operations/elasticloadbalancing.ts'),
  sts: () => import('./operations/sts.ts'),
  secretsmanager: () => import('./operations/secretsmanager.ts'),
  ssm: () => import('./operations/ssm.ts'),
  cloudwatch: () => import('./operations/cloudwatch.ts'),
};
