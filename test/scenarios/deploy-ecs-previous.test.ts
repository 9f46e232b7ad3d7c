// The output previous-task-definition: what a later step may go back to, and nothing where there is nothing.

import { describe, expect, test } from 'vitest';
import type { Raw } from '../../lib/core/snapshots.ts';
import { imageOf } from '../../lib/core/task-definition.ts';
import { crashes } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, ending } from '../support/deploy-place.ts';
import { moveTag } from '../support/move-tag.ts';

describe.each([
  ['the circuit breaker gave up on', { enable: true, rollback: true }],
  ['ECS tries to start for ever', { enable: false, rollback: false }],
])('after a first apply whose placeholder %s', (_what, circuitBreaker) => {
  const service = { circuitBreaker };
  const fates = { v1: crashes() };

  test('there is nothing to go back to, nor after the first release', async () => {
    const place = await aDeployPlace({ service, fates });
    expect(place.statuses()).not.toContain('SUCCESSFUL');
    const first = await place.deploy({ image: place.v2 });
    expect(ending(first)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(first.outputs).toMatchObject({ 'task-definition': 'web:2', 'previous-task-definition': '' });
    const again = await place.deploy({ image: place.v2 });
    expect(ending(again)).toEqual({ exitCode: 0, verdict: 'unchanged' });
    expect(again.outputs).toMatchObject({ 'task-definition': 'web:2', 'previous-task-definition': '' });
    const before = place.changes().length;
    const back = await place.deploy({ 'rollback-to': 'previous' });
    expect(ending(back)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(back.outputs.reason).toContain('no earlier release that succeeded');
    expect(place.changes()).toHaveLength(before);
    const { reference: v3 } = await place.account.pushImage('v3');
    expect((await place.deploy({ image: v3 })).outputs['previous-task-definition']).toBe('web:2');
  });

  test('a first release that crashes leaves nothing to go back to', async () => {
    const place = await aDeployPlace({ service, fates: { ...fates, v2: crashes() } });
    const first = await place.deploy({ image: place.v2 });
    expect(first.exitCode).toBe(1);
    expect(first.outputs['previous-task-definition']).toBe('');
    expect(first.summary).not.toContain('(before:');
    expect(first.lines.join('\n')).not.toMatch(/rollback-to: *$/m);
  });
});

test('after deployed, unchanged and rolled-back runs it is the release before', async () => {
  const place = await aDeployPlace({ fates: { v3: crashes() } });
  const deployed = await place.deploy({ image: place.v2 });
  expect(deployed.outputs).toMatchObject({ verdict: 'deployed', 'previous-task-definition': 'web:1' });
  const unchanged = await place.deploy({ image: place.v2 });
  expect(unchanged.outputs).toMatchObject({
    verdict: 'unchanged',
    'task-definition': 'web:2',
    'previous-task-definition': 'web:1',
  });
  const { reference: v3 } = await place.account.pushImage('v3');
  const rolledBack = await place.deploy({ image: v3 });
  // web:2 serves again, and it is what web:3 was to take the place of.
  expect(rolledBack.outputs).toMatchObject({ verdict: 'rolled-back', 'previous-task-definition': 'web:2' });
  const after = await place.deploy({ image: place.v2 });
  expect(after.outputs).toMatchObject({ verdict: 'unchanged', 'previous-task-definition': 'web:1' });
});

test('what was gone back from is nothing to go back to', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  await place.deploy({ 'rollback-to': 'previous' });
  const again = await place.deploy({ 'task-definition': 'web:3' });
  expect(again.outputs).toMatchObject({ verdict: 'unchanged', 'previous-task-definition': '' });
});

test('redeployments of the same release in between are no release before', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  for (let times = 0; times < 6; times += 1) {
    await place.simulator.call('ecs', 'UpdateService', {
      cluster: CLUSTER,
      service: SERVICE,
      taskDefinition: 'web:2',
      forceNewDeployment: true,
    });
    place.simulator.advance(20 * 60_000);
  }
  const run = await place.deploy({ image: place.v2 });
  expect(run.outputs).toMatchObject({ verdict: 'unchanged', 'previous-task-definition': 'web:1' });
});

test('going back to it by name brings what ran, though its tag means something else by now', async () => {
  const place = await aDeployPlace();
  const registry = place.v2.replace(/:v2$/, '');
  const v1 = Object.values(place.simulator.world.ecs.serviceRevisions)[0]?.containerImages?.[0]?.imageDigest;
  const { outputs } = await place.deploy({ image: place.v2 });
  const { digest: newer } = await place.account.pushImage('later');
  await moveTag(place, 'v1', newer);
  const back = await place.deploy({
    'rollback-to': outputs['previous-task-definition'] ?? '',
    'rollback-from': outputs['task-definition'] ?? '',
  });
  expect(ending(back)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const registered = place.diary().filter(({ operation }) => operation === 'RegisterTaskDefinition');
  expect(imageOf(registered.at(-1)?.input as Raw, 'app')).toBe(`${registry}@${v1}`);
  expect(v1).not.toBe(newer);
});

describe('after a release that crashes, previous is unchanged', () => {
  test.each([
    ['ECS rolled it back', { enable: true, rollback: true }, ['SUCCESSFUL', 'SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']],
    [
      'ECS stopped it, and Slipway put back what served',
      { enable: true, rollback: false },
      ['SUCCESSFUL', 'SUCCESSFUL', 'STOPPED', 'SUCCESSFUL'],
    ],
  ])('where %s', async (_what, circuitBreaker, statuses) => {
    const place = await aDeployPlace({ service: { circuitBreaker }, fates: { v3: crashes() } });
    await place.deploy({ image: place.v2 });
    const { reference: v3 } = await place.account.pushImage('v3');
    expect(ending(await place.deploy({ image: v3 }))).toEqual({ exitCode: 1, verdict: 'rolled-back' });
    expect(place.statuses()).toEqual(statuses);
    const before = place.changes().length;
    for (let times = 0; times < 2; times += 1) {
      const back = await place.deploy({ 'rollback-to': 'previous' });
      expect(ending(back)).toEqual({ exitCode: 0, verdict: 'unchanged' });
      expect(back.outputs).toMatchObject({ 'task-definition': 'web:2', 'previous-task-definition': 'web:1' });
      expect(back.outputs.reason).toMatch(/web:2 serves; to go further back, name a revision or an image$/);
    }
    expect(place.changes()).toHaveLength(before);
  });

  test('where what was put back names a tag, and was registered anew by its digest', async () => {
    const place = await aDeployPlace({
      service: { circuitBreaker: { enable: true, rollback: false } },
      fates: { v2: crashes() },
    });
    expect(ending(await place.deploy({ image: place.v2 }))).toEqual({ exitCode: 1, verdict: 'rolled-back' });
    const back = await place.deploy({ 'rollback-to': 'previous' });
    expect(ending(back)).toEqual({ exitCode: 0, verdict: 'unchanged' });
    expect(back.outputs).toMatchObject({ 'task-definition': 'web:3', 'previous-task-definition': '' });
  });
});
