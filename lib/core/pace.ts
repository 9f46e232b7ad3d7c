// How long to wait before the next look: an even pace, stretched while AWS throttles, with one last look just before the deadline.

export interface Pace {
  /** milliseconds between looks while all is well */
  readonly intervalMs: number;
  /** looks that failed in a row */
  readonly failures: number;
  readonly now: number;
  readonly deadlineAt: number;
  /** a number in [0, 1) */
  readonly random: number;
}

const LONGEST_STRETCH_MS = 60_000;
/** The last look begins this long before the deadline, so that its answer is there in time. */
const LAST_LOOK_MS = 1_000;

/**
 * Even pace: `intervalMs`. After n failed looks: up to `intervalMs · 2^n` (at most a minute) with full jitter above the interval,
 * so that jobs which were throttled together do not come back together.
 * Worked example: interval 5 s, 2 failures, random 0.5 → 5 s + 0.5 · (20 s − 5 s) = 12.5 s.
 */
export function nextDelay(pace: Pace): number {
  const longest = Math.max(pace.intervalMs, Math.min(pace.intervalMs * 2 ** pace.failures, LONGEST_STRETCH_MS));
  const delay = pace.intervalMs + pace.random * (longest - pace.intervalMs);
  const remaining = pace.deadlineAt - pace.now;
  if (remaining <= 0) return pace.intervalMs;
  if (delay < remaining - LAST_LOOK_MS) return delay;
  // Either the last look just before the deadline, or, when we are there already, the deadline itself.
  return remaining > LAST_LOOK_MS
    ? Math.max(remaining - LAST_LOOK_MS, Math.min(pace.intervalMs, remaining))
    : remaining;
}
