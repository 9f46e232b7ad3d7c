// Tags of whatever in ECS can carry them, by ARN.

import type { ListTagsForResourceRequest, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-ecs';
import type { Tag } from '../../control-plane/ecs-state.ts';
import { findRevision } from '../../control-plane/task-definitions.ts';
import type { World } from '../../control-plane/world.ts';
import type { Json } from '../operation.ts';
import { invalidParameter, tagList } from './ecs-resources.ts';

export function tagResource(draft: World, input: Json): Json {
  const { resourceArn, tags } = input as Partial<TagResourceRequest>;
  const resource = taggedOf(draft, resourceArn);
  const given = tagList(tags);
  const kept = resource.tags.filter((tag) => !given.some(({ key }) => key === tag.key));
  if (kept.length + given.length > 50) throw invalidParameter('Number of tags can not exceed 50.');
  resource.tags = [...kept, ...given];
  return {};
}

export function untagResource(draft: World, input: Json): Json {
  const { resourceArn, tagKeys } = input as Partial<UntagResourceRequest>;
  const resource = taggedOf(draft, resourceArn);
  resource.tags = resource.tags.filter(({ key }) => !tagKeys?.includes(key));
  return {};
}

export function listTagsForResource(world: World, input: Json): Json {
  return { tags: taggedOf(world, (input as Partial<ListTagsForResourceRequest>).resourceArn).tags };
}

function taggedOf(world: World, arn = ''): { tags: Tag[] } {
  const { ecs } = world;
  const tagged =
    ecs.clusters[arn] ??
    ecs.services[arn] ??
    ecs.tasks[arn] ??
    (arn.includes(':task-definition/') ? findRevision(world, arn) : undefined);
  if (tagged === undefined) throw invalidParameter('The specified resource is not found.');
  return tagged;
}
