import { expect, test } from 'vitest';
import { buildxBuild, cacheForEcr, needsBuildx, plainBuild, secretLooking, shownArguments } from './build-arguments.ts';
import type { BuildRequest } from './inputs.ts';

function aBuild(changes: Partial<BuildRequest> = {}): BuildRequest {
  return {
    context: '.',
    platforms: [],
    buildArgs: [],
    buildContexts: [],
    labels: [],
    secrets: [],
    secretFiles: [],
    cacheFrom: [],
    cacheTo: [],
    pull: false,
    noCache: false,
    provenance: 'false',
    sbom: 'false',
    options: [],
    ...changes,
  };
}

const everything = aBuild({
  context: 'app',
  dockerfile: 'app/Dockerfile.prod',
  target: 'release',
  platforms: ['linux/amd64', 'linux/arm64'],
  buildArgs: [{ name: 'VERSION', value: 'a b' }],
  buildContexts: [{ name: 'base', value: 'docker-image://node:24' }],
  labels: [{ name: 'team', value: 'shop' }],
  secrets: [
    { name: 'npm', value: 'hunter2' },
    { name: 'pip', value: 'hunter3' },
  ],
  secretFiles: [{ name: 'rc', value: 'a,"b".txt' }],
  cacheFrom: ['registry.test/web:cache'],
  cacheTo: ['registry.test/web:cache'],
  pull: true,
  noCache: true,
  network: 'host',
  builder: 'big',
  provenance: 'mode=max',
  sbom: 'true',
  options: ['--add-host=db:10.0.0.7'],
});
const target = { references: ['registry.test/web:v1', 'registry.test/web:latest'], registry: 'registry.test' };

test('buildx is asked for everything, with the secrets in its environment', () => {
  const { arguments: given, environment } = buildxBuild(everything, {
    ...target,
    metadataFile: '/t/m.json',
    push: true,
  });
  expect(given).toEqual([
    ...['buildx', 'build', '--progress', 'plain', '--metadata-file', '/t/m.json', '--builder', 'big', '--push'],
    ...['--platform', 'linux/amd64,linux/arm64', '--build-context', 'base=docker-image://node:24'],
    ...['--secret', 'id=npm,env=SLIPWAY_BUILD_SECRET_0', '--secret', 'id=pip,env=SLIPWAY_BUILD_SECRET_1'],
    ...['--secret', 'id=rc,"src=a,""b"".txt"', '--cache-from', 'registry.test/web:cache', '--cache-to'],
    'type=registry,ref=registry.test/web:cache,image-manifest=true,oci-mediatypes=true',
    ...['--provenance=mode=max', '--sbom=true', '--file', 'app/Dockerfile.prod', '--target', 'release'],
    ...['--build-arg', 'VERSION=a b', '--label', 'team=shop', '--pull', '--no-cache', '--network', 'host'],
    ...['--tag', 'registry.test/web:v1', '--tag', 'registry.test/web:latest', '--add-host=db:10.0.0.7', 'app'],
  ]);
  expect(environment).toEqual({ SLIPWAY_BUILD_SECRET_0: 'hunter2', SLIPWAY_BUILD_SECRET_1: 'hunter3' });
  expect(given.join(' ')).not.toContain('hunter');
});

test('a build that is to be compared first pushes nothing', () => {
  const { arguments: given } = buildxBuild(aBuild(), { ...target, metadataFile: '/t/m.json', push: false });
  expect(given).not.toContain('--push');
  expect(given).toContain('type=image,push=false');
});

test('without wishes there are no attestations, whatever buildx does by itself', () => {
  const { arguments: given } = buildxBuild(aBuild(), { ...target, metadataFile: '/t/m.json', push: true });
  expect(given).toEqual([
    ...['buildx', 'build', '--progress', 'plain', '--metadata-file', '/t/m.json', '--push'],
    ...[
      '--provenance=false',
      '--sbom=false',
      '--tag',
      'registry.test/web:v1',
      '--tag',
      'registry.test/web:latest',
      '.',
    ],
  ]);
});

test('plain docker build is told to do without BuildKit', () => {
  const build = aBuild({ target: 'release', buildArgs: [{ name: 'A', value: '1' }] });
  expect(plainBuild(build, { ...target, idFile: '/t/id' })).toEqual({
    environment: { DOCKER_BUILDKIT: '0' },
    arguments: [
      ...['build', '--force-rm', '--iidfile', '/t/id', '--target', 'release', '--build-arg', 'A=1'],
      ...['--tag', 'registry.test/web:v1', '--tag', 'registry.test/web:latest', '.'],
    ],
  });
});

test('what only buildx can do is named by input, each of it', () => {
  expect(needsBuildx(everything)).toEqual([
    ...[
      'platforms',
      'build-contexts',
      'secrets',
      'secret-files',
      'cache-from',
      'cache-to',
      'builder',
      'provenance',
      'sbom',
    ],
  ]);
  expect(needsBuildx(aBuild())).toEqual([]);
});

test.each([
  ['type=gha', 'type=gha'],
  ['ghcr.io/acme/web:cache', 'ghcr.io/acme/web:cache'],
  ['type=registry,ref=ghcr.io/acme/web:cache', 'type=registry,ref=ghcr.io/acme/web:cache'],
  [
    'mode=max,type=registry,ref=ecr.test/web:c',
    'mode=max,type=registry,ref=ecr.test/web:c,image-manifest=true,oci-mediatypes=true',
  ],
  [
    'type=registry,ref=ecr.test/web:c,image-manifest=false',
    'type=registry,ref=ecr.test/web:c,image-manifest=false,oci-mediatypes=true',
  ],
])('the cache %s becomes %s', (line, expected) => {
  expect(cacheForEcr(line, 'ecr.test')).toBe(expected);
});

test('the command line is shown without values of build arguments', () => {
  const shown = shownArguments(['build', '--build-arg', 'TOKEN=hunter2', '--label', 'a=b c', '.']);
  expect(shown).toBe("docker build --build-arg TOKEN=… --label 'a=b c' .");
});

test.each([
  { given: ['--build-arg=TOKEN=hunter2=x'], shown: '--build-arg=TOKEN=…' },
  { given: ['--build-arg', 'TOKEN=hunter2\nx'], shown: '--build-arg TOKEN=…' },
  { given: ['--build-arg TOKEN=hunter2'], shown: "'--build-arg TOKEN=…'" },
  { given: ['--build-arg', 'HTTP_PROXY'], shown: '--build-arg HTTP_PROXY' },
  { given: ['--build-arg=HTTP_PROXY'], shown: '--build-arg=HTTP_PROXY' },
])('$given is shown as $shown', ({ given, shown }) => {
  expect(shownArguments(given)).toBe(`docker ${shown}`);
});

test('build arguments that sound like secrets are noticed', () => {
  const buildArgs = ['NPM_TOKEN', 'api_key', 'DB_PASSWORD', 'VERSION', 'TOKENIZER', 'KEYBOARD'];
  const build = aBuild({ buildArgs: buildArgs.map((name) => ({ name, value: 'x' })) });
  expect(secretLooking(build)).toEqual(['NPM_TOKEN', 'api_key', 'DB_PASSWORD']);
});
