// When a release is bad, surely bad, or well. Everything else waits: what heals by itself never counts against a release.

import { endedAt } from '../../../../lib/core/stopped-task.ts';
import type { RolloutLimits, RolloutLook } from './rollout-rule.ts';
import { hasScaledUp } from './stages.ts';

/**
 * Before ECS decides, and none of its tasks was ever healthy: its image can never be pulled, or its breaker is off and enough different tasks
 * ended by the application's own fault.
 */
export function surelyBad(
  limits: Pick<RolloutLimits, 'maxFailedTasks'>,
  seen: RolloutLook,
): 'image' | 'failed-tasks' | undefined {
  if (seen.lastHealthyAt !== undefined || isAllHealthy(seen) || hasReplacedAll(seen)) return undefined;
  if (seen.imageGone !== undefined) return 'image';
  if (seen.service.circuitBreaker.enable) return undefined;
  const enough = seen.causes.some(
    ({ fault, tasks }) =>
      // Whether one that is still stopping had been healthy nobody can know.
      fault === 'application' &&
      tasks.filter(({ stoppedAt }) => stoppedAt !== undefined).length >= limits.maxFailedTasks,
  );
  return enough ? 'failed-tasks' : undefined;
}

/** The newest sign of its tasks is a fault of the application or a failed health check, or none will ever have its image. That a task runs is no sign: only health is. */
export function isBad(seen: RolloutLook): boolean {
  if (isAllHealthy(seen)) return false;
  if (seen.imageGone !== undefined && seen.lastHealthyAt === undefined) return true;
  const newest = newestSign(seen);
  if (newest === undefined || (newest.fault !== 'application' && newest.fault !== 'health')) return false;
  return seen.lastHealthyAt === undefined || seen.lastHealthyAt < newest.at;
}

/** Everything asked for runs and is healthy, and nothing of the old is left; where traffic is shifted the old stands by. */
export function isAllHealthy(seen: RolloutLook): boolean {
  const isWell = (newestSign(seen)?.at ?? 0) <= (seen.lastHealthyAt ?? 0);
  if (hasScaledUp(seen)) return isWell;
  if (!isAllNew(seen)) return false;
  if (!hasReplacedAll(seen)) return isWell && seen.lastHealthyAt !== undefined;
  // They were healthy once, which is not to say that they live.
  return isWell || newestSign(seen)?.fault === 'platform';
}

/** Its tasks were healthy once: the old ones are gone. */
function hasReplacedAll(seen: RolloutLook): boolean {
  return isAllNew(seen) && !needsProof(seen);
}

/** Every task that is wanted is healthy at this very look; who may not look at tasks goes by what ECS does. */
export function isSeenHealthy(seen: RolloutLook): boolean {
  return mayBeHealthy(seen) && (seen.allHealthy ?? isAllHealthy(seen));
}

/** As far as counts tell. */
export function mayBeHealthy(seen: Pick<RolloutLook, 'deployment' | 'service'>): boolean {
  return hasScaledUp(seen) || isAllNew(seen);
}

export function isAllNew({ deployment: { target, sources } }: Pick<RolloutLook, 'deployment'>): boolean {
  return target.requested > 0 && target.running >= target.requested && sources.every(({ running }) => running === 0);
}

/**
 * ECS stops old tasks only when new ones are healthy, so that their end is proof of health; not where it may stop them first
 * (minimumHealthyPercent 0), and not where fewer than it must keep were ever seen to run: then they died before, and by themselves.
 */
export function needsProof({ service, oldStood }: Pick<RolloutLook, 'service' | 'oldStood'>): boolean {
  const floor = Math.ceil((service.desiredCount * service.minimumHealthyPercent) / 100);
  return floor === 0 || oldStood < floor;
}

/** Of its tasks, where something went wrong: when it did, and whose fault it was. */
export function newestSign({
  causes,
  failingAt,
}: Pick<RolloutLook, 'causes' | 'failingAt'>):
  | { fault: RolloutLook['causes'][number]['fault']; at: number }
  | undefined {
  const failing = failingAt === undefined ? [] : [{ fault: 'health', at: failingAt } as const];
  const ended = causes.flatMap(({ fault, tasks }) => tasks.map((task) => ({ fault, at: endedAt(task) ?? 0 })));
  return [...failing, ...ended].sort((a, b) => b.at - a.at)[0];
}
