// Which migration this is: the same run, job, image, command and settings are the same migration, wherever and however often it is asked for.

import { createHash } from 'node:crypto';
import type { Raw } from '../../../lib/core/snapshots.ts';
import type { ContainerImage } from '../../../lib/core/task-definition.ts';

export interface RunIdentity {
  /** GITHUB_RUN_ID: the same for every attempt of a run */
  readonly runId: string;
  /** GITHUB_JOB */
  readonly job: string;
}

/** What makes one migration of a job another one. Not the rest of the definition: it may change between two attempts of a run. */
export interface Migration {
  readonly cluster: string;
  readonly family: string;
  readonly images: readonly ContainerImage[];
  readonly entryPoint: readonly string[];
  /** of RunTask: command, variables, sizes, roles */
  readonly overrides: Raw;
}

/** For RunTask's `startedBy` (at most 128 of `A-Za-z0-9-_/`): found again by a later attempt, which then joins the task. */
export function startedByOf(identity: RunIdentity, migration: Migration): string {
  return `slipway-migrate/${digestOf([identity.runId, identity.job, migration]).slice(0, 40)}`;
}

/**
 * RunTask's client token (at most 64): one for each attempt to start, so that an answer which was lost on the way cannot start a second task.
 * ECS remembers tokens for a day, a stopped task for an hour: the attempt of the run is part of it, else a re-run after two hours would be
 * given the task that failed.
 */
export function clientTokenOf(startedBy: string, runAttempt: string, attempt: number): string {
  return digestOf([startedBy, runAttempt, attempt]).slice(0, 64);
}

function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
}

/** The same members in another order are the same thing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
