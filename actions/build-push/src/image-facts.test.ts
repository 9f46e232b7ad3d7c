import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { AwsApi } from '../../../lib/aws/api.ts';
import { AwsFailure } from '../../../lib/core/errors.ts';
import { type RegistryDoor, readImageFacts, readPlatforms } from './image-facts.ts';

const CONFIGURATION = JSON.stringify({ os: 'linux', architecture: 'arm64', config: { Labels: { team: 'shop' } } });
const MANIFEST = JSON.stringify({ config: { digest: 'sha256:c' }, layers: [] });
const INDEX = JSON.stringify({
  manifests: [{ digest: 'sha256:m', platform: { os: 'linux', architecture: 'arm64' } }],
});
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  closers.push(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** ECR answers with these manifests by digest, the registry at this port with what it likes. */
function aDoor(port: number, manifests: Readonly<Record<string, string>> = {}): RegistryDoor {
  const answer = (input: object) => {
    const { imageIds = [] } = input as { imageIds?: readonly { imageDigest?: string }[] };
    const imageDigest = imageIds[0]?.imageDigest ?? '';
    if (imageDigest === 'sha256:denied')
      throw new AwsFailure({
        kind: 'denied',
        operation: 'ecr:BatchGetImage',
        code: 'AccessDeniedException',
        awsMessage: 'no',
      });
    const imageManifest = manifests[imageDigest];
    return { images: imageManifest === undefined ? [] : [{ imageId: { imageDigest }, imageManifest }] };
  };
  const aws: AwsApi = {
    call: async <Output>(_service: string, _operation: string, input: object) => answer(input) as Output,
    raw: async () => ({}),
  };
  return {
    aws,
    repository: { name: 'web', account: '123456789012', host: 'x', mutability: 'MUTABLE', exclusions: [] },
    endpoint: `http://127.0.0.1:${port}`,
    username: 'AWS',
    password: 'hunter2',
    signal: new AbortController().signal,
  };
}

const image = (manifest: string) => ({ digest: 'sha256:top', manifest, mediaType: '' });

test('the registry sends to where the bytes lie, and the login does not go there', async () => {
  const seen: (string | undefined)[] = [];
  const store = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.end(CONFIGURATION);
  });
  const registry = await serve((request, response) => {
    seen.push(request.headers.authorization, request.url);
    response.writeHead(307, { location: `http://localhost:${store}/signed` }).end();
  });
  expect(await readImageFacts(aDoor(registry), image(MANIFEST))).toEqual({
    platforms: { 'linux/arm64': 'sha256:top' },
    labels: { team: 'shop' },
  });
  expect(seen).toEqual([`Basic ${btoa('AWS:hunter2')}`, '/v2/web/blobs/sha256:c', undefined]);
});

test('an index has the platforms, and its first image the labels', async () => {
  const registry = await serve((_, response) => response.end(CONFIGURATION));
  expect(await readImageFacts(aDoor(registry, { 'sha256:m': MANIFEST }), image(INDEX))).toEqual({
    platforms: { 'linux/arm64': 'sha256:m' },
    labels: { team: 'shop' },
  });
});

test('where only the platforms of an index are asked for, the registry is left alone', async () => {
  const nobody = 9;
  expect(await readPlatforms(aDoor(nobody, { 'sha256:i': INDEX }), 'sha256:i')).toEqual({
    platforms: { 'linux/arm64': 'sha256:m' },
  });
});

test.each<[number, string]>([
  [403, 'the role needs ecr:GetDownloadUrlForLayer'],
  [404, 'the registry answered 404'],
  [200, 'sha256:c is no configuration of an image'],
])('an answer of %d without a configuration is told: %s', async (status, words) => {
  const registry = await serve((_, response) => response.writeHead(status).end('{}'));
  const { labels, problem } = await readImageFacts(aDoor(registry), image(MANIFEST));
  expect(labels).toEqual({});
  expect(problem).toContain(words);
});

test('a registry that does not answer, a manifest that is gone and one that may not be read are told', async () => {
  expect((await readImageFacts(aDoor(9), image(MANIFEST))).problem).toContain('the registry did not answer');
  expect((await readPlatforms(aDoor(9), 'sha256:gone')).problem).toBe('ECR does not show sha256:gone');
  expect((await readPlatforms(aDoor(9), 'sha256:denied')).problem).toContain('ecr:BatchGetImage');
});
