// For which processors an image in ECR was built: its index says so, or, where it has none, the configuration behind its manifest.

import { AwsFailure } from '../core/errors.ts';
import { ecrHost, type ImageReference } from '../core/image.ts';
import type { ImagePlatforms, Platform } from '../core/image-platform.ts';
import type { Raw } from '../core/snapshots.ts';
import { isRaw } from '../core/task-definition.ts';
import type { AwsApi } from './api.ts';
import { readManifest, regionOf, registryOf } from './ecr.ts';

/** `image`: with its digest, which means the same content wherever it is found. */
export async function readImagePlatforms(api: AwsApi, image: ImageReference): Promise<ImagePlatforms> {
  const { registry, repository, digest } = image;
  const elsewhere = { kind: 'unknown', why: 'it is not in this ECR', isElsewhere: true } as const;
  if (registry === undefined || digest === undefined) return elsewhere;
  const ref = { name: repository, ...ecrHost(registry) };
  try {
    const stored = await readManifest(api, ref, digest);
    if (stored === undefined) return elsewhere;
    const manifest: unknown = JSON.parse(stored.manifest);
    if (!isRaw(manifest)) return { kind: 'known', platforms: [] };
    if (Array.isArray(manifest.manifests)) return { kind: 'known', platforms: platformsIn(manifest.manifests) };
    const config = isRaw(manifest.config) ? manifest.config : {};
    if (typeof config.digest !== 'string' || !/image/.test(String(config.mediaType)))
      return { kind: 'known', platforms: [] };
    const { downloadUrl = '' } = await api.call(
      'ecr',
      'GetDownloadUrlForLayer',
      { repositoryName: repository, ...registryOf(ref), layerDigest: config.digest },
      regionOf(ref),
    );
    return await configuredPlatform(downloadUrl);
  } catch (error) {
    if (error instanceof SyntaxError)
      return { kind: 'unknown', why: 'its manifest cannot be read', isElsewhere: false };
    if (!(error instanceof AwsFailure) || error.kind === 'expired') throw error;
    if (/^(RepositoryNotFound|ImageNotFound|InvalidParameter)Exception$/.test(error.code)) return elsewhere;
    return { kind: 'unknown', why: error.message, isElsewhere: false };
  }
}

const DOWNLOAD_MS = 10_000;

/** The address is signed by ECR, and leads to a bucket that no IAM policy of the caller's speaks of. */
async function configuredPlatform(url: string): Promise<ImagePlatforms> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const config: unknown = await answer.json();
    return { kind: 'known', platforms: platformOf({ platform: config }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'unknown', why: `its configuration cannot be downloaded from ECR (${why})`, isElsewhere: false };
  }
}

/** One that names no platform (an index in the index, say) may be for any: then nothing is known of the whole. */
function platformsIn(descriptors: readonly unknown[]): Platform[] {
  const isPlain = descriptors.every((descriptor) => isRaw(descriptor) && isRaw(descriptor.platform));
  return isPlain ? descriptors.flatMap(platformOf) : [];
}

/** An attestation lies in the index too, for the platform unknown/unknown. */
function platformOf(descriptor: unknown): Platform[] {
  const platform: Raw = isRaw(descriptor) && isRaw(descriptor.platform) ? descriptor.platform : {};
  const { os, architecture } = platform;
  if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown') return [];
  return [{ os, architecture }];
}
