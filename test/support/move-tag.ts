// Gives a tag of the account's repository to another image, as a pipeline with moving tags does.

import { REPOSITORY } from './a-service.ts';
import type { DeployPlace } from './deploy-place.ts';

export async function moveTag({ simulator }: DeployPlace, imageTag: string, imageDigest: string): Promise<void> {
  const found = await simulator.call('ecr', 'BatchGetImage', {
    repositoryName: REPOSITORY,
    imageIds: [{ imageDigest }],
  });
  const [image] = found.images as readonly { imageManifest: string; imageManifestMediaType: string }[];
  await simulator.call('ecr', 'PutImage', {
    repositoryName: REPOSITORY,
    imageManifest: image?.imageManifest,
    imageManifestMediaType: image?.imageManifestMediaType,
    imageTag,
  });
}
