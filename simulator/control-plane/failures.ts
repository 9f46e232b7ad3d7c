// Which ends of a service's tasks are failures of its deployment, and how they slow down the next start.
// A failure pauses starts as soon as the task is given up; it counts (failedTasks, circuit breaker) once the task is STOPPED, as on AWS.

import type { Deployment, Task } from './ecs-state.ts';
import { announce, texts } from './events.ts';
import type { Rule, Turn } from './rule.ts';
import { pauseAfterFailures, scaled } from './timing.ts';

/** ECS says that it cannot start tasks consistently only after it has tried for a while. */
const failuresBeforeComplaint = 5;

export const failures: Rule = {
  name: 'failures',
  apply(turn) {
    for (const task of Object.values(turn.world.ecs.tasks)) {
      if (
        task.serviceArn === undefined ||
        task.desiredStatus === 'RUNNING' ||
        task.failure === 'counted' ||
        !isFailure(task)
      )
        continue;
      if (task.failure === undefined) notice(turn, task);
      if (task.lastStatus === 'STOPPED') count(turn, task);
    }
  },
};

/**
 * It never started, or ended by itself before it was ever healthy, or failed a health check. What the platform takes away, what the
 * scheduler or a person stops, and what dies after it was healthy is replaced without being counted.
 */
export function isFailure(task: Task): boolean {
  switch (task.stopCode) {
    case 'TaskFailedToStart':
      return true;
    case 'EssentialContainerExited':
      return task.healthySince === undefined;
    case 'ServiceSchedulerInitiated':
      return task.stoppedReason?.startsWith('Task failed ') ?? false;
    default:
      return false;
  }
}

function notice(turn: Turn, task: Task): void {
  task.failure = 'noticed';
  turn.changed = true;
  const deployment = deploymentOf(turn, task);
  if (deployment === undefined) return;
  deployment.failuresInRow += 1;
  deployment.startsPausedUntil = turn.world.now + scaled(turn.world, pauseAfterFailures(deployment.failuresInRow));
  const service = turn.world.ecs.services[task.serviceArn ?? ''];
  if (service !== undefined && deployment.failuresInRow === failuresBeforeComplaint)
    announce(turn.world, service, texts.cannotStart);
}

function count(turn: Turn, task: Task): void {
  task.failure = 'counted';
  turn.changed = true;
  const deployment = deploymentOf(turn, task);
  if (deployment !== undefined) deployment.failedTasks += 1;
}

function deploymentOf(turn: Turn, task: Task): Deployment | undefined {
  const service = turn.world.ecs.services[task.serviceArn ?? ''];
  return service?.deployments.find((deployment) => deployment.id === task.startedBy);
}
