import { describe, expect, test } from 'vitest';
import type { AwsFailure } from '../../../../lib/core/errors.ts';
import type { ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { aFailure, aService, MINUTE } from '../rollout/a-rollout.ts';
import { type Asked, settledStep } from './settled-step.ts';

const OLD = { id: 'e1', at: 0, message: 'has reached a steady state.' };
const OLDER = { id: 'e0', at: 0, message: 'has started 2 tasks.' };
const NEW = { id: 'e2', at: MINUTE, message: '(service web) was unable to place a task.' };

const START = 100 * MINUTE;

interface Moment {
  readonly seen?: Partial<ServiceSnapshot>;
  readonly asked?: Partial<Asked>;
  readonly after?: number;
  readonly blind?: readonly AwsFailure[];
  readonly cancelled?: true;
}

function step({ seen, asked = {}, after = MINUTE, blind = [], cancelled }: Moment) {
  return settledStep({
    timeoutMs: 15 * MINUTE,
    desiredCount: 3,
    before: aService({ desiredCount: 2, events: [OLD] }),
    sent: true,
    ...asked,
  })({
    startedAt: START,
    now: START + after,
    issued: [],
    blind,
    tally: new Map([['2 tasks running', 4]]),
    ...(seen === undefined ? {} : { latest: aService(seen), latestAt: START + after }),
    ...(cancelled === undefined ? {} : { cancelledAt: START + after }),
  });
}

const verdictOf = (moment: Moment) => {
  const decision = step(moment);
  return decision.kind === 'settle' ? decision.verdict : decision;
};

const THREE = { desiredCount: 3, runningCount: 3, pendingCount: 0 };
const TWO_OF_THREE = { desiredCount: 3, runningCount: 2, pendingCount: 1 };

describe('as many tasks run as were asked for', () => {
  test('is updated, where something was sent', () => {
    expect(verdictOf({ seen: THREE })).toEqual({ verdict: 'updated' });
  });

  test('is unchanged, where nothing was sent', () => {
    expect(verdictOf({ seen: THREE, asked: { sent: false } })).toEqual({ verdict: 'unchanged' });
  });

  test('is idle, where none was asked for', () => {
    const seen = { desiredCount: 0, runningCount: 0 };
    expect(verdictOf({ seen, asked: { desiredCount: 0 } })).toEqual({ verdict: 'idle' });
    expect(verdictOf({ seen, asked: { desiredCount: 0, sent: false } })).toEqual({ verdict: 'idle' });
  });

  test('counts also at the deadline', () => {
    expect(verdictOf({ seen: THREE, after: 15 * MINUTE })).toEqual({ verdict: 'updated' });
  });
});

test.each<[string, Partial<ServiceSnapshot>, string]>([
  ['too few run', TWO_OF_THREE, '2 of 3 tasks run, 1 starting'],
  ['too many run', { desiredCount: 3, runningCount: 4 }, '4 of 3 tasks run'],
  ['one more starts', { desiredCount: 3, runningCount: 3, pendingCount: 1 }, '3 of 3 tasks run, 1 starting'],
  ['the answer is from before the update', { desiredCount: 2, runningCount: 2 }, '2 of 2 tasks run'],
])('it waits while %s', (_why, seen, because) => {
  expect(step({ seen })).toEqual({ kind: 'wait', because });
});

test('it waits for the first look', () => {
  expect(step({})).toEqual({ kind: 'wait', because: 'waiting for the first look' });
});

test('a count that somebody else has set since is superseded', () => {
  expect(verdictOf({ seen: { desiredCount: 5, runningCount: 5 } })).toEqual({
    verdict: 'superseded',
    reason: expect.stringMatching(/set to 3, and is 5 now: .*Application Auto Scaling/),
  });
});

describe('at the deadline', () => {
  const after = 15 * MINUTE;

  test('says what runs, and what ECS said since', () => {
    expect(verdictOf({ seen: { ...TWO_OF_THREE, events: [NEW, OLD] }, after })).toEqual({
      verdict: 'timed-out',
      reason:
        'the settings are in place, but after 15m 2 of 3 tasks run, 1 starting (ECS said last: was unable to place a task). 4 looks: 4 × 2 tasks running',
    });
  });

  test('says nothing that ECS said before', () => {
    const reason = expect.stringMatching(/^nothing was sent, but after 15m 2 of 3 tasks run, 1 starting\. 4 looks/);
    expect(verdictOf({ seen: { ...TWO_OF_THREE, events: [OLD] }, asked: { sent: false }, after })).toEqual({
      verdict: 'timed-out',
      reason,
    });
    const before = aService({ desiredCount: 2, events: [OLD, OLDER] });
    expect(
      verdictOf({ seen: { ...TWO_OF_THREE, events: [OLD, OLDER] }, asked: { sent: false, before }, after }),
    ).toEqual({
      verdict: 'timed-out',
      reason,
    });
    expect(verdictOf({ seen: { ...TWO_OF_THREE, events: [] }, asked: { sent: false }, after })).toEqual({
      verdict: 'timed-out',
      reason,
    });
  });

  test('is not a moment earlier', () => {
    expect(step({ seen: TWO_OF_THREE, after: after - 1 }).kind).toBe('wait');
  });

  test('knows nothing where the newest looks failed, or none succeeded', () => {
    const unseen = { verdict: 'unobserved', reason: expect.stringContaining('4 looks: 4 × 2 tasks running') };
    expect(verdictOf({ seen: THREE, after, blind: [aFailure('throttled')] })).toEqual(unseen);
    expect(verdictOf({ after })).toEqual(unseen);
  });
});

test('a look that failed settles nothing', () => {
  expect(step({ seen: THREE, blind: [aFailure('throttled')] }).kind).toBe('wait');
  expect(step({ seen: { desiredCount: 5 }, blind: [aFailure('throttled')] }).kind).toBe('wait');
});

test('what may not be seen is unobserved at once', () => {
  expect(verdictOf({ seen: THREE, blind: [aFailure('denied')] })).toEqual({
    verdict: 'unobserved',
    reason: expect.stringMatching(/it is denied.*The settings are in place\.$/),
  });
  expect(verdictOf({ blind: [aFailure('refused')] })).toMatchObject({
    reason: expect.stringMatching(/\(ConflictException\)\. The settings are in place\.$/),
  });
  expect(verdictOf({ blind: [aFailure('denied')], asked: { sent: false } })).toMatchObject({
    reason: expect.stringMatching(/Nothing was sent\.$/),
  });
});

test('a cancelled job says what goes on', () => {
  expect(verdictOf({ seen: TWO_OF_THREE, cancelled: true })).toEqual({
    verdict: 'cancelled',
    reason: 'the settings are in place; ECS goes on by itself',
  });
  expect(verdictOf({ cancelled: true, asked: { sent: false } })).toMatchObject({
    reason: 'nothing was sent; ECS goes on by itself',
  });
});
