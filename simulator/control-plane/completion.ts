// When a deployment is done, when a service is steady, and when a deleted service is gone.

import { bakeMs } from './deployment-alarms.ts';
import { endMonitoring } from './detected-failure.ts';
import { isEarlySuccess } from './early-success.ts';
import type { Deployment, Service, ServiceDeployment, Task } from './ecs-state.ts';
import { announce, texts } from './events.ts';
import type { Rule, Turn } from './rule.ts';
import { followCounts } from './service-deployments.ts';
import { isScheduledByEcs, isServingOrBefore, isWanted, primaryOf, tasksOf } from './service-tasks.ts';
import { isShifting, shiftMayEnd } from './shift-state.ts';
import { isHealthy } from './task-health.ts';
import { awsMs, scaled } from './timing.ts';
import type { Instant, World } from './world.ts';

export const completion: Rule = {
  name: 'completion',
  apply(turn) {
    for (const service of Object.values(turn.world.ecs.services)) {
      if (service.status === 'INACTIVE') continue;
      const tasks = tasksOf(turn.world, service);
      dropEmptyDeployments(turn, service, tasks);
      const primary = primaryOf(service);
      if (service.status === 'DRAINING') endIfEmpty(turn, service, tasks);
      else if (isScheduledByEcs(service) && primary !== undefined) settle(turn, service, primary, tasks);
    }
  },
  *dueAt(world) {
    for (const service of Object.values(world.ecs.services)) {
      const running = world.ecs.serviceDeployments[service.currentServiceDeployment ?? ''];
      if (running !== undefined && running.finishedAt === undefined) yield mayEndAt(world, running);
      if (service.steadyAnnouncedAt !== undefined)
        yield service.steadyAnnouncedAt + scaled(world, awsMs.steadyStateRepeats);
    }
  },
};

function settle(turn: Turn, service: Service, primary: Deployment, tasks: readonly Task[]): void {
  const { world } = turn;
  const own = tasks.filter((task) => task.startedBy === primary.id && isWanted(task));
  const othersGone = tasks.every((task) => task.startedBy === primary.id || !isServingOrBefore(task));
  // What is only just told to stop is told of before the service is called steady.
  const noneToTell = tasks.every((task) => isWanted(task) || task.lastStatus !== 'RUNNING');
  const complement = own.length === service.desiredCount && own.every((task) => isHealthy(world, task));
  const converged = complement && othersGone && noneToTell;
  const done = converged || isEarlySuccess(world, currentOf(world, service), { service, own, othersGone });
  if (done && primary.rolloutState === 'IN_PROGRESS' && mayEnd(turn, service)) complete(turn, service, primary);
  if (!converged) {
    if (service.steadySince !== undefined) delete service.steadySince;
    return;
  }
  if (primary.rolloutState === 'COMPLETED') sayIfSteady(turn, service);
}

function currentOf(world: World, service: Service): ServiceDeployment | undefined {
  return world.ecs.serviceDeployments[service.currentServiceDeployment ?? ''];
}

/** Not before it has lasted a while and has baked, and not while somebody's wish to go back is about to be met. */
function mayEnd(turn: Turn, service: Service): boolean {
  const running = currentOf(turn.world, service);
  if (running === undefined || running.finishedAt !== undefined) return true;
  if (running.status !== 'IN_PROGRESS' && running.status !== 'ROLLBACK_IN_PROGRESS') return false;
  if (!shiftMayEnd(running, turn.world.now)) return false;
  running.bakingSince ??= turn.world.now;
  const at = mayEndAt(turn.world, running);
  return at !== undefined && at <= turn.world.now;
}

function mayEndAt(world: World, running: ServiceDeployment): Instant | undefined {
  const since = running.rollback?.startedAt ?? running.startedAt;
  if (since === undefined) return undefined;
  const baked = running.bakingSince === undefined ? 0 : running.bakingSince + bakeMs(world, running);
  return Math.max(since + scaled(world, awsMs.deploymentAtLeast), baked);
}

function complete(turn: Turn, service: Service, primary: Deployment): void {
  const { world } = turn;
  turn.changed = true;
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = world.now;
  service.deployments = service.deployments.filter(
    (deployment) => deployment === primary || holdsTasks(tasksOf(world, service), deployment),
  );
  service.completedServiceRevision = primary.serviceRevisionArn;
  announce(world, service, texts.completed(primary.id));
  const running = currentOf(world, service);
  if (running === undefined || running.finishedAt !== undefined) return;
  followCounts(world, service, running);
  running.status = running.status === 'ROLLBACK_IN_PROGRESS' ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL';
  running.finishedAt = world.now;
  running.updatedAt = world.now;
  endMonitoring(running);
}

/** Once when it comes to rest, then every six hours. */
function sayIfSteady(turn: Turn, service: Service): void {
  const { now } = turn.world;
  const again =
    service.steadyAnnouncedAt !== undefined &&
    service.steadyAnnouncedAt + scaled(turn.world, awsMs.steadyStateRepeats) <= now;
  if (service.steadySince !== undefined && !again) return;
  service.steadySince ??= now;
  service.steadyAnnouncedAt = now;
  announce(turn.world, service, texts.steady);
  turn.changed = true;
}

function dropEmptyDeployments(turn: Turn, service: Service, tasks: readonly Task[]): void {
  // What failed is shown until the way back has been gone.
  const running = currentOf(turn.world, service);
  const kept = isShifting(running) && running.lifecycleStage !== 'CLEAN_UP' ? running.shift.sourceArn : undefined;
  const goingBack = primaryOf(service)?.rolloutState === 'IN_PROGRESS';
  // With alarms the old one stays until the bake time is over, says the developer guide.
  const baking = running?.alarms?.status === 'MONITORING';
  const empty = (deployment: Deployment): boolean =>
    deployment.status !== 'PRIMARY' &&
    !(goingBack && deployment.rolloutState === 'FAILED') &&
    !(baking && deployment.rolloutState === 'COMPLETED') &&
    deployment.serviceRevisionArn !== kept &&
    !holdsTasks(tasks, deployment);
  if (!service.deployments.some(empty)) return;
  service.deployments = service.deployments.filter((deployment) => !empty(deployment));
  turn.changed = true;
}

function holdsTasks(tasks: readonly Task[], deployment: Deployment): boolean {
  return tasks.some((task) => task.startedBy === deployment.id && isServingOrBefore(task));
}

/** The history of a service goes with it. */
function endIfEmpty(turn: Turn, service: Service, tasks: readonly Task[]): void {
  if (tasks.length > 0) return;
  const { ecs } = turn.world;
  turn.changed = true;
  service.status = 'INACTIVE';
  delete service.currentServiceDeployment;
  for (const one of Object.values(ecs.serviceDeployments)) {
    if (one.serviceArn === service.serviceArn) delete ecs.serviceDeployments[one.serviceDeploymentArn];
  }
}
