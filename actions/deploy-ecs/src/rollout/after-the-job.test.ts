import { expect, test } from 'vitest';
import { ALL_HEALTHY, aFailure, aHistory, aLook, type LookMembers, MINUTE } from './a-rollout.ts';
import { afterTheJob } from './after-the-job.ts';
import type { RollbackCommand } from './rollout-rule.ts';

const command: RollbackCommand = { kind: 'request-rollback', because: 'cancel' };
const SECOND = 1_000;
const lost = aFailure('unavailable', { ambiguous: true });

type Members = Omit<NonNullable<Parameters<typeof aHistory>[0]>, 'issued' | 'latest'> & {
  issued?: readonly { at: number; failure?: typeof lost }[];
};

function decide(look: LookMembers | undefined, members: Members = {}, onCancel: 'rollback' | 'leave' = 'rollback') {
  const { issued = [], now = SECOND, ...rest } = members;
  const { issued: _, ...history } = aHistory({ now, ...(look === undefined ? {} : { latest: aLook(look) }), ...rest });
  return afterTheJob(onCancel)({ ...history, issued: issued.map((one) => ({ command, ...one })) });
}

function after(...given: Parameters<typeof decide>) {
  const decision = decide(...given);
  return decision.kind === 'settle' ? decision.verdict.kind : decision.kind;
}

/** Why it waits, or leaves the deployment as it is. */
function because(...given: Parameters<typeof decide>) {
  const decision = decide(...given);
  if (decision.kind === 'wait') return decision.because;
  return decision.kind === 'settle' && decision.verdict.kind === 'left' ? decision.verdict.because : undefined;
}

test('it looks before it asks for anything', () => {
  expect(after(undefined)).toBe('wait');
  expect(after({}, { blind: [aFailure('throttled')] })).toBe('wait');
  expect(after({})).toBe('act');
});

test('what has ended, goes back already, is healthy or was to be left is left', () => {
  for (const status of ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_IN_PROGRESS'] as const)
    expect(after({ deployment: { status } })).toBe('left');
  expect(after({ deployment: ALL_HEALTHY })).toBe('left');
  expect(after({}, {}, 'leave')).toBe('left');
});

test('a request that was taken is enough', () => {
  expect(after({}, { issued: [{ at: SECOND }] })).toBe('asked');
  expect(after({}, { issued: [{ at: 1, failure: lost }, { at: SECOND }] })).toBe('asked');
});

test('a request without an answer is sent again, unless a look shows that ECS took it', () => {
  const issued = [{ at: SECOND, failure: lost }];
  expect(after({}, { issued, latestAt: SECOND })).toBe('wait');
  expect(after({}, { issued, now: 2 * SECOND })).toBe('act');
  expect(after({ deployment: { status: 'ROLLBACK_REQUESTED' } }, { issued, now: 2 * SECOND })).toBe('asked');
  expect(after({ deployment: ALL_HEALTHY }, { issued, now: 2 * SECOND })).toBe('left');
});

test('a refusal is believed once a look shows that nothing goes back', () => {
  const issued = [{ at: SECOND, failure: aFailure('refused') }];
  expect(after({}, { issued, latestAt: SECOND })).toBe('wait');
  expect(after({}, { issued, now: 2 * SECOND })).toBe('given-up');
  expect(after({ deployment: { status: 'SUCCESSFUL' } }, { issued, now: 2 * SECOND })).toBe('left');
});

test('who may not see gives up at once, who gets no answer after two minutes', () => {
  expect(after(undefined, { blind: [aFailure('denied')] })).toBe('given-up');
  const blind = [aFailure('unavailable')];
  expect(after(undefined, { blind, now: 2 * MINUTE - 1 })).toBe('wait');
  expect(after(undefined, { blind, now: 2 * MINUTE })).toBe('given-up');
  const issued = [{ at: SECOND, failure: lost }];
  expect(after({}, { issued, now: 2 * MINUTE })).toBe('given-up');
  const anHourLater = { startedAt: 60 * MINUTE, blind };
  expect(after(undefined, { ...anHourLater, now: 62 * MINUTE - 1 })).toBe('wait');
  expect(after(undefined, { ...anHourLater, now: 62 * MINUTE })).toBe('given-up');
});

test('it says what it looks for, and why it leaves a deployment as it is', () => {
  expect(because(undefined)).toBe('looking at what became of the deployment');
  const issued = [{ at: SECOND, failure: lost }];
  expect(because({}, { issued, latestAt: SECOND })).toBe('looking whether ECS goes back all the same');
  expect(because({ deployment: { status: 'SUCCESSFUL' } })).toBe('it is SUCCESSFUL');
  expect(because({}, {}, 'leave')).toBe('it is IN_PROGRESS (on-cancel: leave)');
  expect(because({ deployment: ALL_HEALTHY, allHealthy: true })).toBe(
    'it is IN_PROGRESS, and every task of the new service revision is healthy',
  );
});

test('where nothing ever served, and no old task runs, there is nothing to ask for', () => {
  const decide = (oldStood: number) => {
    const { issued: _, ...history } = aHistory({ now: SECOND, latest: aLook({ oldStood }) });
    return afterTheJob('rollback', true)({ ...history, issued: [] });
  };
  expect(decide(0)).toMatchObject({
    verdict: { kind: 'left', because: expect.stringContaining('no rollback was asked for') },
  });
  expect(decide(1)).toMatchObject({ kind: 'act' });
});
