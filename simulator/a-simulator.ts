// Builders for tests: a local AWS whose tasks never do anything, and SDK clients that talk to it in process, one attempt each.

import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { Runtime } from './control-plane/runtime.ts';
import { requestHandlerFor } from './request-handler.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';

export function anIdleRuntime(): Runtime {
  return { carryOut() {}, observe: () => [], nextObservationAt: () => undefined, close: async () => {} };
}

export function aSimulator(options: Partial<SimulatorOptions> = {}): Simulator {
  return createSimulator({ runtime: anIdleRuntime(), time: 'virtual', ...options });
}

const IAM_USER = { accessKeyId: 'AKIALOCAL', secretAccessKey: 'local' };

export function clientsOf(
  simulator: Pick<Simulator, 'handle'>,
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } = IAM_USER,
) {
  const configuration = {
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
    endpoint: 'http://127.0.0.1:4566',
    requestHandler: requestHandlerFor(simulator),
  };
  return {
    ecs: new ECSClient(configuration),
    ecr: new ECRClient(configuration),
    elb: new ElasticLoadBalancingV2Client(configuration),
    logs: new CloudWatchLogsClient(configuration),
    cloudwatch: new CloudWatchClient(configuration),
    secretsmanager: new SecretsManagerClient(configuration),
    ssm: new SSMClient(configuration),
    sts: new STSClient(configuration),
  };
}

/** What a request or an answer did against AWS's model; nobody wants any. */
export function problemsOf(simulator: Pick<Simulator, 'diary'>): string[] {
  return simulator.diary.flatMap(({ operation, problems }) => problems.map((problem) => `${operation}: ${problem}`));
}
