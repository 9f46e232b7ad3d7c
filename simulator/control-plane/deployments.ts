// A new deployment of a service: its service revision, its service deployment, and what becomes of the one before.

import { breakerThreshold } from './circuit-breaker.ts';
import { monitoredAlarms } from './deployment-alarms.ts';
import { endMonitoring } from './detected-failure.ts';
import type { Deployment, Service, ServiceDeployment, ServiceRevision, ServiceRevisionSummary } from './ecs-state.ts';
import { revisionedMembers } from './ecs-state.ts';
import { ecsArn, lastPart, nextNumericId, nextOpaqueId } from './identifiers.ts';
import { containerImages } from './image-digests.ts';
import { liveGroupOf } from './listener-weights.ts';
import { countsOf, tasksOf } from './service-tasks.ts';
import { firstShift } from './shift-steps.ts';
import { definitionOf } from './task-definitions.ts';
import { awsMs, scaled } from './timing.ts';
import type { World } from './world.ts';

/** Deploys what the service now says. */
export function startDeployment(world: World, service: Service): ServiceDeployment {
  const sources = service.deployments.map((deployment) => summary(world, service, deployment));
  const number = nextNumericId(world);
  const revision = newRevision(world, service, number);
  const deployment: Deployment = {
    id: `ecs-svc/${number}`,
    serviceRevisionArn: revision.serviceRevisionArn,
    taskDefinition: service.taskDefinition,
    status: 'PRIMARY',
    createdAt: world.now,
    updatedAt: world.now,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ecs-svc/${number} in progress.`,
    failedTasks: 0,
    failuresInRow: 0,
  };
  for (const older of service.deployments) {
    if (older.status === 'PRIMARY') older.status = 'ACTIVE';
  }
  service.deployments.unshift(deployment);
  supersede(world, service);
  const started = newServiceDeployment(world, service, revision, sources);
  service.currentServiceDeployment = started.serviceDeploymentArn;
  delete service.steadySince;
  return started;
}

function newRevision(world: World, service: Service, number: string): ServiceRevision {
  const path = `${lastPart(service.clusterArn)}/${service.serviceName}`;
  const members = revisionedMembers.filter((member) => service.configuration[member] !== undefined);
  const configuration = Object.fromEntries(members.map((member) => [member, service.configuration[member]]));
  const revision: ServiceRevision = {
    serviceRevisionArn: ecsArn(world, `service-revision/${path}/${number}`),
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    createdAt: world.now,
    taskDefinition: service.taskDefinition,
    containerImages: containerImages(world, definitionOf(world, service.taskDefinition)),
    configuration: copy(configuration),
    ...liveGroups(world, service),
  };
  world.ecs.serviceRevisions[revision.serviceRevisionArn] = revision;
  return revision;
}

/**
 * A rolling deployment goes where the traffic is, and its tasks get requests as soon as they are healthy, says update-bluegreen-to-rolling
 * in the developer guide. One that shifts traffic looks for its target groups when it begins.
 */
function liveGroups(world: World, { configuration }: Service): Pick<ServiceRevision, 'resolvedLoadBalancers'> {
  const loadBalancers = configuration.loadBalancers ?? [];
  const { strategy = 'ROLLING' } = configuration.deploymentConfiguration;
  if (strategy !== 'ROLLING' || loadBalancers.every((one) => one.advancedConfiguration === undefined)) return {};
  const resolvedLoadBalancers = loadBalancers.map((loadBalancer) => ({
    targetGroupArn: liveGroupOf(world, loadBalancer) ?? '',
    productionListenerRule: loadBalancer.advancedConfiguration?.productionListenerRule ?? '',
  }));
  return { resolvedLoadBalancers };
}

function newServiceDeployment(
  world: World,
  service: Service,
  revision: ServiceRevision,
  sources: ServiceRevisionSummary[],
): ServiceDeployment {
  const configuration = copy(service.configuration.deploymentConfiguration);
  const path = `${lastPart(service.clusterArn)}/${service.serviceName}`;
  const pendingMs = scaled(world, awsMs.serviceDeploymentPending);
  const shift = firstShift(service, configuration, sources);
  const serviceDeployment: ServiceDeployment = {
    serviceDeploymentArn: ecsArn(world, `service-deployment/${path}/${nextOpaqueId(world)}`),
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    createdAt: world.now,
    updatedAt: world.now,
    status: 'PENDING',
    sourceServiceRevisions: sources,
    targetServiceRevision: {
      arn: revision.serviceRevisionArn,
      requestedTaskCount: 0,
      runningTaskCount: 0,
      pendingTaskCount: 0,
    },
    deploymentConfiguration: configuration,
    deploymentCircuitBreaker: {
      status: configuration.deploymentCircuitBreaker?.enable ? 'MONITORING' : 'DISABLED',
      failureCount: 0,
      threshold: breakerThreshold(configuration, service.desiredCount),
    },
    ...monitoredAlarms(world, configuration),
    visibleAt: world.now + (world.ecs.settings.eventualConsistency ? pendingMs : 0),
    actsAt: world.now + pendingMs,
    ...(shift === undefined ? {} : { shift }),
  };
  world.ecs.serviceDeployments[serviceDeployment.serviceDeploymentArn] = serviceDeployment;
  return serviceDeployment;
}

/** AWS publishes no words for this; the newer service deployment in the list is the sign. */
export function supersede(world: World, service: Service): void {
  const running = world.ecs.serviceDeployments[service.currentServiceDeployment ?? ''];
  if (running === undefined || running.finishedAt !== undefined) return;
  running.status = 'STOP_REQUESTED';
  running.statusReason ??= 'Service deployment stopped because a newer service deployment was started.';
  running.updatedAt = world.now;
  running.actsAt = world.now + scaled(world, awsMs.serviceDeploymentStopping);
  endMonitoring(running);
}

function summary(world: World, service: Service, deployment: Deployment): ServiceRevisionSummary {
  const counts = countsOf(tasksOf(world, service), deployment);
  return {
    arn: deployment.serviceRevisionArn,
    requestedTaskCount: counts.wanted,
    runningTaskCount: counts.running,
    pendingTaskCount: counts.pending,
  };
}

function copy<T>(json: T): T {
  return JSON.parse(JSON.stringify(json)) as T;
}
