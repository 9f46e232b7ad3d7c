// The post step of a job that was cancelled or killed: what main could not finish any more is asked for once more.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeTaskDefinition, requestRollback } from '../../../lib/aws/ecs.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { unfinishedIntent } from './intent.ts';
import { isAllHealthy } from './rollout/judgement.ts';
import { createRolloutLook } from './rollout/look.ts';
import { findDeployment } from './rollout/start.ts';

const LOOK_FOR_MS = 5_000;

export async function post(context: ActionContext, api: AwsApi): Promise<void> {
  const { log, clock, random, signal } = context;
  const intent = unfinishedIntent(context.state);
  if (intent === undefined) return;
  const aws = withRetry(api, { clock, random, signal });
  const shown = shortTaskDefinition(intent.taskDefinitionArn);
  const previous =
    intent.previousTaskDefinitionArn === undefined ? undefined : shortTaskDefinition(intent.previousTaskDefinitionArn);
  const ref = { cluster: intent.cluster, service: intent.service };
  const { taskDefinitionArn } = intent;
  const find = () => findDeployment({ api: aws, clock }, ref, taskDefinitionArn, intent.known, LOOK_FOR_MS);
  const deploymentArn = intent.deploymentArn ?? (await find());
  if (deploymentArn === undefined) {
    log.line(`The deployment of ${shown} was never started; ${previous ?? 'the service'} is untouched.`);
    return;
  }
  const { definition } = await describeTaskDefinition(aws, taskDefinitionArn);
  const seen = await createRolloutLook({
    api: aws,
    clock,
    ref,
    deploymentArn,
    taskDefinitionArn,
    definition,
    fromStart: false,
  })(undefined);
  const { status, rawStatus } = seen.deployment;
  const moves = status === 'PENDING' || status === 'IN_PROGRESS';
  if (!moves || intent.onCancel === 'leave' || isAllHealthy(seen)) {
    log.line(`Service deployment ${lastPart(deploymentArn)} of ${shown} is ${rawStatus}; it is left alone.`);
    return;
  }
  await requestRollback(aws, deploymentArn);
  log.annotate(
    'warning',
    'Rollback asked for',
    `The step ended before the deployment of ${shown}: ECS was asked to go back${previous === undefined ? '' : ` to ${previous}`}.`,
  );
}
