// Whether an image that a task could not pull can ever be pulled. By digest there is an answer: content under a digest never changes.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { lookUpImage } from '../../../../lib/aws/image-digest.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import { type ImageReference, parseImage, renderImage, shortImage } from '../../../../lib/core/image.ts';
import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import type { StoppedTask } from '../../../../lib/core/stopped-task.ts';
import { containersOf } from '../../../../lib/core/task-definition.ts';
import { platformOfTasks } from '../verify/platform.ts';

const CANNOT_PULL = /^CannotPull(Container|ImageManifest)Error\b/;
/** Whatever else keeps a task from its image (network, permissions, throttling) may heal. */
const NOT_THERE = /not found|manifest unknown|\b404\b/i;
const NO_PLATFORM = /does not contain descriptor matching platform '?([\w/.-]+)'?/;

/** Why no task of the definition will ever have its image; undefined where one may, or where nobody can know. */
export async function imageGone(
  api: AwsApi,
  definition: Raw,
  stopped: readonly StoppedTask[],
  service: Pick<ServiceSnapshot, 'raw'>,
): Promise<string | undefined> {
  const reasons = stopped.flatMap(({ stoppedReason, containers }) =>
    [stoppedReason, ...containers.map(({ reason }) => reason)].filter((text) => CANNOT_PULL.test(text ?? '')),
  );
  const images = containersOf(definition).map(({ image }) => parseImage(String(image)));
  const byDigest = images.filter((image) => image?.digest !== undefined) as ImageReference[];
  const platform = reasons.map((text) => NO_PLATFORM.exec(text ?? '')?.[1]).find((found) => found !== undefined);
  // Which image it is the reason does not say: all of them are known by content, or the one by a tag may be meant.
  // Where the instances decide, the next task may be placed on one of another architecture.
  const isSame = platformOfTasks(definition, service) !== undefined;
  if (platform !== undefined && isSame && byDigest.length === images.length)
    return `${byDigest.map((image) => shortImage(renderImage(image))).join(' or ')} has no ${platform}`;
  if (!reasons.some((text) => NOT_THERE.test(text ?? ''))) return undefined;
  const found = await Promise.all(byDigest.map((image) => lookUpOrNothing(api, image)));
  return found.find((why) => why !== undefined);
}

/** A registry that does not answer has not said that the image is gone. */
async function lookUpOrNothing(api: AwsApi, image: ImageReference): Promise<string | undefined> {
  try {
    const found = await lookUpImage(api, image);
    return found.kind === 'missing' && found.isRestoring !== true ? found.why.replace(/\.$/, '') : undefined;
  } catch (error) {
    if (error instanceof AwsFailure) return undefined;
    throw error;
  }
}
