// When a task of a service counts as healthy, and when it is bad enough to be replaced.
//   no load balancer, no container check: RUNNING for 40 s · container check: HEALTHY · load balancer: every target healthy (both: both)

import type { Service, Task } from './ecs-state.ts';
import { announce, texts } from './events.ts';
import type { Rule, Turn } from './rule.ts';
import { configurationInForce, primaryOf } from './service-tasks.ts';
import { targetsOf } from './targets.ts';
import { definitionOf } from './task-definitions.ts';
import type { FailedCheck } from './task-state.ts';
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
  const breaker = configurationInForce(turn.world, service).deploymentCircuitBreaker;
  if (breaker?.resetOnHealthyTask !== false) deployment.failedTasks = 0;
}

/**
 * A deployment on its way loses what fails a check at once. A service at rest is given a replacement first (`rolling.ts`), as was
 * posted of three services; see the sequence `replaced-while-steady-originacion` in `test/second-opinion`.
 */
function replaceIfUnhealthy(turn: Turn, service: Service, task: Task): void {
  if (task.failedCheck !== undefined) return;
  const failed = failedCheckOf(turn.world, service, task);
  if (failed === undefined) return;
  const primary = primaryOf(service);
  if (primary?.id !== task.startedBy || primary?.rolloutState !== 'COMPLETED') {
    giveUp(turn, service, task, failed);
    return;
  }
  task.failedCheck = failed;
  turn.changed = true;
}

export function giveUp(turn: Turn, service: Service, task: Task, failed: FailedCheck): void {
  announce(turn.world, service, failed.text);
  wantStopped(turn, task, 'ServiceSchedulerInitiated', failed.stoppedReason);
}

/** Both kinds of checks are ignored until the grace period of the service is over. */
function failedCheckOf(world: World, service: Service, task: Task): FailedCheck | undefined {
  if (task.startedAt === undefined || graceEndsAt(world, service, task) > world.now) return undefined;
  const bad = task.targets.find(
    ({ targetGroupArn, key }) => world.elb.targetGroups[targetGroupArn]?.targets[key]?.state === 'unhealthy',
  );
  const target = bad && world.elb.targetGroups[bad.targetGroupArn]?.targets[bad.key];
  if (bad !== undefined && target !== undefined) {
    const { taskArn } = task;
    const { targetGroupArn } = bad;
    const reason = target.description ?? target.reason ?? 'Health checks failed';
    return {
      text: texts.unhealthyTarget({ taskArn, port: target.port, targetGroupArn, reason }),
      stoppedReason: `Task failed ELB health checks in (target-group ${targetGroupArn})`,
    };
  }
  if (task.healthStatus !== 'UNHEALTHY') return undefined;
  return { text: texts.failedContainerCheck(task.taskArn), stoppedReason: 'Task failed container health checks' };
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
