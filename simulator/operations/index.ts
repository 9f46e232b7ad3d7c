// Every operation that the local AWS carries out, by service. What is not here is answered as unknown, and the diary says so.

import type { ServiceName } from '../protocols/services.ts';
import { cloudwatchOperations } from './cloudwatch/index.ts';
import { ecrOperations } from './ecr/index.ts';
import { ecsOperations } from './ecs/index.ts';
import { elbOperations } from './elb/index.ts';
import { logsOperations } from './logs/index.ts';
import type { Operation } from './operation.ts';
import { secretsManagerOperations } from './secretsmanager/index.ts';
import { ssmOperations } from './ssm/index.ts';
import { stsOperations } from './sts/index.ts';

export const operations: Readonly<Record<ServiceName, Readonly<Record<string, Operation>>>> = {
  ecs: ecsOperations,
  ecr: ecrOperations,
  elb: elbOperations,
  logs: logsOperations,
  cloudwatch: cloudwatchOperations,
  secretsmanager: secretsManagerOperations,
  ssm: ssmOperations,
  sts: stsOperations,
};
