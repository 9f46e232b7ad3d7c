import { describe, expect, test } from 'vitest';
import type { DeploymentSnapshot, DeploymentStatus } from '../../../../lib/core/snapshots.ts';
import {
  aCause,
  aDeployment,
  aFailure,
  aHistory,
  aLook,
  aPrimary,
  deploymentArn,
  type LookMembers,
  MINUTE,
  revisionArn,
  someLimits,
  taskDefinitionArn,
} from './a-rollout.ts';
import { nextStep } from './next-step.ts';
import type { Intent, RolloutCommand, RolloutLimits } from './rollout-rule.ts';

type Members = Parameters<typeof aHistory>[0];

const BREAKER = { status: 'TRIGGERED', failureCount: 3, threshold: 3 } as const;
const ALARMS = { status: 'TRIGGERED', triggered: ['5xx', 'latency'] } as const;
const stopped = (members: Partial<DeploymentSnapshot> = {}): LookMembers => ({
  deployment: { status: 'STOPPED', statusReason: 'The breaker tripped.', ...members },
});
const BY_BREAKER = stopped({ circuitBreaker: BREAKER });
const BY_ALARM = stopped({ alarms: ALARMS });
const supersededBy = { arn: deploymentArn(3), taskDefinitionArn: taskDefinitionArn('web:3') };

function step(
  look: LookMembers,
  members: Members = {},
  limits: Partial<RolloutLimits> = {},
  intent: Intent = 'deploy',
) {
  return nextStep(someLimits(limits), intent)(aHistory({ latest: aLook(look), ...members }));
}

/** One word for a decision: `wait`, what it asks for, or the verdict. */
function word(decision: ReturnType<typeof step>): string {
  if (decision.kind === 'wait') return 'wait';
  return decision.kind === 'act' ? `${decision.command.kind}: ${decision.command.because}` : decision.verdict.kind;
}

function says(decision: ReturnType<typeof step>): string {
  if (decision.kind === 'wait') return decision.because;
  return decision.kind === 'settle' && 'reason' in decision.verdict ? decision.verdict.reason : '';
}

describe('what served before is put back', () => {
  test('when the circuit breaker or an alarm stopped the deployment and left it at that', () => {
    expect(word(step(BY_BREAKER))).toBe('put-back: breaker');
    expect(word(step(BY_ALARM))).toBe('put-back: alarm');
    expect(word(step(BY_BREAKER, {}, {}, 'join'))).toBe('put-back: breaker');
  });

  test('not when something else did: a person may have, and nobody has seen that it was bad', () => {
    const decision = step(stopped({ circuitBreaker: { ...BREAKER, status: 'MONITORING' } }));
    expect(word(decision)).toBe('failed');
    expect(says(decision)).toBe(
      'The breaker tripped. Neither a circuit breaker nor an alarm stopped it, so nothing was put back',
    );
    expect(word(step(stopped({ alarms: { ...ALARMS, status: 'MONITORING' } })))).toBe('failed');
    const asked: RolloutCommand = { kind: 'request-rollback', because: 'failed-tasks' };
    expect(word(step(stopped(), { issued: [{ command: asked, at: MINUTE }] }))).toBe('failed');
  });

  test('and what ECS leaves unsaid of the stop is said', () => {
    expect(says(step({ deployment: { status: 'STOPPED' } }))).toBe(
      'ECS stopped the deployment without a rollback. Neither a circuit breaker nor an alarm stopped it, so nothing was put back',
    );
  });

  test('not before ECS has stopped it for good', () => {
    expect(word(step({ deployment: { status: 'STOP_REQUESTED', circuitBreaker: BREAKER } }))).toBe('wait');
  });

  test('not when something newer has taken over', () => {
    expect(word(step({ ...BY_BREAKER, supersededBy }))).toBe('superseded');
  });

  test('not when rollback-on-failure is off, and it says so', () => {
    const deployments = [
      aPrimary(2, taskDefinitionArn('web:2'), 'FAILED'),
      { ...aPrimary(1, taskDefinitionArn('web:1')), status: 'ACTIVE', runningCount: 1 },
    ];
    const decision = step(
      { ...BY_BREAKER, service: { deployments }, causes: [aCause()] },
      {},
      { rollbackOnFailure: false },
    );
    expect(word(decision)).toBe('failed');
    expect(says(decision)).toBe(
      'The breaker tripped: container "app" exited with code 1. Nothing was put back, because rollback-on-failure is off',
    );
  });

  test('not when there is nothing, and it says why', () => {
    const decision = step(BY_BREAKER, {}, { wayBack: { none: 'nothing ever served' } });
    expect(word(decision)).toBe('failed');
    expect(says(decision)).toContain('. Nothing was put back: nothing ever served');
    const off = step(BY_BREAKER, {}, { rollbackOnFailure: false, wayBack: { none: 'nothing ever served' } });
    expect(says(off)).toContain('. Nothing was put back, because rollback-on-failure is off');
  });

  test('not when a person wanted to go back, and it was stopped before; it says what to do', () => {
    const decision = step(BY_BREAKER, {}, {}, 'go-back');
    expect(word(decision)).toBe('failed');
    expect(says(decision)).toBe(
      'The breaker tripped. It was stopped before it could be rolled back: run the job again to go back',
    );
  });

  test('not by a watcher whose last look failed, who waits for sight as long as for a rollback', () => {
    const blind = [aFailure('throttled')];
    const since = { goingBackSince: 10 * MINUTE };
    expect(step({ ...BY_BREAKER, ...since }, { blind, now: 19 * MINUTE })).toEqual({
      kind: 'wait',
      because: 'ECS has stopped the deployment without a rollback; waiting to see it again before anything is done',
    });
    expect(word(step({ ...BY_BREAKER, ...since }, { blind, now: 20 * MINUTE }))).toBe('unobserved');
    expect(word(step(BY_BREAKER, { blind, now: 10 * MINUTE }))).toBe('unobserved');
  });

  test('when the job is cancelled just then, unless that is to leave things as they are', () => {
    const cancelledAt = MINUTE;
    expect(word(step(BY_BREAKER, { cancelledAt }))).toBe('put-back: cancel');
    expect(word(step(BY_BREAKER, { cancelledAt }, { onCancel: 'leave' }))).toBe('cancelled');
    expect(word(step({ ...BY_BREAKER, supersededBy }, { cancelledAt }))).toBe('cancelled');
  });
});

describe('a stop under way', () => {
  const stopping = { deployment: { status: 'STOP_REQUESTED' } } as const;

  test('that began before the deadline gets the time of a rollback', () => {
    const late = { ...stopping, goingBackSince: 14 * MINUTE };
    expect(says(step(late, { now: 23 * MINUTE }))).toBe('ECS is stopping the deployment');
    expect(word(step(late, { now: 24 * MINUTE }))).toBe('timed-out');
    expect(says(step(late, { now: 24 * MINUTE }))).toMatch(/^ECS has not finished stopping the deployment\. 1 look/);
    expect(word(step(late, { now: 24 * MINUTE, blind: [aFailure('throttled')] }))).toBe('unobserved');
  });

  test('is waited for until the deadline at least', () => {
    expect(word(step({ ...stopping, goingBackSince: MINUTE }, { now: 14 * MINUTE }))).toBe('wait');
  });
});

describe('the way back that was begun', () => {
  const asked = (because: 'breaker' | 'alarm' | 'cancel', members: { failure?: ReturnType<typeof aFailure> } = {}) => ({
    command: { kind: 'put-back', because } as const,
    at: 20 * MINUTE,
    ...members,
  });
  const now = 25 * MINUTE;
  const back = (status: DeploymentStatus, inCharge = false, members: Partial<DeploymentSnapshot> = {}) => ({
    wayBack: {
      deployment: aDeployment({
        arn: deploymentArn(3),
        status,
        target: { revisionArn: revisionArn(3), requested: 2, running: 1, pending: 1 },
        ...members,
      }),
      inCharge,
    },
  });
  const following = (look: LookMembers, members: Members = {}) =>
    step({ ...BY_BREAKER, ...look }, { issued: [asked('breaker')], now, ...members });

  test('is rolled-back when it has succeeded and serves, and says who and why', () => {
    const done = following({ ...back('SUCCESSFUL', true), causes: [aCause()] });
    expect(word(done)).toBe('rolled-back');
    expect(says(done)).toBe(
      'breaker (3 failures, threshold 3) and Slipway: ECS stopped the deployment without a rollback, so web:1 was deployed again: container "app" exited with code 1',
    );
    const byAlarm = step({ ...BY_ALARM, ...back('SUCCESSFUL', true) }, { issued: [asked('alarm')], now });
    expect(says(byAlarm)).toMatch(/^alarm 5xx, latency and Slipway: /);
    const both = { deployment: { ...BY_BREAKER.deployment, alarms: ALARMS } };
    const byCancel = step({ ...both, ...back('SUCCESSFUL', true) }, { issued: [asked('cancel')], now });
    expect(says(byCancel)).toMatch(/^cancel: ECS stopped/);
  });

  test('is waited for while it moves, is not in charge, or not all its tasks run', () => {
    expect(says(following(back('IN_PROGRESS')))).toBe(
      'going back to web:1: IN_PROGRESS, 1 of 2 new tasks running, 1 starting, 2 old',
    );
    expect(word(following(back('IN_PROGRESS', true)))).toBe('wait');
    expect(word(following(back('SUCCESSFUL')))).toBe('wait');
    expect(word(following({ ...back('SUCCESSFUL', true), service: { runningCount: 1 } }))).toBe('wait');
    expect(word(following(back('UNRECOGNISED')))).toBe('wait');
    expect(says(following({}))).toBe('going back to web:1');
  });

  test('is begun once, whatever the first deployment looks like', () => {
    expect(word(following({}))).toBe('wait');
    expect(word(following({}, { cancelledAt: now }))).toBe('cancelled');
  });

  test.each(['STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'] as const)(
    'that ends %s is rollback-failed: nobody can promise what serves',
    (status) => {
      const decision = following(back(status, false, { statusReason: 'no capacity' }));
      expect(word(decision)).toBe('rollback-failed');
      expect(says(decision)).toBe(
        `ECS stopped the deployment without a rollback, and the way back to web:1 (service deployment d3) ended ${status}: no capacity`,
      );
      expect(says(following(back(status)))).toContain('ECS gives no reason');
    },
  );

  test('that somebody else takes the place of is superseded', () => {
    expect(word(following({ ...back('STOPPED'), supersededBy }))).toBe('superseded');
  });

  test('gets the time of a rollback from its beginning on', () => {
    expect(word(following(back('IN_PROGRESS'), { now: 30 * MINUTE - 1 }))).toBe('wait');
    const late = following(back('IN_PROGRESS'), { now: 30 * MINUTE });
    expect(word(late)).toBe('timed-out');
    expect(says(late)).toMatch(/^the way back to web:1 did not end within 10m\. 1 look/);
    expect(word(following({}, { now: 30 * MINUTE, blind: [aFailure('throttled')] }))).toBe('unobserved');
  });

  test('that was refused is told after a fresh look, which may show that something newer has taken over', () => {
    const issued = [asked('breaker', { failure: aFailure('refused') })];
    expect(word(following({}, { issued, latestAt: 20 * MINUTE }))).toBe('wait');
    const decision = following({ causes: [aCause()] }, { issued });
    expect(word(decision)).toBe('failed');
    expect(says(decision)).toMatch(
      /^The breaker tripped: container "app" exited with code 1\. Going back to web:1 failed: .*it is refused/,
    );
    expect(word(following({ supersededBy }, { issued }))).toBe('superseded');
    const denied = [asked('breaker', { failure: aFailure('denied', { operation: 'ecs:UpdateService' }) })];
    expect(following({}, { issued: denied })).toMatchObject({
      verdict: { kind: 'failed', lacks: 'ecs:UpdateService' },
    });
  });

  test('whose beginning nobody could see is unobserved', () => {
    const issued = [asked('breaker', { failure: aFailure('unavailable', { ambiguous: true }) })];
    expect(word(following({}, { issued }))).toBe('unobserved');
    expect(word(following({ supersededBy }, { issued }))).toBe('unobserved');
  });
});
