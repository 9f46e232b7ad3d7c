import { expect, test } from 'vitest';
import { ALL_HEALTHY, aCause, aLook, MINUTE } from './a-rollout.ts';
import { isAllHealthy, isBad, isSurelyBad } from './judgement.ts';

const breakerOff = { circuitBreaker: { enable: false, rollback: false } };

test('one fault that comes often enough is enough, whatever else was seen', () => {
  const causes = [aCause({ fault: 'platform', key: 'pull' }), aCause({ count: 3 })];
  expect(isSurelyBad({ maxFailedTasks: 3 }, aLook({ service: breakerOff, causes }))).toBe(true);
});

test('health in the very moment of the newest fault speaks for the release', () => {
  const causes = [aCause({ at: MINUTE })];
  expect(isBad(aLook({ causes, lastHealthyAt: MINUTE }))).toBe(false);
  const proof = { service: { minimumHealthyPercent: 0 }, deployment: ALL_HEALTHY, causes };
  expect(isAllHealthy(aLook({ ...proof, lastHealthyAt: MINUTE }))).toBe(true);
});
