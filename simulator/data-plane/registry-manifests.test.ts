import { describe, expect, test } from 'vitest';
import { digestOf } from '../operations/ecr/put-manifest.ts';
import { aRegistry, ask, errorOf, indexType, manifestType, pushImage, putManifest, running } from './a-registry.ts';

aRegistry();

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
        "The image tag 'v1' already exists in the 'shop/web' repository and cannot be overwritten because the tag is immutable.",
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
