import { expect, test } from 'vitest';
import { aCause, aLook, MINUTE } from './a-rollout.ts';
import { whyNotBad } from './why-not-bad.ts';

const crashed = aCause({ at: 2 * MINUTE });
const unwell = [
  {
    address: '10.0.0.2',
    port: 8080,
    state: 'unhealthy',
    reason: 'Target.ResponseCodeMismatch',
    description: 'Health checks failed with these codes: [500]',
  },
];

test('nothing was seen against it', () => {
  expect(whyNotBad(aLook())).toBe('nothing shows that the release is bad');
  const late = aCause({ fault: 'platform', sentence: 'no room' });
  expect(whyNotBad(aLook({ causes: [late] }))).toBe('nothing shows that the release is bad');
});

test('tasks failed, and one was seen healthy since', () => {
  expect(whyNotBad(aLook({ causes: [crashed], lastHealthyAt: 2 * MINUTE }))).toBe(
    'tasks of it failed (container "app" exited with code 1), but one was seen healthy since',
  );
});

test('tasks failed their health checks, and one was seen healthy since', () => {
  const sentence = 'Task failed ELB health checks';
  const unhealthy = aCause({ fault: 'health', sentence, at: 2 * MINUTE });
  expect(whyNotBad(aLook({ causes: [unhealthy], lastHealthyAt: 3 * MINUTE }))).toBe(
    'tasks of it failed (Task failed ELB health checks), but one was seen healthy since',
  );
});

test('tasks failed, and since then the platform took one away', () => {
  const taken = aCause({ fault: 'platform', at: 3 * MINUTE });
  expect(whyNotBad(aLook({ causes: [taken, crashed], lastHealthyAt: MINUTE }))).toBe(
    'tasks of it failed (container "app" exited with code 1), but what ended last was no fault of the release',
  );
});

test('the load balancer calls a task unhealthy while its grace period lasts', () => {
  expect(whyNotBad(aLook({ unwell, service: { healthCheckGracePeriodSeconds: 3_600 } }))).toBe(
    'the load balancer calls 10.0.0.2:8080 unhealthy (Target.ResponseCodeMismatch: Health checks failed with these codes: [500]), but ECS ignores that for the grace period of the service (1h)',
  );
  expect(whyNotBad(aLook({ unwell }))).toBe('nothing shows that the release is bad');
  const healed = { unwell, service: { healthCheckGracePeriodSeconds: 3_600 }, lastHealthyAt: MINUTE };
  expect(whyNotBad(aLook(healed))).toBe('nothing shows that the release is bad');
});
