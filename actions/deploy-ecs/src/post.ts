// The post step of a job that was cancelled or killed: what main could not finish any more is asked for once more.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeServiceDeployment, requestRollback } from '../../../lib/aws/ecs.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { unfinishedIntent } from './intent.ts';
import { isAllHealthy } from './judgement.ts';
import { findDeployment } from './start.ts';

const LOOK_FOR_MS = 5_000;

export async function post(context: ActionContext, api: AwsApi): Promise<void> {
  const { log, clock, random, signal } = context;
  const intent = unfinishedIntent(context.state);
  if (intent === undefined) return;
  const aws = withRetry(api, { clock, random, signal });
  const shown = shortTaskDefinition(intent.taskDefinitionArn);
  const deploymentArn = await findDeployment(
    { api: aws, clock },
    intent,
    intent.taskDefinitionArn,
    intent.known,
    LOOK_FOR_MS,
  );
  if (deploymentArn === undefined) {
    log.line(
      `The deployment of ${shown} was never started; ${shortTaskDefinition(intent.previousTaskDefinitionArn)} is untouched.`,
    );
    return;
  }
  const deployment = await describeServiceDeployment(aws, deploymentArn);
  const moves = deployment?.status === 'PENDING' || deployment?.status === 'IN_PROGRESS';
  const allHealthy = deployment !== undefined && isAllHealthy(deployment);
  if (!moves || intent.onCancel === 'leave' || allHealthy) {
    log.line(
      `Service deployment ${lastPart(deploymentArn)} of ${shown} is ${deployment?.rawStatus ?? 'unknown'}; it is left alone.`,
    );
    return;
  }
  await requestRollback(aws, deploymentArn);
  log.annotate(
    'warning',
    'Rollback asked for',
    `The step ended before the deployment of ${shown}: ECS was asked to go back to ${shortTaskDefinition(intent.previousTaskDefinitionArn)}.`,
  );
}
