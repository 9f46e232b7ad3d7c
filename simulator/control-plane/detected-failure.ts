// What follows when ECS itself finds that a deployment is bad, whichever way it found out: the deployment is FAILED, and the service
// deployment goes back or stops. It refuses to know how it was found out.

import type { Deployment, Service, ServiceDeployment } from './ecs-state.ts';
import { announce, texts } from './events.ts';
import { fail, rollBack } from './rollback.ts';
import type { Turn } from './rule.ts';
import { awsMs, scaled } from './timing.ts';

export interface DetectedFailure {
  readonly primary: Deployment;
  readonly running: ServiceDeployment;
  /** follows `deployment failed:` in the event */
  readonly found: string;
  readonly rolloutStateReason: string;
  /** follows `because` in the reason of the service deployment */
  readonly because: string;
  readonly rollback: boolean;
  readonly goingBack: (deploymentId: string) => string;
}

export function endAsFailed(turn: Turn, service: Service, failure: DetectedFailure): void {
  const { primary, running, because } = failure;
  turn.changed = true;
  endMonitoring(running);
  fail(turn.world, primary, failure.rolloutStateReason);
  announce(turn.world, service, texts.failed(primary.id, failure.found));
  if (running.status === 'ROLLBACK_IN_PROGRESS') {
    running.status = 'ROLLBACK_FAILED';
    running.finishedAt = turn.world.now;
  } else if (!failure.rollback) {
    running.status = 'STOP_REQUESTED';
    running.statusReason = `Service deployment stopped because ${because}`;
    running.actsAt = turn.world.now + scaled(turn.world, awsMs.serviceDeploymentStopping);
  } else {
    rollBack(turn.world, service, running, {
      reason: `Service deployment rolled back because ${because}`,
      rolloutStateReason: failure.goingBack,
    });
  }
}

/** Neither circuit breaker nor alarms can end it any more. */
export function endMonitoring({ deploymentCircuitBreaker: breaker, alarms }: ServiceDeployment): void {
  if (breaker.status === 'MONITORING') breaker.status = 'MONITORING_COMPLETE';
  if (alarms?.status === 'MONITORING') alarms.status = 'MONITORING_COMPLETE';
}
