// Images as ECR's API shows them and takes them: by tag, by digest, filtered, page by page.

import type {
  BatchDeleteImageRequest,
  BatchGetImageRequest,
  DescribeImagesRequest,
  ImageFailure,
  ImageIdentifier,
  ListImagesRequest,
  PutImageRequest,
  UpdateImageStorageClassRequest,
} from '@aws-sdk/client-ecr';
import type { EcrImage, EcrRepository, World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { digestOf, parseManifest, putManifest } from './put-manifest.ts';
import { ecrPage, repositoryOf } from './repository.ts';

export function describeImages(world: World, input: Json): Json {
  const request = input as Partial<DescribeImagesRequest>;
  const repository = repositoryOf(world, request);
  const images = request.imageIds?.map((id) => existing(world, repository, id)) ?? Object.values(repository.images);
  const wantedStatus = request.filter?.imageStatus ?? 'ACTIVE';
  const wantedTags = request.filter?.tagStatus ?? 'ANY';
  const shown = [...new Set(images)].filter((image) => {
    const tagged = tagsOf(repository, image.imageDigest).length > 0;
    const named = request.imageIds !== undefined;
    return (
      (wantedTags === 'ANY' || tagged === (wantedTags === 'TAGGED')) &&
      (named || wantedStatus === 'ANY' || image.imageStatus === wantedStatus)
    );
  });
  const { items, ...next } = ecrPage(shown, request);
  return { imageDetails: items.map((image) => describeImage(world, repository, image)), ...next };
}

export function listImages(world: World, input: Json): Json {
  const request = input as Partial<ListImagesRequest>;
  const repository = repositoryOf(world, request);
  const wanted = request.filter?.tagStatus ?? 'ANY';
  const imageIds = Object.keys(repository.images).flatMap((imageDigest): ImageIdentifier[] => {
    const tags = tagsOf(repository, imageDigest);
    if (tags.length === 0) return wanted === 'TAGGED' ? [] : [{ imageDigest }];
    return wanted === 'UNTAGGED' ? [] : tags.map((imageTag) => ({ imageDigest, imageTag }));
  });
  const { items, ...next } = ecrPage(imageIds, request);
  return { imageIds: items, ...next };
}

export function batchGetImage(world: World, input: Json): Json {
  const request = input as Partial<BatchGetImageRequest>;
  const repository = repositoryOf(world, request);
  const images: Json[] = [];
  const failures: ImageFailure[] = [];
  for (const imageId of request.imageIds ?? []) {
    const found = find(repository, imageId);
    if (!('imageDigest' in found)) {
      failures.push({ imageId, ...found });
      continue;
    }
    const accepted = request.acceptedMediaTypes;
    if (accepted !== undefined && accepted.length > 0 && !accepted.includes(found.imageManifestMediaType)) {
      failures.push({ imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' });
      continue;
    }
    images.push(answerImage(world, repository, found, imageId.imageTag));
  }
  return { images, failures };
}

export function putImage(draft: World, input: Json): Json {
  const request = input as Partial<PutImageRequest>;
  const repository = repositoryOf(draft, request);
  const { imageTag: tag, imageManifestMediaType: mediaType, imageDigest: digest } = request;
  const manifest = String(request.imageManifest);
  const known = repository.images[digestOf(manifest)];
  if (known !== undefined && (tag === undefined || repository.imageTags[tag] === known.imageDigest)) {
    const tagText = tag === undefined ? 'null' : `'${tag}'`;
    throw new AwsError(
      'ImageAlreadyExistsException',
      `Image with digest '${known.imageDigest}' and tag ${tagText} already exists in the repository with name '${repository.repositoryName}' in registry with id '${draft.account}'`,
    );
  }
  const image = putManifest(draft, repository, { manifest, mediaType, tag, digest });
  return { image: answerImage(draft, repository, image, tag) };
}

export function batchDeleteImage(draft: World, input: Json): Json {
  const request = input as Partial<BatchDeleteImageRequest>;
  const repository = repositoryOf(draft, request);
  const deleted: ImageIdentifier[] = [];
  const failures: ImageFailure[] = [];
  for (const imageId of request.imageIds ?? []) {
    const found = find(repository, imageId);
    if (!('imageDigest' in found)) {
      failures.push({ imageId, ...found });
      continue;
    }
    const { imageDigest } = found;
    const tags = tagsOf(repository, imageDigest);
    const goingTags = imageId.imageTag === undefined ? tags : [imageId.imageTag];
    const goesWhole = goingTags.length === tags.length;
    const parents = goesWhole ? indexesOf(repository, imageDigest) : [];
    if (parents.length > 0) {
      const failureReason = `Requested image referenced by manifest list: [${parents.join(', ')}]`;
      failures.push({ imageId, failureCode: 'ImageReferencedByManifestList', failureReason });
      continue;
    }
    for (const tag of goingTags) delete repository.imageTags[tag];
    // An image that loses its last tag is deleted.
    if (goesWhole) delete repository.images[imageDigest];
    deleted.push(
      ...(goingTags.length === 0 ? [{ imageDigest }] : goingTags.map((imageTag) => ({ imageDigest, imageTag }))),
    );
  }
  return { imageIds: deleted, failures };
}

/** A restore is done at once here; ECR takes up to twenty minutes for it, and says ACTIVATING until then. */
export function updateImageStorageClass(draft: World, input: Json): Json {
  const request = input as Partial<UpdateImageStorageClassRequest>;
  const repository = repositoryOf(draft, request);
  const image = existing(draft, repository, request.imageId ?? {});
  image.imageStatus = request.targetStorageClass === 'ARCHIVE' ? 'ARCHIVED' : 'ACTIVE';
  return {
    registryId: draft.account,
    repositoryName: repository.repositoryName,
    imageId: request.imageId,
    imageStatus: image.imageStatus,
  };
}

type NotFound = Required<Pick<ImageFailure, 'failureCode' | 'failureReason'>>;

function find(repository: EcrRepository, { imageDigest, imageTag }: ImageIdentifier): EcrImage | NotFound {
  if (imageDigest === undefined && imageTag === undefined) {
    return {
      failureCode: 'MissingDigestAndTag',
      failureReason: 'Invalid request parameters: both tag and digest cannot be null',
    };
  }
  const byTag = imageTag === undefined ? undefined : repository.imageTags[imageTag];
  const image = repository.images[imageDigest ?? byTag ?? ''];
  if (image === undefined) return { failureCode: 'ImageNotFound', failureReason: 'Requested image not found' };
  if (imageTag !== undefined && byTag !== image.imageDigest) {
    return {
      failureCode: 'ImageTagDoesNotMatchDigest',
      failureReason: 'Requested image tag does not match the digest',
    };
  }
  return image;
}

function existing(world: World, repository: EcrRepository, id: ImageIdentifier): EcrImage {
  const found = find(repository, id);
  if ('imageDigest' in found) return found;
  const quoted = (text: string | undefined) => (text === undefined ? "'null'" : `'${text}'`);
  throw new AwsError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:${quoted(id.imageDigest)}, imageTag:${quoted(id.imageTag)}} does not exist within the repository with name '${repository.repositoryName}' in the registry with id '${world.account}'`,
  );
}

function describeImage(world: World, repository: EcrRepository, image: EcrImage): Json {
  const { imageManifest: _, ...shown } = image;
  const imageTags = tagsOf(repository, image.imageDigest);
  return {
    registryId: world.account,
    repositoryName: repository.repositoryName,
    ...shown,
    ...(imageTags.length > 0 && { imageTags }),
  };
}

function answerImage(world: World, repository: EcrRepository, image: EcrImage, imageTag: string | undefined): Json {
  const { imageDigest, imageManifest, imageManifestMediaType } = image;
  return {
    registryId: world.account,
    repositoryName: repository.repositoryName,
    imageId: { imageDigest, ...(imageTag !== undefined && { imageTag }) },
    imageManifest,
    imageManifestMediaType,
  };
}

function tagsOf(repository: EcrRepository, imageDigest: string): string[] {
  return Object.entries(repository.imageTags).flatMap(([tag, digest]) => (digest === imageDigest ? [tag] : []));
}

function indexesOf(repository: EcrRepository, imageDigest: string): string[] {
  return Object.values(repository.images)
    .filter(({ imageManifest }) => parseManifest(imageManifest).manifests?.some(({ digest }) => digest === imageDigest))
    .map((index) => index.imageDigest);
}
