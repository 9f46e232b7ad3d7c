// Early success criteria: when enough of the new tasks are healthy, a rolling deployment is done before the last one is.

import type { Service, ServiceDeployment, Task } from './ecs-state.ts';
import { isHealthy } from './task-health.ts';
import type { World } from './world.ts';

/**
 * BLOCKING waits until the old tasks are gone, DEFERRED does not. 10 tasks at 75 %: 8 healthy ones are enough.
 * `own` are the wanted tasks of the new service revision.
 */
export function isEarlySuccess(
  world: World,
  running: ServiceDeployment | undefined,
  tasks: { readonly service: Service; readonly own: readonly Task[]; readonly othersGone: boolean },
): boolean {
  const criteria = running?.deploymentConfiguration.earlySuccessCriteria;
  if (running?.status !== 'IN_PROGRESS' || !criteria?.enable) return false;
  const enough = Math.ceil((tasks.service.desiredCount * (criteria.healthyPercent ?? 100)) / 100);
  const healthy = tasks.own.filter((task) => isHealthy(world, task)).length;
  return healthy >= enough && (criteria.sourceServiceRevisionCleanup === 'DEFERRED' || tasks.othersGone);
}
