// What every ECR operation needs: the repository that is meant, and how AWS says that something is not there.

import type { EcrRepository, World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { type Page, pageOf } from '../paging.ts';

export function repositoryOf(
  world: World,
  { repositoryName, registryId }: { repositoryName?: string | undefined; registryId?: string | undefined },
): EcrRepository {
  const registry = registryId ?? world.account;
  const repository = registry === world.account ? world.ecr.repositories[repositoryName ?? ''] : undefined;
  if (repository === undefined) {
    throw new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${repositoryName}' does not exist in the registry with id '${registry}'`,
    );
  }
  return repository;
}

export function describeRepository(world: World, repository: EcrRepository): Json {
  const { repositoryArn, repositoryName, repositoryUri, createdAt, imageTagMutability } = repository;
  const filters = repository.imageTagMutabilityExclusionFilters;
  return {
    repositoryArn,
    registryId: world.account,
    repositoryName,
    repositoryUri,
    createdAt,
    imageTagMutability,
    ...(filters !== undefined && { imageTagMutabilityExclusionFilters: filters }),
    imageScanningConfiguration: repository.imageScanningConfiguration ?? { scanOnPush: false },
    encryptionConfiguration: repository.encryptionConfiguration ?? { encryptionType: 'AES256' },
  };
}

export function ecrPage<Item>(
  items: readonly Item[],
  { nextToken, maxResults }: { nextToken?: string | undefined; maxResults?: number | undefined },
): Page<Item> {
  const page = pageOf(items, { token: nextToken, size: maxResults ?? 100 });
  if (page === undefined) throw new AwsError('InvalidParameterException', 'Invalid parameter at NextToken');
  return page;
}

/** Whether pushing this tag again with other content is refused. */
export function isImmutable(repository: EcrRepository, tag: string): boolean {
  const excluded = (repository.imageTagMutabilityExclusionFilters ?? []).some(({ filter }) =>
    wildcard(filter).test(tag),
  );
  switch (repository.imageTagMutability) {
    case 'MUTABLE':
      return false;
    case 'IMMUTABLE':
      return true;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !excluded;
    case 'MUTABLE_WITH_EXCLUSION':
      return excluded;
  }
}

function wildcard(filter: string): RegExp {
  const pattern = filter
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`);
}
