// Layers as ECR's API speaks of them: whether they are here, and where their bytes can be fetched without a login.

import { createHash } from 'node:crypto';
import type { BatchCheckLayerAvailabilityRequest, GetDownloadUrlForLayerRequest } from '@aws-sdk/client-ecr';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { repositoryOf } from './repository.ts';

export function batchCheckLayerAvailability(world: World, input: Json): Json {
  const request = input as Partial<BatchCheckLayerAvailabilityRequest>;
  const repository = repositoryOf(world, request);
  const layers = (request.layerDigests ?? []).map((layerDigest) => {
    const layerSize = repository.layers[layerDigest];
    return layerSize === undefined
      ? { layerDigest, layerAvailability: 'UNAVAILABLE' }
      : { layerDigest, layerAvailability: 'AVAILABLE', layerSize };
  });
  return { layers, failures: [] };
}

/** Configurations of images are layers to ECR, too. The address is AWS's bucket there, and this registry here. */
export function getDownloadUrlForLayer(world: World, input: Json): Json {
  const request = input as Partial<GetDownloadUrlForLayerRequest>;
  const { layerDigest = '' } = request;
  const repository = repositoryOf(world, request);
  if (repository.layers[layerDigest] === undefined) {
    throw new AwsError(
      'LayersNotFoundException',
      `The following layers are not found in the repository with name '${repository.repositoryName}': [${layerDigest}]`,
    );
  }
  const path = `/v2/${repository.repositoryName}/blobs/${layerDigest}`;
  const signature = signatureOf(world, path);
  return { downloadUrl: `http://${world.ecr.registryHost}${path}?X-Amz-Signature=${signature}`, layerDigest };
}

/** Whoever has such an address needs no login, for this path and no other. */
export function isSigned(world: World, { pathname, searchParams }: URL): boolean {
  return searchParams.get('X-Amz-Signature') === signatureOf(world, pathname);
}

/** No secret is kept: it only tells apart what ECR gave out and what it did not. */
function signatureOf({ account }: World, path: string): string {
  return createHash('sha256').update(`${account} ${path}`).digest('hex');
}
