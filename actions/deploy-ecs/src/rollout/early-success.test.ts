import { expect, test } from 'vitest';
import { aLook, aPrimary, revisionArn, taskDefinitionArn } from './a-rollout.ts';
import { runEnough, stillMoves } from './early-success.ts';

const rollout = (number: number, runningCount: number) => ({
  ...aPrimary(number, taskDefinitionArn(`web:${number}`)),
  runningCount,
});

function look(running: number, criteria: object | undefined, desiredCount = 10, old = 0) {
  const deploymentConfiguration = criteria === undefined ? {} : { earlySuccessCriteria: criteria };
  return aLook({
    service: {
      desiredCount,
      runningCount: running + old,
      deployments: [rollout(2, running), ...(old > 0 ? [rollout(1, old)] : [])],
      raw: { deploymentConfiguration },
    },
    deployment: { sources: [{ revisionArn: revisionArn(1), requested: 0, running: 0, pending: 0 }] },
  });
}

test.each<[number, object | undefined, boolean]>([
  [10, undefined, true],
  [9, undefined, false],
  [8, { enable: true, healthyPercent: 75 }, true],
  [7, { enable: true, healthyPercent: 75 }, false],
  [9, { enable: false, healthyPercent: 75 }, false],
  [9, { enable: true }, false],
  [10, { enable: true }, true],
])('%i of 10 new tasks with %o are enough: %s', (running, criteria, expected) => {
  expect(runEnough(look(running, criteria))).toBe(expected);
});

test('old tasks that still run are no substitute for new ones', () => {
  expect(runEnough(look(5, undefined, 10, 5))).toBe(false);
  expect(runEnough(look(4, undefined, 5, 5))).toBe(false);
});

test('where ECS shows no rollout of its own, what runs of the service counts', () => {
  expect(runEnough(aLook({ service: { desiredCount: 2, runningCount: 2 } }))).toBe(true);
  expect(runEnough(aLook({ service: { desiredCount: 2, runningCount: 1 } }))).toBe(false);
});

test('what a success does not wait for is told', () => {
  expect(stillMoves(look(10, undefined))).toBe('');
  expect(stillMoves(look(8, { enable: true, healthyPercent: 75 }))).toBe('8 of 10 new tasks run so far');
  expect(stillMoves(look(10, undefined, 10, 1))).toBe('1 old one still drains');
  expect(stillMoves(look(8, undefined, 10, 2))).toBe('8 of 10 new tasks run so far; 2 old ones still drain');
  const atItsEnd = look(10, undefined);
  const sources = [{ revisionArn: revisionArn(1), requested: 0, running: 3, pending: 0 }];
  expect(stillMoves({ ...atItsEnd, deployment: { ...atItsEnd.deployment, sources } })).toBe('3 old ones still drain');
  expect(stillMoves(aLook({ deployment: { sources: [] } }))).toBe('');
  const deferred = { enable: true, sourceServiceRevisionCleanup: 'DEFERRED' };
  expect(stillMoves(look(10, deferred))).toBe('old tasks may still drain');
  expect(stillMoves(look(10, deferred, 10, 2))).toBe('2 old ones still drain');
  expect(stillMoves(look(10, { ...deferred, enable: false }))).toBe('');
  expect(stillMoves(look(10, { ...deferred, sourceServiceRevisionCleanup: 'BLOCKING' }))).toBe('');
});
