// The scheduler of a service while traffic shifts: how many tasks each of its service revisions is to have. Both stand at their full
// count between SCALE_UP and CLEAN_UP, whatever the limits of a rolling update say.

import type { Deployment, Service } from './ecs-state.ts';
import { complainOfProtection } from './protection.ts';
import type { Turn } from './rule.ts';
import { isProtected, isWanted, primaryOf, tasksOf } from './service-tasks.ts';
import { hasScaledUp, isTrafficBack, type ShiftingDeployment } from './shift-state.ts';
import { groupOf } from './targets.ts';
import { leastUseful, startTasks, stopTasks } from './task-supply.ts';
import type { World } from './world.ts';

export function scheduleShift(turn: Turn, service: Service, running: ShiftingDeployment): void {
  const primary = primaryOf(service);
  if (primary === undefined) return;
  for (const deployment of service.deployments) {
    const own = tasksOf(turn.world, service).filter((task) => task.startedBy === deployment.id && isWanted(task));
    const mayStart = service.status === 'ACTIVE' && deployment.rolloutState !== 'FAILED';
    const wanted =
      countWanted(turn.world, service, { deployment, running }) ?? Math.min(own.length, service.desiredCount);
    if (own.length < wanted && mayStart) startTasks(turn, service, deployment, wanted - own.length);
    if (own.length > wanted) {
      const mayGo = own.filter((task) => !isProtected(turn.world, task));
      stopTasks(turn, primary, leastUseful(turn.world, mayGo).slice(0, own.length - wanted));
      if (wanted === 0) complainOfProtection(turn, service, primary, own);
    }
  }
}

/** Undefined: those that are there may stay, and are not replaced. */
function countWanted(
  world: World,
  service: Service,
  { deployment, running }: { readonly deployment: Deployment; readonly running: ShiftingDeployment },
): number | undefined {
  const { serviceRevisionArn: arn } = deployment;
  const { shift } = running;
  if (running.status === 'ROLLBACK_IN_PROGRESS') {
    if (arn === running.rollback?.serviceRevisionArn) return service.desiredCount;
    return isTrafficBack(shift, world.now) ? 0 : undefined;
  }
  if (arn === running.targetServiceRevision.arn) return hasScaledUp(running) ? service.desiredCount : 0;
  if (running.lifecycleStage === 'CLEAN_UP') return 0;
  if (arn !== shift.sourceArn) return shift.reconciled ? 0 : undefined;
  if (arn === service.completedServiceRevision) return service.desiredCount;
  return isInTheWay(world, running, arn) ? 0 : undefined;
}

/**
 * AWS does not say what becomes of a first deployment that was overtaken before it had any traffic. The next one chooses the same target
 * group, whose tasks are to have no production traffic before the shift and all of it afterwards, by AWS's table of lifecycle stages; so
 * what is in that group already, and that no rollback could go to, goes.
 */
function isInTheWay(world: World, { shift }: ShiftingDeployment, arn: string): boolean {
  const revision = world.ecs.serviceRevisions[arn];
  return shift.routes.some(
    ({ targetGroup }, index) => revision !== undefined && groupOf(revision, index) === targetGroup,
  );
}
