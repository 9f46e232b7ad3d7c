// Why the watch of a migration waits, in words that change only when something has changed.

import { lastPart } from '../../../lib/core/arn.ts';
import { open } from '../../../lib/core/sentence.ts';
import type { TaskSnapshot } from '../../../lib/core/task-snapshots.ts';
import { describeTally, type History } from '../../../lib/core/watch.ts';

export function liveSentence(task: TaskSnapshot, now: number): string {
  const id = shortId(task.taskArn);
  if (task.desiredStatus === 'STOPPED') return `task ${id} is ending (${task.lastStatus})`;
  if (task.lastStatus !== 'RUNNING' || task.startedAt === undefined) return `task ${id} is ${task.lastStatus}`;
  // By the minute: a sentence that changed with each look would be printed with each look.
  const minutes = Math.floor((now - task.startedAt) / 60_000);
  return `task ${id} is running${minutes > 0 ? ` for ${minutes}m` : ''}`;
}

export function describeOther(task: TaskSnapshot): string {
  return `another migration of this family: task ${shortId(task.taskArn)} is ${task.lastStatus} (started by ${task.startedBy || 'nobody known'})`;
}

export function blindSentence(history: Pick<History<unknown, unknown>, 'blind' | 'tally'>): string {
  const newest = history.blind.at(-1);
  return newest === undefined
    ? describeTally(history.tally)
    : `no look succeeds: ${open(newest.message)} (${describeTally(history.tally)})`;
}

export function shortId(taskArn: string): string {
  return `${lastPart(taskArn).slice(0, 8)}…`;
}
