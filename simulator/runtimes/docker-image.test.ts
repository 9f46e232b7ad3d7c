import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { connectEngine } from './docker-engine.ts';
import { engineHasImage, ensureImage, forgetUnfinishedBuilds, splitReference, tar } from './docker-image.ts';
import { pauseProgram } from './docker-pause.ts';

const engine = await connectEngine().catch(() => undefined);
const reason = engine === undefined ? ' (no Docker engine answers here)' : '';

test.each([
  ['127.0.0.1:5000/team/web', { repository: '127.0.0.1:5000/team/web', version: 'latest' }],
  ['127.0.0.1:5000/web:v1', { repository: '127.0.0.1:5000/web', version: 'v1' }],
  ['127.0.0.1:5000/web:v1@sha256:abc', { repository: '127.0.0.1:5000/web', version: 'sha256:abc' }],
  ['web', { repository: 'web', version: 'latest' }],
])('the reference %s is split where the registry would', (reference, expected) => {
  expect(splitReference(reference)).toEqual(expected);
});

test('an archive is what tar understands, and the same bytes each time', () => {
  const files = [
    { path: 'folder/', mode: 0o755 },
    { path: 'folder/run', mode: 0o755, content: Buffer.from('#!/bin/sh\n') },
    { path: 'link', mode: 0o777, linkTo: 'folder/run' },
  ];
  const archive = Buffer.concat(tar(files));
  const listing = execFileSync('tar', ['-tvf', '-'], { input: archive, encoding: 'utf8' });
  expect(listing.split('\n').map((line) => line.replace(/\s+/g, ' ').replace(/ \d+-\d+-\d+ \d+:\d+/, ''))).toEqual([
    'drwxr-xr-x 0/0 0 folder/',
    '-rwxr-xr-x 0/0 10 folder/run',
    'lrwxrwxrwx 0/0 0 link -> folder/run',
    '',
  ]);
  expect(Buffer.concat(tar(files)).equals(archive)).toBe(true);
});

test('the pause program exists for both of the architectures of ECS, and for no other', () => {
  expect(pauseProgram('amd64')).toHaveLength(129);
  expect(pauseProgram('arm64')).toHaveLength(148);
  expect(() => pauseProgram('riscv64')).toThrow('no pause program for riscv64');
});

test.runIf(engine !== undefined)(
  `the layers of a build that was broken off are dropped, younger ones and the image below are not${reason}`,
  async () => {
    if (engine === undefined) return;
    const name = `slipway-test/${randomBytes(4).toString('hex')}`;
    const files = [{ path: 'name', mode: 0o644, content: Buffer.from(name) }];
    const base = await ensureImage(engine, { name, files, config: { Cmd: ['/name'] } });
    const commit = async (image: string) => {
      const container = await engine.call<{ Id: string }>('POST', '/containers/create', { json: { Image: image } });
      const made = await engine.call<{ Id: string }>('POST', '/commit', { query: { container: container.Id } });
      await engine.call('DELETE', `/containers/${container.Id}`);
      return made.Id;
    };
    const layer = await commit(base);
    const last = await commit(layer);
    const there = () => Promise.all([base, layer, last].map((image) => engineHasImage(engine, image)));
    await forgetUnfinishedBuilds(engine, name, new Date(0));
    expect(await there()).toEqual([true, true, true]);
    await forgetUnfinishedBuilds(engine, name, new Date(Date.now() + 60_000));
    expect(await there()).toEqual([true, false, false]);
    await engine.call('DELETE', `/images/${base}`);
  },
);
