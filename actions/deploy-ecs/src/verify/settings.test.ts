import { expect, test } from 'vitest';
import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { aDefinition, aService } from '../rollout/a-rollout.ts';
import { settingFindings } from './settings.ts';

const plain = aDefinition('app:1');
const texts = (members: Partial<ServiceSnapshot>, definition: Raw = plain) =>
  settingFindings(aService(members), definition).map(({ kind, text }) => {
    expect(kind).toBe('warning');
    return text;
  });
const breaker = (enable: boolean, rollback: boolean) => ({ circuitBreaker: { enable, rollback } });
const alarms = (enable: boolean, rollback: boolean) => ({
  raw: { deploymentConfiguration: { alarms: { enable, rollback, alarmNames: ['5xx'] } } },
});

test('a service with a breaker, room and nothing odd is not talked about', () => {
  expect(texts({})).toEqual([]);
});

test('a circuit breaker that is off, or does not roll back, is said', () => {
  expect(texts(breaker(false, false))).toEqual([
    expect.stringMatching(/^circuit breaker: it is off for "web".*enable = true, rollback = true/),
  ]);
  expect(texts(breaker(false, true))).toEqual([expect.stringMatching(/^circuit breaker: it is off/)]);
  expect(texts(breaker(true, false))).toEqual([
    expect.stringMatching(/^circuit breaker: it is on for "web" but does not roll back.*rollback = true/),
  ]);
});

test('alarms that roll back do what the breaker would', () => {
  expect(texts({ ...breaker(false, false), ...alarms(true, true) })).toEqual([]);
  expect(texts({ ...breaker(false, false), ...alarms(true, false) })).toHaveLength(1);
  expect(texts({ ...breaker(false, false), ...alarms(false, true) })).toHaveLength(1);
  expect(texts({ ...breaker(false, false), raw: { deploymentConfiguration: {} } })).toHaveLength(1);
});

test('a minimum of 0 % is said where tasks could be kept', () => {
  expect(texts({ minimumHealthyPercent: 0 })).toEqual([
    expect.stringMatching(/^minimumHealthyPercent: it is 0 for "web"/),
  ]);
  expect(texts({ minimumHealthyPercent: 0, desiredCount: 1 })).toHaveLength(1);
  expect(texts({ minimumHealthyPercent: 1 })).toEqual([]);
  expect(texts({ minimumHealthyPercent: 0, desiredCount: 0 })).toEqual([]);
  expect(texts({ minimumHealthyPercent: 0, schedulingStrategy: 'DAEMON' })).toEqual([]);
  expect(texts({ minimumHealthyPercent: 0, strategy: 'BLUE_GREEN' })).toEqual([]);
});

test('a grace period shorter than the time that the container behind the load balancer may take is said', () => {
  const slow = (startPeriod: number, name = 'app') => ({
    containerDefinitions: [
      { name, healthCheck: { startPeriod } },
      { name: 'other', healthCheck: { startPeriod: 999 } },
    ],
  });
  const behind = { loadBalancers: [{ containerName: 'app', containerPort: 80 }] };
  expect(texts(behind, slow(60))).toEqual([
    expect.stringMatching(/^healthCheckGracePeriodSeconds: .*"web" may take 60 s.*grace period is none.*at least 60$/),
  ]);
  expect(texts({ ...behind, healthCheckGracePeriodSeconds: 59 }, slow(60))).toEqual([
    expect.stringContaining('is 59 s'),
  ]);
  expect(texts({ ...behind, healthCheckGracePeriodSeconds: 60 }, slow(60))).toEqual([]);
  expect(texts(behind, slow(0))).toEqual([]);
  expect(texts(behind, plain)).toEqual([]);
  expect(texts({}, slow(60))).toEqual([]);
});

test('rebalancing that cannot be is said', () => {
  const on = { availabilityZoneRebalancing: 'ENABLED' };
  expect(texts({ raw: on, maximumPercent: 100 })).toEqual([
    expect.stringMatching(/^availabilityZoneRebalancing: .*"web".*maximumPercent 100/),
  ]);
  expect(texts({ raw: on, maximumPercent: 101 })).toEqual([]);
  expect(texts({ raw: { availabilityZoneRebalancing: 'DISABLED' }, maximumPercent: 100 })).toEqual([]);
  expect(texts({ raw: on, maximumPercent: 100, schedulingStrategy: 'DAEMON' })).toEqual([]);
});
