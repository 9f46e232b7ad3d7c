import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../operations/ecr/put-manifest.ts';
import { aRegistry, ask, errorOf, pushBlob } from './a-registry.ts';

aRegistry();

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
