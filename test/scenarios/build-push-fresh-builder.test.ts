import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aBuildPlace, type BuildPlace, visible } from '../support/build-place.ts';
import { addBuilder, type BuildKit, startBuildKit, whyNoBuildKit } from '../support/buildkit.ts';
import { withShell } from '../support/dockerfile-with-shell.ts';
import { readStored } from '../support/stored-image.ts';

const why = whyNoBuildKit();

describe.skipIf(why !== undefined)(`with a builder that never built it${why === undefined ? '' : ` (${why})`}`, () => {
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

  test('the cache goes to the registry, and a builder that never built it finds it there', async () => {
    withShell(place.checkout, 'RUN echo "a long step" > /made', 'COPY app.txt /app.txt');
    const cache = `${place.registry}/shop/web:cache`;
    const inputs = { repository: 'shop/web', tags: 'v1' };
    const first = await place.run({ ...inputs, 'cache-to': `type=registry,ref=${cache},mode=max` });
    expect(first.outputs.verdict).toBe('pushed');
    expect(visible(first)).not.toContain('CACHED');
    expect((await readStored(place.aws, 'shop/web', 'cache')).mediaType).toBe(
      'application/vnd.oci.image.manifest.v1+json',
    );
    const fresh = await startBuildKit();
    try {
      addBuilder(place.home, 'fresh', fresh.address);
      const second = await place.run({ ...inputs, builder: 'fresh', 'cache-from': cache });
      expect(second.outputs.verdict).toBe('pushed');
      expect(second.lines.filter((line) => /#\d+ CACHED/.test(line)).length).toBeGreaterThanOrEqual(3);
    } finally {
      await fresh.stop();
    }
  });

  test('a fresh runner that makes other bytes of the same commit is green on an immutable repository', async () => {
    await place.makeImmutable();
    const commit = place.commit();
    const env = { GITHUB_SHA: commit };
    const first = await place.run({ repository: 'shop/web' }, { env });
    const fresh = await startBuildKit();
    try {
      addBuilder(place.home, 'fresh', fresh.address);
      const without = await place.run({ repository: 'shop/web', builder: 'fresh', reuse: 'false' }, { env });
      expect(without.outputs.verdict).toBe('conflict');
      const second = await place.run({ repository: 'shop/web', builder: 'fresh' }, { env });
      expect(second.outputs).toMatchObject({
        verdict: 'reused',
        digest: first.outputs.digest,
        'source-revision': commit,
      });
    } finally {
      await fresh.stop();
    }
  });
});
