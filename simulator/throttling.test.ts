import { expect, test } from 'vitest';
import { aSimulator } from './a-simulator.ts';
import { createThrottling } from './throttling.ts';

const admitted = (count: number, admits: () => boolean) => Array.from({ length: count }, admits).filter(Boolean).length;

test('takes a burst of 20 registrations and then one a second', () => {
  const throttling = createThrottling(1);
  const register = (now: number) => () => throttling.admits('RegisterTaskDefinition', now);
  expect(admitted(30, register(0))).toBe(20);
  expect(admitted(5, register(999))).toBe(0);
  expect(admitted(5, register(3_000))).toBe(3);
  expect(admitted(50, register(3_600_000))).toBe(20);
});

test('shares a bucket among the operations of a group, and none with others', () => {
  const throttling = createThrottling(1);
  expect(admitted(60, () => throttling.admits('ListServices', 0))).toBe(60);
  expect(admitted(60, () => throttling.admits('DescribeServices', 0))).toBe(40);
  expect(admitted(60, () => throttling.admits('UpdateService', 0))).toBe(50);
  expect(admitted(500, () => throttling.admits('StopServiceDeployment', 0))).toBe(500);
});

test('refills as much faster as the world goes faster than AWS', () => {
  const throttling = createThrottling(10);
  admitted(20, () => throttling.admits('RegisterTaskDefinition', 0));
  expect(admitted(50, () => throttling.admits('RegisterTaskDefinition', 1_000))).toBe(10);
});

test('refuses in the words of AWS where it is switched on, and stands in the diary', async () => {
  const list = async (throttling: boolean) => {
    const simulator = aSimulator({ throttling });
    await Promise.allSettled(Array.from({ length: 55 }, () => simulator.call('ecs', 'ListClusters')));
    return simulator.diary.filter(({ outcome, fault }) => outcome === 'ThrottlingException' && fault === 'throttled');
  };
  expect(await list(true)).toHaveLength(5);
  expect(await list(false)).toHaveLength(0);
});
