// The operations of ECR that are implemented here, by AWS's names.

import type { Operation } from '../operation.ts';
import { getAuthorizationToken } from './authorization.ts';
import {
  batchDeleteImage,
  batchGetImage,
  describeImages,
  listImages,
  putImage,
  updateImageStorageClass,
} from './images.ts';
import { batchCheckLayerAvailability, getDownloadUrlForLayer } from './layers.ts';
import { deleteLifecyclePolicy, getLifecyclePolicy, putLifecyclePolicy } from './lifecycle-policies.ts';
import { createPullThroughCacheRule, describePullThroughCacheRules } from './pull-through-cache.ts';
import {
  createRepository,
  deleteRepository,
  describeRepositories,
  listTagsForResource,
  putImageScanningConfiguration,
  putImageTagMutability,
  tagResource,
  untagResource,
} from './repositories.ts';

export const ecrOperations: Record<string, Operation> = {
  BatchCheckLayerAvailability: batchCheckLayerAvailability,
  BatchDeleteImage: batchDeleteImage,
  BatchGetImage: batchGetImage,
  CreatePullThroughCacheRule: createPullThroughCacheRule,
  CreateRepository: createRepository,
  DeleteLifecyclePolicy: deleteLifecyclePolicy,
  DeleteRepository: deleteRepository,
  DescribeImages: describeImages,
  DescribePullThroughCacheRules: describePullThroughCacheRules,
  DescribeRepositories: describeRepositories,
  GetAuthorizationToken: getAuthorizationToken,
  GetDownloadUrlForLayer: getDownloadUrlForLayer,
  GetLifecyclePolicy: getLifecyclePolicy,
  ListImages: listImages,
  ListTagsForResource: listTagsForResource,
  PutImage: putImage,
  PutImageScanningConfiguration: putImageScanningConfiguration,
  PutImageTagMutability: putImageTagMutability,
  PutLifecyclePolicy: putLifecyclePolicy,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateImageStorageClass: updateImageStorageClass,
};
