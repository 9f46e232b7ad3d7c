// From a task and its fate to the observations that it will give, each with its instant.

import type { ContainerLaunch, Observation, TaskLaunch } from '../control-plane/runtime.ts';
import type { Instant } from '../control-plane/world.ts';
import type { Fate } from './fates.ts';

export interface RunningTask {
  readonly launch: TaskLaunch;
  readonly fate: Exclude<Fate, { kind: 'heals' }>;
  readonly toldAt: Instant;
  stoppedAt?: Instant;
}

type Timed = { readonly at: Instant; readonly observation: Observation };

const sigkill = 137;

export function containersRunAt({ fate, toldAt }: RunningTask): Instant {
  return toldAt + (fate.startMs ?? 5_000);
}

/** The container that the fate is about. */
export function meantContainer({ launch, fate }: RunningTask): ContainerLaunch | undefined {
  const named = launch.containers.find((container) => container.name === fate.container);
  return named ?? launch.containers.find((container) => container.essential);
}

export function scriptOf(task: RunningTask): Timed[] {
  const { launch, fate } = task;
  const from = containersRunAt(task);
  if (fate.kind === 'never-starts') {
    const container = meantContainer(task)?.name;
    return [
      {
        at: from,
        observation: {
          kind: 'task-failed-to-start',
          taskArn: launch.taskArn,
          ...(container === undefined ? {} : { container }),
          reason: fate.reason,
        },
      },
      gone(task, from),
    ];
  }
  return [...starts(task, from), ...lines(task, from), ...checks(task, from), ...ends(task, from)];
}

/** SIGTERM now, and for whoever does not listen SIGKILL at the end of its stop timeout. */
export function stopScript(task: RunningTask, now: Instant): Timed[] {
  const { launch, fate } = task;
  const from = containersRunAt(task);
  if (fate.kind === 'never-starts' || now < from) return [gone(task, now)];
  const ended = fate.kind === 'exits' && from + fate.afterMs <= now ? meantContainer(task)?.name : undefined;
  const ends = launch.containers
    .filter((container) => container.name !== ended)
    .map((container): Timed => {
      const deaf = fate.ignoresSigterm === true;
      const at = now + (deaf ? container.stopTimeoutMs : Math.min(fate.stopMs ?? 500, container.stopTimeoutMs));
      return exit(task, container.name, at, deaf ? sigkill : 0);
    });
  return [...ends, gone(task, Math.max(now, ...ends.map((end) => end.at)))];
}

function starts({ launch }: RunningTask, from: Instant): Timed[] {
  return launch.containers.map(({ name }) => ({
    at: from,
    observation: {
      kind: 'container-started',
      taskArn: launch.taskArn,
      container: name,
      runtimeId: `${launch.taskArn.slice(launch.taskArn.lastIndexOf('/') + 1)}-${name}`,
    },
  }));
}

function lines(task: RunningTask, from: Instant): Timed[] {
  const log = meantContainer(task)?.log;
  if (log === undefined || task.fate.kind === 'never-starts') return [];
  return (task.fate.lines ?? []).map(({ afterMs, message }) => ({
    at: from + afterMs,
    observation: { kind: 'log', group: log.group, stream: log.stream, timestamp: from + afterMs, message },
  }));
}

function checks(task: RunningTask, from: Instant): Timed[] {
  return task.launch.containers.flatMap((container) => {
    const at = checkedAt(task, container, from);
    if (at === undefined) return [];
    const status = at.status;
    return [
      {
        at: at.instant,
        observation: { kind: 'container-health', taskArn: task.launch.taskArn, container: container.name, status },
      } satisfies Timed,
    ];
  });
}

function checkedAt(
  task: RunningTask,
  container: ContainerLaunch,
  from: Instant,
): { instant: Instant; status: 'HEALTHY' | 'UNHEALTHY' } | undefined {
  const check = container.healthCheck;
  if (check === undefined) return undefined;
  const meant = container.name === meantContainer(task)?.name;
  if (meant && task.fate.kind === 'unhealthy-check') {
    return { instant: from + check.startPeriodMs + check.retries * check.intervalMs, status: 'UNHEALTHY' };
  }
  const healthyMs = meant ? healthyAfter(task.fate) : 0;
  // The first check is made one interval after the start, and a check is only made once in an interval.
  if (healthyMs === undefined || healthyMs >= Number.MAX_SAFE_INTEGER) return undefined;
  const rounds = Math.max(1, Math.ceil(healthyMs / check.intervalMs));
  return { instant: from + rounds * check.intervalMs, status: 'HEALTHY' };
}

/** Undefined: never well by itself. */
export function healthyAfter(fate: RunningTask['fate']): number | undefined {
  switch (fate.kind) {
    case 'runs':
    case 'exits':
      return fate.healthyMs;
    case 'unhealthy-target':
    case 'interrupted':
      return 0;
    case 'unhealthy-check':
    case 'never-starts':
      return undefined;
  }
}

function ends(task: RunningTask, from: Instant): Timed[] {
  const { fate, launch } = task;
  if (fate.kind === 'interrupted') {
    const { stopCode, reason } = fate;
    return [
      {
        at: from + fate.afterMs,
        observation: { kind: 'task-interrupted', taskArn: launch.taskArn, stopCode, reason },
      },
    ];
  }
  const container = meantContainer(task)?.name;
  if (fate.kind !== 'exits' || container === undefined) return [];
  const at = from + fate.afterMs;
  const end = exit(task, container, at, fate.exitCode, fate.reason);
  return launch.containers.length === 1 ? [end, gone(task, at)] : [end];
}

function exit({ launch }: RunningTask, container: string, at: Instant, exitCode: number, reason?: string): Timed {
  return {
    at,
    observation: {
      kind: 'container-exited',
      taskArn: launch.taskArn,
      container,
      exitCode,
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

function gone({ launch }: RunningTask, at: Instant): Timed {
  return { at, observation: { kind: 'task-gone', taskArn: launch.taskArn } };
}
