// Asks the registry for the tags of releases, and whether their images are there still. It only explains: who may not look sees less.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { lookUpImage } from '../../../lib/aws/image-digest.ts';
import { parseImage } from '../../../lib/core/image.ts';
import type { ImageFacts, Release } from './releases.ts';

export async function readImageFacts(aws: AwsApi, releases: readonly Release[]): Promise<ImageFacts> {
  const images = new Set(releases.flatMap(({ images: ran }) => ran.map((image) => image.ran)));
  const known = await Promise.all(
    [...images].map(async (text) => {
      const image = parseImage(text);
      if (image?.digest === undefined) return [];
      const found = await lookUpImage(aws, image);
      if (found.kind === 'unknown') return [];
      return [[text, found.kind === 'missing' ? ('gone' as const) : { tags: found.tags }] as const];
    }),
  );
  return new Map(known.flat());
}
