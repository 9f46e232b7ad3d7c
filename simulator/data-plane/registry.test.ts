import { describe, expect, test } from 'vitest';
import { mutations } from '../diary.ts';
import { registryPassword } from '../operations/ecr/authorization.ts';
import { digestOf } from '../operations/ecr/put-manifest.ts';
import { aRegistry, ask, errorOf, manifestType, pushImage, putManifest, running } from './a-registry.ts';

aRegistry();

describe('the door', () => {
  test('asks for the password that ECR gave, and takes no other', async () => {
    expect((await ask('/v2/')).status).toBe(200);
    const refused = await ask('/v2/', { password: 'guess' });
    expect([refused.status, await refused.text()]).toEqual([401, 'Not Authorized\n']);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic realm="http:\/\/127\.0\.0\.1:\d+\/"/);
  });

  test('is shut when the password is older than twelve hours', async () => {
    const password = registryPassword(running.simulator.world);
    running.simulator.advance(12 * 3_600_000);
    const answer = await ask('/v2/', { password });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([403, null]);
    expect(await errorOf(answer)).toMatchObject({ code: 'DENIED' });
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
