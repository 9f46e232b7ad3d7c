// Repositories themselves: made, shown, tagged, set immutable, deleted.

import type {
  CreateRepositoryRequest,
  DeleteRepositoryRequest,
  DescribeRepositoriesRequest,
  ListTagsForResourceRequest,
  PutImageScanningConfigurationRequest,
  PutImageTagMutabilityRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-ecr';
import { nextUuid } from '../../control-plane/identifiers.ts';
import type { EcrRepository, World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { describeRepository, ecrPage, repositoryOf } from './repository.ts';

export function createRepository(draft: World, input: Json): Json {
  const request = input as Partial<CreateRepositoryRequest>;
  const repositoryName = String(request.repositoryName);
  if (draft.ecr.repositories[repositoryName] !== undefined) {
    throw new AwsError(
      'RepositoryAlreadyExistsException',
      `The repository with name '${repositoryName}' already exists in the registry with id '${draft.account}'`,
    );
  }
  const repository: EcrRepository = {
    repositoryArn: `arn:aws:ecr:${draft.region}:${draft.account}:repository/${repositoryName}`,
    repositoryName,
    repositoryUri: `${draft.ecr.registryHost}/${repositoryName}`,
    createdAt: draft.now,
    imageTagMutability: request.imageTagMutability ?? 'MUTABLE',
    tags: tagsOf(request.tags),
    layers: {},
    images: {},
    imageTags: {},
  };
  setExclusions(repository, request.imageTagMutabilityExclusionFilters);
  const scanOnPush = request.imageScanningConfiguration?.scanOnPush;
  if (scanOnPush !== undefined) repository.imageScanningConfiguration = { scanOnPush };
  const encryption = encryptionOf(draft, request.encryptionConfiguration);
  if (encryption !== undefined) repository.encryptionConfiguration = encryption;
  draft.ecr.repositories[repositoryName] = repository;
  return { repository: describeRepository(draft, repository) };
}

export function describeRepositories(world: World, input: Json): Json {
  const request = input as Partial<DescribeRepositoriesRequest>;
  const { registryId } = request;
  const repositories =
    request.repositoryNames?.map((repositoryName) => repositoryOf(world, { repositoryName, registryId })) ??
    Object.values(world.ecr.repositories).sort((left, right) =>
      left.repositoryName.localeCompare(right.repositoryName),
    );
  const { items, ...next } = ecrPage(repositories, request);
  return { repositories: items.map((repository) => describeRepository(world, repository)), ...next };
}

export function deleteRepository(draft: World, input: Json): Json {
  const request = input as Partial<DeleteRepositoryRequest>;
  const repository = repositoryOf(draft, request);
  if (request.force !== true && Object.keys(repository.images).length > 0) {
    throw new AwsError(
      'RepositoryNotEmptyException',
      `The repository with name '${repository.repositoryName}' in registry with id '${draft.account}' cannot be deleted because it still contains images`,
    );
  }
  const described = describeRepository(draft, repository);
  delete draft.ecr.repositories[repository.repositoryName];
  return { repository: described };
}

export function putImageTagMutability(draft: World, input: Json): Json {
  const request = input as Partial<PutImageTagMutabilityRequest>;
  const repository = repositoryOf(draft, request);
  repository.imageTagMutability = request.imageTagMutability ?? repository.imageTagMutability;
  setExclusions(repository, request.imageTagMutabilityExclusionFilters);
  const { repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters: filters } = repository;
  return {
    registryId: draft.account,
    repositoryName,
    imageTagMutability,
    ...(filters !== undefined && { imageTagMutabilityExclusionFilters: filters }),
  };
}

export function putImageScanningConfiguration(draft: World, input: Json): Json {
  const request = input as Partial<PutImageScanningConfigurationRequest>;
  const repository = repositoryOf(draft, request);
  repository.imageScanningConfiguration = { scanOnPush: request.imageScanningConfiguration?.scanOnPush ?? false };
  const { repositoryName, imageScanningConfiguration } = repository;
  return { registryId: draft.account, repositoryName, imageScanningConfiguration };
}

export function tagResource(draft: World, input: Json): Json {
  const { resourceArn, tags } = input as Partial<TagResourceRequest>;
  const repository = repositoryByArn(draft, resourceArn);
  const given = tagsOf(tags);
  const keys = new Set(given.map(({ Key }) => Key));
  repository.tags = [...repository.tags.filter(({ Key }) => !keys.has(Key)), ...given];
  return {};
}

export function untagResource(draft: World, input: Json): Json {
  const { resourceArn, tagKeys } = input as Partial<UntagResourceRequest>;
  const repository = repositoryByArn(draft, resourceArn);
  repository.tags = repository.tags.filter(({ Key }) => !tagKeys?.includes(Key));
  return {};
}

export function listTagsForResource(world: World, input: Json): Json {
  return { tags: repositoryByArn(world, (input as Partial<ListTagsForResourceRequest>).resourceArn).tags };
}

function repositoryByArn(world: World, arn: string | undefined): EcrRepository {
  return repositoryOf(world, { repositoryName: arn?.replace(/^arn:[^/]*:repository\//, '') });
}

function setExclusions(
  repository: EcrRepository,
  filters: CreateRepositoryRequest['imageTagMutabilityExclusionFilters'],
): void {
  if (filters === undefined) {
    delete repository.imageTagMutabilityExclusionFilters;
    return;
  }
  repository.imageTagMutabilityExclusionFilters = filters.map(({ filterType, filter }) => ({
    filterType: String(filterType),
    filter: String(filter),
  }));
}

/** A key of AWS's own where KMS is asked for without one. */
function encryptionOf(
  draft: World,
  sent: CreateRepositoryRequest['encryptionConfiguration'],
): EcrRepository['encryptionConfiguration'] {
  if (sent?.encryptionType === undefined) return undefined;
  const { encryptionType } = sent;
  if (encryptionType === 'AES256') return { encryptionType };
  return {
    encryptionType,
    kmsKey: sent.kmsKey ?? `arn:aws:kms:${draft.region}:${draft.account}:key/${nextUuid(draft)}`,
  };
}

function tagsOf(tags: CreateRepositoryRequest['tags']): EcrRepository['tags'] {
  return (tags ?? []).map(({ Key, Value }) => ({ Key: String(Key), Value: Value ?? '' }));
}
