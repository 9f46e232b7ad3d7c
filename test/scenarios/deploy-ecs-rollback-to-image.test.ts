// rollback-to by image tag and digest: the newest release that succeeded with it; anything else is refused with the list.

import { expect, test } from 'vitest';
import type { Raw } from '../../lib/core/snapshots.ts';
import { imageOf } from '../../lib/core/task-definition.ts';
import { crashes } from '../../simulator/runtimes/fates.ts';
import { REPOSITORY } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';
import { moveTag } from '../support/move-tag.ts';

/** v1, v2, v3 one after the other; v3 serves. */
async function afterThree(): Promise<DeployPlace> {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  return place;
}

/** An image that loses its last tag would be deleted, so it is given another one. */
async function deleteTag(place: DeployPlace, imageTag: string, imageDigest: string): Promise<void> {
  await moveTag(place, `kept-${imageTag}`, imageDigest);
  await place.simulator.call('ecr', 'BatchDeleteImage', { repositoryName: REPOSITORY, imageIds: [{ imageTag }] });
}

test.each([
  ['a tag', () => 'v2'],
  ['a digest', (place: DeployPlace) => place.digest],
  ['a repository with a tag', () => 'app:v2'],
  ['the whole reference', (place: DeployPlace) => place.v2],
])('%s leads to the release with that image', async (_what, nameOf) => {
  const place = await afterThree();
  const back = await place.deploy({ 'rollback-to': nameOf(place) });
  expect(ending(back)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(back.outputs['task-definition']).toBe('web:2');
  const before = place.changes().length;
  expect(ending(await place.deploy({ 'rollback-to': nameOf(place) }))).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(place.changes()).toHaveLength(before);
});

test('a tag of digits is found where there is no such revision', async () => {
  const place = await afterThree();
  await moveTag(place, '20251121', place.digest);
  const back = await place.deploy({ 'rollback-to': '20251121' });
  expect(back.outputs).toMatchObject({ verdict: 'deployed', 'task-definition': 'web:2' });
  const neither = await place.deploy({ 'rollback-to': '99' });
  expect(ending(neither)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(neither.outputs.reason).toMatch(/no task definition web:99, and no release of "web" .* the image "99"$/);
});

test('a tag means what the registry says now', async () => {
  const place = await afterThree();
  await moveTag(place, 'stable', place.digest);
  const back = await place.deploy({ 'rollback-to': 'stable' });
  expect(back.outputs).toMatchObject({ verdict: 'deployed', 'task-definition': 'web:2' });
});

test('a tag that the registry has no more means what ran under that name', async () => {
  const place = await afterThree();
  await deleteTag(place, 'v2', place.digest);
  // The definition names a digest, so only that of Terraform remembers its tag.
  expect(ending(await place.deploy({ 'rollback-to': 'v2' })).verdict).toBe('refused');
  const v1 = Object.values(place.simulator.world.ecs.serviceRevisions)[0]?.containerImages?.[0]?.imageDigest ?? '';
  await deleteTag(place, 'v1', v1);
  const back = await place.deploy({ 'rollback-to': 'v1' });
  expect(ending(back)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const registered = place.diary().findLast(({ operation }) => operation === 'RegisterTaskDefinition');
  expect(imageOf(registered?.input as Raw, 'app')).toContain(v1);
});

test('what never served, or only failed, is refused with the list of what one may go back to', async () => {
  const place = await aDeployPlace({ fates: { v3: crashes() } });
  await place.deploy({ image: place.v2 });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  await place.account.pushImage('v4');
  const before = place.changes().length;
  for (const [tag, why] of [
    ['v3', /has the image "v3"\. The registry has it \(app@sha256:\w{12}\), but it never served here/],
    ['v4', /has the image "v4"\. The registry has it/],
    ['v5', /has the image "v5"$/],
  ] as const) {
    const run = await place.deploy({ 'rollback-to': tag });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(run.outputs.reason).toMatch(why);
    expect(run.lines).toContainEqual(
      expect.stringMatching(/ web:2 +sha256:48dd6118dd48 \(v2\) +commit c0ffee000000 +2030-.* serves now$/),
    );
    expect(run.lines).toContainEqual(expect.stringMatching(/ web:1 +sha256:\w{12} \(v1\) +2030-/));
    expect(run.lines.join('\n')).not.toMatch(/ web:3 /);
    expect(run.summary).toMatch(/\| `web:2` \| app: `app@sha256:48dd6118dd48` \(`v2`\) \| `c0ffee000000` \| 2030-/);
    expect(run.annotations).toHaveLength(1);
  }
  expect(place.changes()).toHaveLength(before);
});

test('a revision of another family that does not fit the load balancer is refused with the list, and nothing is registered', async () => {
  const place = await afterThree();
  const containerDefinitions = [{ name: 'api', image: place.v2, memory: 64 }];
  await place.simulator.call('ecs', 'RegisterTaskDefinition', { family: 'api', containerDefinitions });
  const before = place.changes().length;
  const back = await place.deploy({ 'rollback-to': 'api:1' });
  expect(ending(back)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(back.outputs.reason).toMatch(/api:1 does not fit the service: the load balancer .* sends to container "app"/);
  expect(back.lines).toContainEqual(expect.stringMatching(/ web:2 +sha256:/));
  expect(place.changes()).toHaveLength(before);
});

test('a tag of two containers’ images that lead to different releases is refused, and says which containers', async () => {
  const place = await aDeployPlace({ service: { taskDefinition: {} } });
  const { simulator, account } = place;
  const host = simulator.world.ecr.registryHost;
  const push = async (repositoryName: string, name: string, imageTag: string) => {
    const imageManifestMediaType = 'application/vnd.oci.image.index.v1+json';
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: imageManifestMediaType,
      manifests: [],
      annotations: { name },
    });
    await simulator.call('ecr', 'PutImage', { repositoryName, imageManifest, imageManifestMediaType, imageTag });
  };
  await simulator.call('ecr', 'CreateRepository', { repositoryName: 'proxy' });
  await push('proxy', 'proxy one', 'one');
  await push('proxy', 'proxy two', 'v2');
  const definition = (app: string, proxy: string) =>
    place.file(
      'task.json',
      JSON.stringify({
        family: 'web',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        executionRoleArn: `arn:aws:iam::${simulator.world.account}:role/execution`,
        containerDefinitions: [
          { name: 'app', image: `${host}/app:${app}`, portMappings: [{ containerPort: 8080 }] },
          { name: 'proxy', image: `${host}/proxy:${proxy}` },
        ],
      }),
    );
  await account.pushImage('v3');
  await place.deploy({ 'task-definition': definition('v2', 'one') });
  await place.deploy({ 'task-definition': definition('v3', 'v2') });
  const unclear = await place.deploy({ 'rollback-to': 'v2' });
  expect(ending(unclear)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(unclear.outputs.reason).toMatch(
    /"v2" is the image of container "proxy" in web:3 \(\S+\/proxy@sha256:\w+\), and of container "app" in web:2 \(\S+\/app@sha256:\w+\)\. Say which/,
  );
  expect(unclear.lines).toContainEqual(
    expect.stringMatching(/ web:2 +app=sha256:\w+ \(v2\) proxy=sha256:\w+ \(one\) /),
  );
  const back = await place.deploy({ 'rollback-to': 'app:v2' });
  expect(back.outputs).toMatchObject({ verdict: 'deployed', 'task-definition': 'web:2' });
});

test('a revision that never ran is pinned to what its tags mean', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const described = await place.simulator.call('ecs', 'DescribeTaskDefinition', { taskDefinition: 'web:1' });
  const { family, containerDefinitions, networkMode, cpu, memory, requiresCompatibilities, executionRoleArn } =
    described.taskDefinition as Raw;
  await place.simulator.call('ecs', 'RegisterTaskDefinition', {
    ...{ family, containerDefinitions, networkMode, cpu, memory: memory === '512' ? '1024' : '512' },
    ...{ requiresCompatibilities, executionRoleArn },
  });
  const back = await place.deploy({ 'rollback-to': 'web:3' });
  expect(back.outputs).toMatchObject({ verdict: 'deployed', 'task-definition': 'web:4' });
  const registered = place.diary().findLast(({ operation }) => operation === 'RegisterTaskDefinition');
  expect(imageOf(registered?.input as Raw, 'app')).toMatch(/app@sha256:/);
});

test('a dry run shows where it leads, and what else one may go back to', async () => {
  const place = await afterThree();
  const before = place.changes().length;
  const run = await place.deploy({ 'rollback-to': 'v1', 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(run.outputs.reason).toBe('Will register web:1 anew, by the digests that ran, and deploy it');
  expect(run.lines).toContainEqual(expect.stringMatching(/ web:2 +sha256:48dd6118dd48 \(v2\)/));
  expect(run.summary).toContain('**Releases that succeeded**');
  expect(place.changes()).toHaveLength(before);
});
