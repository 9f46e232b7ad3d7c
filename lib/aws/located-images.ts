// Where an image is that was given by its digest and a repository's name or ARN: ECR is asked once for the repository's registry.

import { AwsFailure, UserError } from '../core/errors.ts';
import type { Repository, RepositoryRef } from '../core/registry-snapshots.ts';
import { noSuchRepository } from '../core/repository.ts';
import type { RequestedImage } from '../core/requested-images.ts';
import type { AwsApi } from './api.ts';
import { describeRepository, listRepositoryNames } from './ecr.ts';

/** The same images, each with its registry. Throws UserError when ECR does not have the repository, or does not say where it is. */
export async function locateImages<T extends RequestedImage>(api: AwsApi, images: readonly T[]): Promise<T[]> {
  const wanted = images.find(({ repository }) => repository !== undefined)?.repository;
  if (wanted === undefined) return [...images];
  // There is one input `repository`, so all images without a registry are in it.
  const { host } = await repositoryOf(api, wanted);
  return images.map((requested) =>
    requested.repository === undefined ? requested : { ...requested, image: { ...requested.image, registry: host } },
  );
}

async function repositoryOf(api: AwsApi, ref: RepositoryRef): Promise<Repository> {
  let found: Repository | undefined;
  try {
    found = await describeRepository(api, ref);
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind !== 'denied') throw error;
    throw new UserError(
      `repository: ${error.message} Or give the repository by its URI: then nobody has to be asked where it is.`,
      { cause: error },
    );
  }
  if (found !== undefined) return found;
  const others = await listRepositoryNames(api, ref);
  throw new UserError(`repository: ${noSuchRepository(ref.name, others, ref.account)}`);
}
