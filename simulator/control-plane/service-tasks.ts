// The tasks of a service, and which of them count as what.

import type { ContainerInstance, Deployment, DeploymentConfiguration, Service, Task } from './ecs-state.ts';
import { hasScaledUp } from './shift-state.ts';
import type { World } from './world.ts';

export function tasksOf(world: World, service: Service): readonly Task[] {
  return Object.values(world.ecs.tasks).filter(
    (task) => task.serviceArn === service.serviceArn && task.lastStatus !== 'STOPPED',
  );
}

/** Wanted, whether running already or on the way: what `maximumPercent` limits. */
export function isWanted(task: Task): boolean {
  return task.desiredStatus === 'RUNNING';
}

/** The hosts that a DAEMON service of the cluster runs on. */
export function hostsOf(world: World, clusterArn: string): readonly ContainerInstance[] {
  return Object.values(world.ecs.containerInstances).filter((instance) => instance.clusterArn === clusterArn);
}

/** By whoever asked for it, with UpdateTaskProtection. */
export function isProtected(world: World, task: Task): boolean {
  return task.protectedUntil !== undefined && task.protectedUntil > world.now;
}

/** What `pendingCount` counts. */
export function isPending(task: Task): boolean {
  return task.lastStatus === 'PROVISIONING' || task.lastStatus === 'PENDING' || task.lastStatus === 'ACTIVATING';
}

/** Still holds its place: it may answer requests that it has. */
export function isServingOrBefore(task: Task): boolean {
  return isPending(task) || task.lastStatus === 'RUNNING' || task.lastStatus === 'DEACTIVATING';
}

export interface Counts {
  readonly running: number;
  readonly pending: number;
  readonly wanted: number;
}

export function countsOf(tasks: readonly Task[], deployment: Pick<Deployment, 'id'>): Counts {
  const own = tasks.filter((task) => task.startedBy === deployment.id);
  return {
    running: own.filter((task) => task.lastStatus === 'RUNNING').length,
    pending: own.filter((task) => isWanted(task) && isPending(task)).length,
    wanted: own.filter(isWanted).length,
  };
}

/** The share of the desired count that a deployment is given: the PRIMARY one gets all of it as soon as ECS has begun with it, and 0 before. */
export function requestedCountOf(
  world: World,
  service: Service,
  of: { readonly deployment: Pick<Deployment, 'id' | 'status'>; readonly tasks: readonly Task[] },
): number {
  const current = world.ecs.serviceDeployments[service.currentServiceDeployment ?? ''];
  const begun = of.deployment.status === 'PRIMARY' && current?.status !== 'PENDING' && hasScaledUp(current);
  return begun ? service.desiredCount : countsOf(of.tasks, of.deployment).wanted;
}

export function primaryOf(service: Service): Deployment | undefined {
  return service.deployments.find((deployment) => deployment.status === 'PRIMARY');
}

/** Task sets (CodeDeploy, external controllers) are moved by somebody else. */
export function isScheduledByEcs(service: Service): boolean {
  return (service.configuration.deploymentController?.type ?? 'ECS') === 'ECS';
}

/** A deployment that moves keeps the settings that it began with. */
export function configurationInForce(world: World, service: Service): DeploymentConfiguration {
  const current = world.ecs.serviceDeployments[service.currentServiceDeployment ?? ''];
  const moving = current !== undefined && current.finishedAt === undefined;
  return moving ? current.deploymentConfiguration : service.configuration.deploymentConfiguration;
}
