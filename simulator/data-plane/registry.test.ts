import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anIdleRuntime } from '../a-simulator.ts';
import { mutations } from '../diary.ts';
import { registryPassword } from '../operations/ecr/authorization.ts';
import { digestOf } from '../operations/ecr/put-manifest.ts';
import { type RunningSimulator, startSimulator } from '../server.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';
let running: RunningSimulator;

beforeEach(async () => {
  running = await startSimulator({ runtime: anIdleRuntime(), time: 'virtual' });
  await running.simulator.call('ecr', 'CreateRepository', { repositoryName: 'shop/web' });
  await running.simulator.call('ecr', 'CreateRepository', { repositoryName: 'shop/jobs' });
});

afterEach(async () => {
  const problems = running.simulator.diary.flatMap((entry) => entry.problems);
  await running.close();
  expect(problems).toEqual([]);
});

interface Sent {
  readonly method?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
  readonly password?: string;
}

async function ask(path: string, { method = 'GET', body, headers = {}, password }: Sent = {}) {
  const login = Buffer.from(`AWS:${password ?? registryPassword(running.simulator.world)}`).toString('base64');
  return fetch(new URL(path, running.url), {
    method,
    headers: { authorization: `Basic ${login}`, ...headers },
    ...(body !== undefined && { body }),
  });
}

async function pushBlob(content: string | Uint8Array<ArrayBuffer>, repository = 'shop/web') {
  const digest = digestOf(content);
  const answer = await ask(`/v2/${repository}/blobs/uploads/?digest=${digest}`, { method: 'POST', body: content });
  expect(answer.status).toBe(201);
  return digest;
}

async function pushImage(tag: string, { content = 'layer', more = {} } = {}) {
  const config = await pushBlob('{}');
  const layer = await pushBlob(content);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: config, size: 2 },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: layer, size: content.length }],
    ...more,
  });
  return { manifest, answer: await putManifest(tag, manifest) };
}

const putManifest = (reference: string, body: string, type = manifestType) =>
  ask(`/v2/shop/web/manifests/${reference}`, { method: 'PUT', body, headers: { 'content-type': type } });

const errorOf = async (answer: Response) =>
  ((await answer.json()) as { errors: { code: string; message: string }[] }).errors[0];

describe('the door', () => {
  test('asks for the password that ECR gave, and takes no other', async () => {
    expect((await ask('/v2/')).status).toBe(200);
    const refused = await ask('/v2/', { password: 'guess' });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic realm="http:\/\/127\.0\.0\.1:\d+\/"/);
  });

  test('is shut when the password is older than twelve hours', async () => {
    const password = registryPassword(running.simulator.world);
    running.simulator.advance(12 * 3_600_000);
    expect((await ask('/v2/', { password })).status).toBe(401);
  });

  test('knows only repositories that were created', async () => {
    const answer = await ask('/v2/shop/nope/tags/list');
    expect(answer.status).toBe(404);
    expect(await errorOf(answer)).toMatchObject({ code: 'NAME_UNKNOWN' });
  });

  test('says what it does not serve', async () => {
    expect((await ask('/v2/shop/web/tags/list', { method: 'POST' })).status).toBe(405);
    expect((await ask('/v2/shop/web/nonsense')).status).toBe(404);
  });
});

describe('a blob', () => {
  test('pushed in one request is there byte for byte', async () => {
    const content = new Uint8Array(randomBytes(100_000));
    const digest = await pushBlob(content);
    const answer = await ask(`/v2/shop/web/blobs/${digest}`);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(content);
    const head = await ask(`/v2/shop/web/blobs/${digest}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), head.headers.get('docker-content-digest')]).toEqual([
      200,
      '100000',
      digest,
    ]);
  });

  test('is pushed in chunks, which must come in order', async () => {
    const started = await ask('/v2/shop/web/blobs/uploads/', { method: 'POST' });
    expect(started.status).toBe(202);
    const location = started.headers.get('location') ?? '';
    const patch = (body: string, range: string) =>
      ask(location, { method: 'PATCH', body, headers: { 'content-range': range } });
    const first = await patch('hello ', '0-5');
    expect([first.status, first.headers.get('range')]).toEqual([202, '0-5']);
    const early = await patch('!', '11-11');
    expect([early.status, early.headers.get('range')]).toEqual([416, '0-5']);
    const status = await ask(location);
    expect([status.status, status.headers.get('range')]).toEqual([204, '0-5']);
    await patch('world', '6-10');
    const digest = digestOf('hello world!');
    const finished = await ask(`${location}?digest=${digest}`, {
      method: 'PUT',
      body: '!',
      headers: { 'content-range': '11-11' },
    });
    expect([finished.status, finished.headers.get('location')]).toEqual([201, `/v2/shop/web/blobs/${digest}`]);
    expect(await (await ask(`/v2/shop/web/blobs/${digest}`)).text()).toBe('hello world!');
  });

  test('with another digest than it was said to have is refused and forgotten', async () => {
    const wrong = digestOf('something else');
    const whole = await ask(`/v2/shop/web/blobs/uploads/?digest=${wrong}`, { method: 'POST', body: 'content' });
    expect([whole.status, (await errorOf(whole))?.code]).toEqual([400, 'DIGEST_INVALID']);
    const started = await ask('/v2/shop/web/blobs/uploads/', { method: 'POST' });
    const location = started.headers.get('location') ?? '';
    expect((await ask(`${location}?digest=${wrong}`, { method: 'PUT', body: 'content' })).status).toBe(400);
    expect((await ask(location)).status).toBe(404);
    expect((await ask(`/v2/shop/web/blobs/${wrong}`)).status).toBe(404);
  });

  test('is cancelled', async () => {
    const started = await ask('/v2/shop/web/blobs/uploads/', { method: 'POST' });
    const location = started.headers.get('location') ?? '';
    expect((await ask(location, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(location, { method: 'PATCH', body: 'x' })).status).toBe(404);
  });

  test('is mounted from another repository without sending a byte', async () => {
    const digest = await pushBlob('layer', 'shop/jobs');
    expect((await ask(`/v2/shop/web/blobs/${digest}`)).status).toBe(404);
    const mount = (from: string) => ask(`/v2/shop/web/blobs/uploads/?mount=${digest}&from=${from}`, { method: 'POST' });
    expect((await mount('shop/nope')).status).toBe(202);
    expect((await mount('shop/jobs')).status).toBe(201);
    expect(await (await ask(`/v2/shop/web/blobs/${digest}`)).text()).toBe('layer');
  });

  test.each([
    ['bytes=2-4', 206, 'cde', 'bytes 2-4/10'],
    ['bytes=7-', 206, 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 206, 'ij', 'bytes 8-9/10'],
    ['bytes=8-99', 206, 'ij', 'bytes 8-9/10'],
  ])('is read in part: %s', async (range, status, text, contentRange) => {
    const digest = await pushBlob('abcdefghij');
    const answer = await ask(`/v2/shop/web/blobs/${digest}`, { headers: { range } });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  test('has no bytes behind its end', async () => {
    const digest = await pushBlob('abcdefghij');
    expect((await ask(`/v2/shop/web/blobs/${digest}`, { headers: { range: 'bytes=10-' } })).status).toBe(416);
  });

  test('may be empty, and may be deleted', async () => {
    const digest = await pushBlob('');
    expect(await (await ask(`/v2/shop/web/blobs/${digest}`)).text()).toBe('');
    expect((await ask(`/v2/shop/web/blobs/${digest}`, { method: 'DELETE' })).status).toBe(202);
    expect((await ask(`/v2/shop/web/blobs/${digest}`)).status).toBe(404);
  });
});

describe('a manifest', () => {
  test('comes back byte for byte by tag and by digest, and ECR describes it', async () => {
    const { manifest, answer } = await pushImage('v1');
    const digest = digestOf(manifest);
    expect([answer.status, answer.headers.get('docker-content-digest')]).toEqual([201, digest]);
    for (const reference of ['v1', digest]) {
      const got = await ask(`/v2/shop/web/manifests/${reference}`);
      expect([await got.text(), got.headers.get('content-type')]).toEqual([manifest, manifestType]);
      const head = await ask(`/v2/shop/web/manifests/${reference}`, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length')]).toEqual([200, String(manifest.length)]);
    }
    const { imageDetails } = await running.simulator.call('ecr', 'DescribeImages', { repositoryName: 'shop/web' });
    expect(imageDetails).toMatchObject([{ imageDigest: digest, imageTags: ['v1'], imageSizeInBytes: 7 }]);
  });

  test('is refused under a digest that is not its own', async () => {
    const { manifest } = await pushImage('v1');
    const answer = await putManifest(digestOf('other'), manifest);
    expect([answer.status, (await errorOf(answer))?.code]).toEqual([400, 'DIGEST_INVALID']);
  });

  test('is refused when a layer or a child is missing', async () => {
    const layers = [{ mediaType: 'x', digest: digestOf('nowhere'), size: 1 }];
    const { answer } = await pushImage('v1', { more: { layers } });
    expect([answer.status, (await errorOf(answer))?.code]).toEqual([400, 'MANIFEST_BLOB_UNKNOWN']);
    const index = JSON.stringify({
      schemaVersion: 2,
      mediaType: indexType,
      manifests: [{ digest: digestOf('nowhere') }],
    });
    expect((await putManifest('all', index, indexType)).status).toBe(400);
  });

  test('that is no JSON, or says that it is of another type, is refused', async () => {
    expect((await putManifest('v1', 'not json')).status).toBe(400);
    expect((await putManifest('v1', JSON.stringify({ mediaType: indexType }))).status).toBe(400);
  });

  test('does not move an immutable tag, and says so as ECR does', async () => {
    await running.simulator.call('ecr', 'PutImageTagMutability', {
      repositoryName: 'shop/web',
      imageTagMutability: 'IMMUTABLE',
    });
    const { manifest } = await pushImage('v1');
    expect((await putManifest('v1', manifest)).status).toBe(201);
    const { answer } = await pushImage('v1', { content: 'other' });
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toMatchObject({
      code: 'TAG_INVALID',
      message:
        "The image tag 'v1' already exists in the 'shop/web' repository and cannot be overwritten because the repository is immutable.",
    });
  });

  test('is untagged, then deleted', async () => {
    const { manifest } = await pushImage('v1');
    expect((await ask('/v2/shop/web/manifests/v1', { method: 'DELETE' })).status).toBe(202);
    expect((await ask('/v2/shop/web/manifests/v1')).status).toBe(404);
    const path = `/v2/shop/web/manifests/${digestOf(manifest)}`;
    expect((await ask(path)).status).toBe(200);
    expect((await ask(path, { method: 'DELETE' })).status).toBe(202);
    expect((await ask(path)).status).toBe(404);
  });
});

test('tags are listed in order, page by page', async () => {
  const { manifest } = await pushImage('b');
  for (const tag of ['c', 'a']) await putManifest(tag, manifest);
  const first = await ask('/v2/shop/web/tags/list?n=2');
  expect(await first.json()).toEqual({ name: 'shop/web', tags: ['a', 'b'] });
  const next = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const second = await ask(next);
  expect([await second.json(), second.headers.get('link')]).toEqual([{ name: 'shop/web', tags: ['c'] }, null]);
});

test('what refers to an image is listed, by type of artifact if asked', async () => {
  const { manifest } = await pushImage('v1');
  const subject = { mediaType: manifestType, digest: digestOf(manifest), size: manifest.length };
  const artifactType = 'application/vnd.example.sbom';
  const { manifest: referrer, answer } = await pushImage('sbom', {
    more: { subject, artifactType, annotations: { by: 'test' } },
  });
  expect(answer.headers.get('oci-subject')).toBe(subject.digest);
  const list = async (query = '') => {
    const listed = await ask(`/v2/shop/web/referrers/${subject.digest}${query}`);
    return {
      filters: listed.headers.get('oci-filters-applied'),
      ...((await listed.json()) as { manifests: unknown[] }),
    };
  };
  const all = await list();
  expect(all.manifests).toEqual([
    {
      mediaType: manifestType,
      digest: digestOf(referrer),
      size: referrer.length,
      artifactType,
      annotations: { by: 'test' },
    },
  ]);
  expect(await list('?artifactType=other')).toMatchObject({ manifests: [], filters: 'artifactType' });
});

test('the diary tells pushes from pulls', async () => {
  await pushImage('v1');
  const pushed = mutations(running.simulator.diary).length;
  await ask('/v2/shop/web/manifests/v1');
  await ask('/v2/shop/web/tags/list');
  expect(mutations(running.simulator.diary)).toHaveLength(pushed);
  const { service, operation, input, outcome } = running.simulator.diary.at(-1) ?? {};
  expect({ service, operation, input, outcome }).toEqual({
    service: 'registry',
    operation: 'ListTags',
    input: { repositoryName: 'shop/web' },
    outcome: 'ok',
  });
});
