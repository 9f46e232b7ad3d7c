// The tasks of one migration: looked at, started and stopped as the watch wants it, and their logs as they come.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { logStreamsOf } from '../../../lib/aws/logs.ts';
import { describeFamilyTasks, runTask, stopTask } from '../../../lib/aws/one-off-tasks.ts';
import { describeTasks } from '../../../lib/aws/tasks.ts';
import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import { AwsFailure } from '../../../lib/core/errors.ts';
import { ended } from '../../../lib/core/sentence.ts';
import { containersOf } from '../../../lib/core/task-definition.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { type MigrateCommand, mayHaveRun, NOT_SHOWN } from './history.ts';
import { clientTokenOf } from './identity.ts';
import { type LiveLog, unreadableLogs } from './live-log.ts';
import type { MigrationPlan } from './plan.ts';
import { isLive, liveTask, type MigrationSnapshot, migrationSnapshot } from './snapshot.ts';
import { findLiveTasks, patient } from './stop.ts';

/** ECS lists a new task within a second or two. */
const LOOK_FOR_MS = 3_000;

type Run = Extract<MigrateCommand, { readonly kind: 'run-task' }>;
type Stop = Extract<MigrateCommand, { readonly kind: 'stop-task' }>;

export interface MigrationTasks {
  readonly look: (previous: MigrationSnapshot | undefined) => Promise<MigrationSnapshot>;
  readonly run: (command: Run) => Promise<void>;
  /** Throws AwsFailure (`refused`) where ECS shows no task to stop. */
  readonly stop: (command: Stop) => Promise<void>;
  /** ARN of the task that this run started last, else of the one that it follows */
  readonly newest: () => string | undefined;
}

export function createMigrationTasks(
  { clock, random, signal, environment }: ActionContext,
  api: AwsApi,
  of: {
    readonly plan: MigrationPlan;
    readonly taskDefinitionArn: string;
    readonly startedBy: string;
    readonly live: LiveLog;
  },
): MigrationTasks {
  const { plan, taskDefinitionArn, startedBy, live } = of;
  const { cluster, family } = plan;
  const essential = essentialOf(plan);
  const started: string[] = [];
  /** a task may have been started that nobody knows the ARN of */
  let answerLost = false;
  let latest: MigrationSnapshot | undefined;

  const tasksToStop = async (aws: AwsApi): Promise<readonly string[]> => {
    const known = latest === undefined ? undefined : (liveTask(latest)?.taskArn ?? latest.missing?.taskArn);
    const unseen = started.filter(
      (arn) => !latest?.ours.some(({ taskArn, lastStatus }) => taskArn === arn && !isLive({ lastStatus })),
    );
    const arn = known ?? (answerLost ? undefined : unseen.at(-1));
    if (arn !== undefined) return [arn];
    live.say('Looking for the task of this migration, to stop it.');
    const wanted = { cluster, family, startedBy };
    const found = await findLiveTasks({ api: aws, clock }, wanted, answerLost ? LOOK_FOR_MS : 0);
    if (found.length > 0) return found.map(({ taskArn }) => taskArn);
    throw notShown();
  };

  return {
    look: async (previous) => {
      const known = tasksToDescribe(previous, started);
      const tasks =
        known.length > 0
          ? await describeTasks(api, cluster, known, essential)
          : await describeFamilyTasks(api, { cluster, family, essential });
      const seen = migrationSnapshot({ tasks, startedBy, started, previous, now: clock.now() });
      await tell(live, plan, seen, previous);
      latest = seen;
      return seen;
    },
    run: async ({ again, attempt }) => {
      if (again !== undefined) live.say(ended(`Trying again, because nothing has run yet: ${again}`));
      const clientToken = clientTokenOf(startedBy, environment.GITHUB_RUN_ATTEMPT ?? '1', attempt);
      const input = { ...plan.run, taskDefinition: taskDefinitionArn, startedBy, clientToken };
      const taskArn = await runTask(api, input).catch((failure: unknown) => {
        if (failure instanceof AwsFailure && mayHaveRun(failure)) answerLost = true;
        throw failure;
      });
      answerLost = false;
      started.push(taskArn);
      live.say(`Started task ${lastPart(taskArn)} of ${shortTaskDefinition(taskDefinitionArn)}.`);
    },
    stop: async ({ because }) => {
      // At the timeout the watch itself asks again; a cancelled job has only this request.
      const aws = signal.aborted ? patient(api, { clock, random, say: live.say }) : api;
      for (const taskArn of await tasksToStop(aws)) {
        live.say(`Stopping task ${lastPart(taskArn)}: ${because}.`);
        await stopTask(aws, { cluster, taskArn, reason: `Slipway migrate: ${because}` });
      }
    },
    newest: () => started.at(-1) ?? (latest === undefined ? undefined : followedBy(latest)),
  };
}

/** Says which task is followed once there is one, and what came to its log since the look before. */
async function tell(
  live: LiveLog,
  { definition }: MigrationPlan,
  seen: MigrationSnapshot,
  previous: MigrationSnapshot | undefined,
): Promise<void> {
  const taskArn = followedBy(seen);
  if (taskArn === undefined) return;
  if (previous === undefined)
    live.say(`Joined task ${lastPart(taskArn)}, which an earlier attempt of this run has started.`);
  if (previous === undefined || followedBy(previous) === undefined)
    for (const sentence of unreadableLogs(definition)) live.say(sentence);
  await live.read(logStreamsOf(definition, taskArn));
}

function notShown(): AwsFailure {
  return new AwsFailure({
    kind: 'refused',
    operation: 'ecs:ListTasks',
    code: NOT_SHOWN,
    awsMessage: 'ECS shows no live task of this migration',
  });
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
