// Gives a tag of the account's repository to another image, as a pipeline with moving tags does.

import type { Account } from './a-service.ts';
import { REPOSITORY } from './a-service.ts';

export async function moveTag(
  { simulator }: Pick<Account, 'simulator'>,
  imageTag: string,
  imageDigest: string,
): Promise<void> {
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
