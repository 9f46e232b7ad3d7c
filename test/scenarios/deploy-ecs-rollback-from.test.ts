// rollback-from: going back only while what is gone back from leads still.

import { expect, test } from 'vitest';
import { hangs } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

/** v2 is deployed; what the way back is told about it. */
async function afterDeploy(place: DeployPlace) {
  const { outputs } = await place.deploy({ image: place.v2 });
  return {
    'rollback-to': outputs['previous-task-definition'] ?? '',
    'rollback-from': outputs['task-definition'] ?? '',
  };
}

/** Somebody else registers and deploys another release. */
async function somebodyDeploys(place: DeployPlace): Promise<void> {
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3, 'wait-until': 'none' });
}

test('what was deployed serves still: it is gone back from, and a second time nothing is left to do', async () => {
  const place = await aDeployPlace();
  const back = await afterDeploy(place);
  expect(back).toEqual({ 'rollback-to': 'web:1', 'rollback-from': 'web:2' });
  expect(ending(await place.deploy(back))).toEqual({ exitCode: 0, verdict: 'deployed' });
  const before = place.changes().length;
  expect(ending(await place.deploy(back))).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(ending(await place.deploy({ ...back, 'rollback-to': 'previous' }))).toEqual({
    exitCode: 0,
    verdict: 'unchanged',
  });
  expect(place.changes()).toHaveLength(before);
});

test.each(['web:1', 'previous'])('a newer release serves: nothing is touched on the way to %s', async (to) => {
  const place = await aDeployPlace();
  const back = { ...(await afterDeploy(place)), 'rollback-to': to };
  await somebodyDeploys(place);
  place.simulator.advance(20 * 60_000);
  const before = place.changes().length;
  const run = await place.deploy(back);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'superseded' });
  expect(run.outputs.reason).toMatch(/of web:3 was made after that of web:2 \(SUCCESSFUL\), and web:3 serves/);
  expect(run.summary).toContain('web:3');
  expect(run.annotations).toHaveLength(1);
  expect(place.changes()).toHaveLength(before);
});

test.each(['web:1', 'previous'])(
  'a newer deployment is in progress: nothing is touched on the way to %s',
  async (to) => {
    const place = await aDeployPlace({ fates: { v3: hangs() } });
    const back = { ...(await afterDeploy(place)), 'rollback-to': to };
    await somebodyDeploys(place);
    const before = place.changes().length;
    const run = await place.deploy(back);
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'superseded' });
    expect(run.outputs.reason).toMatch(/^service deployment \S+ of web:3 is in progress/);
    expect(ending(await place.deploy({ ...back, 'dry-run': 'true' })).verdict).toBe('superseded');
    expect(place.changes()).toHaveLength(before);
    expect(place.statuses().at(-1)).toBe('IN_PROGRESS');
  },
);

test('a deployment that comes between the look and the way back is left alone', async () => {
  const place = await aDeployPlace();
  const back = await afterDeploy(place);
  place.at('after', 'RegisterTaskDefinition', () => {
    void place.simulator.call('ecs', 'UpdateService', {
      cluster: CLUSTER,
      service: SERVICE,
      taskDefinition: 'web:2',
      forceNewDeployment: true,
    });
  });
  const updates = place.count('UpdateService');
  const run = await place.deploy(back);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'superseded' });
  expect(run.outputs.reason).toMatch(/was made meanwhile; the service was not touched/);
  // The one of the somebody else.
  expect(place.count('UpdateService')).toBe(updates + 1);
});

test('what hangs is gone back from while it is deployed', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  const started = await place.deploy({ image: place.v2, 'wait-until': 'none' });
  const from = started.outputs['task-definition'] ?? '';
  const run = await place.deploy({ 'rollback-to': 'previous', 'rollback-from': from });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
});

test('without rollback-to, and malformed, it is a problem of the input', async () => {
  const place = await aDeployPlace();
  const alone = await place.deploy({ image: place.v2, 'rollback-from': 'web:1', 'rollback-to': '' });
  expect(ending(alone)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(alone.outputs.reason).toMatch(/^rollback-from: goes only with rollback-to; is the output .* empty\?$/);
  const malformed = await place.deploy({ 'rollback-to': 'previous', 'rollback-from': 'previous' });
  expect(malformed.outputs.reason).toMatch(/^rollback-from: "previous" is not allowed/);
  expect(place.diary()).toEqual([]);
});
