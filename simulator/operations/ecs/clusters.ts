// Clusters: made, shown, listed, deleted. A cluster that was deleted can still be described for a while, as INACTIVE.

import type {
  CreateClusterRequest,
  DeleteClusterRequest,
  DescribeClustersRequest,
  ListClustersRequest,
} from '@aws-sdk/client-ecs';
import type { Cluster } from '../../control-plane/ecs-state.ts';
import { ecsArn } from '../../control-plane/identifiers.ts';
import { hostsOf, isPending } from '../../control-plane/service-tasks.ts';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { clusterOf, ecsPage, findCluster, missing, tagList } from './ecs-resources.ts';

/** Made again under the same name, it answers with the one that is there. */
export function createCluster(draft: World, input: Json): Json {
  const { clusterName = 'default', tags, ...configuration } = input as Partial<CreateClusterRequest>;
  const known = findCluster(draft, clusterName);
  if (known?.status === 'ACTIVE') return { cluster: clusterView(draft, known, new Set(['SETTINGS', 'TAGS'])) };
  const cluster: Cluster = {
    clusterArn: ecsArn(draft, `cluster/${clusterName}`),
    clusterName,
    status: 'ACTIVE',
    configuration: { ...configuration },
    tags: tagList(tags),
  };
  draft.ecs.clusters[cluster.clusterArn] = cluster;
  return { cluster: clusterView(draft, cluster, new Set(['SETTINGS', 'TAGS', 'CONFIGURATIONS'])) };
}

export function describeClusters(world: World, input: Json): Json {
  const { clusters = ['default'], include = [] } = input as Partial<DescribeClustersRequest>;
  const found = clusters.map((reference) => ({ reference, cluster: findCluster(world, reference) }));
  return {
    clusters: found.flatMap(({ cluster }) =>
      cluster === undefined ? [] : [clusterView(world, cluster, new Set(include))],
    ),
    failures: found.flatMap(({ reference, cluster }) => {
      const arn = reference.startsWith('arn:') ? reference : ecsArn(world, `cluster/${reference}`);
      return cluster === undefined ? [missing(arn)] : [];
    }),
  };
}

export function listClusters(world: World, input: Json): Json {
  const active = Object.values(world.ecs.clusters).filter((cluster) => cluster.status === 'ACTIVE');
  const page = ecsPage(active, input as Partial<ListClustersRequest>, { byDefault: 100, atMost: 100 });
  return { clusterArns: page.items.map((cluster) => cluster.clusterArn), ...page.next };
}

export function deleteCluster(draft: World, input: Json): Json {
  const cluster = clusterOf(draft, (input as Partial<DeleteClusterRequest>).cluster);
  const { services, tasks } = counts(draft, cluster);
  if (services > 0) {
    throw new AwsError('ClusterContainsServicesException', 'The Cluster cannot be deleted while Services are active.');
  }
  if (tasks.length > 0) {
    throw new AwsError('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.');
  }
  cluster.status = 'INACTIVE';
  return { cluster: clusterView(draft, cluster, new Set()) };
}

export function clusterView(world: World, cluster: Cluster, include: ReadonlySet<string>): Json {
  const { services, tasks } = counts(world, cluster);
  const { settings, configuration, ...rest } = cluster.configuration;
  return {
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
    ...rest,
    clusterArn: cluster.clusterArn,
    clusterName: cluster.clusterName,
    status: cluster.status,
    registeredContainerInstancesCount: hostsOf(world, cluster.clusterArn).length,
    runningTasksCount: tasks.filter((task) => task.lastStatus === 'RUNNING').length,
    pendingTasksCount: tasks.filter(isPending).length,
    activeServicesCount: services,
    statistics: [],
    tags: include.has('TAGS') ? cluster.tags : [],
    settings: include.has('SETTINGS') ? (settings ?? [{ name: 'containerInsights', value: 'disabled' }]) : [],
    ...(include.has('CONFIGURATIONS') && configuration !== undefined ? { configuration } : {}),
  };
}

function counts(world: World, { clusterArn }: Cluster) {
  const services = Object.values(world.ecs.services).filter(
    (service) => service.clusterArn === clusterArn && service.status !== 'INACTIVE',
  );
  const tasks = Object.values(world.ecs.tasks).filter(
    (task) => task.clusterArn === clusterArn && task.lastStatus !== 'STOPPED',
  );
  return { services: services.length, tasks };
}
