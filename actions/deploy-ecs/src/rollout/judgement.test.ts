import { expect, test } from 'vitest';
import { ALL_HEALTHY, aCause, aLook, MINUTE } from './a-rollout.ts';
import { isAllHealthy, isBad, surelyBad } from './judgement.ts';

const breakerOff = { circuitBreaker: { enable: false, rollback: false } };

test('one fault that comes often enough is enough, whatever else was seen', () => {
  const causes = [aCause({ fault: 'platform', key: 'pull' }), aCause({ count: 3 })];
  expect(surelyBad({ maxFailedTasks: 3 }, aLook({ service: breakerOff, causes }))).toBe('failed-tasks');
});

test('health in the very moment of the newest fault speaks for the release', () => {
  const causes = [aCause({ at: MINUTE })];
  expect(isBad(aLook({ causes, lastHealthyAt: MINUTE }))).toBe(false);
  const proof = { service: { minimumHealthyPercent: 0 }, deployment: ALL_HEALTHY, causes };
  expect(isAllHealthy(aLook({ ...proof, lastHealthyAt: MINUTE }))).toBe(true);
});

test('where traffic is shifted, all are healthy when ECS has scaled up, though the old ones still stand', () => {
  const target = { ...ALL_HEALTHY.target, productionWeight: 0 };
  const shifting = {
    service: { strategy: 'BLUE_GREEN' },
    deployment: { target, lifecycleStage: 'POST_SCALE_UP' },
  };
  expect(isAllHealthy(aLook(shifting))).toBe(true);
  expect(isAllHealthy(aLook({ ...shifting, deployment: { target, lifecycleStage: 'SCALE_UP' } }))).toBe(false);
  const causes = [aCause({ at: MINUTE })];
  expect(isAllHealthy(aLook({ ...shifting, causes }))).toBe(false);
  expect(isAllHealthy(aLook({ ...shifting, causes, lastHealthyAt: MINUTE }))).toBe(true);
});

test('an image that can never be pulled is sure whatever the breaker, unless a task was ever healthy', () => {
  const gone = { imageGone: 'ECR has no such image' };
  expect(surelyBad({ maxFailedTasks: 3 }, aLook(gone))).toBe('image');
  expect(surelyBad({ maxFailedTasks: 3 }, aLook({ ...gone, lastHealthyAt: 1 }))).toBeUndefined();
  expect(surelyBad({ maxFailedTasks: 3 }, aLook({ ...gone, deployment: ALL_HEALTHY }))).toBeUndefined();
  expect(isBad(aLook(gone))).toBe(true);
  expect(isBad(aLook({ ...gone, lastHealthyAt: 1 }))).toBe(false);
  expect(isBad(aLook({ ...gone, deployment: ALL_HEALTHY }))).toBe(false);
});
