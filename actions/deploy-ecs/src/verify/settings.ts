// Settings of a service under which a release may do harm although it will work: few, and each with what to write instead.

import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { containersOf, isRaw } from '../../../../lib/core/task-definition.ts';
import type { Finding } from './findings.ts';

/** `definition`: what is to be deployed. */
export function settingFindings(service: ServiceSnapshot, definition: Raw): Finding[] {
  return [breaker(service), minimum(service), grace(service, definition), rebalancing(service)].flatMap((text) =>
    text === undefined ? [] : [{ kind: 'warning', text }],
  );
}

const ON_WITH_ROLLBACK = 'deployment_circuit_breaker { enable = true, rollback = true }';

function breaker({ name, circuitBreaker, raw }: ServiceSnapshot): string | undefined {
  if (watchedByAlarms(raw)) return undefined;
  if (!circuitBreaker.enable)
    return `circuit breaker: it is off for "${name}", so ECS goes on starting tasks of a release that cannot run, also when nobody watches any more. Turn it on: ${ON_WITH_ROLLBACK}`;
  if (!circuitBreaker.rollback)
    return `circuit breaker: it is on for "${name}" but does not roll back, so ECS leaves a release that failed as it is. Let it go back: ${ON_WITH_ROLLBACK}`;
  return undefined;
}

/** Alarms that end a deployment and roll it back do what the breaker would. */
function watchedByAlarms({ deploymentConfiguration }: Raw): boolean {
  const alarms = isRaw(deploymentConfiguration) ? deploymentConfiguration.alarms : undefined;
  return isRaw(alarms) && alarms.enable === true && alarms.rollback === true;
}

function minimum(service: ServiceSnapshot): string | undefined {
  const { name, strategy, schedulingStrategy, desiredCount, minimumHealthyPercent } = service;
  // A daemon has nowhere to go but to the place of the task before it.
  if (strategy !== 'ROLLING' || schedulingStrategy === 'DAEMON' || desiredCount < 1 || minimumHealthyPercent > 0)
    return undefined;
  return `minimumHealthyPercent: it is 0 for "${name}", so ECS may stop every old task before a new one is healthy, and nothing serves meanwhile. Give 100 (with maximumPercent 200) where there is room for new tasks beside the old ones`;
}

function grace(
  { name, loadBalancers, healthCheckGracePeriodSeconds }: ServiceSnapshot,
  definition: Raw,
): string | undefined {
  const behind = new Set(loadBalancers.map(({ containerName }) => containerName));
  const slowest = Math.max(
    0,
    ...containersOf(definition)
      .filter((container) => behind.has(String(container.name)))
      .map(({ healthCheck }) => (isRaw(healthCheck) ? Number(healthCheck.startPeriod ?? 0) : 0)),
  );
  if (healthCheckGracePeriodSeconds >= slowest) return undefined;
  const has = healthCheckGracePeriodSeconds === 0 ? 'none' : `${healthCheckGracePeriodSeconds} s`;
  return `healthCheckGracePeriodSeconds: the container behind the load balancer of "${name}" may take ${slowest} s to start (startPeriod), but the grace period is ${has}: ECS may stop a new task because the load balancer does not find it healthy yet. Give at least ${slowest}`;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html (what it cannot be used with) */
function rebalancing({ name, schedulingStrategy, maximumPercent, raw }: ServiceSnapshot): string | undefined {
  if (raw.availabilityZoneRebalancing !== 'ENABLED' || schedulingStrategy === 'DAEMON' || maximumPercent > 100)
    return undefined;
  return `availabilityZoneRebalancing: it is on for "${name}", but ECS cannot rebalance with maximumPercent ${maximumPercent}: a task is replaced by starting the new one first. Give maximumPercent more than 100, or turn the rebalancing off`;
}
