import { expect, test } from 'vitest';
import { AwsFailure } from '../../../lib/core/errors.ts';
import { aSnapshot, aTask, decide, ended, failure, MINUTE, neverStarted, settled, started } from './a-migration.ts';
import { type Known, LOST_AFTER_MS, NOT_SHOWN } from './history.ts';

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

test('a lost answer keeps its token through a throttled second try', () => {
  // Found by the worlds of next-step-worlds.test.ts: the second try was throttled, the third had a new token, and two tasks ran.
  const issued = [started(5_000, failure('unavailable', true)), started(10_000, failure('throttled'))];
  expect(decide({ latest: aSnapshot(), issued, now: 60_000, latestAt: 60_000 })).toMatchObject({
    command: { attempt: 1 },
  });
});
