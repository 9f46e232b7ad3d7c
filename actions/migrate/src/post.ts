// The post step of a job that was cancelled or killed with `on-cancel: stop`: the task that main could not stop any more is stopped.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { stopTask } from '../../../lib/aws/one-off-tasks.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { lastPart } from '../../../lib/core/arn.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { unfinishedIntent } from './intent.ts';
import { findLiveTasks } from './stop.ts';

const LOOK_FOR_MS = 5_000;

export async function post(context: ActionContext, api: AwsApi): Promise<void> {
  const { log, clock, random, signal, state } = context;
  const intent = unfinishedIntent(state);
  if (intent === undefined) return;
  const { cluster, family } = intent;
  const aws = withRetry(api, { clock, random, signal });
  const live = await findLiveTasks({ api: aws, clock }, intent, LOOK_FOR_MS);
  if (live.length === 0) log.line(`The step ended before its migration (${family}), and ECS shows no live task of it.`);
  for (const { taskArn } of live) {
    await stopTask(aws, { cluster, taskArn, reason: 'Slipway migrate: the step ended before its migration' });
    log.annotate(
      'warning',
      'Migration stopped',
      `The step ended before its migration (${family}): ECS was asked to stop task ${lastPart(taskArn)} (on-cancel: stop). It may have done a part of its work.`,
    );
  }
}
