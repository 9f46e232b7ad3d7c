// UpdateService: nested structures are replaced whole, what is not sent stays, and only some members start a deployment.

import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { startDeployment } from '../../control-plane/deployments.ts';
import type { Service, ServiceConfiguration } from '../../control-plane/ecs-state.ts';
import { isScheduledByEcs } from '../../control-plane/service-tasks.ts';
import { scaleOutSource } from '../../control-plane/source-tasks.ts';
import { findRevision } from '../../control-plane/task-definitions.ts';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { refuseBadDaemon } from './daemon.ts';
import { clusterOf, invalidParameter, runnableRevision, serviceOf } from './ecs-resources.ts';
import { deploymentConfigurationFrom, networkConfigurationFrom, refuseMisfits } from './service-settings.ts';
import { serviceView } from './service-view.ts';
import { refuseWayBackToRolling } from './shifting-settings.ts';

/** A change of one of these is rolled out; a change of any other only counts from now on. */
const deployingMembers = [
  'networkConfiguration',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
] as const;

export function updateService(draft: World, input: Json): Json {
  const request = input as Partial<UpdateServiceRequest>;
  const service = serviceOf(draft, clusterOf(draft, request.cluster), request.service);
  if (service.status !== 'ACTIVE') throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
  refuseForeignController(service, request);
  const configuration = mergedConfiguration(service.configuration, input);
  refuseWayBackToRolling(draft, service, configuration);
  const taskDefinition =
    request.taskDefinition === undefined
      ? service.taskDefinition
      : runnableRevision(draft, request.taskDefinition).taskDefinitionArn;
  const definition = findRevision(draft, taskDefinition)?.definition;
  if (definition !== undefined) refuseMisfits(draft, configuration, definition);
  refuseBadDaemon(configuration, request.desiredCount);
  const deploys =
    request.forceNewDeployment === true ||
    taskDefinition !== service.taskDefinition ||
    deployingMembers.some((member) => !sameJson(configuration[member], service.configuration[member]));
  service.configuration = configuration;
  service.taskDefinition = taskDefinition;
  if (request.desiredCount !== undefined && request.desiredCount !== service.desiredCount) {
    scaleOutSource(draft, service, request.desiredCount - service.desiredCount);
    service.desiredCount = request.desiredCount;
    delete service.steadySince;
  }
  if (deploys && isScheduledByEcs(service)) startDeployment(draft, service);
  return { service: serviceView(draft, service, { withTags: false }) };
}

function mergedConfiguration(present: ServiceConfiguration, input: Json): ServiceConfiguration {
  const { cluster: _c, service: _s, taskDefinition: _t, desiredCount: _d, forceNewDeployment: _f, ...sent } = input;
  const changes = sent as Partial<ServiceConfiguration>;
  const merged: ServiceConfiguration = {
    ...present,
    ...changes,
    ...(changes.deploymentConfiguration === undefined
      ? {}
      : {
          deploymentConfiguration: deploymentConfigurationFrom(
            changes.deploymentConfiguration,
            present,
            present.deploymentConfiguration,
          ),
        }),
    ...(changes.networkConfiguration === undefined
      ? {}
      : { networkConfiguration: networkConfigurationFrom(changes.networkConfiguration) }),
  };
  // One excludes the other: a strategy takes the place of the launch type.
  if ((changes.capacityProviderStrategy?.length ?? 0) > 0) delete merged.launchType;
  return merged;
}

/** Task sets are changed by whoever owns them; UpdateService may still scale and set what is not theirs. */
function refuseForeignController(service: Service, request: Partial<UpdateServiceRequest>): void {
  if (isScheduledByEcs(service)) return;
  const { taskDefinition, networkConfiguration, platformVersion, loadBalancers, forceNewDeployment } = request;
  const deploying = [
    taskDefinition,
    networkConfiguration,
    platformVersion,
    loadBalancers,
    forceNewDeployment || undefined,
  ];
  if (deploying.some((value) => value !== undefined)) {
    throw invalidParameter(
      `Unable to update task definition on services with a ${service.configuration.deploymentController?.type} deployment controller.`,
    );
  }
}

function sameJson(a: unknown, b: unknown): boolean {
  return canonical(a ?? []) === canonical(b ?? []);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
