// What an image in ECR says of itself: its platforms and its labels. An index says nothing of labels, so one of its images is asked.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { readManifest } from '../../../lib/aws/ecr.ts';
import { AwsFailure } from '../../../lib/core/errors.ts';
import type { Repository, TaggedImage } from '../../../lib/core/registry-snapshots.ts';
import { ask } from '../../../lib/http/ask.ts';
import { type ImageConfiguration, parseConfiguration, parseManifest } from './image-manifest.ts';

export interface RegistryDoor {
  readonly aws: AwsApi;
  readonly repository: Repository;
  /** the registry as a URL */
  readonly endpoint: string;
  readonly username: string;
  readonly password: string;
  readonly signal: AbortSignal;
}

export interface ImageFacts {
  /** digest by platform; empty where it could not be read */
  readonly platforms: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** why something of it could not be read */
  readonly problem?: string;
}

const BLOB_TIMEOUT_MS = 20_000;

/** Never rejects for what AWS or the registry says: nobody's release hangs on it. */
export async function readImageFacts(door: RegistryDoor, image: TaggedImage): Promise<ImageFacts> {
  const manifest = parseManifest(image.manifest);
  if (manifest.kind === 'unknown') return { platforms: {}, labels: {}, problem: 'its manifest is of an unknown type' };
  if (manifest.kind === 'image') {
    const configuration = await readConfiguration(door, manifest.configDigest);
    if (typeof configuration === 'string') return { platforms: {}, labels: {}, problem: configuration };
    return { platforms: { [configuration.platform]: image.digest }, labels: configuration.labels };
  }
  const platforms = Object.fromEntries(manifest.images.map(({ platform, digest }) => [platform, digest]));
  const labels = await readLabelsOfChild(door, manifest.images[0]?.digest);
  return typeof labels === 'string' ? { platforms, labels: {}, problem: labels } : { platforms, labels };
}

/** Where only the platforms are wanted, an index has said them already. */
export async function readPlatforms(door: RegistryDoor, imageDigest: string): Promise<Omit<ImageFacts, 'labels'>> {
  const image = await manifestOf(door, imageDigest);
  if (typeof image === 'string') return { platforms: {}, problem: image };
  const manifest = parseManifest(image.manifest);
  if (manifest.kind !== 'index') return readImageFacts(door, image);
  return { platforms: Object.fromEntries(manifest.images.map(({ platform, digest }) => [platform, digest])) };
}

async function readLabelsOfChild(
  door: RegistryDoor,
  digest: string | undefined,
): Promise<ImageConfiguration['labels'] | string> {
  if (digest === undefined) return 'its index names no image';
  const image = await manifestOf(door, digest);
  if (typeof image === 'string') return image;
  const manifest = parseManifest(image.manifest);
  if (manifest.kind !== 'image') return `${digest} is no manifest of an image`;
  const configuration = await readConfiguration(door, manifest.configDigest);
  return typeof configuration === 'string' ? configuration : configuration.labels;
}

async function manifestOf({ aws, repository }: RegistryDoor, digest: string): Promise<TaggedImage | string> {
  try {
    return (await readManifest(aws, repository, digest)) ?? `ECR does not show ${digest}`;
  } catch (error) {
    if (error instanceof AwsFailure) return error.message;
    throw error;
  }
}

/** By the registry's own door: ECR's API has no blobs, only addresses of them. */
async function readConfiguration(door: RegistryDoor, digest: string): Promise<ImageConfiguration | string> {
  const { endpoint, repository, username, password, signal } = door;
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  const answer = await ask(
    {
      url: `${endpoint}/v2/${repository.name}/blobs/${digest}`,
      method: 'GET',
      headers: [
        { name: 'Authorization', value: `Basic ${credentials}` },
        { name: 'User-Agent', value: 'slipway-build-push' },
      ],
      followRedirects: true,
    },
    { timeoutMs: BLOB_TIMEOUT_MS, signal },
  );
  if (answer.kind === 'no-answer') return `the registry did not answer: ${answer.why}`;
  if (answer.status === 401 || answer.status === 403)
    return 'the registry does not hand out its configuration: the role needs ecr:GetDownloadUrlForLayer';
  if (answer.status !== 200) return `the registry answered ${answer.status} when asked for its configuration`;
  return parseConfiguration(answer.body) ?? `${digest} is no configuration of an image`;
}
