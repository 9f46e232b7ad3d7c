// The status machine of service deployments: what was only asked for (PENDING, STOP_REQUESTED, ROLLBACK_REQUESTED) is acted on
// a moment later, and task counts follow the tasks until the service deployment has ended.

import { endMonitoring } from './detected-failure.ts';
import type { Service, ServiceDeployment, ServiceRevisionSummary, Task } from './ecs-state.ts';
import { lastPart } from './identifiers.ts';
import { fail, rollBack } from './rollback.ts';
import type { Rule, Turn } from './rule.ts';
import { countsOf, primaryOf, tasksOf } from './service-tasks.ts';
import { hasScaledUp } from './shift-state.ts';
import { awsMs, scaled } from './timing.ts';
import type { World } from './world.ts';

export const serviceDeployments: Rule = {
  name: 'service deployments',
  apply(turn) {
    for (const running of Object.values(turn.world.ecs.serviceDeployments)) {
      if (running.finishedAt !== undefined) continue;
      const service = turn.world.ecs.services[running.serviceArn];
      if (service === undefined) continue;
      if (running.actsAt !== undefined && running.actsAt <= turn.world.now) act(turn, service, running);
      if (running.finishedAt === undefined) followCounts(turn.world, service, running);
    }
  },
  *dueAt(world) {
    for (const running of Object.values(world.ecs.serviceDeployments)) yield running.actsAt;
  },
};

/** Someone asks for the way back; asking again changes nothing. Says whether the request can be met at all. */
export function requestRollback(world: World, running: ServiceDeployment): boolean {
  switch (running.status) {
    case 'PENDING':
    case 'IN_PROGRESS':
      running.status = 'ROLLBACK_REQUESTED';
      running.updatedAt = world.now;
      running.actsAt = world.now + scaled(world, awsMs.serviceDeploymentStopping);
      return true;
    case 'STOP_REQUESTED':
    case 'ROLLBACK_REQUESTED':
    case 'ROLLBACK_IN_PROGRESS':
      return true;
    case 'SUCCESSFUL':
    case 'STOPPED':
    case 'ROLLBACK_SUCCESSFUL':
    case 'ROLLBACK_FAILED':
      return false;
  }
}

export function followCounts(world: World, service: Service, running: ServiceDeployment): void {
  const tasks = tasksOf(world, service);
  const begun = running.status !== 'PENDING' && hasScaledUp(running);
  const primary = begun ? primaryOf(service)?.serviceRevisionArn : undefined;
  for (const summary of [running.targetServiceRevision, ...running.sourceServiceRevisions]) {
    follow(summary, tasks, primary === summary.arn ? service.desiredCount : undefined);
  }
}

function follow(summary: ServiceRevisionSummary, tasks: readonly Task[], desired: number | undefined): void {
  const { running, pending, wanted } = countsOf(tasks, { id: `ecs-svc/${lastPart(summary.arn)}` });
  const requested = desired ?? wanted;
  if (summary.requestedTaskCount !== requested) summary.requestedTaskCount = requested;
  if (summary.runningTaskCount !== running) summary.runningTaskCount = running;
  if (summary.pendingTaskCount !== pending) summary.pendingTaskCount = pending;
}

function act(turn: Turn, service: Service, running: ServiceDeployment): void {
  const { world } = turn;
  delete running.actsAt;
  running.updatedAt = world.now;
  turn.changed = true;
  switch (running.status) {
    case 'PENDING':
      running.status = 'IN_PROGRESS';
      running.startedAt = world.now;
      return;
    case 'STOP_REQUESTED':
      running.status = 'STOPPED';
      running.stoppedAt = world.now;
      running.finishedAt = world.now;
      return;
    case 'ROLLBACK_REQUESTED':
      rollBackForUser(turn, service, running);
      return;
    default:
      return;
  }
}

function rollBackForUser(turn: Turn, service: Service, running: ServiceDeployment): void {
  const primary = primaryOf(service);
  const reason = 'Service deployment rolled back by user';
  endMonitoring(running);
  if (primary !== undefined) fail(turn.world, primary, `ECS deployment ${primary.id} was stopped.`);
  rollBack(turn.world, service, running, { reason, rolloutStateReason: (id) => `ECS deployment ${id} in progress.` });
}
