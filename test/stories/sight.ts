// What the verdict of a run speaks of, as the world has it.

import type { Deployment, Service, ServiceDeployment, Task } from '../../simulator/control-plane/ecs-state.ts';
import { isHealthy } from '../../simulator/control-plane/task-health.ts';
import type { World } from '../../simulator/control-plane/world.ts';
import type { Case } from './judge.ts';
import { type Release, releaseOf } from './release.ts';

export interface Sight extends Release {
  readonly world: World;
  readonly service: Service | undefined;
  readonly primary: Deployment | undefined;
  /** made after ours by somebody else */
  readonly newer: readonly ServiceDeployment[];
  /** RUNNING, and started by the primary deployment */
  readonly serving: readonly Task[];
  /** RUNNING, whoever started them */
  readonly running: number;
}

export function sight(world: World, one: Case): Sight {
  const { ecs } = world;
  const service = Object.values(ecs.services)[0];
  const primary = service?.deployments.find(({ status }) => status === 'PRIMARY');
  const { ours, back } = releaseOf(world, one);
  const all = Object.values(ecs.serviceDeployments);
  const later = ours === undefined ? [] : all.slice(all.indexOf(ours) + 1);
  const running = Object.values(ecs.tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  return {
    ours,
    back,
    world,
    service,
    primary,
    newer: later.filter(({ serviceDeploymentArn }) => !one.ledger.made.includes(serviceDeploymentArn)),
    serving: running.filter(({ startedBy }) => startedBy === primary?.id),
    running: running.length,
  };
}

export function desired({ service }: Sight): number {
  return service?.desiredCount ?? 0;
}

/** A service may say that it is done with a share of its tasks. */
export function enough(seen: Sight): number {
  const criteria = seen.service?.configuration.deploymentConfiguration.earlySuccessCriteria;
  return Math.ceil((desired(seen) * (criteria?.enable === true ? (criteria.healthyPercent ?? 100) : 100)) / 100);
}

/** Behind a load balancer: its target is in a group that production traffic (the first listener's) goes to. */
export function isReached({ elb }: World, { targets }: Task): boolean {
  const [production] = Object.values(elb.listeners);
  const reached = production?.defaultForward
    .filter(({ weight }) => weight > 0)
    .map((forward) => forward.targetGroupArn);
  return targets.every(({ targetGroupArn }) => reached?.includes(targetGroupArn) === true);
}

/** Of one service revision, and as many as are wanted. */
export function areAllHealthy(world: World, ours: ServiceDeployment | undefined, wanted: number): boolean {
  const tasks = Object.values(world.ecs.tasks).filter(
    ({ serviceRevisionArn, lastStatus }) =>
      serviceRevisionArn === ours?.targetServiceRevision.arn && lastStatus === 'RUNNING',
  );
  return tasks.length >= wanted && tasks.every((task) => isHealthy(world, task));
}

export function hasEverSucceeded({ ecs }: World): boolean {
  return Object.values(ecs.serviceDeployments).some(({ status }) => status === 'SUCCESSFUL');
}

/** What served once and serves no longer may have been gone back from. */
export function hasServed({ ecs }: World, digest: string | undefined): boolean {
  return Object.values(ecs.serviceDeployments).some(
    ({ status, targetServiceRevision }) =>
      status === 'SUCCESSFUL' &&
      ecs.serviceRevisions[targetServiceRevision.arn]?.containerImages.some(
        ({ imageDigest }) => imageDigest === digest,
      ),
  );
}

/** A deployment that shifts traffic ended half way: no group of targets has all of it. */
export function isTrafficSplit({ elb }: World): boolean {
  return Object.values(elb.listeners).some(
    ({ defaultForward }) => defaultForward.filter(({ weight }) => weight > 0).length > 1,
  );
}
