// Takes an image of the same source that ECR has already: the wanted tags are added by its manifest, and nothing is built.

import { addTag, readTags } from '../../../lib/aws/ecr.ts';
import { AwsFailure } from '../../../lib/core/errors.ts';
import type { TaggedImage } from '../../../lib/core/registry-snapshots.ts';
import { type RegistryDoor, readImageFacts } from './image-facts.ts';
import type { Outcome } from './outcome.ts';
import { compareWithFixed, planTags } from './plan.ts';

export type Reuse =
  | { readonly kind: 'settled'; readonly outcome: Extract<Outcome, { kind: 'reused' | 'conflict' }> }
  /** ECR has no image of this source */
  | { readonly kind: 'absent' }
  /** nobody could look */
  | { readonly kind: 'unseen'; readonly why: string };

const REVISION = 'org.opencontainers.image.revision';

/** Asks for the content address and the wanted tags in one call. */
export async function reuseImage(
  door: RegistryDoor,
  wanted: { readonly sourceTag: string; readonly tags: readonly string[] },
): Promise<Reuse> {
  const { aws, repository } = door;
  const { sourceTag, tags } = wanted;
  let existing: ReadonlyMap<string, TaggedImage>;
  try {
    existing = await readTags(aws, repository, [sourceTag, ...tags]);
  } catch (error) {
    if (error instanceof AwsFailure && error.kind === 'denied') return { kind: 'unseen', why: error.message };
    throw error;
  }
  const image = existing.get(sourceTag);
  if (image === undefined) return { kind: 'absent' };
  const compared = compareWithFixed({ digests: [image.digest] }, planTags(repository, tags, existing));
  if (compared.kind === 'conflict') return conflict(image, compared.tag, compared.image);
  const missing = tags.filter((tag) => existing.get(tag)?.digest !== image.digest);
  for (const tag of missing) {
    const taken = await addOrSeeWhoTook(door, image, tag);
    if (taken !== undefined) return conflict(image, tag, taken);
  }
  const { labels, platforms, problem } = await readImageFacts(door, image);
  const revision = labels[REVISION] || undefined;
  return {
    kind: 'settled',
    outcome: {
      kind: 'reused',
      digest: image.digest,
      added: missing,
      platforms,
      source: {
        ...(revision === undefined ? {} : { revision }),
        ...(problem === undefined ? {} : { problem }),
      },
    },
  };
}

/** Undefined when the tag is ours now; else the image that somebody has put under an immutable tag since we looked. */
async function addOrSeeWhoTook(door: RegistryDoor, image: TaggedImage, tag: string): Promise<TaggedImage | undefined> {
  try {
    await addTag(door.aws, door.repository, image, tag);
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.code !== 'ImageTagAlreadyExistsException') throw error;
    const taken = (await readTags(door.aws, door.repository, [tag])).get(tag);
    if (taken === undefined) throw error;
    return taken.digest === image.digest ? undefined : taken;
  }
}

function conflict(image: TaggedImage, tag: string, { digest }: TaggedImage): Reuse {
  return { kind: 'settled', outcome: { kind: 'conflict', tag, digest, sameSource: image.digest, pushed: [] } };
}
