// Turns of a plan that random worlds seldom take: what a second run finds, and what it makes of it.

import { expect, test } from 'vitest';
import { mutations } from '../../simulator/diary.ts';
import { healthy } from '../../simulator/runtimes/fates.ts';
import type { ServiceOptions } from '../support/a-service.ts';
import { aRelease, asked, deploy, disturbedDoor, statuses } from './a-turn.ts';

const SIDECAR = {
  taskDefinition: {
    containerDefinitions: [
      { name: 'app', image: '127.0.0.1:4566/app:v1', essential: true, portMappings: [{ containerPort: 8080 }] },
      { name: 'agent', image: '127.0.0.1:4566/app:agent', essential: false },
    ],
  },
} as const satisfies ServiceOptions;

test('a sidecar that is named by a tag does not keep a second run from finding nothing to do', async () => {
  const { simulator, v2 } = await aRelease(healthy(), SIDECAR);
  expect((await deploy(simulator, { image: `app=${v2}` })).report.verdict).toBe('deployed');
  const before = simulator.diary.length;
  expect((await deploy(simulator, { image: `app=${v2}` })).report.verdict).toBe('unchanged');
  expect(mutations(simulator.diary.slice(before))).toEqual([]);
});

test('a sidecar that is named by a tag does not keep the same run from being joined', async () => {
  const { simulator, v2 } = await aRelease(healthy(), SIDECAR);
  await deploy(simulator, { image: `app=${v2}`, 'wait-until': 'none' });
  expect((await deploy(simulator, { image: `app=${v2}` })).report.verdict).toBe('deployed');
  expect(asked(simulator, 'UpdateService')).toBe(1);
});

test('an image outside ECR that somebody names by a tag is deployed again: nobody knows whether the tag moved', async () => {
  const { simulator } = await aRelease();
  const inputs = { image: 'docker.io/team/app:latest' };
  expect((await deploy(simulator, inputs)).report.verdict).toBe('deployed');
  expect((await deploy(simulator, inputs)).report.verdict).toBe('deployed');
  expect(asked(simulator, 'UpdateService')).toBe(2);
});

test('going back to the revision that serves changes nothing', async () => {
  const { simulator } = await aRelease();
  const before = simulator.diary.length;
  const { report } = await deploy(simulator, { 'rollback-to': 'web:1' });
  expect(report.verdict).toBe('unchanged');
  expect(mutations(simulator.diary.slice(before))).toEqual([]);
});

test('a name that does not exist and an image that does not exist are told in one error', async () => {
  const { simulator } = await aRelease();
  const { report } = await deploy(simulator, { image: `ap=${simulator.world.ecr.registryHost}/app:v9` });
  expect(report.verdict).toBe('refused');
  expect(report.outputs.reason).toMatch(/v9/);
  expect(report.outputs.reason).toMatch(/"ap".*"app"/s);
});

test('a dry run waits for nobody', async () => {
  const { simulator, v2 } = await aRelease();
  await deploy(simulator, { image: v2, 'wait-until': 'none' });
  const inputs = { image: v2.replace(':v2', ':v1'), 'dry-run': 'true' };
  const { report, tookMs } = await deploy(simulator, inputs);
  expect(report.verdict).toBe('planned');
  expect(tookMs).toBeLessThan(5_000);
});

test('where ECS has forgotten the older deployments, previous is the source of the one that made what serves', async () => {
  const { simulator, v2 } = await aRelease();
  await deploy(simulator, { image: v2 });
  simulator.transact((world) => {
    const [oldest] = Object.values(world.ecs.serviceDeployments).sort((a, b) => a.createdAt - b.createdAt);
    if (oldest !== undefined) delete world.ecs.serviceDeployments[oldest.serviceDeploymentArn];
  });
  const { report } = await deploy(simulator, { 'rollback-to': 'previous' });
  expect(report.verdict).toBe('deployed');
  const running = Object.values(simulator.world.ecs.tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const v1 = simulator.world.ecr.repositories.app?.imageTags.v1 ?? 'no v1';
  expect(running.length).toBeGreaterThan(0);
  for (const { containers } of running) expect(containers.map(({ imageDigest }) => imageDigest)).toEqual([v1]);
});

test('a deployment that ends while the service is read: the same step again leaves it, and makes no second one', async () => {
  const { simulator, v2 } = await aRelease();
  await deploy(simulator, { image: v2, 'wait-until': 'none' });
  const api = disturbedDoor(simulator, {
    // Between the answer about the service and the one about its deployments.
    before: async (operation) => {
      if (operation === 'ListServiceDeployments') simulator.advance(20 * 60_000);
    },
  });
  const { report } = await deploy(simulator, { image: v2 }, { api });
  expect(report.verdict).toBe('unchanged');
  expect(statuses(simulator)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});
