// Lifecycle policies: kept and shown, as Terraform and people set them. Nothing is expired by them here.

import type { PutLifecyclePolicyRequest } from '@aws-sdk/client-ecr';
import type { EcrRepository, World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { repositoryOf } from './repository.ts';

export function putLifecyclePolicy(draft: World, input: Json): Json {
  const request = input as Partial<PutLifecyclePolicyRequest>;
  const repository = repositoryOf(draft, request);
  const text = request.lifecyclePolicyText ?? '';
  refuseUnreadable(text);
  repository.lifecyclePolicyText = text;
  return described(draft, repository, text);
}

export function getLifecyclePolicy(world: World, input: Json): Json {
  const repository = repositoryOf(world, input);
  return described(world, repository, policyOf(world, repository));
}

export function deleteLifecyclePolicy(draft: World, input: Json): Json {
  const repository = repositoryOf(draft, input);
  const text = policyOf(draft, repository);
  delete repository.lifecyclePolicyText;
  return described(draft, repository, text);
}

function policyOf({ account }: World, { repositoryName, lifecyclePolicyText }: EcrRepository): string {
  if (lifecyclePolicyText !== undefined) return lifecyclePolicyText;
  throw new AwsError(
    'LifecyclePolicyNotFoundException',
    `Lifecycle policy does not exist for the repository with name '${repositoryName}' in the registry with id '${account}'`,
  );
}

function described({ account }: World, { repositoryName }: EcrRepository, lifecyclePolicyText: string): Json {
  return { registryId: account, repositoryName, lifecyclePolicyText };
}

function refuseUnreadable(text: string): void {
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === 'object' && policy !== null && 'rules' in policy && Array.isArray(policy.rules)) return;
  } catch {
    // Said below, in AWS's words.
  }
  throw new AwsError(
    'InvalidParameterException',
    "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: the text is no lifecycle policy'",
  );
}
