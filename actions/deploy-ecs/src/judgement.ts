// When a release is bad, surely bad, or well. Everything else waits: what heals by itself never counts against a release.

import type { DeploymentSnapshot } from '../../../lib/core/snapshots.ts';
import type { RolloutLimits, RolloutLook } from './next-step.ts';

/** Before ECS decides: its breaker is off, and enough different tasks ended by the application's own fault, none ever healthy. */
export function isSurelyBad(limits: Pick<RolloutLimits, 'maxFailedTasks'>, seen: RolloutLook): boolean {
  if (seen.service.circuitBreaker.enable || seen.everHealthy || isAllHealthy(seen.deployment)) return false;
  return seen.causes.some(
    ({ fault, tasks: stopped }) => fault === 'application' && stopped.length >= limits.maxFailedTasks,
  );
}

const FRESH_FAULT_MS = 60_000;

/** The newest sign of its tasks is a fault of the application or a failed health check. */
export function isBad(history: { readonly now: number }, seen: RolloutLook): boolean {
  if (isAllHealthy(seen.deployment)) return false;
  const newest = seen.causes
    .flatMap(({ fault, tasks: stopped }) => stopped.map((task) => ({ fault, at: task.stoppedAt ?? 0 })))
    .sort((a, b) => b.at - a.at)[0];
  if (newest === undefined || (newest.fault !== 'application' && newest.fault !== 'health')) return false;
  // Tasks that have run for a while since the last fault are the newer sign.
  return seen.deployment.target.running === 0 || history.now - newest.at < FRESH_FAULT_MS;
}

/** As ECS shows it: everything asked for runs, and nothing of the old is left (old tasks are stopped only when new ones are healthy). */
export function isAllHealthy({ target, sources }: Pick<DeploymentSnapshot, 'target' | 'sources'>): boolean {
  return target.requested > 0 && target.running >= target.requested && sources.every(({ running }) => running === 0);
}
