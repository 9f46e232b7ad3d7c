import { expect, test } from 'vitest';
import { aLook } from './a-rollout.ts';
import { isDeleted, whenDeleted } from './when-deleted.ts';

test.each([
  ['ACTIVE', false],
  ['DRAINING', true],
  ['INACTIVE', true],
])('a service that ECS calls %s is deleted: %s', (status, expected) => {
  expect(isDeleted(aLook({ service: { status } }))).toBe(expected);
});

test('a deployment that was lost before its service was deleted stays lost: that is why', () => {
  const service = { status: 'INACTIVE', desiredCount: 0, runningCount: 0 };
  expect(whenDeleted(aLook({ service, deployment: { status: 'ROLLBACK_FAILED' } }))).toBeUndefined();
  expect(whenDeleted(aLook({ service, deployment: { status: 'ROLLBACK_IN_PROGRESS' } }))).toMatchObject({
    verdict: { kind: 'failed', reason: expect.stringContaining('ECS calls it INACTIVE') },
  });
});
