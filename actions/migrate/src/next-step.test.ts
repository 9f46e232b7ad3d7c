import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsFailure } from '../../../lib/core/errors.ts';
import type { TaskSnapshot } from '../../../lib/core/task-snapshots.ts';
import { watch } from '../../../lib/core/watch.ts';
import {
  aSnapshot,
  aTask,
  decide,
  ended,
  failure,
  limits,
  MINUTE,
  neverStarted,
  settled,
  started,
} from './a-migration.ts';
import { type Known, LOST_AFTER_MS, type MigrateCommand, type MigrateVerdict, NOT_SHOWN } from './history.ts';
import { judge } from './judge.ts';
import { nextStep } from './next-step.ts';
import { type MigrationSnapshot, migrationSnapshot } from './snapshot.ts';

test('nothing there: it is started', () => {
  expect(decide({ latest: aSnapshot() })).toEqual({ kind: 'act', command: { kind: 'run-task', attempt: 1 } });
});

test('nothing is started before ECS was seen once', () => {
  expect(decide({ blind: [failure('throttled')] }).kind).toBe('wait');
});

test('nothing is started while the newest look failed', () => {
  expect(decide({ latest: aSnapshot(), blind: [failure('unavailable')] }).kind).toBe('wait');
});

test('a task that was just started is waited for, not started again', () => {
  expect(decide({ latest: aSnapshot(), issued: [started(10_000)] })).toEqual({
    kind: 'wait',
    because: 'ECS took the task and shows it in a moment',
  });
});

test.each([
  { name: 'exit code 0', task: ended(0), verdict: 'succeeded' },
  { name: 'exit code 3', task: ended(3), verdict: 'failed' },
  {
    name: 'a denied secret',
    task: neverStarted('ResourceInitializationError: AccessDenied'),
    verdict: 'never-started',
  },
  {
    name: 'an image that does not exist',
    task: neverStarted('CannotPullContainerError: not found'),
    verdict: 'never-started',
  },
  { name: 'no capacity', task: neverStarted('Capacity is unavailable at this time'), verdict: 'act' },
  { name: 'a person who stopped it', task: { ...ended(0), stopCode: 'UserInitiated' }, verdict: 'failed' },
  { name: 'a stop code that is new', task: { ...ended(0), stopCode: 'SomethingNew' }, verdict: 'failed' },
  { name: 'a status that is new', task: aTask({ lastStatus: 'HIBERNATING' }), verdict: 'wait' },
])('$name → $verdict', ({ task, verdict }) => {
  expect(settled(decide({ latest: aSnapshot({ ours: [task] }), issued: [started(1_000)], now: 30_000 }))).toBe(verdict);
});

test('the failure of an earlier attempt does not count, its success does', () => {
  expect(settled(decide({ latest: aSnapshot({ ours: [ended(3)], followed: [] }) }))).toBe('act');
  expect(decide({ latest: aSnapshot({ ours: [ended(0)], followed: [] }) })).toMatchObject({
    verdict: { how: 'earlier' },
  });
});

test('another migration is waited for, refused, or given up on', () => {
  const latest = aSnapshot({ others: [aTask({ startedBy: 'somebody' })] });
  expect(settled(decide({ latest }))).toBe('wait');
  expect(settled(decide({ latest }, { onConcurrent: 'fail' }))).toBe('busy');
  expect(settled(decide({ latest, now: 31 * MINUTE }))).toBe('busy');
});

test('waiting for another one does not shorten the time of the migration itself', () => {
  const latest = aSnapshot({ ours: [aTask()] });
  expect(settled(decide({ latest, issued: [started(20 * MINUTE)], now: 45 * MINUTE }))).toBe('wait');
  expect(settled(decide({ latest, issued: [started(20 * MINUTE)], now: 50 * MINUTE }))).toBe('act');
});

test('at the deadline the task is stopped once, and the stop is waited for', () => {
  const latest = aSnapshot({ ours: [aTask()] });
  const stop = { command: { kind: 'stop-task' as const, because: 'x' }, at: 30 * MINUTE };
  expect(decide({ latest, now: 30 * MINUTE })).toMatchObject({ command: { kind: 'stop-task' } });
  expect(settled(decide({ latest, now: 30 * MINUTE, issued: [stop] }))).toBe('wait');
  expect(settled(decide({ latest, now: 34 * MINUTE, issued: [stop] }))).toBe('timed-out');
});

test('a task that ended well while it was to be stopped has succeeded', () => {
  const stop = { command: { kind: 'stop-task' as const, because: 'x' }, at: 30 * MINUTE };
  expect(settled(decide({ latest: aSnapshot({ ours: [ended(0)] }), now: 31 * MINUTE, issued: [stop] }))).toBe(
    'succeeded',
  );
});

test('nobody who cannot see stops a task', () => {
  const latest = aSnapshot({ ours: [aTask()] });
  expect(settled(decide({ latest, now: 31 * MINUTE, blind: [failure('throttled')] }))).toBe('unobserved');
  expect(settled(decide({ latest, blind: [failure('denied')] }))).toBe('unobserved');
});

test('a promised task is lost only after a minute', () => {
  const missing = { taskArn: 'arn:…/x', since: 0 };
  expect(settled(decide({ latest: aSnapshot({ missing }), now: LOST_AFTER_MS - 1 }))).toBe('wait');
  expect(settled(decide({ latest: aSnapshot({ missing }), now: LOST_AFTER_MS }))).toBe('lost');
});

test('RunTask that is refused or denied means that nothing started', () => {
  for (const kind of ['refused', 'denied', 'expired'] as const)
    expect(settled(decide({ latest: aSnapshot(), issued: [started(5_000, failure(kind))] }))).toBe('never-started');
});

test('a lost answer is asked for again with the same token, a sure failure with a new one', () => {
  const again = (issued: Known['issued']) => decide({ latest: aSnapshot(), issued, now: 60_000, latestAt: 60_000 });
  expect(again([started(5_000, failure('unavailable', true))])).toMatchObject({ command: { attempt: 1 } });
  expect(again([started(5_000, failure('unavailable', false, 'RESOURCE:ENI'))])).toMatchObject({
    command: { attempt: 2 },
  });
  expect(again([started(5_000, failure('throttled'))])).toMatchObject({ command: { attempt: 2 } });
});

test('between two tries it waits', () => {
  const issued = [started(10_000, failure('throttled'))];
  expect(decide({ latest: aSnapshot(), issued, now: 12_000 }).kind).toBe('wait');
});

test('a cancelled job leaves its task, or stops it once', () => {
  const latest = aSnapshot({ ours: [aTask()] });
  expect(decide({ latest, cancelledAt: 9_000 })).toMatchObject({
    verdict: { kind: 'cancelled', reason: expect.stringContaining('left running'), left: 'perhaps' },
  });
  expect(settled(decide({ latest, cancelledAt: 9_000 }, { onCancel: 'stop' }))).toBe('act');
  const issued = [{ command: { kind: 'stop-task' as const, because: 'x' }, at: 9_500 }];
  expect(decide({ latest, cancelledAt: 9_000, issued }, { onCancel: 'stop' })).toMatchObject({
    verdict: { kind: 'cancelled', left: 'stopping' },
  });
});

test('a job that is cancelled before it started anything starts nothing', () => {
  expect(decide({ latest: aSnapshot(), cancelledAt: 9_000 })).toMatchObject({
    verdict: { reason: 'nothing was started yet', left: 'nothing' },
  });
});

test('a job that is cancelled before its first look does not claim to have seen', () => {
  expect(decide({ cancelledAt: 9_000 })).toMatchObject({ verdict: { kind: 'cancelled', left: 'unseen' } });
  expect(decide({ cancelledAt: 9_000 }, { onCancel: 'stop' })).toMatchObject({ command: { kind: 'stop-task' } });
});

const notStopped = (code: string) => ({
  command: { kind: 'stop-task' as const, because: 'x' },
  at: 9_500,
  failure: new AwsFailure({ kind: 'refused', operation: 'ecs:StopTask', code, awsMessage: 'words' }),
});

test('a task whose RunTask was not answered may live: it is looked for, and nobody says that it was stopped unless it was', () => {
  const lost = started(8_000, failure('unavailable', true));
  const known = { latest: aSnapshot(), latestAt: 9_000, cancelledAt: 9_400 };
  expect(decide({ ...known, issued: [lost] })).toMatchObject({
    verdict: { reason: expect.stringContaining('may be running'), left: 'perhaps' },
  });
  expect(settled(decide({ ...known, issued: [lost] }, { onCancel: 'stop' }))).toBe('act');
  expect(decide({ ...known, issued: [lost, notStopped(NOT_SHOWN)] }, { onCancel: 'stop' })).toMatchObject({
    verdict: { reason: expect.stringContaining('may be running'), left: 'perhaps' },
  });
});

test('a stop that was refused leaves a task that may live; one that met no task leaves none', () => {
  const issued = [notStopped('ClientException')];
  expect(
    decide({ latest: aSnapshot({ ours: [aTask()] }), cancelledAt: 9_000, issued }, { onCancel: 'stop' }),
  ).toMatchObject({ verdict: { reason: expect.stringContaining('could not be stopped'), left: 'perhaps' } });
  expect(decide({ cancelledAt: 9_000, issued: [notStopped(NOT_SHOWN)] }, { onCancel: 'stop' })).toMatchObject({
    verdict: { left: 'nothing' },
  });
});

test('a stop at the timeout that was not heard is asked for again by the cancel', () => {
  const issued = [{ ...notStopped('ThrottlingException'), at: 8_000 }];
  expect(
    settled(decide({ latest: aSnapshot({ ours: [aTask()] }), cancelledAt: 9_000, issued }, { onCancel: 'stop' })),
  ).toBe('act');
});

// A world that is as bad as ECS may be: answers of RunTask are lost, new tasks are not shown for a while, looks fail, tasks never start,
// somebody stops them, the job is cancelled.

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

test('a lost answer keeps its token through a throttled second try', () => {
  // Found by the property above: the second try was throttled, the third had a new token, and two tasks ran.
  const issued = [started(5_000, failure('unavailable', true)), started(10_000, failure('throttled'))];
  expect(decide({ latest: aSnapshot(), issued, now: 60_000, latestAt: 60_000 })).toMatchObject({
    command: { attempt: 1 },
  });
});
