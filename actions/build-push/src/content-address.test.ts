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

test('what is hashed has its version: a change to it comes with another VERSION, and with another address here', () => {
  const everything = tagOf(
    {
      target: 'release',
      platforms: ['linux/arm64', 'linux/amd64'],
      buildArgs: [
        { name: 'B', value: '1' },
        { name: 'A', value: 'first' },
        { name: 'A', value: 'last' },
      ],
      buildContexts: [
        { name: 'node', value: 'docker-image://node:24' },
        { name: 'lib', value: '../lib' },
      ],
      labels: [
        { name: 'team', value: 'shop' },
        { name: 'area', value: 'front' },
      ],
      secretFiles: [{ name: 'ca', value: 'ca.pem' }],
      network: 'host',
      options: ['--add-host=db:10.0.0.7'],
    },
    { ignoreFile: 'bytes', epoch: '0', buildContexts: { lib: { kind: 'content', id: 'lib' } } },
  );
  expect(everything).toBe('src-dce489190ba9b43cbab4144fc6400ad20d7708d12a007ce280510d21c1625d67');
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
    [
      'two values of one argument, of which the last counts',
      {
        buildArgs: [
          { name: 'A', value: '2' },
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
    ],
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

  test('the same lists in another order', () => {
    const lists = {
      platforms: ['linux/amd64', 'linux/arm64', 'linux/arm/v7'],
      buildContexts: [
        { name: 'a', value: 'docker-image://node:24' },
        { name: 'b', value: 'docker-image://nginx:1' },
        { name: 'c', value: 'docker-image://redis:8' },
      ],
      labels: [
        { name: 'area', value: 'front' },
        { name: 'team', value: 'shop' },
      ],
      secrets: [
        { name: 'npm', value: 'x' },
        { name: 'pip', value: 'y' },
      ],
      secretFiles: [{ name: 'ca', value: 'ca.pem' }],
    };
    const reversed = {
      platforms: lists.platforms.toReversed(),
      buildContexts: lists.buildContexts.toReversed(),
      labels: lists.labels.toReversed(),
      secrets: lists.secrets.toReversed(),
    };
    expect(tagOf({ ...lists, ...reversed })).toBe(tagOf(lists));
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
    const why = 'what the build context "lib" holds is not known here';
    expect(contentAddress(given, source)).toEqual({ kind: 'none', why });
  });

  test.each([
    { option: '--build-arg=TOKEN', named: '--build-arg' },
    { option: '--build-arg', named: '--build-arg' },
    { option: '--build-context=x=../x', named: '--build-context' },
  ])('with the build option $option', ({ option, named }) => {
    const why = `build-options has ${named}, which has an input of its own`;
    expect(contentAddress({ ...build, options: [option] }, source)).toEqual({ kind: 'none', why });
  });

  test('but with an option whose value only reads like one of these', () => {
    const options = ['--annotation=--build-arg=x'];
    expect(contentAddress({ ...build, options }, source).kind).toBe('address');
  });
});

test.each<[Partial<BuildRequest>, string | undefined]>([
  [{}, undefined],
  [{ pull: true }, 'pull: true asks for newer base images'],
  [{ noCache: true }, 'no-cache: true asks for a build'],
  [{ options: ['--pull'] }, '--pull asks for a build'],
  [{ options: ['--no-cache-filter=deps'] }, '--no-cache-filter=deps asks for a build'],
  [{ options: ['--no-cache=false', '--pullover'] }, '--no-cache=false asks for a build'],
  [{ options: ['--pullover'] }, undefined],
  [{ options: ['--annotation=--pull'] }, undefined],
])('%o asks for a build: %s', (change, why) => {
  expect(whyBuildAnyway({ ...build, ...change })).toBe(why);
});
