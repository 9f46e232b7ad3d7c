// Rules by which ECR fetches from another registry what it does not have. That it does so is nobody's business here: nothing is upstream.

import type { CreatePullThroughCacheRuleRequest, DescribePullThroughCacheRulesRequest } from '@aws-sdk/client-ecr';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { ecrPage } from './repository.ts';

export function createPullThroughCacheRule(draft: World, input: Json): Json {
  const { ecrRepositoryPrefix = '', upstreamRegistryUrl = '' } = input as Partial<CreatePullThroughCacheRuleRequest>;
  if (draft.ecr.pullThroughCacheRules[ecrRepositoryPrefix] !== undefined)
    throw new AwsError(
      'PullThroughCacheRuleAlreadyExistsException',
      `A pull through cache rule with the prefix '${ecrRepositoryPrefix}' already exists`,
    );
  draft.ecr.pullThroughCacheRules[ecrRepositoryPrefix] = { upstreamRegistryUrl, createdAt: draft.now };
  return ruleView(draft, ecrRepositoryPrefix);
}

export function describePullThroughCacheRules(world: World, input: Json): Json {
  const request = input as Partial<DescribePullThroughCacheRulesRequest>;
  const prefixes = request.ecrRepositoryPrefixes ?? Object.keys(world.ecr.pullThroughCacheRules).sort();
  for (const prefix of prefixes)
    if (world.ecr.pullThroughCacheRules[prefix] === undefined)
      throw new AwsError('PullThroughCacheRuleNotFoundException', `There is no pull through cache rule '${prefix}'`);
  const { items, ...next } = ecrPage(prefixes, request);
  return { pullThroughCacheRules: items.map((prefix) => ruleView(world, prefix)), ...next };
}

function ruleView(world: World, ecrRepositoryPrefix: string): Json {
  const rule = world.ecr.pullThroughCacheRules[ecrRepositoryPrefix];
  return { ecrRepositoryPrefix, registryId: world.account, ...rule };
}
