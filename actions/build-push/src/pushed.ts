// After a push: ECR has the last word on what its digest is, and on which tags point to it.

import { describeImage } from '../../../lib/aws/ecr.ts';
import { AwsFailure } from '../../../lib/core/errors.ts';
import { type RegistryDoor, readPlatforms } from './image-facts.ts';
import type { Outcome } from './outcome.ts';

export interface Pushed {
  readonly tags: readonly string[];
  /** digests by which docker knows what it pushed */
  readonly candidates: readonly string[];
}

export async function askEcr(door: RegistryDoor, pushed: Pushed): Promise<Outcome> {
  try {
    const outcome = await readPushed(door, pushed);
    if (outcome.kind !== 'pushed') return outcome;
    const { platforms } = await readPlatforms(door, outcome.digest);
    return { ...outcome, platforms };
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    const [known] = pushed.candidates;
    return {
      kind: 'unobserved',
      reason: `The image was pushed${known === undefined ? '' : `, by docker's word as ${known}`}, but ECR could not be asked for its digest. ${error.message}`,
    };
  }
}

/** The digest by ECR's word: of the image that docker says it pushed, else of what the first tag points to. */
async function readPushed({ aws, repository }: RegistryDoor, of: Pushed): Promise<Outcome> {
  const [first = ''] = of.tags;
  const byTag = await describeImage(aws, repository, { imageTag: first });
  const isOurs = byTag !== undefined && (of.candidates.length === 0 || of.candidates.includes(byTag.digest));
  const [candidate] = of.candidates;
  const byDigest =
    isOurs || candidate === undefined ? undefined : await describeImage(aws, repository, { imageDigest: candidate });
  const image = isOurs ? byTag : byDigest;
  if (image === undefined)
    return { kind: 'unobserved', reason: `docker pushed ${repository.name}:${first}, but ECR does not show it.` };
  return {
    kind: 'pushed',
    digest: image.digest,
    moved: of.tags.filter((tag) => !image.tags.includes(tag)),
    ...(image.sizeInBytes === undefined ? {} : { sizeInBytes: image.sizeInBytes }),
  };
}
