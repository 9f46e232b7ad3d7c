// Which digest an image reference means in ECR, and whether it is there at all. What cannot be known is said, never guessed.

import { AwsFailure } from '../core/errors.ts';
import { ecrHost, type ImageReference, renderImage } from '../core/image.ts';
import { suggestion } from '../core/near-names.ts';
import type { RepositoryRef } from '../core/registry-snapshots.ts';
import { shellWord } from '../core/shell-word.ts';
import type { AwsApi } from './api.ts';
import { regionOf, registryOf } from './ecr.ts';

export type ImageLookUp =
  /** `tags`: all that the image has */
  | { readonly kind: 'found'; readonly digest: string; readonly tags: readonly string[] }
  /** ECR knows the registry and has no such image; `isRestoring`: it will, for it is on its way out of the archive */
  | { readonly kind: 'missing'; readonly why: string; readonly isRestoring?: true }
  /** not allowed to look; `isElsewhere`: not in ECR, or in another account's or region's */
  | { readonly kind: 'unknown'; readonly why: string; readonly isElsewhere?: true };

/** `repository`: where ECR has said already that the image's repository is. */
export async function lookUpImage(
  api: AwsApi,
  image: ImageReference,
  repository?: RepositoryRef,
): Promise<ImageLookUp> {
  if (repository !== undefined) return lookUpInRepository(api, image, repository);
  const shown = renderImage(image);
  try {
    const answer = await api.call('ecr', 'DescribeRepositories', { repositoryNames: [image.repository] });
    const uri = answer.repositories?.[0]?.repositoryUri ?? '';
    if (uri !== `${image.registry}/${image.repository}`)
      return { kind: 'unknown', why: `${shown} is not in this account's ECR (${uri} is)`, isElsewhere: true };
  } catch (error) {
    return repositoryFailure(api, image, error);
  }
  return lookUpInRepository(api, image, { name: image.repository });
}

async function lookUpInRepository(api: AwsApi, image: ImageReference, ref: RepositoryRef): Promise<ImageLookUp> {
  const imageId = image.digest === undefined ? { imageTag: image.tag ?? 'latest' } : { imageDigest: image.digest };
  try {
    const input = { repositoryName: ref.name, ...registryOf(ref), imageIds: [imageId] };
    const answer = await api.call('ecr', 'DescribeImages', input, regionOf(ref));
    const { imageDigest: digest, imageStatus = 'ACTIVE', imageTags: tags = [] } = answer.imageDetails?.[0] ?? {};
    if (digest !== undefined && imageStatus === 'ACTIVATING')
      return {
        kind: 'missing',
        isRestoring: true,
        why: `${renderImage(image)} is being restored from the archive of ECR (${imageStatus}), and cannot be pulled until that is done: run this job again then, within some 20 minutes`,
      };
    // Archived images are described, but a pull of one gets a 404 (docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html).
    if (digest !== undefined && imageStatus !== 'ACTIVE')
      return {
        kind: 'missing',
        why: `ECR has ${renderImage(image)} in its archive only (${imageStatus}), where nothing can be pulled: restore it with aws ecr update-image-storage-class --repository-name ${shellWord(ref.name)} --image-id ${shellWord(`imageDigest=${digest}`)} --target-storage-class STANDARD`,
      };
    return digest === undefined
      ? { kind: 'missing', why: `ECR has no image ${renderImage(image)}` }
      : { kind: 'found', digest, tags };
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    if (error.code === 'ImageNotFoundException') {
      if (await isPulledThrough(api, ref)) return pulledThrough(image);
      const known = image.digest === undefined ? await tagsOf(api, image.repository) : [];
      return {
        kind: 'missing',
        why: `ECR repository "${image.repository}" has no image ${image.digest ?? `with the tag "${image.tag ?? 'latest'}"`}.${suggestion(image.tag ?? '', known)}`,
      };
    }
    if (error.kind === 'denied') return { kind: 'unknown', why: error.message };
    throw error;
  }
}

async function repositoryFailure(api: AwsApi, image: ImageReference, error: unknown): Promise<ImageLookUp> {
  if (!(error instanceof AwsFailure)) throw error;
  if (error.kind === 'denied') return { kind: 'unknown', why: error.message };
  if (error.code === 'InvalidParameterException')
    return { kind: 'unknown', why: `${renderImage(image)} is not in ECR`, isElsewhere: true };
  if (error.code !== 'RepositoryNotFoundException') throw error;
  const hosts = await hostsOf(api);
  const inThisRegistry = image.registry !== undefined && hosts.has(image.registry);
  const looksLikeEcr = image.registry !== undefined && ecrHost(image.registry) !== undefined;
  if (!inThisRegistry)
    return {
      kind: 'unknown',
      why: looksLikeEcr
        ? `${renderImage(image)} is in another account's or region's ECR`
        : `${renderImage(image)} is not in ECR`,
      isElsewhere: true,
    };
  if (await isPulledThrough(api, { name: image.repository })) return pulledThrough(image);
  return { kind: 'missing', why: `ECR has no repository "${image.repository}".` };
}

function pulledThrough(image: ImageReference): ImageLookUp {
  return {
    kind: 'unknown',
    why: `ECR does not have ${renderImage(image)} yet, or no more, and fetches it from upstream when it is pulled (pull-through cache)`,
  };
}

/** The prefix of a rule for a whole registry (docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html). */
const WHOLE_REGISTRY = 'ROOT';

/** What is fetched has at least two parts in its name. Who may not ask for the rules takes it that there are none: they are few. */
async function isPulledThrough(api: AwsApi, ref: RepositoryRef): Promise<boolean> {
  if (!ref.name.includes('/')) return false;
  try {
    const answer = await api.call('ecr', 'DescribePullThroughCacheRules', registryOf(ref), regionOf(ref));
    return (answer.pullThroughCacheRules ?? []).some(
      ({ ecrRepositoryPrefix: prefix = '' }) => prefix === WHOLE_REGISTRY || ref.name.startsWith(`${prefix}/`),
    );
  } catch (error) {
    if (error instanceof AwsFailure && (error.kind === 'denied' || error.kind === 'refused')) return false;
    throw error;
  }
}

/** The registry hosts of this account and region, as ECR itself names them. */
async function hostsOf(api: AwsApi): Promise<ReadonlySet<string>> {
  try {
    const answer = await api.call('ecr', 'DescribeRepositories', { maxResults: 10 });
    return new Set(
      (answer.repositories ?? []).map(({ repositoryUri = '', repositoryName = '' }) =>
        repositoryUri.slice(0, -repositoryName.length - 1),
      ),
    );
  } catch (error) {
    if (error instanceof AwsFailure) return new Set();
    throw error;
  }
}

async function tagsOf(api: AwsApi, repositoryName: string): Promise<string[]> {
  try {
    const answer = await api.call('ecr', 'ListImages', {
      repositoryName,
      filter: { tagStatus: 'TAGGED' },
      maxResults: 100,
    });
    return (answer.imageIds ?? []).flatMap(({ imageTag }) => (imageTag === undefined ? [] : [imageTag]));
  } catch (error) {
    if (error instanceof AwsFailure) return [];
    throw error;
  }
}
