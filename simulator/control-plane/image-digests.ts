// Which digest an image reference means at this moment, as far as the registry of this world knows it.

import type { ServiceRevision, TaskDefinition } from './ecs-state.ts';
import type { World } from './world.ts';

/** Undefined when the image is not there, or is somebody else's and named by tag. */
export function digestOf(world: World, image: string): string | undefined {
  const [name = '', digest] = image.split('@');
  const prefix = `${world.ecr.registryHost}/`;
  if (!name.startsWith(prefix)) return digest;
  const path = name.slice(prefix.length);
  const colon = path.lastIndexOf(':');
  const repository = world.ecr.repositories[colon === -1 ? path : path.slice(0, colon)];
  if (repository === undefined) return undefined;
  const wanted = digest ?? repository.imageTags[colon === -1 ? 'latest' : path.slice(colon + 1)];
  return wanted !== undefined && repository.images[wanted]?.imageStatus === 'ACTIVE' ? wanted : undefined;
}

/** Resolved once, so that every task of the revision runs the same image however the tag moves. */
export function containerImages(world: World, definition: TaskDefinition): ServiceRevision['containerImages'] {
  return definition.containerDefinitions.map(({ name, image, versionConsistency }) => {
    const imageDigest = versionConsistency === 'disabled' ? undefined : digestOf(world, image);
    return { containerName: name, image, ...(imageDigest === undefined ? {} : { imageDigest }) };
  });
}
