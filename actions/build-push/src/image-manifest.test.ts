import { expect, test } from 'vitest';
import { parseConfiguration, parseManifest } from './image-manifest.ts';

const entry = (architecture: string, more: object = {}) => ({
  digest: `sha256:${architecture}`,
  platform: { os: 'linux', architecture, ...more },
});

test('an index has an image for each platform, and its attestations are none', () => {
  const text = JSON.stringify({
    manifests: [entry('amd64'), entry('arm', { variant: 'v7' }), { ...entry('unknown'), platform: unknown() }],
  });
  expect(parseManifest(text)).toEqual({
    kind: 'index',
    images: [
      { platform: 'linux/amd64', digest: 'sha256:amd64' },
      { platform: 'linux/arm/v7', digest: 'sha256:arm' },
    ],
  });
});

function unknown() {
  return { os: 'unknown', architecture: 'unknown' };
}

test('a manifest names its configuration', () => {
  expect(parseManifest('{"config":{"digest":"sha256:c"},"layers":[]}')).toEqual({
    kind: 'image',
    configDigest: 'sha256:c',
  });
});

test.each(['', '[]', '{}', 'null', '{"config":{}}'])('%j is neither', (text) => {
  expect(parseManifest(text)).toEqual({ kind: 'unknown' });
});

test('a configuration has a platform and labels, or none', () => {
  const platform = { os: 'linux', architecture: 'arm64' };
  expect(parseConfiguration(JSON.stringify({ ...platform, config: { Labels: { a: 'b' } } }))).toEqual({
    platform: 'linux/arm64',
    labels: { a: 'b' },
  });
  expect(parseConfiguration(JSON.stringify({ ...platform, config: { Labels: null } }))?.labels).toEqual({});
  expect(parseConfiguration('{"errors":[]}')).toBeUndefined();
});
