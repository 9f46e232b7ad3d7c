import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mutations } from '../../simulator/diary.ts';
import { connectEngine } from '../../simulator/runtimes/docker-engine.ts';
import { forgetImages } from '../../simulator/runtimes/docker-image.ts';
import { aBuildPlace, type BuildPlace, dockerEngineAnswers, visible } from '../support/build-place.ts';
import { whyNoBuildx } from '../support/buildkit.ts';

const why = whyNoBuildx() ?? (dockerEngineAnswers() ? undefined : 'no Docker engine answers');

/** What a runner has where nobody set up buildx: the plugin, and the BuildKit inside the engine. */
describe.skipIf(why !== undefined)(
  `with buildx on the engine's own builder${why === undefined ? '' : ` (${why})`}`,
  () => {
    let place: BuildPlace;

    beforeEach(async () => {
      place = await aBuildPlace({ docker: { buildx: {} } });
    });

    afterEach(async () => {
      await forgetImages(await connectEngine(), place.registry);
      await place.closeClean();
    });

    test('all tags are pushed, and the digest is the one that ECR has', async () => {
      const run = await place.run({ repository: 'shop/web', tags: 'v1\nlatest' });
      expect(visible(run)).toContain('buildx 0.37.2');
      const { digest = '' } = run.outputs;
      expect(run.outputs.verdict).toBe('pushed');
      expect(place.tagsInEcr()).toEqual({ v1: digest, latest: digest });
      expect(run.annotations).toEqual([]);
    });

    test('an immutable tag: what is built is compared before any push, and missing tags are added', async () => {
      await place.makeImmutable();
      const first = await place.run({ repository: 'shop/web', tags: 'v1' });
      const again = await place.run({ repository: 'shop/web', tags: 'v1\nv1.0' });
      expect(again.outputs).toMatchObject({ verdict: 'reused', digest: first.outputs.digest });
      expect(place.tagsInEcr()['v1.0']).toBe(first.outputs.digest);
      place.write('app.txt', 'release 2\n');
      const seen = place.aws.simulator.diary.length;
      const other = await place.run({ repository: 'shop/web', tags: 'v1' });
      expect(other.outputs.verdict).toBe('conflict');
      expect(mutations(place.aws.simulator.diary.slice(seen))).toEqual([]);
    });

    test('another commit of the same source is not built', async () => {
      const [before, after] = [place.commit(), place.commit()];
      const first = await place.run({ repository: 'shop/web' }, { env: { GITHUB_SHA: before } });
      const second = await place.run({ repository: 'shop/web' }, { env: { GITHUB_SHA: after } });
      expect(second.outputs).toMatchObject({
        verdict: 'reused',
        digest: first.outputs.digest,
        'source-revision': before,
      });
    });

    // Only where the engine keeps images as it always did: with containerd's store it can.
    const keepsNoIndex =
      why === undefined && !engineInfo('{{json .DriverStatus}}').includes('io.containerd.snapshotter');
    test.runIf(keepsNoIndex)('attestations are refused by the engine, in buildx’s words', async () => {
      const run = await place.run({ repository: 'shop/web', tags: 'v1', provenance: 'mode=max' });
      expect(run.exitCode).toBe(1);
      expect(run.outputs.verdict).toBe('build-failed');
      expect(run.outputs.reason).toMatch(/[Aa]ttestation/);
      expect(place.tagsInEcr()).toEqual({});
    });
  },
);

function engineInfo(format: string): string {
  return execFileSync('docker', ['info', '--format', format], { encoding: 'utf8', stdio: 'pipe' });
}
