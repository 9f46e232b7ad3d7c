// Availability Zone rebalancing: ECS starts a task of the same service revision in another zone, and stops one in the fullest zone once
// that is healthy (service-rebalancing in the developer guide). Zones themselves are not modelled: somebody says when they are uneven.

import type { Service, Task } from './ecs-state.ts';
import { announce, texts } from './events.ts';
import { isProtected, isScheduledByEcs, isWanted, primaryOf, tasksOf } from './service-tasks.ts';
import { isHealthy } from './task-health.ts';
import type { World } from './world.ts';

/** Says whether ECS takes it up: only at a service that is at rest, that has it ENABLED, and where one task more has room. */
export function beginRebalancing(world: World, service: Service): boolean {
  const { availabilityZoneRebalancing, deploymentConfiguration } = service.configuration;
  const primary = primaryOf(service);
  if (availabilityZoneRebalancing !== 'ENABLED' || !isScheduledByEcs(service)) return false;
  if (primary?.rolloutState !== 'COMPLETED' || service.steadySince === undefined) return false;
  if (
    Math.floor((service.desiredCount * (deploymentConfiguration.maximumPercent ?? 200)) / 100) <= service.desiredCount
  )
    return false;
  const [crowded] = tasksOf(world, service).filter(
    (task) => task.startedBy === primary.id && isWanted(task) && isHealthy(world, task) && !isProtected(world, task),
  );
  if (crowded === undefined) return false;
  crowded.rebalanced = true;
  delete service.steadySince;
  announce(world, service, texts.notBalanced(world.region, service.desiredCount));
  return true;
}

/** What goes once its replacement is healthy. A deployment ends the rebalancing: what is old goes with the rest. */
export function isRebalanced(service: Service, task: Task): boolean {
  return task.rebalanced === true && primaryOf(service)?.rolloutState === 'COMPLETED';
}
