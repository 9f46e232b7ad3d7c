// What the rule of a migration may know, what it may command, and how it may end. Plain data and the words for it; it decides nothing.

import { type AwsFailure, isTransient } from '../../../lib/core/errors.ts';
import type { TaskSnapshot } from '../../../lib/core/task-snapshots.ts';
import type { Decision, History, Issued } from '../../../lib/core/watch.ts';
import type { Limits } from './inputs.ts';
import type { MigrationSnapshot } from './snapshot.ts';

export type MigrateCommand =
  /** `again`: why the attempt before it came to nothing */
  | { readonly kind: 'run-task'; readonly attempt: number; readonly again?: string }
  /** whatever task of ours lives; fails with NOT_SHOWN where ECS shows none */
  | { readonly kind: 'stop-task'; readonly because: string };

export type MigrateVerdict =
  | { readonly kind: 'succeeded'; readonly task: TaskSnapshot; readonly how: 'ran' | 'joined' | 'earlier' }
  | { readonly kind: 'failed' | 'never-started' | 'timed-out'; readonly task?: TaskSnapshot; readonly reason: string }
  | { readonly kind: 'lost' | 'busy' | 'unobserved'; readonly reason: string }
  | { readonly kind: 'cancelled'; readonly reason: string; readonly left: Left };

/**
 * What a cancelled migration leaves in ECS.
 * - `nothing`: nobody has started a task, or none lives
 * - `unseen`: this attempt has started none, and nobody has looked for one of an earlier attempt
 * - `stopping`: ECS took the request to stop it
 * - `perhaps`: a task lives or may live
 */
export type Left = 'nothing' | 'unseen' | 'stopping' | 'perhaps';

export type Known = History<MigrationSnapshot, MigrateCommand>;
export type Step = Decision<MigrateCommand, MigrateVerdict>;
export type Run = Extract<MigrateCommand, { kind: 'run-task' }>;
export type Stop = Extract<MigrateCommand, { kind: 'stop-task' }>;

/** ECS shows a new task within seconds; only after this is it called lost. */
export const LOST_AFTER_MS = 60_000;
/** Code of the failure to stop a task that ECS does not show. */
export const NOT_SHOWN = 'NOT_SHOWN';

/** When the migration's time is over: counted from its start, so that waiting for another one does not shorten it. */
export function deadlineOf(history: Pick<Known, 'startedAt' | 'issued'>, limits: Limits): number {
  return (runsOf(history)[0]?.at ?? history.startedAt) + limits.timeoutMs;
}

export function runsOf(history: Pick<Known, 'issued'>): readonly Issued<Run>[] {
  return history.issued.filter((issued): issued is Issued<Run> => issued.command.kind === 'run-task');
}

export function stopsOf(history: Pick<Known, 'issued'>): readonly Issued<Stop>[] {
  return history.issued.filter((issued): issued is Issued<Stop> => issued.command.kind === 'stop-task');
}

/** ConflictException: the token was used with other parameters, so a task of this attempt exists; the next look shows it. */
export function mayPass(failure: AwsFailure): boolean {
  return isTransient(failure) || failure.code === 'ConflictException';
}

export function mayHaveRun(failure: AwsFailure): boolean {
  return failure.ambiguous || failure.code === 'ConflictException';
}

export const wait = (because: string): Step => ({ kind: 'wait', because });
export const act = (command: MigrateCommand): Step => ({ kind: 'act', command });
export const settle = (verdict: MigrateVerdict): Step => ({ kind: 'settle', verdict });
