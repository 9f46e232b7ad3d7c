import { expect, test } from 'vitest';
import type { Raw, ServiceSnapshot } from '../../../lib/core/snapshots.ts';
import { aDefinition, aService, imageOf, MINUTE } from './a-rollout.ts';
import { computeTimeout } from './deadline.ts';

const BEHIND = { loadBalancers: [{ containerName: 'app', containerPort: 8080 }] };

function minutes(service: Partial<ServiceSnapshot>, container: Raw = {}): number {
  const definition = aDefinition(imageOf('v1'), { containerDefinitions: [{ name: 'app', ...container }] });
  return computeTimeout(aService(service), definition) / MINUTE;
}

test.each<readonly [string, Partial<ServiceSnapshot>, Raw, number]>([
  [
    'the worked example: 4 tasks at 100/150 % behind a load balancer',
    { ...BEHIND, desiredCount: 4, maximumPercent: 150 },
    {},
    25,
  ],
  ['all at once: 4 tasks at 100/200 %', { ...BEHIND, desiredCount: 4 }, {}, 15],
  ['one by one: 4 tasks at 100/125 %', { ...BEHIND, desiredCount: 4, maximumPercent: 125 }, {}, 45],
  ['rounding down: 3 tasks at 100/150 % go one by one', { ...BEHIND, desiredCount: 3, maximumPercent: 150 }, {}, 35],
  [
    'rounding up: 3 tasks at 50/100 % go one by one',
    { ...BEHIND, desiredCount: 3, minimumHealthyPercent: 50, maximumPercent: 100 },
    {},
    35,
  ],
  [
    'half of them stop first: 4 tasks at 50/100 %',
    { ...BEHIND, desiredCount: 4, minimumHealthyPercent: 50, maximumPercent: 100 },
    {},
    25,
  ],
  ['no room at all counts as one by one', { ...BEHIND, desiredCount: 2, maximumPercent: 100 }, {}, 25],
  ['a grace period', { ...BEHIND, healthCheckGracePeriodSeconds: 600 }, {}, 25],
  ['a bake time', { ...BEHIND, bakeTimeInMinutes: 30 }, {}, 45],
  ['a health check with its start period', BEHIND, { healthCheck: { startPeriod: 300, interval: 60, retries: 5 } }, 25],
  [
    'a health check with ECS’s defaults',
    { ...BEHIND, healthCheckGracePeriodSeconds: 600 },
    { healthCheck: { command: ['true'] } },
    26.5,
  ],
  ['a stop timeout', { ...BEHIND, healthCheckGracePeriodSeconds: 600 }, { stopTimeout: 120 }, 26.5],
  ['at least 15 minutes', { desiredCount: 1 }, {}, 15],
  ['at least 15 minutes, also for nothing', { desiredCount: 0 }, {}, 15],
  ['at most 3 hours', { ...BEHIND, desiredCount: 400, maximumPercent: 101 }, {}, 180],
])('%s', (_what, service, container, expected) => {
  expect(minutes(service, container)).toBe(expected);
});
