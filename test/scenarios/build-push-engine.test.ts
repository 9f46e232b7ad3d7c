import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aBuildPlace, type BuildPlace, dockerEngineAnswers, visible } from '../support/build-place.ts';

const engine = dockerEngineAnswers();
const docker = (...given: string[]) => execFileSync('docker', given, { encoding: 'utf8', stdio: 'pipe' });

describe.skipIf(!engine)('with a real Docker engine (skipped where none answers)', () => {
  let place: BuildPlace;

  beforeEach(async () => {
    place = await aBuildPlace({ docker: 'real' });
  });

  afterEach(async () => {
    const images = docker('image', 'ls', '--quiet', '--no-trunc', `${place.registry}/shop/web`).trim();
    if (images !== '') docker('image', 'rm', '--force', ...new Set(images.split('\n')));
    await place.closeClean();
  });

  const hasBuildx = () => {
    try {
      return docker('buildx', 'version') !== '';
    } catch {
      return false;
    }
  };

  const labelsOf = (digest: string | undefined) =>
    JSON.parse(
      docker('image', 'inspect', '--format', '{{json .Config.Labels}}', `${place.registry}/shop/web@${digest}`),
    ) as unknown;

  test('builds, pushes every tag, and says the digest that ECR has', async () => {
    const run = await place.run({ repository: 'shop/web', tags: 'v1\nlatest', 'build-args': 'UNUSED=1' });
    expect(visible(run)).toContain('pushed: shop/web:v1 (and 1 more)');
    expect(run.exitCode).toBe(0);
    const { digest } = run.outputs;
    expect(place.tagsInEcr()).toEqual({ v1: digest, latest: digest });
    if (!hasBuildx())
      expect(visible(run)).toContain('Building with plain "docker build", for want of buildx. That means: no cache');

    expect(labelsOf(digest)).toEqual({
      'org.opencontainers.image.revision': 'c0ffee0000000000000000000000000000000001',
      'org.opencontainers.image.source': 'https://github.com/OWNER/app',
    });
  });

  test('what shapes the build reaches docker', async () => {
    writeFileSync(
      join(place.checkout, 'Dockerfile.two'),
      'FROM scratch AS first\nARG VERSION\nLABEL version=$VERSION\nCOPY app.txt /\nFROM scratch\nLABEL last=true\nCOPY app.txt /\n',
    );
    const run = await place.run({
      repository: 'shop/web',
      tags: 'v1',
      dockerfile: 'Dockerfile.two',
      target: 'first',
      'build-args': 'VERSION=1.2=3',
      labels: 'org.opencontainers.image.revision=mine\nteam=the shop',
      'no-cache': 'true',
      pull: 'true',
      network: 'none',
      'build-options': '--label\nextra=yes\n--add-host=db:10.0.0.7',
    });
    expect(run.outputs.verdict).toBe('pushed');
    expect(labelsOf(run.outputs.digest)).toEqual({
      version: '1.2=3',
      team: 'the shop',
      extra: 'yes',
      'org.opencontainers.image.revision': 'mine',
      'org.opencontainers.image.source': 'https://github.com/OWNER/app',
    });
  });

  test('a step that fails is named with docker’s own error', async () => {
    rmSync(join(place.checkout, 'app.txt'));
    const run = await place.run({ repository: 'shop/web' });
    expect(run.exitCode).toBe(1);
    expect(run.outputs.verdict).toBe('build-failed');
    expect(run.outputs.reason).toMatch(/failed: COPY app\.txt \/app\.txt: .*app\.txt/);
    expect(run.summary).toContain('COPY app');
    expect(place.tagsInEcr()).toEqual({});
  });

  test('an immutable tag: the same content is green, other content is red before any push', async () => {
    await place.makeImmutable();
    const first = await place.run({ repository: 'shop/web', tags: 'v1' });
    expect(first.outputs.verdict).toBe('pushed');

    const again = await place.run({ repository: 'shop/web', tags: 'v1\nv1.0' });
    expect(again.outputs).toMatchObject({ verdict: 'reused', digest: first.outputs.digest });
    expect(place.tagsInEcr()['v1.0']).toBe(first.outputs.digest);

    place.write('app.txt', 'release 2\n');
    const seen = place.aws.simulator.diary.length;
    const other = await place.run({ repository: 'shop/web', tags: 'v1' });
    expect(other.outputs.verdict).toBe('conflict');
    expect(other.exitCode).toBe(1);
    const pushes = place.aws.simulator.diary.slice(seen).filter(({ service }) => service === 'registry');
    expect(pushes.map(({ operation }) => operation).filter((name) => name !== 'Ping')).toEqual([]);
    expect(place.tagsInEcr().v1).toBe(first.outputs.digest);
  });

  test('the same source is built once, on an immutable repository too', async () => {
    await place.makeImmutable();
    const [before, after] = [place.commit(), place.commit()];
    const first = await place.run({ repository: 'shop/web' }, { env: { GITHUB_SHA: before } });
    expect(first.outputs.verdict).toBe('pushed');
    const seen = place.aws.simulator.diary.length;
    for (const sha of [before, after]) {
      const run = await place.run({ repository: 'shop/web' }, { env: { GITHUB_SHA: sha } });
      expect(run.outputs).toMatchObject({
        verdict: 'reused',
        tags: sha,
        digest: first.outputs.digest,
        'source-revision': before,
      });
    }
    expect(place.tagsInEcr()).toMatchObject({ [before]: first.outputs.digest, [after]: first.outputs.digest });
    const pushes = place.aws.simulator.diary.slice(seen).filter(({ service }) => service === 'registry');
    expect(pushes.map(({ operation }) => operation)).toEqual(['GetBlob', 'GetBlob']);
  });

  test('a tag that somebody takes between our look and our push is a conflict', async () => {
    await place.makeImmutable();
    const first = await place.run({ repository: 'shop/web', tags: 'v1' });
    place.write('app.txt', 'release 2\n');
    const running = place.start(
      { repository: 'shop/web', tags: 'v2' },
      {
        onLine: (line) => {
          if (line.startsWith('::group::Build')) void takeTag(String(first.outputs.digest));
        },
      },
    );
    const run = await running.finished;
    expect(run.exitCode).toBe(1);
    expect(run.outputs.verdict).toBe('conflict');
    expect(run.outputs.reason).toContain('The tag "v2" of shop/web is immutable');
  });

  async function takeTag(imageDigest: string): Promise<void> {
    const { simulator } = place.aws;
    const image = simulator.world.ecr.repositories['shop/web']?.images[imageDigest];
    if (image === undefined || place.tagsInEcr().v2 !== undefined) return;
    const { imageManifest, imageManifestMediaType } = image;
    await simulator.call('ecr', 'PutImage', {
      repositoryName: 'shop/web',
      imageManifest,
      imageManifestMediaType,
      imageTag: 'v2',
    });
  }

  test('a push that the registry refuses is red with its words', async () => {
    const running = place.start(
      { repository: 'shop/web', tags: 'v1' },
      {
        onLine: (line) => {
          if (line.startsWith('::group::Build'))
            void place.aws.simulator.call('ecr', 'DeleteRepository', { repositoryName: 'shop/web' });
        },
      },
    );
    const run = await running.finished;
    expect(run.outputs.verdict).toBe('build-failed');
    expect(run.outputs.reason).toMatch(/^The push failed: name unknown: .*does not exist/);
    expect(run.summary).toContain('Nothing was pushed.');
  });

  test('an engine that does not answer is refused before anything is touched', async () => {
    const env = { DOCKER_HOST: `unix://${place.temp}/no-engine.sock`, PATH: process.env.PATH };
    const run = await place.run({ repository: 'shop/web' }, { env });
    expect(run.exitCode).toBe(1);
    if (!hasBuildx()) expect(run.outputs.reason).toContain('The Docker engine does not answer: ');
  });
});
