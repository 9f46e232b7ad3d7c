// Whether an image can run where the tasks will, by the shipped bundle: from an index, and from the configuration behind a manifest.

import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';
import type { BundleRun } from '../support/runner.ts';
import { registryLogin } from '../support/stored-image.ts';

const notices = (run: BundleRun) => run.annotations.filter(({ level }) => level === 'notice');
const ARM = { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } };

async function isRefused(place: DeployPlace, inputs: Readonly<Record<string, string>>): Promise<string> {
  const before = place.changes().length;
  const run = await place.deploy(inputs);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(place.changes()).toHaveLength(before);
  return run.outputs.reason ?? '';
}

test('an image of another platform is refused before anything is registered, and deployed where it fits', async () => {
  const place = await aDeployPlace();
  const both = await place.account.pushImage('both', ['linux/amd64', 'linux/arm64', 'unknown/unknown']);
  const arm = await place.account.pushImage('arm', ['linux/arm64', 'unknown/unknown']);
  const sentence = /^container "app": its image was built for linux\/arm64, and the tasks run on linux\/amd64/;
  expect(await isRefused(place, { image: arm.reference })).toMatch(sentence);
  expect(await isRefused(place, { image: arm.reference, 'dry-run': 'true' })).toMatch(sentence);
  for (const inputs of [{ image: both.reference }, { image: arm.reference, 'runtime-platform': 'ARM64' }])
    expect(ending(await place.deploy(inputs))).toEqual({ exitCode: 0, verdict: 'deployed' });
});

test('what runs is judged again when its tasks are to run on another processor', async () => {
  const place = await aDeployPlace();
  const amd = await place.account.pushImage('amd', ['linux/amd64']);
  expect(ending(await place.deploy({ image: amd.reference }))).toEqual({ exitCode: 0, verdict: 'deployed' });
  const asked = place.count('BatchGetImage');
  expect(ending(await place.deploy({ environment: 'A=1' }))).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.count('BatchGetImage')).toBe(asked);
  const moved = await place.deploy({ 'runtime-platform': 'ARM64' });
  expect(moved.outputs.reason).toMatch(
    /built for linux\/amd64, and the tasks run on linux\/arm64.*runtime-platform: X86_64/,
  );
});

test('a role that may not look is told so, and the deployment goes on', async () => {
  const place = await aDeployPlace({ service: { taskDefinition: ARM } });
  const amd = await place.account.pushImage('amd', ['linux/amd64']);
  place.simulator.setFaults([{ kind: 'access-denied', service: 'ecr', operation: 'BatchGetImage' }]);
  const run = await place.deploy({ image: amd.reference });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(notices(run)).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/is not known: Not allowed to call ecr:BatchGetImage/) }),
  ]);
});

test.each<Readonly<Record<string, string>>>([{ environment: 'A=1' }, { 'force-new-deployment': 'true' }])(
  'the image that runs, which %j does not name, is refused once it is gone from ECR',
  async (inputs) => {
    const place = await aDeployPlace();
    expect(ending(await place.deploy({ image: place.v2 }))).toMatchObject({ verdict: 'deployed' });
    await place.simulator.call('ecr', 'BatchDeleteImage', {
      repositoryName: 'app',
      imageIds: [{ imageDigest: place.digest }],
    });
    for (const dry of ['true', 'false'])
      expect(await isRefused(place, { ...inputs, 'dry-run': dry })).toMatch(
        /^container "app": ECR repository "app" has no image sha256:.*; so no new task can start\. Name an image/,
      );
    const { reference } = await place.account.pushImage('v3');
    expect(ending(await place.deploy({ ...inputs, image: reference }))).toMatchObject({ verdict: 'deployed' });
  },
);

test('an image that ECR fetches from upstream is not called missing', async () => {
  const place = await aDeployPlace();
  const image = place.v2.replace('/app:v2', '/upstream/library/web:1.27');
  expect(await isRefused(place, { image })).toContain('ECR has no repository "upstream/library/web"');
  const rule = { ecrRepositoryPrefix: 'upstream', upstreamRegistryUrl: 'public.ecr.aws' };
  await place.simulator.call('ecr', 'CreatePullThroughCacheRule', rule);
  const run = await place.deploy({ image, 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(run.lines.join('\n')).toContain('fetches it from upstream when it is pulled (pull-through cache)');
});

test('a deployment that names its only image looks nothing up twice', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  expect([place.count('DescribeRepositories'), place.count('DescribeImages')]).toEqual([1, 1]);
});

test('with verify: warn an image of another platform is deployed with a warning', async () => {
  const place = await aDeployPlace();
  const arm = await place.account.pushImage('arm', ['linux/arm64']);
  const run = await place.deploy({ image: arm.reference, verify: 'warn' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.annotations).toEqual([
    expect.objectContaining({ level: 'warning', message: expect.stringContaining('built for linux/arm64') }),
  ]);
});

test('an image without an index says its platform in its configuration, which is downloaded from ECR', async () => {
  const port = await freePort();
  const place = await aDeployPlace({ port });
  await pushManifest(place, port, 'arm64');
  const image = `127.0.0.1:${port}/app:arm64`;
  expect(await isRefused(place, { image })).toMatch(/built for linux\/arm64, and the tasks run on linux\/amd64/);
  expect(place.count('GetDownloadUrlForLayer')).toBe(1);
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'GetDownloadUrlForLayer' }]);
  const run = await place.deploy({ image });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(notices(run)[0]?.message).toContain('Not allowed to call ecr:GetDownloadUrlForLayer');
});

/** As plain `docker build` makes it: one manifest, whose configuration names the processor. */
async function pushManifest({ simulator }: DeployPlace, port: number, architecture: string): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  const { username, password } = await registryLogin({ simulator, url });
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const send = async (method: string, path: string, body: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/v2/app/${path}`, { method, body, headers: { authorization, ...headers } });
    expect(answer.ok, await answer.text()).toBe(true);
  };
  const config = JSON.stringify({ architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: [] } });
  const digest = `sha256:${createHash('sha256').update(config).digest('hex')}`;
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const described = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: config.length };
  await send('POST', `blobs/uploads/?digest=${digest}`, config);
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType, config: described, layers: [] });
  await send('PUT', `manifests/${architecture}`, manifest, { 'content-type': mediaType });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
