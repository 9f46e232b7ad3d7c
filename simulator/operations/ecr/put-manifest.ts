// What happens when a manifest arrives in a repository: by the registry's PUT or by PutImage, the rules are ECR's in both.

import { createHash } from 'node:crypto';
import type { EcrImage, EcrRepository, World } from '../../control-plane/world.ts';
import { AwsError } from '../operation.ts';
import { isImmutable } from './repository.ts';

export interface Manifest {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Descriptor {
  readonly mediaType?: string;
  readonly digest: string;
  readonly size?: number;
  readonly urls?: readonly string[];
  readonly platform?: { readonly os?: string; readonly architecture?: string; readonly variant?: string };
}

export const imageIndexTypes: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

export function putManifest(
  draft: World,
  repository: EcrRepository,
  given: { manifest: string; mediaType?: string | undefined; tag?: string | undefined; digest?: string | undefined },
): EcrImage {
  const manifest = parseManifest(given.manifest);
  const imageDigest = digestOf(given.manifest, given.digest?.startsWith('sha512:') ? 'sha512' : 'sha256');
  if (given.digest !== undefined && given.digest !== imageDigest) {
    throw new AwsError(
      'ImageDigestDoesNotMatchException',
      `The digest ${given.digest} does not match the image's digest ${imageDigest}`,
    );
  }
  requireReferences(repository, manifest);
  refuseMovingImmutableTag(repository, given.tag, imageDigest);
  const mediaType = given.mediaType ?? manifest.mediaType ?? guessMediaType(manifest);
  const image =
    repository.images[imageDigest] ??
    newImage(draft, repository, { manifest, text: given.manifest, mediaType, imageDigest });
  repository.images[imageDigest] = image;
  if (given.tag !== undefined) repository.imageTags[given.tag] = imageDigest;
  return image;
}

export function parseManifest(text: string): Manifest {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Manifest;
  } catch {
    // Said below, in AWS's words.
  }
  throw new AwsError(
    'InvalidParameterException',
    "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
  );
}

export function digestOf(bytes: string | Uint8Array, algorithm: 'sha256' | 'sha512' = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

function requireReferences(repository: EcrRepository, manifest: Manifest): void {
  const blobs = [manifest.config, ...(manifest.layers ?? [])].filter((blob) => blob !== undefined);
  // A layer with URLs of its own (a foreign layer) need not be here.
  const missing = blobs.filter(({ digest, urls }) => urls === undefined && repository.layers[digest] === undefined);
  if (missing.length > 0) {
    const digests = missing.map(({ digest }) => digest).join(', ');
    throw new AwsError(
      'LayersNotFoundException',
      `The following layers are not found in the repository with name '${repository.repositoryName}': [${digests}]`,
    );
  }
  const children = (manifest.manifests ?? []).filter(({ digest }) => repository.images[digest] === undefined);
  if (children.length > 0) {
    const digests = children.map(({ digest }) => digest).join(', ');
    throw new AwsError(
      'ReferencedImagesNotFoundException',
      `Images with digests '[${digests}]' required for pushing image into repository with name '${repository.repositoryName}' do not exist`,
    );
  }
}

function refuseMovingImmutableTag(repository: EcrRepository, tag: string | undefined, imageDigest: string): void {
  const present = tag === undefined ? undefined : repository.imageTags[tag];
  if (tag === undefined || present === undefined || present === imageDigest || !isImmutable(repository, tag)) return;
  throw new AwsError(
    'ImageTagAlreadyExistsException',
    `The image tag '${tag}' already exists in the '${repository.repositoryName}' repository and cannot be overwritten because the tag is immutable.`,
  );
}

function newImage(
  draft: World,
  repository: EcrRepository,
  {
    manifest,
    text,
    mediaType,
    imageDigest,
  }: { manifest: Manifest; text: string; mediaType: string; imageDigest: string },
): EcrImage {
  const artifactMediaType = manifest.artifactType ?? manifest.config?.mediaType;
  return {
    imageDigest,
    imageManifest: text,
    imageManifestMediaType: mediaType,
    ...(artifactMediaType !== undefined && { artifactMediaType }),
    ...(manifest.subject !== undefined && { subjectManifestDigest: manifest.subject.digest }),
    imageSizeInBytes: sizeOf(repository, manifest),
    imagePushedAt: draft.now,
    imageStatus: 'ACTIVE',
  };
}

/** Compressed size of everything that a pull would fetch. */
function sizeOf(repository: EcrRepository, manifest: Manifest): number {
  const blobs = [manifest.config, ...(manifest.layers ?? [])].filter((blob) => blob !== undefined);
  const own = blobs.reduce((sum, { digest, size }) => sum + (repository.layers[digest] ?? size ?? 0), 0);
  return (manifest.manifests ?? []).reduce(
    (sum, { digest }) => sum + (repository.images[digest]?.imageSizeInBytes ?? 0),
    own,
  );
}

function guessMediaType(manifest: Manifest): string {
  return manifest.manifests !== undefined
    ? 'application/vnd.oci.image.index.v1+json'
    : 'application/vnd.oci.image.manifest.v1+json';
}
