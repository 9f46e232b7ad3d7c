import { describe, expect, test } from 'vitest';
import { compareWithFixed, digestsInRepository, digestsOfMetadata, isImmutableTag, planTags } from './plan.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const image = (letter: string) => ({
  digest: digest(letter),
  manifest: JSON.stringify({ config: { digest: digest(letter === 'a' ? 'c' : 'd') } }),
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
});
const IMMUTABLE = { mutability: 'IMMUTABLE', exclusions: [] };

describe('whether a tag stands fast', () => {
  test.each([
    ['MUTABLE', [], 'v1', false],
    ['IMMUTABLE', [], 'v1', true],
    ['IMMUTABLE_WITH_EXCLUSION', ['latest', 'dev-*'], 'dev-7', false],
    ['IMMUTABLE_WITH_EXCLUSION', ['latest', 'dev-*'], 'v1', true],
    ['MUTABLE_WITH_EXCLUSION', ['v*'], 'v1', true],
    ['MUTABLE_WITH_EXCLUSION', ['v*'], 'latest', false],
    ['MUTABLE_WITH_EXCLUSION', ['v1.*'], 'v1x', false],
    ['A_WORD_OF_TOMORROW', [], 'v1', true],
  ])('%s %j: %s → %s', (mutability, exclusions, tag, expected) => {
    expect(isImmutableTag({ mutability, exclusions }, tag)).toBe(expected);
  });
});

test('only tags that exist and stand fast are fixed', () => {
  const existing = new Map([
    ['v1', image('a')],
    ['other', image('b')],
  ]);
  const plan = planTags(IMMUTABLE, ['v1', 'v2'], existing);
  expect([...plan.fixed.keys()]).toEqual(['v1']);
  expect(plan.free).toEqual(['v2']);
});

describe('what was built against what stands fast', () => {
  const plan = planTags(IMMUTABLE, ['v1', 'v2'], new Map([['v1', image('a')]]));

  test('the same manifest is the same image', () => {
    expect(compareWithFixed({ digests: [digest('a')] }, plan)).toMatchObject({ kind: 'same' });
  });

  test('the same configuration is the same image', () => {
    expect(compareWithFixed({ digests: [digest('c')] }, plan)).toMatchObject({ kind: 'same' });
  });

  test('anything else is a conflict that names the tag', () => {
    expect(compareWithFixed({ digests: [digest('e')] }, plan)).toMatchObject({ kind: 'conflict', tag: 'v1' });
    expect(compareWithFixed({ digests: [] }, plan)).toMatchObject({ kind: 'conflict', tag: 'v1' });
  });

  test('one tag of several that differs is a conflict', () => {
    const both = planTags(
      IMMUTABLE,
      ['v1', 'v2'],
      new Map([
        ['v1', image('a')],
        ['v2', image('b')],
      ]),
    );
    expect(compareWithFixed({ digests: [digest('a')] }, both)).toMatchObject({ kind: 'conflict', tag: 'v2' });
  });

  test('a manifest that cannot be read is never the same', () => {
    const odd = planTags(IMMUTABLE, ['v1'], new Map([['v1', { ...image('a'), manifest: 'no JSON' }]]));
    expect(compareWithFixed({ digests: [digest('c')] }, odd).kind).toBe('conflict');
  });
});

test('the digests in buildx’s metadata are found, the manifest’s first', () => {
  const metadata = {
    'buildx.build.ref': 'default/default/abc',
    'containerimage.config.digest': digest('c'),
    'containerimage.digest': digest('a'),
  };
  expect(digestsOfMetadata(JSON.stringify(metadata))).toEqual([digest('a'), digest('c')]);
  expect(digestsOfMetadata('')).toEqual([]);
});

test('digests of other repositories are not ours', () => {
  expect(digestsInRepository([`r/web@${digest('a')}`, `r/web2@${digest('b')}`], 'r/web')).toEqual([digest('a')]);
});
