import { expect, test } from 'vitest';
import { ALL_HEALTHY, aCause, aLook, aStoppedTask, MINUTE, revisionArn } from './a-rollout.ts';
import { isAllHealthy, isBad, mayBeHealthy, surelyBad } from './judgement.ts';

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

test('what is still stopping counts for no early red: whether it had been healthy nobody can know yet', () => {
  const [first, ...rest] = aCause({ count: 3 }).tasks;
  const { stoppedAt: _, ...stopping } = { ...first, ...aStoppedTask({ stoppingAt: MINUTE }) };
  const causes = [aCause({ tasks: [stopping, ...rest] })];
  expect(surelyBad({ maxFailedTasks: 3 }, aLook({ service: breakerOff, causes }))).toBeUndefined();
  expect(surelyBad({ maxFailedTasks: 2 }, aLook({ service: breakerOff, causes }))).toBe('failed-tasks');
});

test('a sign is as old as the beginning of the end: a task that drains for minutes has failed before that', () => {
  const causes = [aCause({ fault: 'health', tasks: [aStoppedTask({ stoppingAt: MINUTE, stoppedAt: 6 * MINUTE })] })];
  expect(isBad(aLook({ causes, lastHealthyAt: MINUTE - 1 }))).toBe(true);
  expect(isBad(aLook({ causes, lastHealthyAt: 2 * MINUTE }))).toBe(false);
});

test('a running task that fails its check is the newest sign, unless another is healthy in the same look', () => {
  expect(isBad(aLook({ failingAt: 5 * MINUTE }))).toBe(true);
  expect(isBad(aLook({ failingAt: 5 * MINUTE, lastHealthyAt: 4 * MINUTE }))).toBe(true);
  expect(isBad(aLook({ failingAt: 5 * MINUTE, lastHealthyAt: 5 * MINUTE }))).toBe(false);
  const spot = aCause({ fault: 'platform', at: 4 * MINUTE });
  expect(isBad(aLook({ failingAt: 5 * MINUTE, causes: [spot] }))).toBe(true);
});

test('that all run and the old ones are gone is no health of tasks that died since, or fail their checks now', () => {
  const allNew = { deployment: ALL_HEALTHY };
  expect(isAllHealthy(aLook(allNew))).toBe(true);
  const died = { ...allNew, causes: [aCause({ at: 3 * MINUTE })] };
  expect(isAllHealthy(aLook(died))).toBe(false);
  expect(isBad(aLook(died))).toBe(true);
  expect(isBad(aLook({ ...died, lastHealthyAt: 2 * MINUTE }))).toBe(true);
  expect(isAllHealthy(aLook({ ...died, lastHealthyAt: 3 * MINUTE }))).toBe(true);
  expect(isAllHealthy(aLook({ ...allNew, failingAt: MINUTE }))).toBe(false);
  const interrupted = { ...allNew, causes: [aCause({ fault: 'platform', at: 3 * MINUTE })] };
  expect(isAllHealthy(aLook(interrupted))).toBe(true);
});

test('one healthy task is not all of them', () => {
  const target = { ...ALL_HEALTHY.target, running: 1, pending: 1 };
  expect(isAllHealthy(aLook({ deployment: { ...ALL_HEALTHY, target }, lastHealthyAt: MINUTE }))).toBe(false);
});

test('all tasks are new only when none is left of any source, and from the start where there was none', () => {
  const source = (number: number, running: number) => ({
    revisionArn: revisionArn(number),
    requested: running,
    running,
    pending: 0,
  });
  const sources = [source(1, 0), source(3, 1)];
  expect(mayBeHealthy(aLook({ deployment: { ...ALL_HEALTHY, sources } }))).toBe(false);
  expect(mayBeHealthy(aLook({ deployment: { ...ALL_HEALTHY, sources: [] } }))).toBe(true);
});
