// When a release is bad, surely bad, or well. Everything else waits: what heals by itself never counts against a release.

import type { RolloutLimits, RolloutLook } from './rollout-rule.ts';

/** Before ECS decides: its breaker is off, and enough different tasks ended by the application's own fault, none ever healthy. */
export function isSurelyBad(limits: Pick<RolloutLimits, 'maxFailedTasks'>, seen: RolloutLook): boolean {
  if (seen.service.circuitBreaker.enable || seen.lastHealthyAt !== undefined || isAllHealthy(seen)) return false;
  return seen.causes.some(
    ({ fault, tasks: stopped }) => fault === 'application' && stopped.length >= limits.maxFailedTasks,
  );
}

/** The newest sign of its tasks is a fault of the application or a failed health check. That a task runs is no sign: only health is. */
export function isBad(seen: RolloutLook): boolean {
  if (isAllHealthy(seen)) return false;
  const newest = newestFault(seen);
  if (newest === undefined || (newest.fault !== 'application' && newest.fault !== 'health')) return false;
  return seen.lastHealthyAt === undefined || seen.lastHealthyAt < newest.at;
}

/** Everything asked for runs and is healthy, and nothing of the old is left. */
export function isAllHealthy(seen: RolloutLook): boolean {
  if (!isAllNew(seen)) return false;
  if (!needsProof(seen)) return true;
  return seen.lastHealthyAt !== undefined && seen.lastHealthyAt >= (newestFault(seen)?.at ?? 0);
}

export function isAllNew({ deployment: { target, sources } }: Pick<RolloutLook, 'deployment'>): boolean {
  return target.requested > 0 && target.running >= target.requested && sources.every(({ running }) => running === 0);
}

/**
 * ECS stops old tasks only when new ones are healthy, so that their end is proof of health; not where it may stop them first
 * (minimumHealthyPercent 0), and not where there were none.
 */
export function needsProof({ deployment: { sources }, service }: Pick<RolloutLook, 'deployment' | 'service'>): boolean {
  return sources.length === 0 || service.minimumHealthyPercent === 0;
}

function newestFault({
  causes,
}: RolloutLook): { fault: RolloutLook['causes'][number]['fault']; at: number } | undefined {
  return causes
    .flatMap(({ fault, tasks }) => tasks.map((task) => ({ fault, at: task.stoppedAt ?? 0 })))
    .sort((a, b) => b.at - a.at)[0];
}
