// The watch of one migration from its first look to the last line of its log.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { logStreamsOf } from '../../../lib/aws/logs.ts';
import { defined } from '../../../lib/core/defined.ts';
import { nextDelay } from '../../../lib/core/pace.ts';
import { ended } from '../../../lib/core/sentence.ts';
import type { LogStreamRef } from '../../../lib/core/task-snapshots.ts';
import { watch } from '../../../lib/core/watch.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { deadlineOf, type MigrateCommand, type MigrateVerdict } from './history.ts';
import { startedByOf } from './identity.ts';
import type { Limits } from './inputs.ts';
import { saveIntent, saveSettled } from './intent.ts';
import { createLiveLog } from './live-log.ts';
import { createMigrationTasks } from './migration-tasks.ts';
import { nextStep } from './next-step.ts';
import type { MigrationPlan } from './plan.ts';
import { describeSnapshot, type MigrationSnapshot } from './snapshot.ts';

export interface Followed {
  readonly verdict: MigrateVerdict;
  readonly taskArn?: string;
  /** of the container that runs the command */
  readonly log?: LogStreamRef;
  readonly tail: readonly string[];
}

const DRAIN_INTERVAL_MS = 2_000;

interface Of {
  readonly plan: MigrationPlan;
  readonly taskDefinitionArn: string;
  readonly limits: Limits;
}

/** `api`: without retries of its own, for the watch has its pace. */
export async function followMigration(context: ActionContext, api: AwsApi, of: Of): Promise<Followed> {
  const { clock, random, signal, log } = context;
  const { plan, taskDefinitionArn, limits } = of;
  const startedBy = startedByOf(identityOf(context), plan.identity);
  const live = createLiveLog(api, log, plan.container);
  const tasks = createMigrationTasks(context, api, { plan, taskDefinitionArn, startedBy, live });
  // Saved before a task may live: a kill leaves no time for it.
  if (limits.onCancel === 'stop') saveIntent(context.state, { cluster: plan.cluster, family: plan.family, startedBy });
  const verdict = await watch<MigrationSnapshot, MigrateCommand, MigrateVerdict>({
    look: tasks.look,
    act: (command) => (command.kind === 'run-task' ? tasks.run(command) : tasks.stop(command)),
    decide: nextStep(limits),
    pace: (history) =>
      nextDelay({
        intervalMs: limits.pollIntervalMs,
        failures: history.blind.length,
        now: history.now,
        deadlineAt: deadlineOf(history, limits),
        random: random(),
      }),
    describe: describeSnapshot,
    clock,
    signal,
    onWait: (because) => live.say(ended(`Waiting: ${because}`)),
  });
  if (verdict.kind !== 'cancelled' || verdict.left !== 'perhaps') saveSettled(context.state);

  const taskArn = 'task' in verdict && verdict.task !== undefined ? verdict.task.taskArn : tasks.newest();
  if (taskArn === undefined) return { verdict, tail: [] };
  const streams = logStreamsOf(plan.definition, taskArn);
  // A cancelled job has seconds left.
  if (!signal.aborted)
    await live.drain(streams, { clock, signal, intervalMs: Math.min(limits.pollIntervalMs, DRAIN_INTERVAL_MS) });
  const own = streams.find(({ container }) => container === plan.container);
  return { verdict, taskArn, tail: live.tail, ...defined({ log: own }) };
}

function identityOf({ environment, random }: ActionContext): { runId: string; job: string } {
  // Outside of a workflow each start is a run of its own.
  return { runId: environment.GITHUB_RUN_ID || `local-${random()}`, job: environment.GITHUB_JOB ?? '' };
}
