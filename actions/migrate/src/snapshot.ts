// One look at a migration: our own tasks, those of others in the same family, and the one that ECS promised and does not show yet.

import type { TaskSnapshot } from '../../../lib/core/task-snapshots.ts';

export interface MigrationSnapshot {
  /** started by this very migration, oldest first; also by an earlier attempt of the run */
  readonly ours: readonly TaskSnapshot[];
  /** live tasks of the family that somebody else started */
  readonly others: readonly TaskSnapshot[];
  /** tasks of ours whose end is this run's end: all but those that had stopped before the first look */
  readonly followed: readonly string[];
  /** RunTask named it and ECS does not show it, or it was there and is no longer */
  readonly missing?: { readonly taskArn: string; readonly since: number };
}

export function migrationSnapshot(facts: {
  readonly tasks: readonly TaskSnapshot[];
  readonly startedBy: string;
  /** ARNs that RunTask answered to this process, oldest first */
  readonly started: readonly string[];
  readonly previous: MigrationSnapshot | undefined;
  readonly now: number;
}): MigrationSnapshot {
  const { tasks, started, previous, now } = facts;
  const isOurs = (task: TaskSnapshot) => task.startedBy === facts.startedBy || started.includes(task.taskArn);
  const seen = new Map((previous?.ours ?? []).map((task) => [task.taskArn, task]));
  for (const task of tasks.filter(isOurs)) seen.set(task.taskArn, task);
  const shown = new Set(tasks.map(({ taskArn }) => taskArn));
  const ours = [...seen.values()].sort((a, b) => a.createdAt - b.createdAt);
  const live = ours.filter((task) => isLive(task)).map(({ taskArn }) => taskArn);
  // A task that appears later is this process's own, also when the answer to its RunTask was lost on the way.
  const appeared = previous === undefined ? [] : tasks.filter((task) => isOurs(task) && !had(previous, task.taskArn));
  const followed = [
    ...new Set([...(previous?.followed ?? []), ...live, ...started, ...appeared.map(({ taskArn }) => taskArn)]),
  ];
  const absent = followed.find((arn) => !shown.has(arn) && (!seen.has(arn) || live.includes(arn)));
  const since = previous?.missing?.taskArn === absent ? (previous?.missing?.since ?? now) : now;
  return {
    ours: ours.filter(({ taskArn }) => taskArn !== absent),
    others: tasks.filter((task) => !isOurs(task) && isLive(task)),
    followed,
    ...(absent === undefined ? {} : { missing: { taskArn: absent, since } }),
  };
}

function had(previous: MigrationSnapshot, taskArn: string): boolean {
  return previous.ours.some((task) => task.taskArn === taskArn);
}

/** Anything but an end that ECS has declared: a status that is new to us may still be running. */
export function isLive(task: Pick<TaskSnapshot, 'lastStatus'>): boolean {
  return task.lastStatus !== 'STOPPED' && task.lastStatus !== 'DELETED';
}

export function liveTask(snapshot: MigrationSnapshot): TaskSnapshot | undefined {
  return snapshot.ours.findLast(isLive);
}

/** A few words for the tally of looks. */
export function describeSnapshot(snapshot: MigrationSnapshot): string {
  const live = liveTask(snapshot);
  if (live !== undefined) return live.lastStatus;
  if (snapshot.missing !== undefined) return 'not shown';
  if (snapshot.others.length > 0) return 'another migration is running';
  return snapshot.ours.length > 0 ? 'stopped' : 'no task';
}
