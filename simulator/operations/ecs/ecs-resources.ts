// What the ECS operations share: finding the resource that is meant, by name or ARN, and AWS's words when it is not there.

import type { Cluster, Service, Tag, TaskDefinitionRevision } from '../../control-plane/ecs-state.ts';
import { lastPart } from '../../control-plane/identifiers.ts';
import { findRevision } from '../../control-plane/task-definitions.ts';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { pageOf } from '../paging.ts';

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function clientFault(message: string): AwsError {
  return new AwsError('ClientException', message);
}

/**
 * The resource that is meant, which has to be here. Words for the region: aws/aws-cli#3175 (RunTask), aws/amazon-ecs-cli#821 (DescribeTaskDefinition);
 * for the account: aws-actions/amazon-ecs-deploy-task-definition#261 (DescribeTasks); whether all operations use them is not known.
 */
export function ownReference(world: World, reference: string): string {
  const [, region = '', account = ''] = /^arn:[^:]*:ecs:([^:]*):([^:]*):/.exec(reference) ?? [];
  if (region !== '' && region !== world.region) throw invalidParameter('Invalid Region in ARN');
  if (account !== '' && account !== world.account)
    throw invalidParameter(`Identifier is for ${account}. Your accountId is ${world.account}`);
  return reference;
}

export function findCluster(world: World, reference: string | undefined): Cluster | undefined {
  const name = lastPart(reference ?? 'default');
  return Object.values(world.ecs.clusters).find((cluster) => cluster.clusterName === name);
}

export function clusterOf(world: World, reference: string | undefined): Cluster {
  const cluster = findCluster(world, reference);
  if (reference !== undefined) ownReference(world, reference);
  if (cluster?.status !== 'ACTIVE') throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  return cluster;
}

export function findService(world: World, cluster: Cluster, reference: string | undefined): Service | undefined {
  const name = lastPart(ownReference(world, reference ?? ''));
  return Object.values(world.ecs.services).find(
    (service) => service.clusterArn === cluster.clusterArn && service.serviceName === name,
  );
}

export function serviceOf(world: World, cluster: Cluster, reference: string | undefined): Service {
  const service = findService(world, cluster, reference);
  if (service === undefined) throw new AwsError('ServiceNotFoundException', 'Service not found.');
  return service;
}

/** For running: it has to be there and active. */
export function runnableRevision(world: World, reference: string | undefined): TaskDefinitionRevision {
  const revision = reference === undefined ? undefined : findRevision(world, ownReference(world, reference));
  if (revision === undefined) throw clientFault('TaskDefinition not found.');
  if (revision.status !== 'ACTIVE') throw clientFault('TaskDefinition is inactive');
  return revision;
}

export function ecsPage<Item>(
  items: readonly Item[],
  request: { nextToken?: string | undefined; maxResults?: number | undefined },
  size: { byDefault: number; atMost: number },
): { items: readonly Item[]; next: Json } {
  const asked = request.maxResults ?? size.byDefault;
  const page = pageOf(items, { token: request.nextToken, size: Math.max(1, Math.min(asked, size.atMost)) });
  if (page === undefined) throw invalidParameter('Invalid token.');
  return { items: page.items, next: page.nextToken === undefined ? {} : { nextToken: page.nextToken } };
}

export function missing(arn: string): Json {
  return { arn, reason: 'MISSING' };
}

export function tagList(tags: readonly { key?: string | undefined; value?: string | undefined }[] | undefined): Tag[] {
  return (tags ?? []).map(({ key, value }) => ({ key: String(key), value: value ?? '' }));
}

/** ECS answers in the model's names; members that hold nothing are left out. */
export function present(members: Json): Json {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

export function rootOf(world: World): string {
  return `arn:aws:iam::${world.account}:root`;
}
