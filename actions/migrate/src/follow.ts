// The watch of one migration: how it looks at ECS, what it does when the rule says so, and the task's log as it comes.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { logStreamsOf } from '../../../lib/aws/logs.ts';
import { describeFamilyTasks, runTask, stopTask } from '../../../lib/aws/one-off-tasks.ts';
import { describeTasks } from '../../../lib/aws/tasks.ts';
import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import { AwsFailure } from '../../../lib/core/errors.ts';
import { nextDelay } from '../../../lib/core/pace.ts';
import { ended } from '../../../lib/core/sentence.ts';
import { containersOf } from '../../../lib/core/task-definition.ts';
import type { LogStreamRef } from '../../../lib/core/task-snapshots.ts';
import { watch } from '../../../lib/core/watch.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { deadlineOf, type MigrateCommand, type MigrateVerdict, mayHaveRun, NOT_SHOWN } from './history.ts';
import { clientTokenOf, startedByOf } from './identity.ts';
import type { Limits } from './inputs.ts';
import { type StopIntent, saveIntent, saveSettled } from './intent.ts';
import { createLiveLog, unreadableLogs } from './live-log.ts';
import { nextStep } from './next-step.ts';
import type { MigrationPlan } from './plan.ts';
import { describeSnapshot, isLive, liveTask, type MigrationSnapshot, migrationSnapshot } from './snapshot.ts';
import { findLiveTasks, patient } from './stop.ts';

export interface Followed {
  readonly verdict: MigrateVerdict;
  readonly taskArn?: string;
  /** of the container that runs the command */
  readonly log?: LogStreamRef;
  readonly tail: readonly string[];
}

const DRAIN_INTERVAL_MS = 2_000;
/** ECS lists a new task within a second or two. */
const LOOK_FOR_MS = 3_000;

export async function followMigration(
  context: ActionContext,
  /** without retries of its own: the watch has its pace */
  api: AwsApi,
  of: { readonly plan: MigrationPlan; readonly taskDefinitionArn: string; readonly limits: Limits },
): Promise<Followed> {
  const { clock, random, signal, log, environment } = context;
  const { plan, taskDefinitionArn, limits } = of;
  const { cluster, family, definition } = plan;
  const startedBy = startedByOf(identityOf(context), plan.identity);
  const essential = essentialOf(plan);
  const live = createLiveLog(api, log, plan.container);
  const started: string[] = [];
  const wanted: StopIntent = { cluster, family, startedBy };
  let answerLost = false;
  let latest: MigrationSnapshot | undefined;

  const look = async (previous: MigrationSnapshot | undefined): Promise<MigrationSnapshot> => {
    const known = tasksToDescribe(previous, started);
    const tasks =
      known.length > 0
        ? await describeTasks(api, cluster, known, essential)
        : await describeFamilyTasks(api, { cluster, family, essential });
    const seen = migrationSnapshot({ tasks, startedBy, started, previous, now: clock.now() });
    const taskArn = followedBy(seen);
    if (taskArn !== undefined && previous === undefined)
      live.say(`Joined task ${lastPart(taskArn)}, which an earlier attempt of this run has started.`);
    if (taskArn !== undefined && (previous === undefined || followedBy(previous) === undefined))
      for (const sentence of unreadableLogs(definition)) live.say(sentence);
    if (taskArn !== undefined) await live.read(logStreamsOf(definition, taskArn));
    latest = seen;
    return seen;
  };
  const act = async (command: MigrateCommand): Promise<void> => {
    switch (command.kind) {
      case 'run-task': {
        if (command.again !== undefined) live.say(ended(`Trying again, because nothing has run yet: ${command.again}`));
        const clientToken = clientTokenOf(startedBy, environment.GITHUB_RUN_ATTEMPT ?? '1', command.attempt);
        const input = { ...plan.run, taskDefinition: taskDefinitionArn, startedBy, clientToken };
        const taskArn = await runTask(api, input).catch((failure: unknown) => {
          if (failure instanceof AwsFailure && mayHaveRun(failure)) answerLost = true;
          throw failure;
        });
        answerLost = false;
        started.push(taskArn);
        live.say(`Started task ${lastPart(taskArn)} of ${shortTaskDefinition(taskDefinitionArn)}.`);
        return;
      }
      case 'stop-task': {
        // At the timeout the watch itself asks again; a cancelled job has only this request.
        const aws = signal.aborted ? patient(api, { clock, random, say: live.say }) : api;
        for (const taskArn of await tasksToStop(aws)) {
          live.say(`Stopping task ${lastPart(taskArn)}: ${command.because}.`);
          await stopTask(aws, { cluster, taskArn, reason: `Slipway migrate: ${command.because}` });
        }
      }
    }
  };
  const tasksToStop = async (aws: AwsApi): Promise<readonly string[]> => {
    const known = latest === undefined ? undefined : (liveTask(latest)?.taskArn ?? latest.missing?.taskArn);
    const unseen = started.filter(
      (arn) => !latest?.ours.some(({ taskArn, lastStatus }) => taskArn === arn && !isLive({ lastStatus })),
    );
    const arn = known ?? (answerLost ? undefined : unseen.at(-1));
    if (arn !== undefined) return [arn];
    live.say('Looking for the task of this migration, to stop it.');
    const found = await findLiveTasks({ api: aws, clock }, wanted, answerLost ? LOOK_FOR_MS : 0);
    if (found.length > 0) return found.map(({ taskArn }) => taskArn);
    throw new AwsFailure({
      kind: 'refused',
      operation: 'ecs:ListTasks',
      code: NOT_SHOWN,
      awsMessage: 'ECS shows no live task of this migration',
    });
  };

  // Saved before a task may live: a kill leaves no time for it.
  if (limits.onCancel === 'stop') saveIntent(context.state, wanted);
  const verdict = await watch<MigrationSnapshot, MigrateCommand, MigrateVerdict>({
    look,
    act,
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

  const taskArn =
    'task' in verdict && verdict.task !== undefined
      ? verdict.task.taskArn
      : (started.at(-1) ?? (latest === undefined ? undefined : followedBy(latest)));
  if (taskArn === undefined) return { verdict, tail: [] };
  const streams = logStreamsOf(definition, taskArn);
  // A cancelled job has seconds left.
  if (!signal.aborted)
    await live.drain(streams, { clock, signal, intervalMs: Math.min(limits.pollIntervalMs, DRAIN_INTERVAL_MS) });
  const own = streams.find(({ container }) => container === plan.container);
  return { verdict, taskArn, tail: live.tail, ...(own === undefined ? {} : { log: own }) };
}

/** One request for what is known; the whole family while nothing of ours is, for then others matter too. */
function tasksToDescribe(previous: MigrationSnapshot | undefined, started: readonly string[]): string[] {
  const live = previous === undefined ? undefined : (liveTask(previous)?.taskArn ?? previous.missing?.taskArn);
  const promised = started.filter((arn) => !previous?.ours.some(({ taskArn }) => taskArn === arn));
  return [...new Set([...(live === undefined ? [] : [live]), ...promised])];
}

/** The task whose log is of interest now. */
function followedBy(snapshot: MigrationSnapshot): string | undefined {
  return liveTask(snapshot)?.taskArn ?? snapshot.followed.at(-1);
}

function essentialOf(plan: MigrationPlan): (container: string) => boolean {
  const names = new Set(
    containersOf(plan.definition)
      .filter(({ essential }) => essential !== false)
      .map(({ name }) => String(name)),
  );
  return (container) => names.has(container);
}

function identityOf({ environment, random }: ActionContext): { runId: string; job: string } {
  // Outside of a workflow each start is a run of its own.
  return { runId: environment.GITHUB_RUN_ID || `local-${random()}`, job: environment.GITHUB_JOB ?? '' };
}
