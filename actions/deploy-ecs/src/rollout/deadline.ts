// How long a rollout of this service may take before we give up, when nobody says: computed from the service, and said in the log.

import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { containersOf, isRaw, rawOf } from '../../../../lib/core/task-definition.ts';
import { HEALTHY_AFTER_MS } from './earlier-health.ts';
import { isShifting } from './stages.ts';

/** Fargate: network interface, pull and start of an image of some hundred MB. */
const START_SECONDS = 120;
/** ELBv2's default health check: five successes, 30 s apart. */
const TARGET_HEALTH_SECONDS = 150;
/** ELBv2's default deregistration delay. */
const DRAINING_SECONDS = 300;
/** What ECS lets a deployment with alarms bake at most, when nobody says (ECS developer guide, "CloudWatch alarms": mostly less). */
const ALARM_BAKE_MINUTES = 5;
/** A deployment that shifts traffic goes through eleven stages, a dozen seconds each. */
const STAGES_SECONDS = 150;
/** What a Lambda hook may take when it has no time-out of its own: ECS itself would wait for a day. */
const LAMBDA_HOOK_MINUTES = 10;
/** ECS's default for a PAUSE hook. */
const PAUSE_HOOK_MINUTES = 1_440;
/** These stages, and their hooks, come again with each step of the traffic. */
const EACH_STEP = ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'];
const SLACK_SECONDS = 300;
const LEAST_SECONDS = 15 * 60;
const MOST_SECONDS = 3 * 60 * 60;

/**
 * (start + start period + grace + health + draining + stop) for each batch that minimum and maximum percent allow, + bake + slack;
 * at least 15 minutes, at most 3 hours. Worked example: 4 tasks at 100/150 % behind a load balancer go 2 by 2:
 * 2 × (120 + 0 + 0 + 150 + 300 + 30) s + 300 s = 25 minutes.
 * Where traffic is shifted all new tasks are one batch, and to it come the stages, the steps' own bakes and the hooks' time-outs. Worked example:
 * linear by 25 %, 6 minutes each, then 10 minutes of bake: 600 s + 150 s + 3 × 360 s + 600 s + 300 s = 45 min 30 s.
 */
export function computeTimeout(service: ServiceSnapshot, definition: Raw): number {
  const behind = service.loadBalancers.length > 0;
  const perBatch =
    START_SECONDS +
    startPeriodSeconds(definition) +
    service.healthCheckGracePeriodSeconds +
    (behind ? TARGET_HEALTH_SECONDS + DRAINING_SECONDS : HEALTHY_AFTER_MS / 1_000) +
    stopSeconds(definition);
  const ways = isShifting(service) ? perBatch + shiftSeconds(service) : batches(service) * perBatch;
  const seconds = ways + bakeMinutes(service) * 60 + SLACK_SECONDS;
  return Math.min(Math.max(seconds, LEAST_SECONDS), MOST_SECONDS) * 1_000;
}

/** Where alarms watch a rolling deployment, ECS lets it bake without being told to. */
function bakeMinutes(service: ServiceSnapshot): number {
  const { alarms, bakeTimeInMinutes } = configurationOf(service);
  const bakes = !isShifting(service) && isRaw(alarms) && alarms.enable === true && bakeTimeInMinutes === undefined;
  return bakes ? ALARM_BAKE_MINUTES : service.bakeTimeInMinutes;
}

function shiftSeconds(service: ServiceSnapshot): number {
  const { waits, minutes } = stepsOf(service);
  return STAGES_SECONDS + waits * minutes * 60 + hookSeconds(service, waits + 1);
}

/** After the last step there is no wait. */
function stepsOf(service: ServiceSnapshot): { readonly waits: number; readonly minutes: number } {
  const { canaryConfiguration, linearConfiguration } = configurationOf(service);
  if (service.strategy === 'CANARY') {
    const { canaryBakeTimeInMinutes = 10 } = rawOf(canaryConfiguration);
    return { waits: 1, minutes: Number(canaryBakeTimeInMinutes) };
  }
  if (service.strategy !== 'LINEAR') return { waits: 0, minutes: 0 };
  const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = rawOf(linearConfiguration);
  return { waits: Math.ceil(100 / Number(stepPercent)) - 1, minutes: Number(stepBakeTimeInMinutes) };
}

/** Hooks of one stage run side by side. */
function hookSeconds(service: ServiceSnapshot, steps: number): number {
  const { lifecycleHooks } = configurationOf(service);
  const longest = new Map<string, number>();
  for (const hook of Array.isArray(lifecycleHooks) ? lifecycleHooks.filter(isRaw) : []) {
    const { timeoutInMinutes } = rawOf(hook.timeoutConfiguration);
    const minutes = Number(
      timeoutInMinutes ?? (hook.targetType === 'PAUSE' ? PAUSE_HOOK_MINUTES : LAMBDA_HOOK_MINUTES),
    );
    for (const stage of Array.isArray(hook.lifecycleStages) ? hook.lifecycleStages.map(String) : [])
      longest.set(stage, Math.max(longest.get(stage) ?? 0, minutes * (EACH_STEP.includes(stage) ? steps : 1)));
  }
  return [...longest.values()].reduce((sum, minutes) => sum + minutes * 60, 0);
}

function configurationOf({ raw }: ServiceSnapshot): Raw {
  return rawOf(raw.deploymentConfiguration);
}

/** maximumPercent rounds down, minimumHealthyPercent up, as ECS does. */
function batches({ desiredCount, maximumPercent, minimumHealthyPercent }: ServiceSnapshot): number {
  if (desiredCount === 0) return 1;
  const above = Math.floor((desiredCount * maximumPercent) / 100) - desiredCount;
  const below = desiredCount - Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  return Math.ceil(desiredCount / Math.max(above, below, 1));
}

/** Until ECS would call it unhealthy: 30 s and 3 tries are the defaults of API_HealthCheck. */
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

/** 30 s is the agent's default (ECS_CONTAINER_STOP_TIMEOUT), and Fargate's. */
function stopSeconds(definition: Raw): number {
  return Math.max(0, ...containersOf(definition).map(({ stopTimeout = 30 }) => Number(stopTimeout)));
}
