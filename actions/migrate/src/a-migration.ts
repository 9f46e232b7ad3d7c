// Builders of what the rule of a migration reads: a test names only what matters to it.

import { AwsFailure } from '../../../lib/core/errors.ts';
import type { TaskSnapshot } from '../../../lib/core/task-snapshots.ts';
import type { Known, Step } from './history.ts';
import type { Limits } from './inputs.ts';
import { nextStep } from './next-step.ts';
import type { MigrationSnapshot } from './snapshot.ts';

export const MINUTE = 60_000;
export const limits: Limits = {
  timeoutMs: 30 * MINUTE,
  pollIntervalMs: 5_000,
  onConcurrent: 'wait',
  onCancel: 'leave',
};

export function aTask(members: Partial<TaskSnapshot> & { exitCode?: number } = {}): TaskSnapshot {
  const { exitCode, ...task } = members;
  return {
    taskArn: 'arn:aws:ecs:eu-west-1:1:task/prod/aaaaaaaabbbb',
    taskDefinitionArn: 'arn:aws:ecs:eu-west-1:1:task-definition/web-migrate:1',
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    startedBy: 'slipway-migrate/1',
    createdAt: 1_000,
    healthStatus: 'UNKNOWN',
    addresses: [],
    containers: [{ name: 'app', essential: true, ...(exitCode === undefined ? {} : { exitCode }) }],
    ...task,
  };
}

export const ended = (exitCode: number) =>
  aTask({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited', startedAt: 2_000, exitCode });
export const neverStarted = (stoppedReason: string) =>
  aTask({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason });

export function aSnapshot(members: Partial<MigrationSnapshot> = {}): MigrationSnapshot {
  return { ours: [], others: [], followed: (members.ours ?? []).map(({ taskArn }) => taskArn), ...members };
}

function aHistory(members: Partial<Known> = {}): Known {
  return { startedAt: 0, now: 10_000, latestAt: 10_000, issued: [], blind: [], tally: new Map(), ...members };
}

export const decide = (members: Partial<Known>, changed: Partial<Limits> = {}): Step =>
  nextStep({ ...limits, ...changed })(aHistory(members));

/** How it ended, or what comes next. */
export const settled = (step: Step) => (step.kind === 'settle' ? step.verdict.kind : step.kind);

export const started = (at: number, failed?: AwsFailure) => ({
  command: { kind: 'run-task' as const, attempt: 1 },
  at,
  ...(failed === undefined ? {} : { failure: failed }),
});

export const failure = (kind: AwsFailure['kind'], ambiguous = false, code = 'X') =>
  new AwsFailure({ kind, operation: 'ecs:RunTask', code, awsMessage: 'words', ambiguous });
