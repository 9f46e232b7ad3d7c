// How long a rollout of this service may take before we give up, when nobody says: computed from the service, and said in the log.

import type { Raw, ServiceSnapshot } from '../../../lib/core/snapshots.ts';
import { containersOf, isRaw } from '../../../lib/core/task-definition.ts';

/** Fargate: network interface, pull and start of an image of some hundred MB. */
const START_SECONDS = 120;
/** ELBv2's default health check: five successes, 30 s apart. */
const TARGET_HEALTH_SECONDS = 150;
/** ELBv2's default deregistration delay. */
const DRAINING_SECONDS = 300;
const SLACK_SECONDS = 300;
const LEAST_SECONDS = 15 * 60;
const MOST_SECONDS = 3 * 60 * 60;

/**
 * (start + start period + grace + health + draining + stop) for each batch that minimum and maximum percent allow, + bake + slack;
 * at least 15 minutes, at most 3 hours. Worked example: 4 tasks at 100/150 % behind a load balancer go 2 by 2:
 * 2 × (120 + 0 + 0 + 150 + 300 + 30) s + 300 s = 25 minutes.
 */
export function computeTimeout(service: ServiceSnapshot, definition: Raw): number {
  const behind = service.loadBalancers.length > 0;
  const perBatch =
    START_SECONDS +
    startPeriodSeconds(definition) +
    service.healthCheckGracePeriodSeconds +
    (behind ? TARGET_HEALTH_SECONDS + DRAINING_SECONDS : 40) +
    stopSeconds(definition);
  const seconds = batches(service) * perBatch + service.bakeTimeInMinutes * 60 + SLACK_SECONDS;
  return Math.min(Math.max(seconds, LEAST_SECONDS), MOST_SECONDS) * 1_000;
}

/** maximumPercent rounds down, minimumHealthyPercent up, as ECS does. */
function batches({ desiredCount, maximumPercent, minimumHealthyPercent }: ServiceSnapshot): number {
  if (desiredCount === 0) return 1;
  const above = Math.floor((desiredCount * maximumPercent) / 100) - desiredCount;
  const below = desiredCount - Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  return Math.ceil(desiredCount / Math.max(above, below, 1));
}

function startPeriodSeconds(definition: Raw): number {
  return Math.max(
    0,
    ...containersOf(definition).map(({ healthCheck }) => {
      if (!isRaw(healthCheck)) return 0;
      const { startPeriod = 0, interval = 30, retries = 3 } = healthCheck;
      return Number(startPeriod) + Number(interval) * Number(retries);
    }),
  );
}

function stopSeconds(definition: Raw): number {
  return Math.max(0, ...containersOf(definition).map(({ stopTimeout = 30 }) => Number(stopTimeout)));
}
