// What a cancelled job says it did, word for word: it is all that the reader of a cancelled job has.

import { describe, expect, test } from 'vitest';
import { ALL_HEALTHY, aFailure, aHistory, aLook, type LookMembers, MINUTE, someLimits } from './a-rollout.ts';
import type { RolloutCommand } from './rollout-rule.ts';
import { whenCancelled } from './when-cancelled.ts';

type Members = NonNullable<Parameters<typeof aHistory>[0]>;

const CANCELLED = MINUTE - 1;
const lost = aFailure('unavailable', { operation: 'ecs:StopServiceDeployment', ambiguous: true });
const refused = aFailure('refused', { operation: 'ecs:StopServiceDeployment' });

function cancel(look: LookMembers | undefined, members: Members = {}) {
  const latest = look === undefined ? {} : { latest: aLook(look) };
  return whenCancelled(someLimits(), aHistory({ cancelledAt: CANCELLED, ...latest, ...members }), 'deploy');
}

function says(look: LookMembers | undefined, members: Members = {}): string {
  const decision = cancel(look, members);
  if (decision.kind === 'wait') return decision.because;
  return decision.kind === 'settle' && 'reason' in decision.verdict ? decision.verdict.reason : decision.kind;
}

const asked = (failure: typeof lost, kind: RolloutCommand['kind'] = 'request-rollback') =>
  [{ command: { kind, because: 'cancel' }, at: MINUTE, failure }] as const;

describe('a request that was not taken', () => {
  test('is looked after once', () => {
    expect(says({}, { issued: asked(lost), latestAt: CANCELLED })).toBe(
      'cancelled: one look at what became of the request',
    );
  });

  test('is told with the words of AWS where nobody could see what became of it', () => {
    const blind = { now: MINUTE + 1, latestAt: CANCELLED, blind: [aFailure('throttled')] };
    expect(says({}, { ...blind, issued: asked(lost) })).toBe(
      `the rollback that was asked for was not taken: ${lost.message} What became of the deployment could not be seen.`,
    );
    expect(says({}, { ...blind, issued: asked(refused, 'put-back') })).toBe(
      `the way back that was begun was not taken: ${refused.message}. What became of the deployment could not be seen.`,
    );
  });

  test('because the role may not send it names the permission, whether or not one can see since', () => {
    const denied = aFailure('denied', { operation: 'ecs:StopServiceDeployment' });
    const lacking = { verdict: { kind: 'cancelled', unfinished: true, lacks: 'ecs:StopServiceDeployment' } };
    const unseen = { now: MINUTE + 1, latestAt: CANCELLED, blind: [aFailure('throttled')] };
    expect(cancel({}, { ...unseen, issued: asked(denied) })).toMatchObject(lacking);
    expect(cancel({}, { now: MINUTE + 1, issued: asked(denied) })).toMatchObject(lacking);
    expect(cancel({}, { now: MINUTE + 1, issued: asked(refused) })).not.toHaveProperty('verdict.lacks');
  });

  test('is no rollback where the deployment ended otherwise, though nobody knows whether ECS heard of it', () => {
    const later = { now: MINUTE + 1, issued: asked(lost) };
    expect(says({ deployment: { status: 'SUCCESSFUL' } }, later)).toMatch(
      /^the deployment was SUCCESSFUL before a rollback could be asked for; running: /,
    );
    expect(says({ deployment: { status: 'ROLLBACK_IN_PROGRESS' } }, later)).toBe(
      'a rollback was asked for; ECS carries it out by itself (ROLLBACK_IN_PROGRESS)',
    );
  });

  test('leaves a stopped deployment as it is, and says why and what the next run does', () => {
    const service = { deployments: [], runningCount: 0 };
    const later = { now: MINUTE + 1, issued: asked(refused, 'put-back') };
    expect(says({ deployment: { status: 'STOPPED' }, service }, later)).toBe(
      `the deployment is STOPPED, and nothing was put back, for the way back that was begun was not taken: ${refused.message}; running: nothing (0 of 2 tasks run). The next run deploys again, or goes back with rollback-to`,
    );
  });
});

test('a deployment that had ended before the cancel is named, and that nothing was asked for', () => {
  expect(says({ deployment: { status: 'SUCCESSFUL' } })).toBe('the deployment is SUCCESSFUL; nothing was asked for');
  expect(says({ deployment: { status: 'ROLLBACK_IN_PROGRESS' } })).toBe(
    'the deployment is ROLLBACK_IN_PROGRESS; nothing was asked for',
  );
});

test('what ECS takes back by itself is not put back on top', () => {
  const circuitBreaker = { status: 'TRIGGERED', failureCount: 3, threshold: 3 };
  expect(says({ deployment: { status: 'ROLLBACK_IN_PROGRESS', circuitBreaker } })).toBe(
    'the deployment is ROLLBACK_IN_PROGRESS; nothing was asked for',
  );
});

test('who saw nothing just before the cancel looks once more, before the post step is left to do it', () => {
  const blind = { latestAt: MINUTE - 2, blind: [aFailure('throttled')] };
  const look = { deployment: ALL_HEALTHY };
  expect(says(look, { ...blind, now: CANCELLED })).toBe(
    'cancelled: one look at the deployment before anything is asked for',
  );
  expect(cancel(look, blind)).toMatchObject({ verdict: { kind: 'cancelled', unfinished: true } });
});

test('a deployment that is left says what was seen of its tasks, and no more than that', () => {
  expect(says({ deployment: ALL_HEALTHY, allHealthy: true })).toBe(
    'every task of the new service revision is healthy, so the deployment goes on',
  );
  expect(says({ deployment: ALL_HEALTHY })).toBe(
    'every task of the new service revision runs, as far as this role may see, so the deployment goes on',
  );
});
