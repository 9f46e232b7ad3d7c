// The images that a definition brings along which somebody names (a file, a family, a revision): their tags become digests, like those of the
// input `image`. So the revision says what serves, and the same step a second time finds it serving.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { lookUpImage } from '../../../../lib/aws/image-digest.ts';
import { UserError } from '../../../../lib/core/errors.ts';
import { parseImage, pinned } from '../../../../lib/core/image.ts';
import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { type ContainerImage, containersOf, withImages } from '../../../../lib/core/task-definition.ts';
import type { DeployRequest } from '../inputs.ts';
import type { Reading } from '../situation.ts';
import { assignImages } from './wanted.ts';

export interface PinnedSource {
  /** absent: what the service runs is edited, and nobody asked what its images mean */
  readonly definition?: Raw;
  /** why an image stays as it is written */
  readonly doubts: readonly string[];
}

/** Throws one UserError with every image that ECR does not have. What is wrong with the two that are awaited tells so itself. */
export async function pinSource(
  api: AwsApi,
  request: DeployRequest,
  situation: Promise<Reading>,
  source: Promise<Raw | undefined>,
): Promise<PinnedSource> {
  const [read, given] = await Promise.allSettled([situation, source]);
  if (given.status === 'rejected' || given.value === undefined) return { doubts: [] };
  const definition = given.value;
  const replaced =
    read.status === 'rejected' ? undefined : replacedBy(request, definition, read.value.situation.service);
  if (replaced === undefined) return { definition, doubts: [] };
  const own = containersOf(definition).filter(({ name }) => !replaced.includes(String(name)));
  const looks = await Promise.all(own.map((container) => lookUp(api, container)));
  const problems = looks.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new UserError(problems);
  return {
    definition: withImages(
      definition,
      looks.flatMap(({ image }) => image ?? []),
    ),
    doubts: looks.flatMap(({ doubt }) => doubt ?? []),
  };
}

interface Look {
  readonly image?: ContainerImage;
  readonly problem?: string;
  readonly doubt?: string;
}

async function lookUp(api: AwsApi, { name, image: text = '' }: Raw): Promise<Look> {
  const container = String(name);
  const image = parseImage(String(text));
  // A place that a template keeps for it, as <IMAGE1_NAME>: ECS would register it, and never start a task.
  if (image === undefined) {
    const what = text === '' ? 'has no image' : `has the image "${text}", which is no image reference`;
    return { problem: `task-definition: container "${container}" ${what}; give one there, or by the input image` };
  }
  const found = await lookUpImage(api, image);
  switch (found.kind) {
    case 'found':
      // What names a digest stays as it is written, tag and all.
      return image.digest === undefined ? { image: { container, image: pinned(image, found.digest) } } : {};
    case 'missing':
      return { problem: `task-definition: container "${container}": ${found.why}` };
    case 'unknown':
      return { doubt: `Container "${container}" keeps its image as it is written: ${found.why}` };
  }
}

/** Containers whose image the input `image` gives; undefined where the two do not fit, which is told elsewhere. */
function replacedBy({ images }: DeployRequest, definition: Raw, service: ServiceSnapshot): string[] | undefined {
  try {
    return assignImages(images, definition, service).map(({ container }) => container);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
