// What was seen so far: one record a check, and how many rounds in a row were well. A round asks every check once.

import type { Check } from './check.ts';
import type { Outcome } from './judge.ts';

export interface CheckRecord {
  readonly check: Check;
  readonly attempts: number;
  readonly latest: Outcome;
  /** the newest one that was a complete HTTP answer */
  readonly latestAnswer?: Exclude<Outcome, { kind: 'no-answer' }>;
  /** what was seen how often, in the order of first sight */
  readonly tally: ReadonlyMap<string, number>;
  /** of the good answers */
  readonly durationsMs: readonly number[];
}

export interface SmokeSnapshot {
  readonly rounds: number;
  /** good rounds in a row, up to the newest */
  readonly streak: number;
  readonly checks: readonly CheckRecord[];
}

export function withRound(
  previous: SmokeSnapshot | undefined,
  round: readonly { readonly check: Check; readonly outcome: Outcome }[],
): SmokeSnapshot {
  const good = round.length > 0 && round.every(({ outcome }) => outcome.kind === 'good');
  return {
    rounds: (previous?.rounds ?? 0) + 1,
    streak: good ? (previous?.streak ?? 0) + 1 : 0,
    checks: round.map(({ check, outcome }, index) => withOutcome(previous?.checks[index], check, outcome)),
  };
}

function withOutcome(before: CheckRecord | undefined, check: Check, outcome: Outcome): CheckRecord {
  const tally = before?.tally ?? new Map<string, number>();
  const latestAnswer = outcome.kind === 'no-answer' ? before?.latestAnswer : outcome;
  return {
    check,
    attempts: (before?.attempts ?? 0) + 1,
    latest: outcome,
    ...(latestAnswer === undefined ? {} : { latestAnswer }),
    tally: new Map([...tally, [outcome.words, (tally.get(outcome.words) ?? 0) + 1]]),
    durationsMs: outcome.kind === 'good' ? [...(before?.durationsMs ?? []), outcome.ms] : (before?.durationsMs ?? []),
  };
}

/** The value below which 95 of 100 lie (nearest rank): of 1 … 20 it is 19. */
export function p95(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1];
}
