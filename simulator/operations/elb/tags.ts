// Tags of whatever ELBv2 has: load balancers, target groups, listeners, rules.

import type { AddTagsInput, DescribeTagsInput, RemoveTagsInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../../control-plane/world.ts';
import type { Json } from '../operation.ts';
import { listenerOf, loadBalancerOf, ruleOf, tagList, targetGroupOf } from './elb-resources.ts';

type Tagged = { tags?: { Key: string; Value: string }[] };

export function addTags(draft: World, input: Json): Json {
  const { ResourceArns = [], Tags } = input as Partial<AddTagsInput>;
  const given = tagList(Tags);
  const keys = new Set(given.map(({ Key }) => Key));
  for (const arn of ResourceArns) {
    const resource = resourceOf(draft, arn);
    resource.tags = [...(resource.tags ?? []).filter(({ Key }) => !keys.has(Key)), ...given];
  }
  return {};
}

export function removeTags(draft: World, input: Json): Json {
  const { ResourceArns = [], TagKeys = [] } = input as Partial<RemoveTagsInput>;
  for (const arn of ResourceArns) {
    const resource = resourceOf(draft, arn);
    resource.tags = (resource.tags ?? []).filter(({ Key }) => !TagKeys.includes(Key));
  }
  return {};
}

export function describeTags(world: World, input: Json): Json {
  const { ResourceArns = [] } = input as Partial<DescribeTagsInput>;
  return {
    TagDescriptions: ResourceArns.map((arn) => ({ ResourceArn: arn, Tags: resourceOf(world, arn).tags ?? [] })),
  };
}

function resourceOf(world: World, arn: string): Tagged {
  if (arn.includes(':targetgroup/')) return targetGroupOf(world, arn);
  if (arn.includes(':listener/')) return listenerOf(world, arn);
  if (arn.includes(':listener-rule/')) return ruleOf(world, arn);
  return loadBalancerOf(world, arn);
}
