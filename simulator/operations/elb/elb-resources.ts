// What every ELBv2 operation needs: the resource that is meant, its ARN, its tags, one page of a list.

import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2';
import { nextHexId } from '../../control-plane/identifiers.ts';
import type { ElbState, Listener, ListenerRule, LoadBalancer, TargetGroup, World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { pageOf } from '../paging.ts';

export function elbArn(world: World, resource: string): string {
  return `arn:aws:elasticloadbalancing:${world.region}:${world.account}:${resource}`;
}

export function nextElbId(world: World): string {
  return nextHexId(world).slice(0, 16);
}

export function loadBalancerOf(world: World, arn: string | undefined): LoadBalancer {
  return world.elb.loadBalancers[arn ?? ''] ?? notFound('LoadBalancerNotFound', `Load balancer '${arn}' not found`);
}

export function targetGroupOf(world: World, arn: string | undefined): TargetGroup {
  return world.elb.targetGroups[arn ?? ''] ?? notFound('TargetGroupNotFound', 'One or more target groups not found');
}

export function listenerOf(world: World, arn: string | undefined): Listener {
  return world.elb.listeners[arn ?? ''] ?? notFound('ListenerNotFound', 'One or more listeners not found');
}

export function ruleOf(world: World, arn: string | undefined): ListenerRule {
  return world.elb.rules[arn ?? ''] ?? notFound('RuleNotFound', 'One or more rules not found');
}

function notFound(code: string, message: string): never {
  throw new AwsError(code, message);
}

/** Load balancers whose listeners or rules lead to this target group. */
export function loadBalancersUsing({ elb }: World, targetGroupArn: string): string[] {
  const uses = (forward: readonly { targetGroupArn: string }[]) =>
    forward.some((target) => target.targetGroupArn === targetGroupArn);
  const arns = Object.values(elb.listeners)
    .filter(
      ({ listenerArn, defaultForward }) =>
        uses(defaultForward) || rulesOf(elb, listenerArn).some(({ forward }) => uses(forward)),
    )
    .map(({ loadBalancerArn }) => loadBalancerArn);
  return [...new Set(arns)];
}

export function rulesOf(elb: ElbState, listenerArn: string): ListenerRule[] {
  return Object.values(elb.rules)
    .filter((rule) => rule.listenerArn === listenerArn)
    .sort((left, right) => Number(left.priority) - Number(right.priority));
}

export function elbPage<Item>(
  items: readonly Item[],
  { Marker, PageSize }: { Marker?: string | undefined; PageSize?: number | undefined },
): { items: readonly Item[]; next: Json } {
  const page = pageOf(items, { token: Marker, size: PageSize ?? 400 });
  if (page === undefined) throw new AwsError('ValidationError', `Invalid marker '${Marker}'`);
  return { items: page.items, next: page.nextToken === undefined ? {} : { NextMarker: page.nextToken } };
}

export function tagList(tags: readonly Tag[] | undefined): { Key: string; Value: string }[] {
  return (tags ?? []).map(({ Key, Value }) => ({ Key: String(Key), Value: Value ?? '' }));
}

export function attributeList(attributes: Readonly<Record<string, string>>): Json[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
}

export function setAttributes(
  attributes: Record<string, string>,
  given: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): void {
  for (const { Key, Value } of given ?? []) {
    if (Key !== undefined) attributes[Key] = Value ?? '';
  }
}
