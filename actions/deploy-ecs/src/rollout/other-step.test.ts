import { describe, expect, test } from 'vitest';
import type { DeploymentStatus } from '../../../../lib/core/snapshots.ts';
import type { History } from '../../../../lib/core/watch.ts';
import { aCause, aFailure, aLook, MINUTE } from './a-rollout.ts';
import { otherStep, whySurelyBad } from './other-step.ts';
import type { RolloutLook } from './rollout-rule.ts';

const decide = otherStep({ other: 'd7', timeoutMs: 15 * MINUTE, leftMs: 12 * MINUTE, limits: { maxFailedTasks: 3 } });

function aHistory(members: Partial<History<RolloutLook, never>> = {}): History<RolloutLook, never> {
  const now = members.now ?? MINUTE;
  return {
    startedAt: 0,
    now,
    issued: [],
    blind: [],
    tally: new Map([['IN_PROGRESS', 3]]),
    ...(members.latest === undefined ? {} : { latestAt: now }),
    ...members,
  };
}

const CRASHING = {
  causes: [aCause({ count: 3 })],
  service: { circuitBreaker: { enable: false, rollback: false } },
} as const;

test.each<[DeploymentStatus, string]>([
  ['PENDING', 'wait'],
  ['IN_PROGRESS', 'wait'],
  ['ROLLBACK_IN_PROGRESS', 'wait'],
  ['UNRECOGNISED', 'wait'],
  ['SUCCESSFUL', 'settle'],
  ['STOPPED', 'settle'],
  ['ROLLBACK_SUCCESSFUL', 'settle'],
  ['ROLLBACK_FAILED', 'settle'],
])('a deployment that is %s: %s', (status, kind) => {
  const decision = decide(aHistory({ latest: aLook({ deployment: { status } }) }));
  expect(decision.kind).toBe(kind);
  expect(decision).not.toHaveProperty('verdict.verdict');
});

test('a wait says what the other one does, or that nobody has seen it yet', () => {
  expect(decide(aHistory({ latest: aLook() }))).toEqual({
    kind: 'wait',
    because: 'other deployment: IN_PROGRESS: 0 of 2 new tasks running, 2 starting, 2 old',
  });
  expect(decide(aHistory())).toEqual({ kind: 'wait', because: 'other deployment: not seen yet' });
});

test('who may not look gives up at once, and so does who is cancelled', () => {
  expect(decide(aHistory({ blind: [aFailure('denied')] }))).toMatchObject({
    kind: 'settle',
    verdict: { verdict: 'unobserved', reason: expect.stringMatching(/it is denied.*\. Nothing was touched\.$/) },
  });
  expect(decide(aHistory({ latest: aLook(), cancelledAt: MINUTE }))).toEqual({
    kind: 'settle',
    verdict: { verdict: 'cancelled', reason: 'cancelled before anything was started' },
  });
});

describe('at the deadline', () => {
  const [startedAt, now] = [4 * MINUTE, 16 * MINUTE];

  test('it says what the other deployment does', () => {
    expect(decide(aHistory({ startedAt, now, latest: aLook() }))).toEqual({
      kind: 'settle',
      verdict: {
        verdict: 'timed-out',
        reason:
          'the other deployment (d7) did not end within 15m after this step began; nothing was touched. It is IN_PROGRESS: 0 of 2 new tasks running, 2 starting, 2 old. 3 looks: 3 × IN_PROGRESS',
      },
    });
    expect(decide(aHistory({ startedAt, now: now - 1, latest: aLook() })).kind).toBe('wait');
    expect(decide(aHistory({ startedAt, now }))).toMatchObject({
      verdict: {
        reason:
          'the other deployment (d7) did not end within 15m after this step began; nothing was touched. 3 looks: 3 × IN_PROGRESS',
      },
    });
  });

  test('who cannot see it does not say that it goes on', () => {
    expect(decide(aHistory({ startedAt, now, latest: aLook(), blind: [aFailure('throttled')] }))).toEqual({
      kind: 'settle',
      verdict: {
        verdict: 'unobserved',
        reason:
          'could not see whether the other deployment (d7) has ended; nothing was touched. 3 looks: 3 × IN_PROGRESS',
      },
    });
  });
});

describe('one that is surely bad', () => {
  test.each<[DeploymentStatus, boolean]>([
    ['PENDING', true],
    ['IN_PROGRESS', true],
    ['ROLLBACK_REQUESTED', false],
    ['STOP_REQUESTED', false],
  ])('is not waited for while it moves forward: %s, %s', (status, isOver) => {
    const latest = aLook({ ...CRASHING, deployment: { status } });
    expect(decide(aHistory({ latest })).kind).toBe(isOver ? 'settle' : 'wait');
  });

  test('is told by its image, else by its cause', () => {
    const limits = { maxFailedTasks: 3 };
    expect(whySurelyBad(limits, aLook(CRASHING))).toBe('container "app" exited with code 1');
    expect(whySurelyBad(limits, aLook({ ...CRASHING, imageGone: 'it is gone' }))).toBe('it is gone');
    expect(whySurelyBad({ maxFailedTasks: 4 }, aLook(CRASHING))).toBeUndefined();
  });
});
