// The post step of a job that was cancelled or killed: what main could not finish any more is asked for once more.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeTaskDefinition, requestRollback } from '../../../lib/aws/ecs.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import { ended } from '../../../lib/core/sentence.ts';
import { watch } from '../../../lib/core/watch.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { unfinishedIntent } from './intent.ts';
import { whatServes } from './report/serving.ts';
import { type AfterTheJob, afterTheJob } from './rollout/after-the-job.ts';
import { createRolloutLook } from './rollout/look.ts';
import type { RollbackCommand, RolloutLook } from './rollout/rollout-rule.ts';
import { findDeployment } from './rollout/start.ts';

const LOOK_FOR_MS = 5_000;
const LOOK_AGAIN_MS = 500;

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
  const which = `service deployment ${lastPart(deploymentArn)} of ${shown}`;
  const outcome = await watch<RolloutLook, RollbackCommand, AfterTheJob>({
    look: createRolloutLook({
      api,
      clock,
      ref,
      deploymentArn,
      taskDefinitionArn,
      definition,
      fromStart: false,
      isCancelled: () => true,
    }),
    decide: afterTheJob(intent.onCancel, previous === undefined),
    act: async () => {
      log.line(`Asking ECS to roll back ${which}.`);
      await requestRollback(aws, deploymentArn);
    },
    pace: ({ blind, issued }) => LOOK_AGAIN_MS * 2 ** Math.min(blind.length + issued.length, 4),
    describe: ({ deployment }) => deployment.rawStatus,
    clock,
    signal,
    onWait: log.line,
  });
  switch (outcome.kind) {
    case 'asked':
      log.annotate(
        'warning',
        'Rollback asked for',
        `The step ended before the deployment of ${shown}: ECS was asked to go back${previous === undefined ? '' : ` to ${previous}`}.`,
      );
      return;
    case 'given-up':
      log.annotate(
        'warning',
        'Rollback not asked for',
        `The step ended before ${which}, and ECS could not be asked to go back: ${ended(outcome.failure.message)} Run the step again to watch on, or with rollback-to: previous to go back.`,
      );
      return;
    case 'left':
      log.line(`Left alone: ${which}; ${outcome.because}.`);
      if (isStoppedForGood(outcome.seen) && intent.onCancel === 'rollback')
        log.annotate(
          'warning',
          'Stopped, not rolled back',
          `The step ended before ${which}, which ECS has stopped without going back; running: ${whatServes(outcome.seen.service)}. Run the step again to deploy, or with rollback-to: previous to go back${previous === undefined ? '' : ` to ${previous}`}.`,
        );
  }
}

function isStoppedForGood({ deployment, supersededBy }: RolloutLook): boolean {
  return deployment.status === 'STOPPED' && supersededBy === undefined;
}
