// The scheduler of a service while traffic shifts: how many tasks each of its service revisions is to have. Both stand at their full
// count between SCALE_UP and CLEAN_UP, whatever the limits of a rolling update say.

import type { Deployment, Service } from './ecs-state.ts';
import type { Turn } from './rule.ts';
import { isProtected, isWanted, primaryOf, tasksOf } from './service-tasks.ts';
import { hasScaledUp, isTrafficBack, type ShiftingDeployment } from './shift-state.ts';
import { leastUseful, startTasks, stopTasks } from './task-supply.ts';
import type { Instant } from './world.ts';

export function scheduleShift(turn: Turn, service: Service, running: ShiftingDeployment): void {
  const primary = primaryOf(service);
  if (primary === undefined) return;
  for (const deployment of service.deployments) {
    const own = tasksOf(turn.world, service).filter((task) => task.startedBy === deployment.id && isWanted(task));
    const mayStart = service.status === 'ACTIVE' && deployment.rolloutState !== 'FAILED';
    const wanted =
      countWanted(service, deployment, { running, now: turn.world.now }) ?? Math.min(own.length, service.desiredCount);
    if (own.length < wanted && mayStart) startTasks(turn, service, deployment, wanted - own.length);
    if (own.length > wanted) {
      const mayGo = own.filter((task) => !isProtected(turn.world, task));
      stopTasks(turn, primary, leastUseful(turn.world, mayGo).slice(0, own.length - wanted));
    }
  }
}

/** Undefined: those that are there may stay, and are not replaced. */
function countWanted(
  service: Service,
  deployment: Deployment,
  at: { running: ShiftingDeployment; now: Instant },
): number | undefined {
  const { running, now } = at;
  const { serviceRevisionArn: arn } = deployment;
  const { shift } = running;
  if (running.status === 'ROLLBACK_IN_PROGRESS') {
    if (arn === running.rollback?.serviceRevisionArn) return service.desiredCount;
    return isTrafficBack(shift, now) ? 0 : undefined;
  }
  if (arn === running.targetServiceRevision.arn) return hasScaledUp(running) ? service.desiredCount : 0;
  if (running.lifecycleStage === 'CLEAN_UP') return 0;
  if (arn !== shift.sourceArn) return shift.reconciled ? 0 : undefined;
  return arn === service.completedServiceRevision ? service.desiredCount : undefined;
}
