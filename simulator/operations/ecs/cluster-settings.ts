// What can be changed of a cluster that is there: its settings, and the capacity providers that its tasks may use.

import type {
  PutClusterCapacityProvidersRequest,
  UpdateClusterRequest,
  UpdateClusterSettingsRequest,
} from '@aws-sdk/client-ecs';
import type { Cluster } from '../../control-plane/ecs-state.ts';
import type { World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { AwsError, type Json } from '../operation.ts';
import { clusterView } from './clusters.ts';
import { clusterOf, invalidParameter } from './ecs-resources.ts';

/** Settings that are not named stay as they are. */
export function updateCluster(draft: World, input: Json): Json {
  const { cluster: reference, settings, ...replaced } = input as Partial<UpdateClusterRequest>;
  const cluster = clusterOf(draft, reference);
  cluster.configuration = { ...cluster.configuration, ...replaced, ...mergedSettings(cluster, settings) };
  return { cluster: clusterView(draft, cluster, new Set(['SETTINGS', 'CONFIGURATIONS'])) };
}

export function updateClusterSettings(draft: World, input: Json): Json {
  const { cluster: reference, settings } = input as Partial<UpdateClusterSettingsRequest>;
  const cluster = clusterOf(draft, reference);
  cluster.configuration = { ...cluster.configuration, ...mergedSettings(cluster, settings) };
  return { cluster: clusterView(draft, cluster, new Set(['SETTINGS'])) };
}

/** Both lists are replaced whole. */
export function putClusterCapacityProviders(draft: World, input: Json): Json {
  const {
    cluster: reference,
    capacityProviders = [],
    defaultCapacityProviderStrategy = [],
  } = input as Partial<PutClusterCapacityProvidersRequest>;
  const cluster = clusterOf(draft, reference);
  const known = new Set(['FARGATE', 'FARGATE_SPOT', ...Object.keys(draft.ecs.capacityProviders)]);
  const absent = capacityProviders.find((name) => !known.has(name));
  if (absent !== undefined) throw notImplemented(`The capacity provider ${absent}, which was never made,`);
  const stranger = defaultCapacityProviderStrategy.find(
    ({ capacityProvider }) => !capacityProviders.includes(capacityProvider ?? ''),
  );
  if (stranger !== undefined) {
    throw invalidParameter(
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster, and try again.',
    );
  }
  refuseRemovalInUse(draft, cluster, capacityProviders);
  cluster.configuration = { ...cluster.configuration, capacityProviders, defaultCapacityProviderStrategy };
  return { cluster: clusterView(draft, cluster, new Set(['SETTINGS', 'TAGS'])) };
}

function mergedSettings(cluster: Cluster, changes: UpdateClusterRequest['settings']): Json {
  if (changes === undefined) return {};
  const before = (cluster.configuration.settings ?? []) as NonNullable<UpdateClusterRequest['settings']>;
  const kept = before.filter(({ name }) => !changes.some((change) => change.name === name));
  return { settings: [...kept, ...changes] };
}

function refuseRemovalInUse(world: World, cluster: Cluster, remaining: readonly string[]): void {
  const before = (cluster.configuration.capacityProviders ?? []) as readonly string[];
  const used = Object.values(world.ecs.services)
    .filter(({ clusterArn, status }) => clusterArn === cluster.clusterArn && status !== 'INACTIVE')
    .flatMap(({ configuration }) => configuration.capacityProviderStrategy ?? [])
    .map(({ capacityProvider }) => capacityProvider);
  if (before.some((name) => !remaining.includes(name) && used.includes(name))) {
    throw new AwsError('ResourceInUseException', 'The specified capacity provider is in use and cannot be removed.');
  }
}
