// When the health of our tasks is asked for once more. Each time costs three calls, and where ECS's circuit breaker decides it decides nothing
// while no task has ended since, but at the last look, for which it is always asked.

import { newestSign } from './judgement.ts';
import type { RolloutLook } from './rollout-rule.ts';

/** Of the newest time that somebody asked; epoch milliseconds. */
export interface HealthAsked {
  readonly at: number;
  /** how many tasks had ended by then */
  readonly ended: number;
}

interface Moment {
  readonly now: number;
  readonly causes: RolloutLook['causes'];
  readonly ended: number;
  /** when a task was last seen healthy, or may have been */
  readonly healthyAt: number | undefined;
  readonly asked: HealthAsked | undefined;
  /** nobody but this run decides what becomes of it: what is seen at this very look may be acted on */
  readonly decidesAlone: boolean;
}

/** Health that comes and goes between two questions shows in ECS's own counts: it counts no end of a task that had been healthy as a failure. */
const AGAIN_AFTER_MS = 30_000;

/** Nothing speaks against what was seen healthy since its tasks last ended; else with each task that ends, and now and then. */
export function isHealthDue({ now, causes, ended, healthyAt, asked, decidesAlone }: Moment): boolean {
  const sign = newestSign({ causes })?.at ?? 0;
  if (healthyAt !== undefined && healthyAt >= sign) return false;
  if (decidesAlone && healthyAt === undefined) return true;
  return asked === undefined || ended !== asked.ended || now - asked.at >= AGAIN_AFTER_MS;
}
