import { describe, expect, test } from 'vitest';
import type { DeploymentSnapshot, HookSnapshot } from '../../../../lib/core/snapshots.ts';
import { aLook, deploymentArn, type LookMembers, MINUTE, revisionArn } from './a-rollout.ts';
import {
  awaited,
  decisionsOf,
  describeShift,
  describeStage,
  hasAllTraffic,
  hasScaledUp,
  hasShifted,
  isShifting,
} from './stages.ts';

const target = (productionWeight: number | undefined, running = 2, requested = 2) => ({
  revisionArn: revisionArn(2),
  requested,
  running,
  pending: 0,
  ...(productionWeight === undefined ? {} : { productionWeight }),
});
const PAUSE: HookSnapshot = {
  id: 'ecs-pause-1',
  targetType: 'PAUSE',
  status: 'AWAITING_ACTION',
  expiresAt: 30 * MINUTE,
  timeoutAction: 'CONTINUE',
};
const shifting = (deployment: Partial<DeploymentSnapshot>, service: LookMembers['service'] = {}) =>
  aLook({ deployment: { target: target(100), ...deployment }, service: { strategy: 'BLUE_GREEN', ...service } });

test('every strategy but rolling shifts traffic, also one that is new', () => {
  expect(isShifting({ strategy: 'ROLLING' })).toBe(false);
  expect(['BLUE_GREEN', 'CANARY', 'LINEAR', 'ZIGZAG'].every((strategy) => isShifting({ strategy }))).toBe(true);
});

describe('every new task is healthy', () => {
  test.each([
    ['RECONCILE_SERVICE', false],
    ['PRE_SCALE_UP', false],
    ['SCALE_UP', false],
    ['POST_SCALE_UP', true],
    ['TEST_TRAFFIC_SHIFT', true],
    ['PRE_PRODUCTION_TRAFFIC_SHIFT', true],
    ['BAKE_TIME', true],
    ['CLEAN_UP', true],
    ['A_NEW_STAGE', false],
    [undefined, false],
  ])('in stage %s: %s', (lifecycleStage, expected) => {
    expect(hasScaledUp(shifting(lifecycleStage === undefined ? {} : { lifecycleStage }))).toBe(expected);
  });

  test('not where some do not run, none are wanted, or nothing shifts', () => {
    const baking = { lifecycleStage: 'BAKE_TIME' };
    expect(hasScaledUp(shifting({ ...baking, target: target(100, 1) }))).toBe(false);
    expect(hasScaledUp(shifting({ ...baking, target: target(100, 0, 0) }))).toBe(false);
    expect(hasScaledUp(shifting(baking, { strategy: 'ROLLING' }))).toBe(false);
  });
});

test.each([
  [100, 'BLUE_GREEN', true],
  [90, 'CANARY', false],
  [undefined, 'BLUE_GREEN', true],
  [0, 'ROLLING', true],
])('%s %% of the traffic under %s is all there is: %s', (weight, strategy, expected) => {
  expect(hasAllTraffic(shifting({ target: target(weight) }, { strategy }))).toBe(expected);
});

describe('the traffic is over, and the old tasks stand', () => {
  const baking = { lifecycleStage: 'BAKE_TIME' };

  test('while it bakes with all of the traffic', () => {
    expect(hasShifted(shifting(baking))).toBe(true);
    expect(hasShifted(shifting({ ...baking, target: target(99) }))).toBe(false);
    expect(hasShifted(shifting({ ...baking, target: target(undefined) }))).toBe(false);
    expect(hasShifted(shifting({ ...baking, target: target(100, 1) }))).toBe(false);
    expect(hasShifted(shifting({ ...baking, status: 'UNRECOGNISED' }))).toBe(false);
  });

  test('before that only where somebody’s word is waited for', () => {
    const after = { lifecycleStage: 'POST_PRODUCTION_TRAFFIC_SHIFT' };
    expect(hasShifted(shifting(after))).toBe(false);
    expect(hasShifted(shifting({ ...after, hooks: [PAUSE] }))).toBe(true);
    expect(hasShifted(shifting({ ...after, hooks: [{ ...PAUSE, status: 'IN_PROGRESS' }] }))).toBe(false);
    expect(hasShifted(shifting({ lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT', hooks: [PAUSE] }))).toBe(false);
  });

  test('no more while the old ones are stopped', () => {
    expect(hasShifted(shifting({ lifecycleStage: 'CLEAN_UP' }))).toBe(false);
  });
});

describe('in words', () => {
  test.each([
    ['SCALE_UP', 5, ', SCALE_UP (new tasks start beside the old ones)'],
    ['BAKE_TIME', 5, ', BAKE_TIME (old and new tasks stand side by side for 5 minutes)'],
    ['BAKE_TIME', 1, ', BAKE_TIME (old and new tasks stand side by side for 1 minute)'],
    ['BAKE_TIME', 0, ', BAKE_TIME (old and new tasks stand side by side)'],
    ['A_NEW_STAGE', 5, ', A_NEW_STAGE'],
    [undefined, 5, ''],
  ])('a stage: %s', (lifecycleStage, bakeTimeInMinutes, expected) => {
    const stage = lifecycleStage === undefined ? {} : { lifecycleStage };
    expect(describeStage(shifting(stage, { bakeTimeInMinutes }))).toBe(expected);
  });

  test('the share of the traffic, where ECS shifts it', () => {
    expect(describeShift(shifting({ target: target(40) }))).toBe('; 40 % of the production traffic on the new tasks');
    expect(describeShift(shifting({ target: target(undefined) }))).toBe('');
    expect(describeShift(shifting({ target: target(40) }, { strategy: 'ROLLING' }))).toBe('');
  });

  const hooksOf = (...hooks: readonly HookSnapshot[]) => describeShift(shifting({ target: target(undefined), hooks }));

  test('a decision that is waited for, until when, and what comes then', () => {
    expect(hooksOf(PAUSE)).toBe(
      '; PAUSE hook ecs-pause-1 waits for a decision until 1970-01-01T00:30:00.000Z, then CONTINUE',
    );
    const { expiresAt: _, ...endless } = PAUSE;
    expect(hooksOf(endless)).toMatch(/waits for a decision$/);
    const { timeoutAction: __, ...byDefault } = PAUSE;
    expect(hooksOf(byDefault)).toMatch(/Z, then ROLLBACK$/);
  });

  test('the commands that decide it', () => {
    const { deployment } = aLook({ deployment: { hooks: [PAUSE, { ...PAUSE, status: 'SUCCEEDED' }] } });
    expect(decisionsOf(deployment)).toEqual([
      `aws ecs continue-service-deployment --service-deployment-arn ${deploymentArn(2)} --hook-id ecs-pause-1 --action CONTINUE (or ROLLBACK)`,
    ]);
  });

  test('functions that run or failed, and none that succeeded', () => {
    const lambda = {
      id: 'h1',
      targetType: 'AWS_LAMBDA',
      target: 'arn:aws:lambda:eu-west-1:123456789012:function:check',
    };
    expect(hooksOf({ ...lambda, status: 'IN_PROGRESS' })).toBe('; hook check runs');
    expect(hooksOf({ ...lambda, status: 'FAILED' })).toBe('; hook check h1 is FAILED');
    expect(hooksOf({ ...lambda, status: 'SUCCEEDED' })).toBe('');
    expect(hooksOf({ ...lambda, status: 'IN_PROGRESS' }, { ...PAUSE, status: 'TIMED_OUT' })).toBe(
      '; hook check runs; PAUSE hook ecs-pause-1 is TIMED_OUT',
    );
  });

  test('only what awaits a decision is awaited', () => {
    expect(awaited({ hooks: [PAUSE, { ...PAUSE, status: 'SUCCEEDED' }] })).toEqual([PAUSE]);
    expect(awaited({})).toEqual([]);
  });
});
