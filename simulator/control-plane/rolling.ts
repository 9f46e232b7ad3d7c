// The scheduler of a service under a rolling update: how many tasks may be started now, and which may be stopped.

import type { Deployment, DeploymentConfiguration, Service, Task } from './ecs-state.ts';
import { announce, texts } from './events.ts';
import { complainOfProtection } from './protection.ts';
import { isRebalanced } from './rebalancing.ts';
import type { Rule, Turn } from './rule.ts';
import {
  configurationInForce,
  isProtected,
  isScheduledByEcs,
  isServingOrBefore,
  isWanted,
  primaryOf,
  tasksOf,
} from './service-tasks.ts';
import { scheduleShift } from './shift-scheduling.ts';
import { isShifting } from './shift-state.ts';
import { dueSourceTasks, isSourceReplacement } from './source-tasks.ts';
import { giveUp, isHealthy } from './task-health.ts';
import { leastUseful, startTasks, stopTasks } from './task-supply.ts';
import type { World } from './world.ts';

export const rolling: Rule = {
  name: 'rolling',
  apply(turn) {
    for (const service of Object.values(turn.world.ecs.services)) {
      if (service.status !== 'INACTIVE' && isScheduledByEcs(service)) schedule(turn, service);
    }
  },
  *dueAt(world) {
    for (const service of Object.values(world.ecs.services)) {
      for (const deployment of service.deployments) yield deployment.startsPausedUntil;
    }
    for (const task of Object.values(world.ecs.tasks)) yield task.protectedUntil;
  },
};

/** Running and pending tasks never exceed `maximum`; healthy ones are never brought below `minimum`. 3 tasks, 50 % and 150 %: 2 and 4. */
export function taskLimits(
  configuration: DeploymentConfiguration,
  desiredCount: number,
): { minimum: number; maximum: number } {
  return {
    minimum: Math.ceil((desiredCount * (configuration.minimumHealthyPercent ?? 100)) / 100),
    maximum: Math.floor((desiredCount * (configuration.maximumPercent ?? 200)) / 100),
  };
}

function schedule(turn: Turn, service: Service): void {
  const primary = primaryOf(service);
  if (primary === undefined) return;
  const current = turn.world.ecs.serviceDeployments[service.currentServiceDeployment ?? ''];
  if (current?.status === 'PENDING' || current?.status === 'ROLLBACK_REQUESTED') return;
  if (isShifting(current)) {
    scheduleShift(turn, service, current);
    return;
  }
  const wanted = tasksOf(turn.world, service).filter(isWanted);
  const own = wanted.filter((task) => task.startedBy === primary.id);
  const others = wanted.filter((task) => task.startedBy !== primary.id);
  const crowded = own.filter((task) => isRebalanced(service, task));
  const sound = own.filter((task) => task.failedCheck === undefined && !crowded.includes(task));
  const condemned = own.filter((task) => task.failedCheck !== undefined);
  const limits = taskLimits(configurationInForce(turn.world, service), service.desiredCount);
  if (service.status === 'ACTIVE' && primary.rolloutState !== 'FAILED') {
    stopReplaced(turn, service, { primary, own, others, minimum: limits.minimum });
    const healthy = own.filter((task) => isHealthy(turn.world, task)).length;
    if (healthy >= service.desiredCount) complainOfProtection(turn, service, primary, others);
    const missing = service.desiredCount - sound.length;
    const held = placesHeldByOthers(turn.world, service, primary);
    const room = limits.maximum - own.length - held;
    if (missing > 0 && room > 0) startTasks(turn, service, primary, Math.min(missing, room));
    replaceSourceTasks(turn, service, primary, limits.maximum);
    letGo(turn, service, { primary, sound, condemned, crowded }, missing > 0 && room <= 0 ? missing : 0);
    const leaving = held > others.filter(isWanted).length;
    if (missing > 0 && room <= 0 && !leaving) complainOfDeadlock(turn, service, primary, { own, others });
  }
  // A failed deployment starts nothing, but a smaller desired count (or the end of the service) still counts.
  const mayGo = (task: Task): boolean => !isProtected(turn.world, task);
  if (service.desiredCount === 0) stopTasks(turn, primary, others.filter(mayGo));
  const counted = service.status === 'ACTIVE' && primary.rolloutState !== 'FAILED' ? sound : own;
  if (counted.length > service.desiredCount)
    stopTasks(
      turn,
      primary,
      leastUseful(turn.world, counted.filter(mayGo)).slice(0, counted.length - service.desiredCount),
    );
}

/** What failed a check goes once as many others as are desired are healthy; or, where there is no room for a replacement, `forced` of them at once. */
function letGo(
  turn: Turn,
  service: Service,
  tasks: {
    primary: Deployment;
    sound: readonly Task[];
    condemned: readonly Task[];
    crowded: readonly Task[];
  },
  forced: number,
): void {
  const replaced = tasks.sound.filter((task) => isHealthy(turn.world, task)).length >= service.desiredCount;
  if (replaced) stopTasks(turn, tasks.primary, tasks.crowded);
  for (const task of replaced ? tasks.condemned : tasks.condemned.slice(0, forced)) {
    if (task.failedCheck !== undefined) giveUp(turn, service, task, task.failedCheck);
  }
}

/** A task that is replaced holds its place until its targets are drained: with 100 % at most, nothing is started before. */
function placesHeldByOthers(world: World, service: Service, primary: Deployment): number {
  return tasksOf(world, service).filter((task) => task.startedBy !== primary.id && isServingOrBefore(task)).length;
}

/** What is not healthy may go at once; of the healthy ones as many as the minimum leaves. What is protected stays. */
function stopReplaced(
  turn: Turn,
  service: Service,
  of: { primary: Deployment; own: readonly Task[]; others: readonly Task[]; minimum: number },
): void {
  const { world } = turn;
  const healthy = [...of.others, ...of.own].filter((task) => isHealthy(world, task)).length;
  const mayGo = of.others.filter((task) => !isProtected(world, task));
  const healthyOthers = mayGo.filter((task) => isHealthy(world, task));
  const needed = (task: Task): boolean => healthy < service.desiredCount && isSourceReplacement(world, service, task);
  const unhealthyOthers = mayGo.filter((task) => !healthyOthers.includes(task) && !needed(task));
  stopTasks(turn, of.primary, [...unhealthyOthers, ...healthyOthers.slice(0, Math.max(0, healthy - of.minimum))]);
}

function replaceSourceTasks(turn: Turn, service: Service, primary: Deployment, maximum: number): void {
  const own = tasksOf(turn.world, service).filter((task) => isWanted(task) && task.startedBy === primary.id);
  const room = maximum - own.length - placesHeldByOthers(turn.world, service, primary);
  const due = dueSourceTasks(turn.world, service, room);
  if (due === undefined || due.count === 0) return;
  const started = startTasks(turn, service, due.source, due.count);
  due.source.owedTasks = (due.source.owedTasks ?? 0) - started;
}

/** Said once: nothing moves, and nothing will, because neither limit leaves room. */
function complainOfDeadlock(
  turn: Turn,
  service: Service,
  primary: Deployment,
  tasks: { own: readonly Task[]; others: readonly Task[] },
): void {
  const stuck = tasks.others.length > 0 && tasks.others.every((task) => isWanted(task) && isHealthy(turn.world, task));
  const resting = tasks.own.every((task) => isHealthy(turn.world, task));
  if (!stuck || !resting || primary.rolloutState !== 'IN_PROGRESS') return;
  const said = service.events.some(
    (event) => event.createdAt >= primary.createdAt && event.message.endsWith(texts.deadlock),
  );
  if (!said) announce(turn.world, service, texts.deadlock);
}
