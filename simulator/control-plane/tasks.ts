// The life of one task: PROVISIONING → PENDING → ACTIVATING → RUNNING → DEACTIVATING → STOPPING → DEPROVISIONING → STOPPED.
// It refuses to know why a task is wanted or not; that is `desiredStatus`.

import type { StopCode, Task, TaskStatus } from './ecs-state.ts';
import { give, type Rule, type Turn } from './rule.ts';
import { deregisterTargets, registerTargets } from './targets.ts';
import { prepareLaunch } from './task-launch.ts';
import { awsMs, scaled } from './timing.ts';

export const taskLifeCycle: Rule = {
  name: 'task life cycle',
  apply(turn) {
    for (const task of Object.values(turn.world.ecs.tasks)) {
      while (task.lastStatus !== 'STOPPED' && step(turn, task)) turn.changed = true;
    }
  },
  *dueAt(world) {
    for (const task of Object.values(world.ecs.tasks)) yield task.statusUntil;
  },
};

/** The first reason stays: what comes later is a consequence of it. */
export function wantStopped(
  turn: Pick<Turn, 'world' | 'changed'>,
  task: Task,
  stopCode: StopCode,
  reason: string,
): void {
  if (task.desiredStatus === 'STOPPED') return;
  task.desiredStatus = 'STOPPED';
  task.stopCode = stopCode;
  task.stoppedReason = reason;
  task.stoppingAt = turn.world.now;
  task.version += 1;
  turn.changed = true;
}

/** One transition, if one is due; says whether there was one. */
function step(turn: Turn, task: Task): boolean {
  const { now } = turn.world;
  const unwanted = task.desiredStatus === 'STOPPED';
  const timeIsUp = task.statusUntil !== undefined && task.statusUntil <= now;
  switch (task.lastStatus) {
    case 'PROVISIONING':
      if (unwanted) return leaveWithoutLaunch(turn, task);
      return timeIsUp && launch(turn, task);
    case 'PENDING':
      if (unwanted) return leaveWhilePending(turn, task);
      if (task.containers.some((container) => container.lastStatus === 'PENDING')) return false;
      enter(task, 'ACTIVATING', now + scaled(turn.world, awsMs.activating));
      registerTargets(turn, task);
      return true;
    case 'ACTIVATING':
      if (unwanted) return enterDeactivating(turn, task);
      if (!timeIsUp) return false;
      enter(task, 'RUNNING');
      task.startedAt ??= now;
      return true;
    case 'RUNNING':
      return unwanted && enterDeactivating(turn, task);
    case 'DEACTIVATING':
      if (stillDraining(turn, task)) return false;
      return enterStopping(turn, task);
    case 'STOPPING':
      if (!task.gone) return false;
      task.executionStoppedAt ??= now;
      for (const container of task.containers) container.lastStatus = 'STOPPED';
      enter(task, 'DEPROVISIONING', now + scaled(turn.world, awsMs.deprovisioning));
      return true;
    case 'DEPROVISIONING':
      if (!timeIsUp) return false;
      enter(task, 'STOPPED');
      task.stoppedAt = now;
      return true;
    case 'STOPPED':
      return false;
  }
}

function enter(task: Task, status: TaskStatus, until?: number): void {
  task.lastStatus = status;
  task.version += 1;
  if (until === undefined) delete task.statusUntil;
  else task.statusUntil = until;
}

function launch(turn: Turn, task: Task): boolean {
  const outcome = prepareLaunch(turn.world, task);
  if ('refused' in outcome) {
    wantStopped(turn, task, 'TaskFailedToStart', outcome.refused);
    return leaveWithoutLaunch(turn, task);
  }
  enter(task, 'PENDING');
  task.launched = true;
  task.pullStartedAt = turn.world.now;
  give(turn, { kind: 'start-task', launch: outcome.launch });
  return true;
}

/** The runtime never hears of it, so nothing has to be waited for. */
function leaveWithoutLaunch(turn: Turn, task: Task): boolean {
  tellOfStop(turn, task);
  task.gone = true;
  for (const container of task.containers) container.lastStatus = 'STOPPED';
  enter(task, 'DEPROVISIONING', turn.world.now + scaled(turn.world, awsMs.deprovisioning));
  return true;
}

function leaveWhilePending(turn: Turn, task: Task): boolean {
  tellOfStop(turn, task);
  return enterStopping(turn, task);
}

/** ECS tells of the stop before it takes the task out of the load balancer, however long draining lasts. */
function enterDeactivating(turn: Turn, task: Task): boolean {
  tellOfStop(turn, task);
  enter(task, 'DEACTIVATING');
  deregisterTargets(turn, task);
  return true;
}

/** Once for each task that the scheduler stops. */
export function tellOfStop(turn: Turn, task: Task): void {
  const { serviceArn, taskArn, stopCode, startedAt } = task;
  if (serviceArn === undefined || stopCode !== 'ServiceSchedulerInitiated' || task.stopAnnounced) return;
  task.stopAnnounced = true;
  const kind = startedAt === undefined ? 'stopped-pending' : 'stopped-running';
  turn.happenings.push({ kind, serviceArn, taskArn });
}

function enterStopping(turn: Turn, task: Task): boolean {
  enter(task, 'STOPPING');
  if (!task.gone && !task.stopTold) {
    task.stopTold = true;
    give(turn, { kind: 'stop-task', taskArn: task.taskArn });
  }
  return true;
}

/** Requests in flight are waited for only while there is somebody to answer them. */
function stillDraining(turn: Turn, task: Task): boolean {
  const orderly = task.stopCode === 'ServiceSchedulerInitiated' || task.stopCode === 'UserInitiated';
  if (!orderly || task.gone || task.containers.every((container) => container.lastStatus === 'STOPPED')) return false;
  return task.targets.some(
    ({ targetGroupArn, key }) => turn.world.elb.targetGroups[targetGroupArn]?.targets[key] !== undefined,
  );
}
