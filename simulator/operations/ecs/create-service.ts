// CreateService: a service and its first deployment.

import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import { startDeployment } from '../../control-plane/deployments.ts';
import type { Cluster, RawJson, Service, ServiceConfiguration } from '../../control-plane/ecs-state.ts';
import { ecsArn } from '../../control-plane/identifiers.ts';
import { hostsOf, isScheduledByEcs } from '../../control-plane/service-tasks.ts';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { refuseBadDaemon } from './daemon.ts';
import { clusterOf, invalidParameter, runnableRevision, tagList } from './ecs-resources.ts';
import {
  deploymentConfigurationFrom,
  networkConfigurationFrom,
  refuseMisfits,
  withDefaultStrategy,
} from './service-settings.ts';
import { serviceView } from './service-view.ts';

export function createService(draft: World, input: Json): Json {
  const request = input as Partial<CreateServiceRequest>;
  const cluster = clusterOf(draft, request.cluster);
  const serviceName = request.serviceName ?? '';
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(serviceName)) throw invalidParameter('Invalid service name.');
  refuseTakenName(draft, cluster, serviceName);
  const configuration = configurationFrom(withDefaultStrategy(cluster, input));
  const revision = runnableRevision(draft, request.taskDefinition);
  refuseMisfits(draft, configuration, revision.definition);
  refuseBadDaemon(configuration, request.desiredCount);
  const service: Service = {
    serviceArn: ecsArn(draft, `service/${cluster.clusterName}/${serviceName}`),
    serviceName,
    clusterArn: cluster.clusterArn,
    createdAt: draft.now,
    status: 'ACTIVE',
    desiredCount: desiredCountOf(draft, configuration, { cluster, asked: request.desiredCount }),
    taskDefinition: revision.taskDefinitionArn,
    configuration,
    deployments: [],
    events: [],
    tags: tagList(request.tags),
  };
  draft.ecs.services[service.serviceArn] = service;
  if (isScheduledByEcs(service)) startDeployment(draft, service);
  return { service: serviceView(draft, service, { withTags: true }) };
}

/** A DAEMON service has one task for each host. */
function desiredCountOf(
  world: World,
  { schedulingStrategy }: ServiceConfiguration,
  { cluster, asked = 1 }: { cluster: Cluster; asked: number | undefined },
): number {
  return schedulingStrategy === 'DAEMON' ? hostsOf(world, cluster.clusterArn).length : asked;
}

function refuseTakenName(world: World, cluster: Cluster, serviceName: string): void {
  const known = world.ecs.services[ecsArn(world, `service/${cluster.clusterName}/${serviceName}`)];
  if (known?.status === 'ACTIVE') throw invalidParameter('Creation of service was not idempotent.');
  if (known?.status === 'DRAINING') throw invalidParameter('Unable to Start a service that is still Draining.');
}

/** Everything that is stored as it was sent, with AWS's defaults. */
function configurationFrom(input: Json): ServiceConfiguration {
  const {
    cluster: _c,
    serviceName: _n,
    taskDefinition: _t,
    desiredCount: _d,
    tags: _g,
    clientToken: _k,
    ...sent
  } = input;
  const settings = sent as Partial<ServiceConfiguration>;
  if (
    settings.launchType !== undefined &&
    !['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'].includes(settings.launchType)
  ) {
    throw new AwsError('InvalidParameterException', 'Launch type is not valid.');
  }
  const byProvider = (settings.capacityProviderStrategy?.length ?? 0) > 0;
  const launchType = byProvider ? undefined : (settings.launchType ?? 'EC2');
  const onFargate = launchType === 'FARGATE' || settings.capacityProviderStrategy?.some(isFargate) === true;
  return {
    loadBalancers: [],
    serviceRegistries: [],
    placementConstraints: [],
    placementStrategy: [],
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    availabilityZoneRebalancing: settings.schedulingStrategy === 'DAEMON' ? 'DISABLED' : 'ENABLED',
    enableECSManagedTags: false,
    enableExecuteCommand: false,
    propagateTags: 'NONE',
    ...(onFargate ? { platformVersion: 'LATEST', platformFamily: 'Linux' } : {}),
    ...((settings.loadBalancers?.length ?? 0) > 0 ? { healthCheckGracePeriodSeconds: 0 } : {}),
    ...settings,
    ...(launchType === undefined ? {} : { launchType }),
    deploymentConfiguration: deploymentConfigurationFrom(settings.deploymentConfiguration, settings),
    ...(settings.networkConfiguration === undefined
      ? {}
      : { networkConfiguration: networkConfigurationFrom(settings.networkConfiguration) }),
  };
}

function isFargate(item: RawJson): boolean {
  return String(item.capacityProvider).startsWith('FARGATE');
}
