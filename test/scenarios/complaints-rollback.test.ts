// What people complain of in other deploy tools, as tests of the shipped bundle: the way back, and what is left of a cancelled job.

import { expect, test } from 'vitest';
import type { Raw } from '../../lib/core/snapshots.ts';
import { imageOf } from '../../lib/core/task-definition.ts';
import { crashes, hangs } from '../../simulator/runtimes/fates.ts';
import { REPOSITORY } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

const deployed = { exitCode: 0, verdict: 'deployed' };

function statusOf(place: DeployPlace, revision: number): string | undefined {
  return place.simulator.world.ecs.taskDefinitionFamilies.web?.revisions[revision]?.status;
}

/** The image of the revision that serves. */
async function serving(place: DeployPlace): Promise<string | undefined> {
  const [service] = Object.values(place.simulator.world.ecs.services);
  const answer = await place.simulator.call('ecs', 'DescribeTaskDefinition', {
    taskDefinition: service?.taskDefinition,
  });
  return imageOf(answer.taskDefinition as Raw, 'app');
}

test('complaint 10: no revision is ever deregistered, and one that somebody deregistered is no dead end', async () => {
  const place = await aDeployPlace({ fates: { v3: crashes() } });
  await place.deploy({ image: place.v2 });
  const { reference: v3 } = await place.account.pushImage('v3');
  expect(ending(await place.deploy({ image: v3 }))).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  const { reference: v4 } = await place.account.pushImage('v4');
  expect(ending(await place.deploy({ image: v4 }))).toEqual(deployed);
  expect(place.changes()).not.toContain('DeregisterTaskDefinition');
  expect([1, 2, 3, 4].map((revision) => statusOf(place, revision))).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
  await place.simulator.call('ecs', 'DeregisterTaskDefinition', { taskDefinition: 'web:2' });
  expect(ending(await place.deploy({ 'rollback-to': 'web:2' }))).toEqual(deployed);
  expect(await serving(place)).toContain(place.digest);
});

test('complaint 11: the way back leads to the last release that succeeded, not to the revision before, and can be tried out', async () => {
  const place = await aDeployPlace({ fates: { v3: crashes() } });
  const deploy = async (tag: string) => place.deploy({ image: (await place.account.pushImage(tag)).reference });
  await place.deploy({ image: place.v2 });
  expect(ending(await deploy('v3')).verdict).toBe('rolled-back');
  expect(ending(await deploy('v4'))).toEqual(deployed);
  const before = place.changes().length;
  const tried = await place.deploy({ 'rollback-to': 'previous', 'dry-run': 'true' });
  expect(ending(tried)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(tried.outputs.diff).toContain('image');
  expect(place.changes()).toHaveLength(before);
  // web:4 serves; web:3 never did.
  const back = await place.deploy({ 'rollback-to': 'previous' });
  expect(ending(back)).toEqual(deployed);
  expect(await serving(place)).toContain(place.digest);
  expect(ending(await place.deploy({ 'rollback-to': 'web:4' }))).toEqual(deployed);
  expect(await serving(place)).not.toContain(place.digest);
});

test('complaint 12: a cancelled job asks for the rollback first, and its post step does not ask twice', async () => {
  const place = await aDeployPlace();
  const running = place.start({ image: place.v2 });
  place.at('before', 'DescribeServiceDeployments', () => running.cancel(), { nth: 2 });
  const run = await running.finished;
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'cancelled' });
  expect(run.outputs.reason).toMatch(/rollback/);
  await place.post(run);
  expect(place.count('StopServiceDeployment')).toBe(1);
  place.simulator.advance(20 * 60_000);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
});

test('complaint 12: what a cancelled job could not ask for any more is asked for by its post step', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  const running = place.start({ image: place.v2 });
  place.at('before', 'DescribeServiceDeployments', () => running.cancel(), { nth: 2 });
  place.at('before', 'StopServiceDeployment', () => running.kill('SIGKILL'), { hang: true });
  const run = await running.finished;
  expect(run.signal).toBe('SIGKILL');
  expect(place.count('StopServiceDeployment')).toBe(0);
  await place.post(run);
  expect(place.count('StopServiceDeployment')).toBe(1);
  place.simulator.advance(20 * 60_000);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
});

test('complaint 29: a release is pinned by digest, and one whose image is gone is refused before anything is touched', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  expect(await serving(place)).toMatch(/@sha256:[0-9a-f]{64}$/);
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  await place.simulator.call('ecr', 'BatchDeleteImage', {
    repositoryName: REPOSITORY,
    imageIds: [{ imageDigest: place.digest }],
  });
  const before = place.changes().length;
  const back = await place.deploy({ 'rollback-to': 'web:2' });
  expect(ending(back)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(back.outputs.reason).toMatch(/web:2 can no longer be pulled/);
  expect(place.changes()).toHaveLength(before);
});
