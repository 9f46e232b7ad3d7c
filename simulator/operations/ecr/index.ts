// The operations of ECR that are implemented here, by AWS's names.

import type { Operation } from '../operation.ts';
import { getAuthorizationToken } from './authorization.ts';
import {
  batchCheckLayerAvailability,
  batchDeleteImage,
  batchGetImage,
  describeImages,
  listImages,
  putImage,
} from './images.ts';
import {
  createRepository,
  deleteRepository,
  describeRepositories,
  listTagsForResource,
  putImageTagMutability,
  tagResource,
  untagResource,
} from './repositories.ts';

export const ecrOperations: Record<string, Operation> = {
  BatchCheckLayerAvailability: batchCheckLayerAvailability,
  BatchDeleteImage: batchDeleteImage,
  BatchGetImage: batchGetImage,
  CreateRepository: createRepository,
  DeleteRepository: deleteRepository,
  DescribeImages: describeImages,
  DescribeRepositories: describeRepositories,
  GetAuthorizationToken: getAuthorizationToken,
  ListImages: listImages,
  ListTagsForResource: listTagsForResource,
  PutImage: putImage,
  PutImageTagMutability: putImageTagMutability,
  TagResource: tagResource,
  UntagResource: untagResource,
};
