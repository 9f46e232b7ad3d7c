// The hosts of a cluster, and the capacity providers that bring them. How many tasks fit on a host is not counted here; a DAEMON
// service runs one task on each.

import type { CreateCapacityProviderRequest, RegisterContainerInstanceRequest } from '@aws-sdk/client-ecs';
import type { CapacityProvider, ContainerInstance } from '../../control-plane/ecs-state.ts';
import { ecsArn, nextHexId } from '../../control-plane/identifiers.ts';
import { hostsOf } from '../../control-plane/service-tasks.ts';
import type { World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import type { Json } from '../operation.ts';
import { clusterOf, tagList } from './ecs-resources.ts';

/** What the agent of a new host says to ECS. Every DAEMON service of the cluster wants one task more. */
export function registerContainerInstance(draft: World, input: Json): Json {
  const request = input as Partial<RegisterContainerInstanceRequest>;
  const cluster = clusterOf(draft, request.cluster);
  const id = nextHexId(draft);
  const instance: ContainerInstance = {
    containerInstanceArn: ecsArn(draft, `container-instance/${cluster.clusterName}/${id}`),
    clusterArn: cluster.clusterArn,
    ec2InstanceId: `i-${id.slice(0, 17)}`,
    status: 'ACTIVE',
    registeredAt: draft.now,
    tags: tagList(request.tags),
  };
  draft.ecs.containerInstances[instance.containerInstanceArn] = instance;
  for (const service of Object.values(draft.ecs.services)) {
    const runsOnEach = service.configuration.schedulingStrategy === 'DAEMON' && service.status === 'ACTIVE';
    if (!runsOnEach || service.clusterArn !== cluster.clusterArn) continue;
    service.desiredCount = hostsOf(draft, service.clusterArn).length;
    delete service.steadySince;
  }
  const { clusterArn: _, ...shown } = instance;
  return { containerInstance: { ...shown, agentConnected: true, runningTasksCount: 0, pendingTasksCount: 0 } };
}

export function createCapacityProvider(draft: World, input: Json): Json {
  const request = input as Partial<CreateCapacityProviderRequest>;
  const { name = '', autoScalingGroupProvider, managedInstancesProvider, tags } = request;
  if (/^(aws|ecs|fargate)/i.test(name)) throw notImplemented('A capacity provider with a reserved name');
  if (draft.ecs.capacityProviders[name] !== undefined) throw notImplemented('A capacity provider that is made again');
  if ((autoScalingGroupProvider === undefined) === (managedInstancesProvider === undefined)) {
    throw notImplemented('A capacity provider that is not exactly one of Auto Scaling group and managed instances');
  }
  const provider: CapacityProvider = {
    capacityProviderArn: ecsArn(draft, `capacity-provider/${name}`),
    name,
    status: 'ACTIVE',
    type: managedInstancesProvider === undefined ? 'EC2_AUTOSCALING' : 'MANAGED_INSTANCES',
    // Everything of it but the type comes back as it was sent.
    configuration: autoScalingGroupProvider ? { autoScalingGroupProvider } : { managedInstancesProvider },
    tags: tagList(tags),
  };
  draft.ecs.capacityProviders[name] = provider;
  const { configuration, ...shown } = provider;
  return { capacityProvider: { ...shown, ...configuration } };
}
