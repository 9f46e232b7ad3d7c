// What the rule of a migration does at the very moment that its time is over, how long it waits between two tries, and what it says.

import { describe, expect, test } from 'vitest';
import { AwsFailure } from '../../../lib/core/errors.ts';
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
import { type Known, LOST_AFTER_MS } from './history.ts';

const DEADLINE = limits.timeoutMs;
const NO_CAPACITY = 'Capacity is unavailable at this time';
const noCapacity = neverStarted(NO_CAPACITY);
const blind = {
  blind: [failure('throttled')],
  tally: new Map([
    ['RUNNING', 2],
    ['throttled', 1],
  ]),
};
const BLIND = 'no look succeeds: ecs:RunTask was throttled (X) (3 looks: 2 × RUNNING, 1 × throttled)';
const stop = (at: number, failed?: AwsFailure) => ({
  command: { kind: 'stop-task' as const, because: 'timeout of 30m reached' },
  at,
  ...(failed === undefined ? {} : { failure: failed }),
});
const notStopped = (kind: AwsFailure['kind']) =>
  new AwsFailure({ kind, operation: 'ecs:StopTask', code: 'X', awsMessage: 'words.' });

const waits = (because: string) => ({ kind: 'wait', because });
const ends = (kind: string, reason: string) => ({ kind: 'settle', verdict: { kind, reason } });

describe('while its task lives', () => {
  const latest = aSnapshot({ ours: [aTask({ startedAt: 0 })] });

  test('it says how long the task has run, and that it does not see it where it does not', () => {
    expect(decide({ latest, now: 3 * MINUTE })).toEqual(waits('task aaaaaaaa… is running for 3m'));
    expect(decide({ latest, now: 3 * MINUTE, ...blind })).toEqual(waits(BLIND));
  });

  test('its deadline is the moment itself', () => {
    expect(decide({ latest, now: DEADLINE - 1 }).kind).toBe('wait');
    expect(decide({ latest, now: DEADLINE })).toEqual({
      kind: 'act',
      command: { kind: 'stop-task', because: 'timeout of 30m reached' },
    });
    expect(decide({ latest, now: DEADLINE, ...blind })).toEqual(
      ends('unobserved', `could not see the task at its deadline: ${BLIND}`),
    );
  });

  const asked = 'asked ECS to stop the task (timeout of 30m reached); it is RUNNING';
  test('a stop that ECS took is not asked for again, and has three minutes', () => {
    const at = (ms: number) => decide({ latest, now: DEADLINE + ms, issued: [stop(DEADLINE)] });
    expect(at(0)).toEqual(waits(asked));
    expect(at(2 * MINUTE)).toEqual(waits(asked));
    expect(at(3 * MINUTE - 1)).toEqual(waits(asked));
    expect(at(3 * MINUTE)).toMatchObject(ends('timed-out', 'not finished after 30m; the task is still stopping'));
  });

  test('a stop that was not heard is asked for again with the same words, later each time', () => {
    const first = stop(DEADLINE, notStopped('throttled'));
    const second = stop(DEADLINE + 5_000, notStopped('unavailable'));
    const at = (ms: number, issued: Known['issued']) => decide({ latest, now: DEADLINE + ms, issued });
    expect(at(4_999, [first])).toEqual(waits(asked));
    expect(at(5_000, [first])).toEqual({ kind: 'act', command: first.command });
    expect(at(14_999, [first, second])).toEqual(waits(asked));
    expect(at(15_000, [first, second])).toEqual({ kind: 'act', command: first.command });
  });

  test('the three minutes count from the first request, whatever the further ones meet', () => {
    const issued = [stop(DEADLINE, notStopped('throttled')), stop(DEADLINE + 2 * MINUTE)];
    expect(decide({ latest, now: DEADLINE + 3 * MINUTE - 1, issued }).kind).toBe('wait');
    expect(settled(decide({ latest, now: DEADLINE + 3 * MINUTE, issued }))).toBe('timed-out');
  });

  test.each(['refused', 'denied'] as const)('a stop that is %s ends the watch, and says why', (kind) => {
    const failed = notStopped(kind);
    expect(decide({ latest, now: DEADLINE, issued: [stop(DEADLINE, failed)] })).toEqual({
      kind: 'settle',
      verdict: {
        kind: 'timed-out',
        task: latest.ours[0],
        reason: `not finished after 30m; the task could not be stopped (${failed.message.replace(/\.$/, '')})`,
      },
    });
  });
});

describe('when its task has ended', () => {
  test.each([
    { name: 'by itself, badly', task: ended(3) },
    { name: 'by the stop', task: { ...ended(143), stopCode: 'UserInitiated' } },
    { name: 'before it started', task: noCapacity },
  ])('$name, after its stop was asked for: the time was over', ({ task }) => {
    const latest = aSnapshot({ ours: [task] });
    expect(decide({ latest, now: DEADLINE + MINUTE, issued: [started(0), stop(DEADLINE)] })).toEqual({
      kind: 'settle',
      verdict: { kind: 'timed-out', task, reason: 'not finished after 30m, and so the task was stopped' },
    });
  });

  test('it says whether this step had started the task or joined it', () => {
    const latest = aSnapshot({ ours: [ended(0)] });
    expect(decide({ latest, issued: [started(1_000)] })).toMatchObject({ verdict: { how: 'ran' } });
    expect(decide({ latest })).toMatchObject({ verdict: { how: 'joined' } });
  });

  test('a task without capacity gives way to another until the deadline', () => {
    const latest = aSnapshot({ ours: [noCapacity] });
    const at = (now: number) => decide({ latest, now, latestAt: now, issued: [started(0)] });
    expect(at(DEADLINE - 1)).toEqual({
      kind: 'act',
      command: { kind: 'run-task', attempt: 2, again: expect.any(String) },
    });
    expect(at(DEADLINE)).toEqual({
      kind: 'settle',
      verdict: {
        kind: 'never-started',
        task: noCapacity,
        reason: `TaskFailedToStart: ${NO_CAPACITY}; given up after 30m`,
      },
    });
  });

  test('what does not pass by itself ends it at once, in ECS’s words alone', () => {
    const task = neverStarted('CannotPullContainerError: not found');
    expect(decide({ latest: aSnapshot({ ours: [task] }), issued: [started(0)] })).toMatchObject({
      verdict: { reason: 'TaskFailedToStart: CannotPullContainerError: not found' },
    });
  });
});

describe('where ECS does not show the task that it promised', () => {
  const missing = { taskArn: 'arn:aws:ecs:eu-west-1:1:task/prod/ccccccccdddd', since: 5 * MINUTE };
  const latest = aSnapshot({ missing });
  const now = missing.since + LOST_AFTER_MS;

  test('it waits for a minute from the moment that it was missed', () => {
    expect(decide({ latest, now: now - 1 })).toEqual(waits('ECS does not show the task cccccccc… yet'));
    expect(decide({ latest, now })).toEqual(
      ends('lost', 'ECS has not shown the task cccccccc… for 1m; nobody can say how it ended'),
    );
  });

  test('nobody who cannot see calls it lost', () => {
    expect(decide({ latest, now, ...blind })).toEqual(waits(BLIND));
  });
});

describe('before anything was seen', () => {
  test('it waits until the deadline, and says what its looks met', () => {
    expect(decide({ ...blind, now: DEADLINE - 1 })).toEqual(waits(BLIND));
    expect(decide({ ...blind, now: DEADLINE })).toEqual(ends('unobserved', `gave up after 30m: ${BLIND}`));
  });
});

describe('another migration', () => {
  const other = aTask({ taskArn: 'arn:aws:ecs:eu-west-1:1:task/prod/eeeeeeeeffff', startedBy: 'somebody' });
  const latest = aSnapshot({ others: [other] });
  const words = 'another migration of this family: task eeeeeeee… is RUNNING (started by somebody)';

  test('is named while it is waited for, and when it is not', () => {
    expect(decide({ latest })).toEqual(waits(`waiting for ${words}`));
    expect(decide({ latest }, { onConcurrent: 'fail' })).toEqual(ends('busy', words));
    expect(decide({ latest, now: DEADLINE })).toEqual(ends('busy', `waited 30m for ${words}`));
  });

  test('is not judged by anybody who cannot see it any longer', () => {
    expect(decide({ latest, ...blind }, { onConcurrent: 'fail' })).toEqual(waits(BLIND));
    expect(decide({ latest, now: DEADLINE, ...blind })).toEqual(ends('unobserved', `gave up after 30m: ${BLIND}`));
  });
});

describe('trying again', () => {
  const latest = aSnapshot();
  const throttled = failure('throttled');

  test.each([
    { tries: 1, seconds: 5 },
    { tries: 2, seconds: 10 },
    { tries: 3, seconds: 20 },
    { tries: 4, seconds: 40 },
    { tries: 5, seconds: 60 },
    { tries: 9, seconds: 60 },
  ])('after $tries tries in vain it waits for $seconds s', ({ tries, seconds }) => {
    const issued = Array.from({ length: tries }, (_, index) => started(index, throttled));
    const due = tries - 1 + seconds * 1_000;
    expect(decide({ latest, issued, now: due - 1 })).toEqual(waits(`trying again soon: ${throttled.message}`));
    expect(decide({ latest, issued, now: due })).toMatchObject({ kind: 'act', command: { again: throttled.message } });
  });

  test('an interval of more than a minute is kept', () => {
    const at = (now: number) => decide({ latest, issued: [started(0, throttled)], now }, { pollIntervalMs: 90_000 });
    expect(at(89_999).kind).toBe('wait');
    expect(at(90_000).kind).toBe('act');
  });

  test('a try that failed since the newest look is no task that ECS took', () => {
    const issued = [started(10_000, throttled)];
    expect(decide({ latest, issued, now: 10_000 })).toEqual(waits(`trying again soon: ${throttled.message}`));
  });

  test('it says what became of the newest task', () => {
    const one = (reason: string, index: number) => ({ ...neverStarted(reason), taskArn: `arn/${index}` });
    const reasons = ['RESOURCE:CPU', 'RESOURCE:MEMORY', 'RESOURCE:ENI'];
    const again = (ours: readonly string[]) =>
      decide({ latest: aSnapshot({ ours: ours.map(one) }), issued: [started(0)], now: MINUTE, latestAt: MINUTE });
    expect(again(reasons.slice(0, 1))).toMatchObject({
      command: { attempt: 2, again: 'TaskFailedToStart: RESOURCE:CPU' },
    });
    expect(again(reasons)).toMatchObject({ command: { attempt: 4, again: 'TaskFailedToStart: RESOURCE:ENI' } });
  });

  test('the first try of a re-run is not called another one, and has a number of its own', () => {
    const earlier = aSnapshot({ ours: [noCapacity], followed: [] });
    expect(decide({ latest: earlier })).toEqual({ kind: 'act', command: { kind: 'run-task', attempt: 2 } });
  });

  test('at the deadline it gives up with what it knows', () => {
    const at = (now: number, issued: Known['issued']) => decide({ latest, now, latestAt: now, issued });
    expect(at(DEADLINE - 1, [started(0, throttled)]).kind).toBe('act');
    expect(at(DEADLINE, [started(0, throttled)])).toEqual(
      ends('never-started', `gave up after 30m: ${throttled.message}`),
    );
    expect(at(DEADLINE, [])).toEqual(ends('never-started', 'gave up after 30m: ECS started no task'));
  });
});
