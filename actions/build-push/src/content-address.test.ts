import { describe, expect, test } from 'vitest';
import { contentAddress, type Source, whyBuildAnyway } from './content-address.ts';
import type { BuildRequest } from './inputs.ts';

const build: BuildRequest = {
  context: '.',
  platforms: [],
  buildArgs: [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ],
  buildContexts: [],
  labels: [{ name: 'org.opencontainers.image.revision', value: 'c0ffee' }],
  secrets: [{ name: 'npm', value: 'hunter2' }],
  secretFiles: [],
  cacheFrom: [],
  cacheTo: [],
  pull: false,
  noCache: false,
  provenance: 'false',
  sbom: 'false',
  options: [],
};
const source: Source = {
  context: { kind: 'content', id: 'tree' },
  dockerfile: 'bytes',
  dockerfilePath: 'Dockerfile',
  buildContexts: {},
  nativePlatform: 'linux/amd64',
};

function tagOf(changes: Partial<BuildRequest> = {}, elsewhere: Partial<Source> = {}): string {
  const address = contentAddress({ ...build, ...changes }, { ...source, ...elsewhere });
  if (address.kind === 'none') throw new Error(address.why);
  return address.tag;
}

test('it is a tag, and the same for the same source', () => {
  expect(tagOf()).toMatch(/^src-[0-9a-f]{64}$/);
  expect(tagOf()).toBe(tagOf());
});

describe('another address comes of', () => {
  const changes: readonly (readonly [string, Partial<BuildRequest>])[] = [
    ['another target', { target: 'release' }],
    ['other platforms', { platforms: ['linux/arm64'] }],
    ['another build argument', { buildArgs: [{ name: 'A', value: '1' }] }],
    [
      'another value of a build argument',
      {
        buildArgs: [
          { name: 'A', value: '1B' },
          { name: 'B', value: '2' },
        ],
      },
    ],
    ['one argument that reads like two', { buildArgs: [{ name: 'A', value: '1\nB=2' }] }],
    ['another label', { labels: [{ name: 'team', value: 'shop' }] }],
    ['a build context that is an image', { buildContexts: [{ name: 'x', value: 'docker-image://node:24' }] }],
    ['another secret’s id', { secrets: [{ name: 'pip', value: 'hunter2' }] }],
    ['a network', { network: 'host' }],
    ['provenance', { provenance: 'mode=max' }],
    ['an SBOM', { sbom: 'true' }],
    ['a build option', { options: ['--add-host=db:10.0.0.7'] }],
    ['build options in another order', { options: ['--add-host=a:1', '--add-host=b:1'] }],
  ];
  test.each(changes)('%s', (_, change) => {
    expect(tagOf(change)).not.toBe(tagOf());
  });

  const sources: readonly (readonly [string, Partial<Source>])[] = [
    ['another tree', { context: { kind: 'content', id: 'other' } }],
    ['another Dockerfile', { dockerfile: 'other' }],
    ['a Dockerfile at another place', { dockerfilePath: 'docker/Dockerfile' }],
    ['a .dockerignore', { ignoreFile: 'bytes' }],
    ['a builder of another architecture', { nativePlatform: 'linux/arm64' }],
    ['SOURCE_DATE_EPOCH', { epoch: '0' }],
  ];
  test.each(sources)('%s', (_, change) => {
    expect(tagOf({}, change)).not.toBe(tagOf());
  });

  test('another tree of a build context', () => {
    const given = { buildContexts: [{ name: 'lib', value: '../lib' }] };
    const holding = (id: string) => tagOf(given, { buildContexts: { lib: { kind: 'content', id } } });
    expect(holding('a')).not.toBe(holding('b'));
  });
});

describe('the same address comes of', () => {
  const changes: readonly (readonly [string, Partial<BuildRequest>])[] = [
    ['another commit', { labels: [{ name: 'org.opencontainers.image.revision', value: 'deadbeef' }] }],
    ['another time of creation', { labels: [{ name: 'org.opencontainers.image.created', value: 'now' }] }],
    ['arguments in another order', { buildArgs: [...build.buildArgs].reverse() }],
    ['the native platform when it is asked for', { platforms: ['linux/amd64'] }],
    ['another value of a secret', { secrets: [{ name: 'npm', value: 'hunter3' }] }],
    ['a secret that comes from a file', { secrets: [], secretFiles: [{ name: 'npm', value: 'npmrc' }] }],
    ['a cache', { cacheFrom: ['type=gha'], cacheTo: ['type=gha'] }],
    ['another builder', { builder: 'builder-4711' }],
  ];
  test.each(changes)('%s', (_, change) => {
    expect(tagOf(change)).toBe(tagOf());
  });

  const built = (commit: string, argument: string) =>
    tagOf({
      labels: [{ name: 'org.opencontainers.image.revision', value: commit }],
      buildArgs: [{ name: 'COMMIT', value: argument }],
    });
  const [one, two] = ['1f0c2a77de41', '9b3e5d0c6a18'];

  test('another commit that is told to the build, whole or shortened', () => {
    expect(built(one, one)).toBe(built(two, two));
    expect(built(one, one.slice(0, 7))).toBe(built(two, two.slice(0, 7)));
  });

  test('no argument that only looks like the commit', () => {
    const constant = built(one, one);
    expect(built(one, two)).not.toBe(constant);
    expect(built(one, one.slice(0, 6))).not.toBe(built(two, two.slice(0, 6)));
    expect(built(one, `${one}-debug`)).not.toBe(built(two, `${two}-debug`));
    expect(built(one, '')).not.toBe(constant);
  });
});

describe('there is none', () => {
  test('where the context is not known, and it says why', () => {
    const unknown = { ...source, context: { kind: 'unknown', why: '"a" is not as it was committed' } } as const;
    expect(contentAddress(build, unknown)).toEqual({ kind: 'none', why: '"a" is not as it was committed' });
  });

  test('where a build context is not known', () => {
    const given = { ...build, buildContexts: [{ name: 'lib', value: '../lib' }] };
    const around: Source = { ...source, buildContexts: { lib: { kind: 'unknown', why: 'no git' } } };
    expect(contentAddress(given, around)).toEqual({ kind: 'none', why: 'of the build context "lib": no git' });
  });

  test.each(['https://example.com/x.git', 'oci-layout://x'])('where a build context is %s', (value) => {
    const given = { ...build, buildContexts: [{ name: 'lib', value }] };
    expect(contentAddress(given, source)).toMatchObject({ kind: 'none' });
  });

  test.each(['--build-arg=TOKEN', '--build-context=x=../x'])('with the build option %s', (option) => {
    expect(contentAddress({ ...build, options: [option] }, source)).toMatchObject({ kind: 'none' });
  });
});

test.each<[Partial<BuildRequest>, boolean]>([
  [{}, false],
  [{ pull: true }, true],
  [{ noCache: true }, true],
  [{ options: ['--pull'] }, true],
  [{ options: ['--no-cache-filter=deps'] }, true],
  [{ options: ['--no-cache=false', '--pullover'] }, true],
  [{ options: ['--pullover'] }, false],
])('%o asks for a build: %s', (change, asks) => {
  expect(whyBuildAnyway({ ...build, ...change }) !== undefined).toBe(asks);
});
