// When a task of a service counts as healthy, and when it is bad enough to be replaced.
//   no load balancer, no container check: RUNNING for 40 s · container check: HEALTHY · load balancer: every target healthy (both: both)

import type { Service, Task } from './ecs-state.ts';
import { announce, texts } from './events.ts';
import type { Rule, Turn } from './rule.ts';
import { targetsOf } from './targets.ts';
import { definitionOf } from './task-definitions.ts';
import { wantStopped } from './tasks.ts';
import { awsMs, scaled } from './timing.ts';
import type { Instant, World } from './world.ts';

export const taskHealth: Rule = {
  name: 'task health',
  apply(turn) {
    for (const task of Object.values(turn.world.ecs.tasks)) {
      const service = task.serviceArn === undefined ? undefined : turn.world.ecs.services[task.serviceArn];
      if (service === undefined || task.desiredStatus === 'STOPPED') continue;
      if (task.healthySince === undefined && isHealthy(turn.world, task)) becameHealthy(turn, service, task);
      replaceIfUnhealthy(turn, service, task);
    }
  },
  *dueAt(world) {
    for (const task of Object.values(world.ecs.tasks)) {
      if (task.startedAt === undefined || task.desiredStatus === 'STOPPED' || task.serviceArn === undefined) continue;
      yield task.startedAt + scaled(world, awsMs.runningCountsAsHealthy);
      const service = world.ecs.services[task.serviceArn];
      if (service !== undefined) yield graceEndsAt(world, service, task);
    }
  },
};

export function isHealthy(world: World, task: Task): boolean {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus === 'STOPPED' || task.startedAt === undefined) return false;
  const targets = targetsOf(world, task);
  if (targets.some((target) => target?.state !== 'healthy')) return false;
  if (hasContainerCheck(world, task)) return task.healthStatus === 'HEALTHY';
  return targets.length > 0 || task.startedAt + scaled(world, awsMs.runningCountsAsHealthy) <= world.now;
}

function becameHealthy(turn: Turn, service: Service, task: Task): void {
  task.healthySince = turn.world.now;
  turn.changed = true;
  const deployment = service.deployments.find((one) => one.id === task.startedBy);
  if (deployment === undefined) return;
  deployment.failuresInRow = 0;
  delete deployment.startsPausedUntil;
  const breaker = service.configuration.deploymentConfiguration.deploymentCircuitBreaker;
  if (breaker?.resetOnHealthyTask !== false) deployment.failedTasks = 0;
}

/** Both kinds of checks are ignored until the grace period of the service is over. */
function replaceIfUnhealthy(turn: Turn, service: Service, task: Task): void {
  const { world } = turn;
  if (task.startedAt === undefined || graceEndsAt(world, service, task) > world.now) return;
  const bad = task.targets.find(
    ({ targetGroupArn, key }) => world.elb.targetGroups[targetGroupArn]?.targets[key]?.state === 'unhealthy',
  );
  const target = bad && world.elb.targetGroups[bad.targetGroupArn]?.targets[bad.key];
  if (bad !== undefined && target !== undefined) {
    const reason = target.description ?? target.reason ?? 'Health checks failed';
    announce(
      world,
      service,
      texts.unhealthyTarget({ taskArn: task.taskArn, port: target.port, targetGroupArn: bad.targetGroupArn, reason }),
    );
    wantStopped(
      turn,
      task,
      'ServiceSchedulerInitiated',
      `Task failed ELB health checks in (target-group ${bad.targetGroupArn})`,
    );
  } else if (task.healthStatus === 'UNHEALTHY') {
    announce(world, service, texts.failedContainerCheck(task.taskArn));
    wantStopped(turn, task, 'ServiceSchedulerInitiated', 'Task failed container health checks');
  }
}

function graceEndsAt(world: World, service: Service, task: Task): Instant {
  return (
    (task.startedAt ?? task.createdAt) +
    scaled(world, (service.configuration.healthCheckGracePeriodSeconds ?? 0) * 1_000)
  );
}

function hasContainerCheck(world: World, task: Task): boolean {
  const { containerDefinitions } = definitionOf(world, task.taskDefinitionArn);
  return containerDefinitions.some(
    (one) => one.essential && one.healthCheck !== undefined && one.healthCheck.command[0] !== 'NONE',
  );
}
