import { expect, test } from 'vitest';
import { hangs } from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';
import type { BundleRun } from '../support/runner.ts';

/** The job is cancelled when the nth look of the watch arrives. */
async function cancelledAtLook(
  place: DeployPlace,
  nth: number,
  inputs: Readonly<Record<string, string>> = {},
): Promise<BundleRun> {
  const running = place.start({ image: place.v2, ...inputs });
  place.at('before', 'DescribeServiceDeployments', () => running.cancel(), { nth });
  return running.finished;
}

test('a cancelled deployment is rolled back: that is asked for first, and the post step does not ask again', async () => {
  const place = await aDeployPlace();
  const run = await cancelledAtLook(place, 2);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'cancelled' });
  expect(run.outputs.reason).toMatch(/rollback/);
  expect(run.summary).toContain('cancelled');
  // Nothing but the look that was under way comes before it; what that still asks for is no matter.
  const sent = place.diary().map(({ operation }) => operation);
  const look = sent.indexOf('DescribeServiceDeployments', sent.indexOf('DescribeServiceDeployments') + 1);
  const ofALook = ['DescribeServices', 'ListTasks', 'DescribeTasks'];
  expect(sent.slice(look).filter((operation) => !ofALook.includes(operation))).toEqual([
    'DescribeServiceDeployments',
    'StopServiceDeployment',
  ]);
  const before = place.diary().length;
  await place.post(run);
  expect(place.diary()).toHaveLength(before);
  place.simulator.advance(20 * 60_000);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
});

test('on-cancel: leave lets the deployment go on, and says so', async () => {
  const place = await aDeployPlace();
  const run = await cancelledAtLook(place, 2, { 'on-cancel': 'leave' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'cancelled' });
  await place.post(run);
  expect(place.count('StopServiceDeployment')).toBe(0);
  place.simulator.advance(20 * 60_000);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

test('a cancel between registration and update leaves the service alone', async () => {
  const place = await aDeployPlace();
  const running = place.start({ image: place.v2 });
  // The answer never comes, so that the signal cannot be late.
  place.at('after', 'RegisterTaskDefinition', () => running.cancel(), { hang: true });
  const run = await running.finished;
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'cancelled' });
  expect(place.changes()).toEqual(['RegisterTaskDefinition']);
});

test('a cancel while ECS takes the update is heard: its deployment is found, and rolled back', async () => {
  const place = await aDeployPlace();
  const running = place.start({ image: place.v2 });
  place.at('before', 'UpdateService', () => running.cancel());
  const run = await running.finished;
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'cancelled' });
  expect(place.count('StopServiceDeployment')).toBe(1);
});

test('a cancel while the deployment of the update is looked for in vain leaves it to the post step', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  const running = place.start({ image: place.v2 });
  place.at('after', 'UpdateService', () => {
    place.simulator.setFaults([{ kind: 'throttled', operation: 'ListServiceDeployments' }]);
    return running.cancel();
  });
  const run = await running.finished;
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'unobserved' });
  expect(place.count('StopServiceDeployment')).toBe(0);
  place.simulator.setFaults([]);
  await place.post(run);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

test('a cancel whose update got no answer sends it no second time', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'connection-reset', operation: 'UpdateService', nth: [1] }]);
  const running = place.start({ image: place.v2 });
  place.at('before', 'UpdateService', () => running.cancel());
  const run = await running.finished;
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'unobserved' });
  expect(place.count('UpdateService')).toBe(0);
});

test('a cancel while another deployment is waited for touches nothing', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2, 'wait-until': 'none' });
  const { reference: v3 } = await place.account.pushImage('v3');
  const before = place.changes().length;
  const run = await cancelledAtLook(place, 1, { image: v3 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'cancelled' });
  expect(place.changes()).toHaveLength(before);
});

test('after a cancel the next run deploys', async () => {
  const place = await aDeployPlace();
  await cancelledAtLook(place, 2);
  expect(ending(await place.deploy({ image: place.v2 }))).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
});
