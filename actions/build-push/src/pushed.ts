// After a push: ECR has the last word on what its digest is, and on which tags point to it.

import { describeImage } from '../../../lib/aws/ecr.ts';
import { AwsFailure } from '../../../lib/core/errors.ts';
import { type RegistryDoor, readPlatforms } from './image-facts.ts';
import type { Outcome, Platforms } from './outcome.ts';

export interface Pushed {
  readonly tags: readonly string[];
  /** digests by which docker knows what it pushed */
  readonly candidates: readonly string[];
}

export async function askEcr(door: RegistryDoor, pushed: Pushed, say: (line: string) => void): Promise<Outcome> {
  try {
    const outcome = await readPushed(door, pushed);
    return outcome.kind === 'pushed' ? await withPlatforms(door, outcome, say) : outcome;
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    const [known] = pushed.candidates;
    return {
      kind: 'unobserved',
      reason: `The image was pushed${known === undefined ? '' : `, by docker's word as ${known}`}, but ECR could not be asked for its digest. ${error.message}`,
    };
  }
}

/** What cannot be read is said, and no reason to fail. */
export async function withPlatforms<T extends { readonly digest: string }>(
  door: RegistryDoor,
  outcome: T,
  say: (line: string) => void,
): Promise<T & { readonly platforms: Platforms }> {
  const { platforms, problem } = await readPlatforms(door, outcome.digest);
  if (problem !== undefined) say(`The image's platforms are not known, and platform-digests stays empty. ${problem}`);
  return { ...outcome, platforms };
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
