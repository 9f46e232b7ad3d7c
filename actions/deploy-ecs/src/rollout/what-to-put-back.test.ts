import { expect, test } from 'vitest';
import { aDefinition, aRequest, aService, aSituation, type Chapter, imageOf, taskDefinitionArn } from './a-rollout.ts';
import { wayBackOf } from './what-to-put-back.ts';

const after = (chapters: readonly Chapter[], release = 'v9') =>
  wayBackOf(aRequest(), aSituation(...chapters), aDefinition(imageOf(release)));

test('what succeeded last is put back, whatever was tried since', () => {
  expect(
    after([
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
    ]),
  ).toEqual({ to: 'web:2' });
  expect(
    after([
      ['v1', 'SUCCESSFUL'],
      ['v2', 'STOPPED'],
      ['v3', 'ROLLBACK_SUCCESSFUL'],
    ]),
  ).toEqual({ to: 'web:1' });
});

test('where no deployment ever succeeded there is nothing to put back, and it says so', () => {
  const nothing = { none: 'no deployment of this service is known to have succeeded', neverServed: true };
  expect(after([['v1', 'STOPPED']])).toEqual(nothing);
  expect(after([])).toEqual(nothing);
});

test('what ECS has forgotten the success of is put back where it runs', () => {
  const arn = taskDefinitionArn('web:7');
  const primary = { id: 'ecs-svc/7', status: 'PRIMARY', taskDefinitionArn: arn, rolloutState: 'COMPLETED' };
  const counts = { desiredCount: 2, runningCount: 2, pendingCount: 0, failedTasks: 0 };
  const situation = { ...aSituation(), service: aService({ deployments: [{ ...primary, ...counts }] }) };
  expect(wayBackOf(aRequest(), situation, aDefinition(imageOf('v9')))).toEqual({ to: 'web:7' });
});

test('what failed is not cured by the same once more; that something served it knows all the same', () => {
  expect(after([['v1', 'SUCCESSFUL']], 'v1')).toEqual({ none: 'web:1, which served before, is the same' });
  expect(
    after(
      [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'SUCCESSFUL'],
      ],
      'v1',
    ),
  ).toEqual({ to: 'web:2' });
});

test('a rollback is not taken back by itself', () => {
  const request = aRequest({ rollbackTo: { kind: 'previous' } });
  const situation = aSituation(['v1', 'SUCCESSFUL']);
  expect(wayBackOf(request, situation, aDefinition(imageOf('v9')))).toEqual({
    none: 'a rollback is not taken back by itself',
  });
});
