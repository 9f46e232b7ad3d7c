// Asks the registry for the tags of releases, and whether their images are there still. It only explains: who may not look sees less.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { type ImageLookUp, lookUpImage } from '../../../../lib/aws/image-digest.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import { type ImageReference, parseImage } from '../../../../lib/core/image.ts';
import type { ImageFacts, Release } from './releases.ts';

export async function readImageFacts(aws: AwsApi, releases: readonly Release[]): Promise<ImageFacts> {
  const images = new Set(releases.flatMap(({ images: ran }) => ran.map((image) => image.ran)));
  const known = await Promise.all(
    [...images].map(async (text) => {
      const image = parseImage(text);
      if (image?.digest === undefined) return [];
      const found = await lookedUp(aws, image);
      if (found === undefined || found.kind === 'unknown') return [];
      return [[text, found.kind === 'missing' ? ('gone' as const) : { tags: found.tags }] as const];
    }),
  );
  return new Map(known.flat());
}

/** Undefined when ECR does not answer: a list without tags is better than none. */
async function lookedUp(aws: AwsApi, image: ImageReference): Promise<ImageLookUp | undefined> {
  try {
    return await lookUpImage(aws, image);
  } catch (error) {
    if (error instanceof AwsFailure) return undefined;
    throw error;
  }
}
