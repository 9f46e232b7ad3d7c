// Turns of a watch that random worlds seldom take: each is a story with a script of its own.

import { expect, test } from 'vitest';
import { crashes, healthy } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aRelease, asked, deploy, disturbedDoor, postAfter, statuses } from './a-turn.ts';

const BREAKER_OFF = { circuitBreaker: { enable: false, rollback: false } };

test('a throttled request for the rollback is made again until it is taken', async () => {
  const { simulator, v2 } = await aRelease(crashes(), BREAKER_OFF);
  simulator.setFaults([{ kind: 'throttled', operation: 'StopServiceDeployment', times: 3 }]);
  const { report } = await deploy(simulator, { image: v2 });
  expect(report.verdict).toBe('rolled-back');
  expect(asked(simulator, 'StopServiceDeployment')).toBe(1);
});

test('a rollback whose answer was lost is found to be under way, and asked for once', async () => {
  const { simulator, v2 } = await aRelease(crashes(), BREAKER_OFF);
  simulator.setFaults([{ kind: 'answer-lost', operation: 'StopServiceDeployment', nth: [1] }]);
  const { report } = await deploy(simulator, { image: v2 });
  expect(report.verdict).toBe('rolled-back');
  expect(report.outputs.reason).toMatch(/^failed-tasks/);
  expect(asked(simulator, 'StopServiceDeployment')).toBe(1);
});

test('a service that is deleted during the watch ends it: something was touched, so the run is not “refused”', async () => {
  const { simulator, v2 } = await aRelease();
  let looks = 0;
  const api = disturbedDoor(simulator, {
    before: async (operation) => {
      looks += operation === 'DescribeServiceDeployments' ? 1 : 0;
      if (operation !== 'DescribeServiceDeployments' || looks !== 3) return;
      await simulator.call('ecs', 'DeleteService', { cluster: CLUSTER, service: SERVICE, force: true });
      simulator.advance(10 * 60_000);
    },
  });
  const { report, tookMs } = await deploy(simulator, { image: v2 }, { api });
  expect(report.verdict).toBe('unobserved');
  expect(report.outputs.reason).toContain(SERVICE);
  expect(tookMs).toBeLessThan(15 * 60_000);
});

test('a watcher that could not find its deployment leaves it alone, also in the post step', async () => {
  const { simulator, v2 } = await aRelease();
  simulator.setFaults([{ kind: 'access-denied', operation: 'DescribeServiceRevisions', nth: [2, 3, 4] }]);
  const { report, state } = await deploy(simulator, { image: v2 });
  expect(report.verdict).toBe('unobserved');
  expect(asked(simulator, 'UpdateService')).toBe(1);
  simulator.setFaults([]);
  await postAfter(simulator, state);
  expect(asked(simulator, 'StopServiceDeployment')).toBe(0);
});

test('a cancelled run whose request for the rollback fails leaves it to the post step', async () => {
  const { simulator, v2 } = await aRelease(healthy({ startMs: 10 * 60_000 }));
  simulator.setFaults([{ kind: 'server-error', operation: 'StopServiceDeployment' }]);
  const { report, state } = await deploy(simulator, { image: v2 }, { cancelAfterMs: 20_000 });
  expect(report.verdict).toBe('cancelled');
  simulator.setFaults([]);
  await postAfter(simulator, state);
  expect(asked(simulator, 'StopServiceDeployment')).toBe(1);
  simulator.advance(20 * 60_000);
  expect(statuses(simulator)).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
});

test('a cancelled run that was heard is not repeated in the post step', async () => {
  const { simulator, v2 } = await aRelease();
  const { report, state } = await deploy(simulator, { image: v2 }, { cancelAfterMs: 20_000 });
  expect(report.verdict).toBe('cancelled');
  await postAfter(simulator, state);
  expect(asked(simulator, 'StopServiceDeployment')).toBe(1);
});

test('a success that somebody takes the place of for a moment leads again, and is deployed', async () => {
  const { simulator, v2 } = await aRelease();
  let ended = false;
  const api = disturbedDoor(simulator, {
    // Between the answer about our deployment and the one about the service.
    before: async (operation) => {
      if (operation !== 'DescribeServices' || ended || statuses(simulator).join() !== 'SUCCESSFUL,SUCCESSFUL') return;
      ended = true;
      await simulator.call('ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: 'web:1' });
      simulator.advance(3_000);
      const serviceDeploymentArn = Object.keys(simulator.world.ecs.serviceDeployments).at(-1);
      await simulator.call('ecs', 'StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
      simulator.advance(10_000);
    },
  });
  const { report } = await deploy(simulator, { image: v2 }, { api });
  expect(ended).toBe(true);
  expect(report.verdict).toBe('deployed');
});
