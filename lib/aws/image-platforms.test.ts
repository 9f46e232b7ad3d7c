import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { AwsFailure } from '../core/errors.ts';
import type { AwsApi } from './api.ts';
import { readImagePlatforms } from './image-platforms.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: `sha256:${'c'.repeat(64)}` };
const image = { registry: '210987654321.dkr.ecr.us-east-1.amazonaws.com', repository: 'team/web', digest };

/** ECR with one manifest, or the error that it answers with; the address of its configuration. */
function anEcr(manifest: object | AwsFailure, downloadUrl = ''): { api: AwsApi; asked: unknown[] } {
  const asked: unknown[] = [];
  const call = async (_service: unknown, operation: string, input: unknown, options: unknown): Promise<never> => {
    asked.push([operation, input, options]);
    if (manifest instanceof AwsFailure) throw manifest;
    if (operation === 'GetDownloadUrlForLayer') return { downloadUrl } as never;
    return { images: [{ imageId: { imageDigest: digest }, imageManifest: JSON.stringify(manifest) }] } as never;
  };
  return { api: { call, raw: () => Promise.reject(new Error('not to be asked')) }, asked };
}

function refusal(code: string, kind: 'refused' | 'denied' | 'expired' = 'refused'): AwsFailure {
  return new AwsFailure({ kind, operation: 'ecr:BatchGetImage', code, awsMessage: 'no' });
}

/** Answers every request with this. */
async function aBucket(status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/layer`;
}

test('an index says its platforms; attestations do not count', async () => {
  const { api, asked } = anEcr({
    manifests: [
      { platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
      { platform: { os: 'unknown', architecture: 'unknown' } },
    ],
  });
  expect(await readImagePlatforms(api, image)).toEqual({
    kind: 'known',
    platforms: [{ os: 'linux', architecture: 'arm64' }],
  });
  expect(asked).toEqual([
    [
      'BatchGetImage',
      expect.objectContaining({
        repositoryName: 'team/web',
        registryId: '210987654321',
        imageIds: [{ imageDigest: digest }],
      }),
      { region: 'us-east-1' },
    ],
  ]);
});

test('without an index the configuration says it', async () => {
  const url = await aBucket(200, JSON.stringify({ os: 'windows', architecture: 'amd64' }));
  const { api, asked } = anEcr({ config }, url);
  expect(await readImagePlatforms(api, image)).toEqual({
    kind: 'known',
    platforms: [{ os: 'windows', architecture: 'amd64' }],
  });
  expect(asked[1]).toEqual([
    'GetDownloadUrlForLayer',
    { repositoryName: 'team/web', registryId: '210987654321', layerDigest: config.digest },
    { region: 'us-east-1' },
  ]);
});

test.each([
  [
    'a configuration that is no image',
    { config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' } },
  ],
  ['no configuration', {}],
  ['no manifest at all', ['x']],
  [
    'an index with one for nobody knows what',
    { manifests: [{ platform: { os: 'linux', architecture: 'arm64' } }, { digest }] },
  ],
])('%s says nothing', async (_what, manifest) => {
  expect(await readImagePlatforms(anEcr(manifest).api, image)).toEqual({ kind: 'known', platforms: [] });
});

test.each([
  [404, 'gone', /HTTP 404/],
  [200, 'no JSON', /JSON/],
])('a configuration that cannot be downloaded is unknown (%i, %s)', async (status, body, why) => {
  const { api } = anEcr({ config }, await aBucket(status, body));
  expect(await readImagePlatforms(api, image)).toEqual({
    kind: 'unknown',
    why: expect.stringMatching(why),
    isElsewhere: false,
  });
});

test('what this ECR does not have is elsewhere, what it does not tell is unknown, and an ended session is everybody’s concern', async () => {
  const elsewhere = { kind: 'unknown', why: expect.any(String), isElsewhere: true };
  expect(await readImagePlatforms(anEcr({}).api, { repository: 'nginx', digest })).toEqual(elsewhere);
  expect(await readImagePlatforms(anEcr({}).api, { registry: 'ghcr.io', repository: 'a', tag: '1' })).toEqual(
    elsewhere,
  );
  for (const code of ['RepositoryNotFoundException', 'ImageNotFoundException', 'InvalidParameterException'])
    expect(await readImagePlatforms(anEcr(refusal(code)).api, image)).toEqual(elsewhere);
  expect(await readImagePlatforms(anEcr(refusal('AccessDeniedException', 'denied')).api, image)).toEqual({
    kind: 'unknown',
    why: expect.stringContaining('Not allowed to call ecr:BatchGetImage'),
    isElsewhere: false,
  });
  await expect(readImagePlatforms(anEcr(refusal('ExpiredToken', 'expired')).api, image)).rejects.toThrow(/expired/);
});
