// The deployment circuit breaker: how many failures are too many, and what happens then.

import { endAsFailed } from './detected-failure.ts';
import type { Deployment, DeploymentConfiguration, Service } from './ecs-state.ts';
import { eventTexts } from './events.ts';
import type { Rule, Turn } from './rule.ts';
import { isPending, isWanted, primaryOf, tasksOf } from './service-tasks.ts';
import { tellOfStop, wantStopped } from './tasks.ts';

export const circuitBreaker: Rule = {
  name: 'circuit breaker',
  apply(turn) {
    for (const service of Object.values(turn.world.ecs.services)) watch(turn, service);
  },
};

/**
 * BOUNDED_PERCENT 50 (the default): half of the desired count, at least 3 and at most 200. Desired 1 → 3, 25 → 13, 400 → 200.
 * UNBOUNDED_PERCENT: the same without bounds. COUNT: the number itself. Always of the newest desired count.
 */
export function breakerThreshold(configuration: DeploymentConfiguration, desiredCount: number): number {
  const { type, value } = configuration.deploymentCircuitBreaker?.thresholdConfiguration ?? {
    type: 'BOUNDED_PERCENT',
    value: 50,
  };
  const share = Math.max(1, Math.ceil((value * desiredCount) / 100));
  switch (type) {
    case 'BOUNDED_PERCENT':
      return Math.min(Math.max(share, 3), 200);
    case 'UNBOUNDED_PERCENT':
      return share;
    case 'COUNT':
      return value;
  }
}

function watch(turn: Turn, service: Service): void {
  const running = turn.world.ecs.serviceDeployments[service.currentServiceDeployment ?? ''];
  const primary = primaryOf(service);
  if (running === undefined || primary === undefined || running.deploymentCircuitBreaker.status === 'DISABLED') return;
  const breaker = running.deploymentCircuitBreaker;
  const rollingBack = running.status === 'ROLLBACK_IN_PROGRESS';
  if (running.status !== 'IN_PROGRESS' && !rollingBack) return;
  const threshold = breakerThreshold(running.deploymentConfiguration, service.desiredCount);
  if (!rollingBack && (breaker.failureCount !== primary.failedTasks || breaker.threshold !== threshold)) {
    breaker.failureCount = primary.failedTasks;
    breaker.threshold = threshold;
    turn.changed = true;
  }
  if (primary.failedTasks < threshold || primary.rolloutState !== 'IN_PROGRESS') return;
  giveUpPending(turn, service, primary);
  breaker.status = 'TRIGGERED';
  endAsFailed(turn, service, {
    primary,
    running,
    found: 'tasks failed to start.',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    because: 'the circuit breaker threshold was exceeded.',
    rollback: running.deploymentConfiguration.deploymentCircuitBreaker?.rollback === true,
    goingBack: (id) => `ECS deployment circuit breaker: rolling back to deploymentId ${id}.`,
  });
}

/** Replacements that are still on the way are given up, and told of before the failure. */
function giveUpPending(turn: Turn, service: Service, primary: Deployment): void {
  const pending = tasksOf(turn.world, service).filter(
    (task) => task.startedBy === primary.id && isWanted(task) && isPending(task),
  );
  for (const task of pending) {
    wantStopped(turn, task, 'ServiceSchedulerInitiated', `Scaling activity initiated by (deployment ${primary.id})`);
    tellOfStop(turn, task);
  }
  eventTexts.apply(turn);
}
