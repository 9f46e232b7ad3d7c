// ECR's answers as plain data: repositories, what their tags point to, and the password of their registry.

import { AwsFailure } from '../core/errors.ts';
import type { PushedImage, Repository, RepositoryRef, TaggedImage } from '../core/registry-snapshots.ts';
import type { AwsApi, CallOptions, OutputOf } from './api.ts';

/** Undefined when it does not exist. */
export async function describeRepository(api: AwsApi, ref: RepositoryRef): Promise<Repository | undefined> {
  try {
    const input = { repositoryNames: [ref.name], ...registryOf(ref) };
    const answer = await api.call('ecr', 'DescribeRepositories', input, regionOf(ref));
    return repositoryOf(ref, answer.repositories?.[0] ?? {});
  } catch (error) {
    if (isCode(error, 'RepositoryNotFoundException')) return undefined;
    throw error;
  }
}

/** The names in the same registry, for hints; empty when they may not be listed. */
export async function listRepositoryNames(api: AwsApi, ref: RepositoryRef): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const input = { ...registryOf(ref), maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) };
      const answer: OutputOf<'ecr', 'DescribeRepositories'> = await api.call(
        'ecr',
        'DescribeRepositories',
        input,
        regionOf(ref),
      );
      names.push(...(answer.repositories ?? []).map(({ repositoryName }) => repositoryName ?? ''));
      nextToken = answer.nextToken;
    } while (nextToken !== undefined);
  } catch (error) {
    // A hint is no reason to fail: a role may well be allowed to see its own repository and no other.
    if (!(error instanceof AwsFailure)) throw error;
  }
  return names;
}

/** With AWS's defaults for everything; one that somebody else made meanwhile is as good. */
export async function createRepository(api: AwsApi, ref: RepositoryRef): Promise<Repository> {
  try {
    const input = { repositoryName: ref.name, ...registryOf(ref) };
    const answer = await api.call('ecr', 'CreateRepository', input, regionOf(ref));
    return repositoryOf(ref, answer.repository ?? {});
  } catch (error) {
    const existing = isCode(error, 'RepositoryAlreadyExistsException') ? await describeRepository(api, ref) : undefined;
    if (existing === undefined) throw error;
    return existing;
  }
}

/** What the tags point to now; tags that do not exist are absent. */
export async function readTags(
  api: AwsApi,
  repository: Repository,
  tags: readonly string[],
): Promise<ReadonlyMap<string, TaggedImage>> {
  const found = new Map<string, TaggedImage>();
  // AWS takes 100 at a time.
  for (let start = 0; start < tags.length; start += 100) {
    const imageIds = tags.slice(start, start + 100).map((imageTag) => ({ imageTag }));
    for (const image of await getImages(api, repository, imageIds))
      found.set(image.imageId?.imageTag ?? '', taggedImageOf(image));
  }
  return found;
}

/** The manifest or index that has this digest; undefined when there is none. */
export async function readManifest(
  api: AwsApi,
  repository: RepositoryRef,
  imageDigest: string,
): Promise<TaggedImage | undefined> {
  const [image] = await getImages(api, repository, [{ imageDigest }]);
  return image === undefined ? undefined : taggedImageOf(image);
}

type Image = NonNullable<OutputOf<'ecr', 'BatchGetImage'>['images']>[number];

async function getImages(
  api: AwsApi,
  repository: RepositoryRef,
  imageIds: { imageTag?: string; imageDigest?: string }[],
): Promise<Image[]> {
  const input = {
    repositoryName: repository.name,
    ...registryOf(repository),
    imageIds,
    acceptedMediaTypes: [...MANIFEST_TYPES],
  };
  const answer = await api.call('ecr', 'BatchGetImage', input, regionOf(repository));
  return answer.images ?? [];
}

function taggedImageOf({ imageId, imageManifest, imageManifestMediaType }: Image): TaggedImage {
  return {
    digest: imageId?.imageDigest ?? '',
    manifest: imageManifest ?? '',
    mediaType: imageManifestMediaType ?? '',
  };
}

/** Without these ECR converts what it answers to an old manifest type, with another digest. */
const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;

/** The image behind a tag or a digest, with all its tags; undefined when there is none. */
export async function describeImage(
  api: AwsApi,
  repository: Repository,
  id: { imageTag: string } | { imageDigest: string },
): Promise<PushedImage | undefined> {
  try {
    const input = { repositoryName: repository.name, ...registryOf(repository), imageIds: [id] };
    const answer = await api.call('ecr', 'DescribeImages', input, regionOf(repository));
    const [image] = answer.imageDetails ?? [];
    if (image?.imageDigest === undefined) return undefined;
    return {
      digest: image.imageDigest,
      tags: image.imageTags ?? [],
      ...(image.imageSizeInBytes === undefined ? {} : { sizeInBytes: image.imageSizeInBytes }),
    };
  } catch (error) {
    if (isCode(error, 'ImageNotFoundException')) return undefined;
    throw error;
  }
}

/** One more name for an image that ECR has. */
export async function addTag(api: AwsApi, repository: Repository, image: TaggedImage, tag: string): Promise<void> {
  try {
    const input = {
      repositoryName: repository.name,
      ...registryOf(repository),
      imageManifest: image.manifest,
      imageManifestMediaType: image.mediaType,
      imageTag: tag,
    };
    await api.call('ecr', 'PutImage', input, regionOf(repository));
  } catch (error) {
    // ECR says so when this image has this tag already, which is what was wanted.
    if (!isCode(error, 'ImageAlreadyExistsException')) throw error;
  }
}

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
  /** `proxyEndpoint`: the registry of the caller's own account, as a URL */
  readonly endpoint: string;
  /** its host */
  readonly host: string;
  /** everything in the answer that must not be seen */
  readonly secrets: readonly string[];
}

/** Good for every registry of the region that the credentials may use, for twelve hours. */
export async function readRegistryLogin(api: AwsApi, ref: RepositoryRef): Promise<RegistryLogin> {
  const answer = await api.call('ecr', 'GetAuthorizationToken', {}, regionOf(ref));
  const data = answer.authorizationData?.[0];
  const token = data?.authorizationToken ?? '';
  const [username = '', ...rest] = Buffer.from(token, 'base64').toString('utf8').split(':');
  const password = rest.join(':');
  const endpoint = (data?.proxyEndpoint ?? '').replace(/\/+$/, '');
  const host = endpoint.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return { username, password, endpoint, host, secrets: [token, password] };
}

/** The account whose credentials these are. */
export async function readCallerAccount(api: AwsApi): Promise<string> {
  return (await api.call('sts', 'GetCallerIdentity', {})).Account ?? '';
}

type Described = NonNullable<OutputOf<'ecr', 'DescribeRepositories'>['repositories']>[number];

function repositoryOf(ref: RepositoryRef, described: Described): Repository {
  const uri = described.repositoryUri ?? '';
  return {
    name: described.repositoryName ?? ref.name,
    account: described.registryId ?? '',
    host: uri.slice(0, Math.max(0, uri.indexOf('/'))),
    mutability: described.imageTagMutability ?? 'MUTABLE',
    exclusions: (described.imageTagMutabilityExclusionFilters ?? []).map(({ filter }) => filter ?? ''),
    ...(ref.region === undefined ? {} : { region: ref.region }),
  };
}

/** Absent members mean the caller's own. */
export function registryOf({ account }: RepositoryRef): { registryId?: string } {
  return account === undefined ? {} : { registryId: account };
}

export function regionOf({ region }: RepositoryRef): CallOptions {
  return region === undefined ? {} : { region };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof AwsFailure && error.code === code;
}
