// A world that is as bad as ECS may be: answers of RunTask are lost, new tasks are not shown for a while, looks fail, tasks never start,
// somebody stops them, the job is cancelled.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskSnapshot } from '../../../lib/core/task-snapshots.ts';
import { watch } from '../../../lib/core/watch.ts';
import { aTask, failure, limits, MINUTE } from './a-migration.ts';
import type { MigrateCommand, MigrateVerdict } from './history.ts';
import { judge } from './judge.ts';
import { nextStep } from './next-step.ts';
import { type MigrationSnapshot, migrationSnapshot } from './snapshot.ts';

interface Life {
  /** what becomes of RunTask's answer; `lost` has started the task all the same */
  readonly answer: 'ok' | 'lost' | 'throttled' | 'no-capacity';
  readonly shownAfterMs: number;
  readonly runsAfterMs: number;
  readonly end:
    | { kind: 'exits'; code: number; afterMs: number }
    | { kind: 'never'; reason: 'RESOURCE:ENI' | 'CannotPullContainerError: not found' }
    | { kind: 'hangs' }
    | { kind: 'stopped-by-somebody'; afterMs: number };
}

const lives = fc.record<Life>({
  answer: fc.constantFrom('ok', 'ok', 'lost', 'throttled', 'no-capacity'),
  shownAfterMs: fc.integer({ min: 0, max: 50_000 }),
  runsAfterMs: fc.integer({ min: 0, max: 60_000 }),
  end: fc.oneof(
    fc.record({
      kind: fc.constant('exits' as const),
      code: fc.constantFrom(0, 0, 1, 137),
      afterMs: fc.integer({ min: 0, max: 200_000 }),
    }),
    fc.record({
      kind: fc.constant('never' as const),
      reason: fc.constantFrom('RESOURCE:ENI' as const, 'CannotPullContainerError: not found' as const),
    }),
    fc.constant({ kind: 'hangs' as const }),
    fc.record({ kind: fc.constant('stopped-by-somebody' as const), afterMs: fc.integer({ min: 0, max: 200_000 }) }),
  ),
});

interface Born {
  readonly life: Life;
  readonly attempt: number;
  readonly at: number;
  stoppedAt?: number;
}

test('in any world it runs once at most, ends in time, and its verdict is true', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(lives, { minLength: 1, maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
      fc.option(fc.integer({ min: 0, max: 400_000 }), { nil: undefined }),
      fc.constantFrom('leave' as const, 'stop' as const),
      async (worldLives, failingLooks, cancelAt, onCancel) => {
        const born: Born[] = [];
        let now = 0;
        let asked = 0;
        let looks = 0;
        const abort = new AbortController();
        const startedTasks: string[] = [];
        const arnOf = (one: Born) => `arn:aws:ecs:r:1:task/c/${born.indexOf(one)}`;
        const show = (one: Born) => show0(one, arnOf(one), now);
        const timeoutMs = 5 * MINUTE;
        const verdict = await watch<MigrationSnapshot, MigrateCommand, MigrateVerdict>({
          look: async (previous) => {
            if (failingLooks[looks++ % failingLooks.length] && looks % 3 !== 0) throw failure('throttled');
            const shown = born.filter((one) => now >= one.at + one.life.shownAfterMs);
            return migrationSnapshot({ tasks: shown.map(show), startedBy: 'us', started: startedTasks, previous, now });
          },
          decide: nextStep({ ...limits, timeoutMs, onCancel }),
          act: async (command) => {
            if (command.kind === 'stop-task') {
              const alive = born.find((one) => show(one).lastStatus !== 'STOPPED');
              if (alive !== undefined) alive.stoppedAt = now;
              return;
            }
            const life = worldLives[asked++ % worldLives.length];
            if (life === undefined) return;
            if (life.answer === 'throttled') throw failure('throttled');
            const same = born.find(({ attempt }) => attempt === command.attempt);
            if (same !== undefined) {
              if (!startedTasks.includes(arnOf(same))) startedTasks.push(arnOf(same));
              return;
            }
            if (life.answer === 'no-capacity') throw failure('unavailable', false, 'RESOURCE:CPU');
            const one: Born = { life, attempt: command.attempt, at: now };
            expect(born.every((other) => show(other).lastStatus === 'STOPPED')).toBe(true);
            expect(born.every((other) => !mayHaveRun(show(other)))).toBe(true);
            born.push(one);
            if (life.answer === 'lost') throw failure('unavailable', true);
            startedTasks.push(arnOf(one));
          },
          pace: () => 5_000,
          describe: () => '',
          clock: {
            now: () => now,
            sleep: async (ms) => {
              now += ms;
              if (cancelAt !== undefined && now >= cancelAt) abort.abort();
            },
          },
          signal: abort.signal,
        });
        expect(now).toBeLessThanOrEqual(timeoutMs + 4 * MINUTE);
        const ends = born.map((one) => judge(show(one)).kind);
        const done = born.some((one) => show(one).lastStatus === 'STOPPED' && judge(show(one)).kind === 'succeeded');
        if (verdict.kind === 'succeeded') expect(done).toBe(true);
        if (verdict.kind === 'failed') expect(ends).toContain('failed');
        if (verdict.kind === 'never-started') expect(born.every((one) => !mayHaveRun(show(one)))).toBe(true);
        if (verdict.kind === 'cancelled') expect(cancelAt).toBeDefined();
      },
    ),
    { numRuns: 1_500, seed: 4711 },
  );
});

function mayHaveRun(task: TaskSnapshot): boolean {
  return task.startedAt !== undefined || task.containers.some(({ exitCode }) => exitCode !== undefined);
}

function show0(one: Born, taskArn: string, now: number): TaskSnapshot {
  const { life, at, stoppedAt } = one;
  const runsAt = at + life.runsAfterMs;
  const base = { taskArn, startedBy: 'us', createdAt: at };
  if (stoppedAt !== undefined && stoppedAt <= now) {
    return runsAt <= stoppedAt
      ? aTask({ ...base, lastStatus: 'STOPPED', stopCode: 'UserInitiated', startedAt: runsAt, exitCode: 0 })
      : aTask({ ...base, lastStatus: 'STOPPED', stopCode: 'UserInitiated' });
  }
  if (now < runsAt) return aTask({ ...base, lastStatus: 'PENDING' });
  switch (life.end.kind) {
    case 'never':
      return aTask({ ...base, lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason: life.end.reason });
    case 'hangs':
      return aTask({ ...base, startedAt: runsAt });
    case 'exits':
      return now < runsAt + life.end.afterMs
        ? aTask({ ...base, startedAt: runsAt })
        : aTask({
            ...base,
            lastStatus: 'STOPPED',
            stopCode: 'EssentialContainerExited',
            startedAt: runsAt,
            exitCode: life.end.code,
          });
    case 'stopped-by-somebody':
      return now < runsAt + life.end.afterMs
        ? aTask({ ...base, startedAt: runsAt })
        : aTask({ ...base, lastStatus: 'STOPPED', stopCode: 'UserInitiated', startedAt: runsAt, exitCode: 0 });
  }
}
