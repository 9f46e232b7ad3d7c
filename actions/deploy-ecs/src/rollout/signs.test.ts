import { expect, test } from 'vitest';
import { aDeployment, aService, revisionArn } from './a-rollout.ts';
import { mayHaveEnded, type Signs, signsOf } from './signs.ts';

const BEFORE: Signs = { failures: 1, running: 2, restart: 'e1', complaint: 'e2' };

test.each<[string, Partial<Signs>, boolean]>([
  ['nothing changed', {}, false],
  ['one more runs', { running: 3 }, false],
  ['one less runs', { running: 1 }, true],
  ['ECS counts one more failure', { failures: 2 }, true],
  ['ECS counts anew', { failures: 0 }, true],
  ['one more was started than is wanted', { restart: 'e3' }, true],
  ['another check failed', { complaint: 'e4' }, true],
])('%s since the last look', (_, members, expected) => {
  expect(mayHaveEnded({ ...BEFORE, ...members }, BEFORE)).toBe(expected);
});

test('events that have fallen out of the list of ECS are no sign', () => {
  expect(mayHaveEnded({ failures: 1, running: 2 }, BEFORE)).toBe(false);
});

test('the first look asks where there is a sign already', () => {
  expect(mayHaveEnded({ failures: 0, running: 2 }, undefined)).toBe(false);
  expect(mayHaveEnded({ failures: 1, running: 2 }, undefined)).toBe(true);
  expect(mayHaveEnded({ failures: 0, running: 2, restart: 'e1' }, undefined)).toBe(true);
});

const CREATED_AT = 100;
const signs = (messages: readonly string[], members: Parameters<typeof aService>[0] = {}, at = CREATED_AT) =>
  signsOf(
    aDeployment({
      createdAt: CREATED_AT,
      target: { revisionArn: revisionArn(2), requested: 2, running: 1, pending: 0 },
    }),
    aService({ events: messages.map((message, index) => ({ id: `e${index}`, at, message })), ...members }),
  );
const started = (count: number) => `(service web) has started ${count} tasks: (task 0) (task 1).`;

test('a start is a sign once more were started than are wanted: the newest event of one', () => {
  expect(signs([started(1), started(1)])).toEqual({ failures: 0, running: 1 });
  expect(signs(['(service web) registered 1 targets', started(1), started(2)])).toMatchObject({ restart: 'e1' });
  expect(signs([started(3)], {}, CREATED_AT - 1)).toEqual({ failures: 0, running: 1 });
});

test.each([
  '(service web) (task 0) (port 8080) is unhealthy in (target-group arn) due to (reason Health checks failed).',
  '(service web) (task 0) failed container health checks.',
])('a failed check is a sign: %s', (message) => {
  expect(signs([started(1), message])).toMatchObject({ complaint: 'e1' });
  expect(signs([message], {}, CREATED_AT - 1)).toEqual({ failures: 0, running: 1 });
});

test('failures are those of the own rollout, or what the circuit breaker counts', () => {
  const rollout = { status: 'PRIMARY', taskDefinitionArn: '', desiredCount: 2, runningCount: 1, pendingCount: 0 };
  const deployments = [
    { ...rollout, id: 'ecs-svc/2', failedTasks: 3 },
    { ...rollout, id: 'ecs-svc/1', failedTasks: 9 },
  ];
  expect(signs([], { deployments })).toMatchObject({ failures: 3 });
  const circuitBreaker = { status: 'MONITORING', failureCount: 4, threshold: 5 };
  const deployment = aDeployment({ circuitBreaker });
  expect(signsOf(deployment, aService({ deployments })).failures).toBe(4);
});
