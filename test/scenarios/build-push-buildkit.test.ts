import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mutations } from '../../simulator/diary.ts';
import { aBuildPlace, type BuildPlace, visible } from '../support/build-place.ts';
import { type BuildKit, startBuildKit, whyNoBuildKit } from '../support/buildkit.ts';
import { withShell } from '../support/dockerfile-with-shell.ts';
import { readStored } from '../support/stored-image.ts';

const why = whyNoBuildKit();
const COMMIT = 'c0ffee0000000000000000000000000000000001';

describe.skipIf(why !== undefined)(
  `with buildx and a BuildKit of its own${why === undefined ? '' : ` (${why})`}`,
  () => {
    let buildKit: BuildKit;
    let place: BuildPlace;

    beforeAll(async () => {
      buildKit = await startBuildKit();
    });
    afterAll(() => buildKit?.stop());

    beforeEach(async () => {
      place = await aBuildPlace({ docker: { buildx: { address: buildKit.address } } });
    });

    afterEach(async () => {
      await place.closeClean();
    });

    const stored = (reference: string) => readStored(place.aws, 'shop/web', reference);

    test('all tags are pushed, and the digest is that of the image', async () => {
      const run = await place.run({ repository: 'shop/web', tags: 'v1\nlatest' });
      expect(visible(run)).toContain('buildx 0.37.2');
      const { digest = '' } = run.outputs;
      expect(run.outputs).toMatchObject({ verdict: 'pushed', 'source-revision': COMMIT });
      expect(place.tagsInEcr()).toEqual({ v1: digest, latest: digest });
      expect(run.outputs['platform-digests']).toBe(JSON.stringify({ 'linux/amd64': digest }));
      const { labels } = await stored(digest);
      expect(labels['org.opencontainers.image.revision']).toBe(COMMIT);
    });

    test('with provenance the digest is that of the index, and it names the platform’s own', async () => {
      const run = await place.run({ repository: 'shop/web', tags: 'v1', provenance: 'mode=max' });
      expect(run.outputs.verdict).toBe('pushed');
      const { digest = '' } = run.outputs;
      expect(place.tagsInEcr()).toEqual({ v1: digest });
      const index = await stored(digest);
      expect(index.children.map(({ isAttestation }) => isAttestation)).toEqual([false, true]);
      expect(JSON.parse(run.outputs['platform-digests'] ?? '')).toEqual({ 'linux/amd64': index.children[0]?.digest });
    });

    test('two platforms make one index', async () => {
      const run = await place.run({ repository: 'shop/web', tags: 'v1', platforms: 'linux/amd64\nlinux/arm64' });
      const platforms = JSON.parse(run.outputs['platform-digests'] ?? '') as Record<string, string>;
      expect(Object.keys(platforms)).toEqual(['linux/amd64', 'linux/arm64']);
      expect(place.tagsInEcr()).toEqual({ v1: run.outputs.digest });
      for (const [platform, digest] of Object.entries(platforms)) {
        const image = await stored(digest);
        expect(`linux/${image.architecture}`).toBe(platform);
        expect(image.labels['org.opencontainers.image.revision']).toBe(COMMIT);
      }
    });

    test('another commit takes two platforms with provenance as they are in six calls, and the same commit in five', async () => {
      const inputs = { repository: 'shop/web', platforms: 'linux/amd64\nlinux/arm64', provenance: 'mode=max' };
      const [before, after] = [place.commit(), place.commit()];
      const first = await place.run(inputs, { env: { GITHUB_SHA: before } });
      const seen = place.aws.simulator.diary.length;
      const second = await place.run(inputs, { env: { GITHUB_SHA: after } });
      expect(second.outputs).toMatchObject({
        verdict: 'reused',
        tags: after,
        digest: first.outputs.digest,
        'platform-digests': first.outputs['platform-digests'],
        'source-revision': before,
      });
      expect(place.tagsInEcr()[after]).toBe(first.outputs.digest);
      expect(place.aws.simulator.diary.length - seen).toBe(6);
      const third = await place.run(inputs, { env: { GITHUB_SHA: after } });
      expect(third.outputs.verdict).toBe('reused');
      expect(place.aws.simulator.diary.length - seen).toBe(6 + 5);
    });

    test('secrets reach RUN, and are nowhere else', async () => {
      const secret = 'hunter2,"secret"';
      const file = join(place.home, 'rc');
      writeFileSync(file, 'hunter3-secret');
      withShell(
        place.checkout,
        'ARG LENGTH',
        'RUN --mount=type=secret,id=npm --mount=type=secret,id=rc read -r a < /run/secrets/npm; read -r b < /run/secrets/rc; \\',
        `  [ "\${#a}/\${#b}" = "$LENGTH" ] || exit 3; i=0; while [ $i -lt 100 ]; do echo "line $i"; i=$((i+1)); done`,
      );
      const seen: string[] = [];
      const running = place.start(
        {
          repository: 'shop/web',
          tags: 'v1',
          secrets: `npm=${secret}`,
          'secret-files': `rc=${file}`,
          'build-args': `LENGTH=${secret.length}/${'hunter3-secret'.length}`,
          provenance: 'mode=max',
        },
        { onLine: () => seen.push(...commandLines()) },
      );
      const run = await running.finished;
      expect(run.outputs.verdict).toBe('pushed');
      expect(seen.some((line) => line.includes('SLIPWAY_BUILD_SECRET_0'))).toBe(true);
      const { content } = await stored('v1');
      expect(content).toContain('LENGTH');
      for (const text of ['hunter2', 'hunter3']) {
        expect(seen.filter((line) => line.includes(text))).toEqual([]);
        expect(visible(run)).not.toContain(text);
        expect(content).not.toContain(text);
      }
    });

    test('a build context is another folder', async () => {
      mkdirSync(join(place.home, 'library'));
      writeFileSync(join(place.home, 'library/lib.txt'), 'from elsewhere');
      place.write('Dockerfile', 'FROM scratch\nCOPY --from=library lib.txt /lib.txt\n');
      const run = await place.run({
        repository: 'shop/web',
        tags: 'v1',
        'build-contexts': `library=${join(place.home, 'library')}`,
      });
      expect(run.outputs.verdict).toBe('pushed');
      expect((await stored('v1')).content).toContain('from elsewhere');
    });

    test('a RUN that fails is red with its instruction, its exit code and its last lines', async () => {
      withShell(place.checkout, 'RUN echo "cannot find module left-pad"; exit 7');
      const run = await place.run({ repository: 'shop/web', tags: 'v1' });
      expect(run.exitCode).toBe(1);
      expect(run.outputs.verdict).toBe('build-failed');
      expect(run.outputs.reason).toMatch(
        /^The build and push failed: RUN echo .*: process "\/bin\/sh -c .*" did not complete successfully: exit code: 7$/,
      );
      expect(run.annotations[0]?.message).toContain('cannot find module left-pad');
      expect(run.summary).toContain('cannot find module left-pad');
      expect(place.tagsInEcr()).toEqual({});
    });

    test('a cancelled job stops the step that runs', async () => {
      withShell(place.checkout, 'RUN echo "begun"; while :; do :; done');
      const running = place.start(
        { repository: 'shop/web', tags: 'v1' },
        { onLine: (line) => (/#\d+ [\d.]+ begun/.test(line) ? running.cancel() : undefined) },
      );
      const run = await running.finished;
      expect(run.outputs.verdict).toBe('cancelled');
      expect(place.tagsInEcr()).toEqual({});
      // BuildKit notices a moment later that nobody waits for it any more.
      const steps = () => commandLines().filter((line) => line.includes('while :; do :; done'));
      await expect.poll(steps, { timeout: 60_000 }).toEqual([]);
    });

    test('an immutable tag: what is built is compared before any push', async () => {
      await place.makeImmutable();
      const first = await place.run({ repository: 'shop/web', tags: 'v1' });
      const again = await place.run({ repository: 'shop/web', tags: 'v1\nv1.0' });
      expect(again.outputs).toMatchObject({ verdict: 'reused', digest: first.outputs.digest });
      expect(place.tagsInEcr()['v1.0']).toBe(first.outputs.digest);
      place.write('app.txt', 'release 2');
      const seen = place.aws.simulator.diary.length;
      const other = await place.run({ repository: 'shop/web', tags: 'v1' });
      expect(other.outputs.verdict).toBe('conflict');
      expect(mutations(place.aws.simulator.diary.slice(seen))).toEqual([]);
    });
  },
);

/** Of every process of this machine. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        return [readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        // It has ended since.
        return [];
      }
    });
}
