import { expect, test } from 'vitest';
import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { aDefinition, aService, imageOf, MINUTE } from './a-rollout.ts';
import { computeTimeout } from './deadline.ts';

const BEHIND = { loadBalancers: [{ containerName: 'app', containerPort: 8080 }] };

const GRACE = { healthCheckGracePeriodSeconds: 600 };
const ALARMS = { alarms: { enable: true, alarmNames: ['5xx'], rollback: true } };
const STEP_40 = { linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 20 } };
const CANARY_30 = { canaryConfiguration: { canaryBakeTimeInMinutes: 30 } };
const shifts = (strategy: string, deploymentConfiguration: Raw = {}) => ({
  strategy,
  bakeTimeInMinutes: 0,
  raw: { deploymentConfiguration: { strategy, ...deploymentConfiguration } },
});
const hooks = (...lifecycleHooks: readonly Raw[]) => ({ lifecycleHooks });
const pause = (timeoutInMinutes: number, ...lifecycleStages: string[]) => ({
  targetType: 'PAUSE',
  lifecycleStages,
  timeoutConfiguration: { timeoutInMinutes },
});
const ENDLESS = { targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] };
const LAMBDA = { hookTargetArn: 'arn:aws:lambda:eu-west-1:1:function:check', lifecycleStages: ['POST_SCALE_UP'] };

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
  ['one by one without a load balancer: 6 tasks at 100/117 %', { desiredCount: 6, maximumPercent: 117 }, {}, 24],
  ['no task: the old ones drain and stop', { ...BEHIND, desiredCount: 0 }, { stopTimeout: 120 }, 16.5],
  ['a bake time', { ...BEHIND, bakeTimeInMinutes: 30 }, {}, 45],
  ['a health check with its start period', BEHIND, { healthCheck: { startPeriod: 300, interval: 60, retries: 5 } }, 25],
  [
    'a health check with ECS’s defaults',
    { ...BEHIND, healthCheckGracePeriodSeconds: 600 },
    { healthCheck: { command: ['true'] } },
    26.5,
  ],
  ['a stop timeout', { ...BEHIND, healthCheckGracePeriodSeconds: 600 }, { stopTimeout: 120 }, 26.5],
  [
    'the worked example of steps: linear by 25 %, 6 minutes each, and 10 minutes of bake',
    { ...BEHIND, ...shifts('LINEAR', { linearConfiguration: { stepPercent: 25 } }), bakeTimeInMinutes: 10 },
    {},
    45.5,
  ],
  ['steps that do not divide: linear by 40 %, 20 minutes each', { ...BEHIND, ...shifts('LINEAR', STEP_40) }, {}, 57.5],
  ['linear by default: nine waits of 6 minutes', { ...BEHIND, ...shifts('LINEAR') }, {}, 71.5],
  ['a canary of 30 minutes', { ...BEHIND, ...shifts('CANARY', CANARY_30) }, {}, 47.5],
  ['a canary by default: 10 minutes', { ...BEHIND, ...shifts('CANARY') }, {}, 27.5],
  [
    'blue/green in one batch, whatever the percents',
    { ...BEHIND, ...shifts('BLUE_GREEN'), maximumPercent: 101 },
    {},
    17.5,
  ],
  [
    'a pause of an hour at two stages',
    { ...BEHIND, ...shifts('BLUE_GREEN', hooks(pause(60, 'POST_SCALE_UP', 'POST_TEST_TRAFFIC_SHIFT'))) },
    {},
    137.5,
  ],
  [
    'hooks of one stage side by side: the longest counts',
    { ...BEHIND, ...shifts('BLUE_GREEN', hooks(pause(30, 'POST_SCALE_UP'), pause(60, 'POST_SCALE_UP'))) },
    {},
    77.5,
  ],
  [
    'a pause before each step of the traffic',
    {
      ...BEHIND,
      ...shifts('CANARY', { ...CANARY_30, ...hooks(pause(20, 'PRE_PRODUCTION_TRAFFIC_SHIFT')) }),
    },
    {},
    87.5,
  ],
  ['a function without a time-out', { ...BEHIND, ...shifts('BLUE_GREEN', hooks(LAMBDA)) }, {}, 27.5],
  ['a pause without a time-out: the most', { ...BEHIND, ...shifts('BLUE_GREEN', hooks(ENDLESS)) }, {}, 180],
  ['a hook of a rolling service, which has no stages', { ...BEHIND, ...shifts('ROLLING', hooks(ENDLESS)) }, {}, 15],
  ['alarms that bake as ECS computes', { ...BEHIND, ...GRACE, ...shifts('ROLLING', ALARMS) }, {}, 30],
  [
    'alarms whose bake is set',
    { ...BEHIND, ...GRACE, ...shifts('ROLLING', { ...ALARMS, bakeTimeInMinutes: 1 }), bakeTimeInMinutes: 1 },
    {},
    26,
  ],
  ['alarms that are off', { ...BEHIND, ...GRACE, ...shifts('ROLLING', { alarms: { enable: false } }) }, {}, 25],
  ['at least 15 minutes', { desiredCount: 1 }, {}, 15],
  ['at least 15 minutes, also for nothing', { desiredCount: 0 }, {}, 15],
  ['at most 3 hours', { ...BEHIND, desiredCount: 400, maximumPercent: 101 }, {}, 180],
])('%s', (_what, service, container, expected) => {
  expect(minutes(service, container)).toBe(expected);
});
