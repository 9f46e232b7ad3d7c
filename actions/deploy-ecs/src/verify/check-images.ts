// Whether what is gone back to can still be pulled. It is asked once and shortly: whoever flees is not kept waiting by a registry.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { lookUpImage } from '../../../../lib/aws/image-digest.ts';
import type { Clock } from '../../../../lib/core/clock.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import { type ImageReference, parseImage, renderImage } from '../../../../lib/core/image.ts';
import { open } from '../../../../lib/core/sentence.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf } from '../../../../lib/core/task-definition.ts';

const ANSWERS_WITHIN_MS = 5_000;

export interface Pullable {
  /** a sentence for each image that can surely no longer be pulled */
  readonly missing: readonly string[];
  /** a sentence for each of which the registry said nothing */
  readonly unknown: readonly string[];
}

/** `api`: one attempt a call. */
export async function readPullable(api: AwsApi, clock: Clock, definition: Raw): Promise<Pullable> {
  const images = containersOf(definition).flatMap((container): ImageReference[] => {
    const image = parseImage(String(container.image));
    return image === undefined ? [] : [image];
  });
  const found = await Promise.all(images.map((image) => readOne(api, clock, image)));
  return { missing: found.flatMap(({ missing }) => missing), unknown: found.flatMap(({ unknown }) => unknown) };
}

async function readOne(api: AwsApi, clock: Clock, image: ImageReference): Promise<Pullable> {
  const answered = new AbortController();
  const answer = answerOf(api, image).finally(() => answered.abort());
  const silence = clock
    .sleep(ANSWERS_WITHIN_MS, answered.signal)
    .then(() => (answered.signal.aborted ? answer : notKnown(image, 'ECR does not answer')));
  return Promise.race([answer, silence]);
}

async function answerOf(api: AwsApi, image: ImageReference): Promise<Pullable> {
  try {
    const found = await lookUpImage(api, image);
    return { missing: found.kind === 'missing' ? [found.why] : [], unknown: [] };
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind === 'expired') throw error;
    return notKnown(image, error.message);
  }
}

function notKnown(image: ImageReference, why: string): Pullable {
  return { missing: [], unknown: [`whether ${renderImage(image)} can still be pulled is not known: ${open(why)}`] };
}
