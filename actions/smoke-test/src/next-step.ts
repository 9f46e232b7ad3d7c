// The rule of a smoke test: passed after enough good rounds in a row, and at the deadline the verdict that what was seen allows.

import { renderDuration } from '../../../lib/core/duration.ts';
import type { Decision, History } from '../../../lib/core/watch.ts';
import { shortVersion } from './check.ts';
import type { CheckRecord, SmokeSnapshot } from './snapshot.ts';

export type SmokeVerdict =
  | { readonly kind: 'passed'; readonly seen: SmokeSnapshot }
  | {
      readonly kind: 'failed' | 'unreachable' | 'wrong-version' | 'timed-out' | 'cancelled';
      readonly reason: string;
      readonly seen?: SmokeSnapshot;
    };

export interface SmokeLimits {
  readonly timeoutMs: number;
  readonly consecutiveSuccesses: number;
}

/** It gives no commands. */
type Step = Decision<never, SmokeVerdict>;

export function nextStep(limits: SmokeLimits): (history: History<SmokeSnapshot, never>) => Step {
  return ({ latest: seen, now, startedAt, cancelledAt }) => {
    if (cancelledAt !== undefined) return settle({ kind: 'cancelled', reason: 'the job was cancelled', ...have(seen) });
    if (seen !== undefined && seen.streak >= limits.consecutiveSuccesses) return settle({ kind: 'passed', seen });
    if (now - startedAt >= limits.timeoutMs) return settle(atDeadline(seen, limits));
    return { kind: 'wait', because: seen === undefined ? 'no answer yet' : sentence(seen, limits) };
  };
}

/**
 * The last complete answer of each check decides. In order: nothing ever answered → unreachable; one is wrong, or silent where others answer
 * → failed; all well but another version → wrong-version; else what there was came and went → timed-out.
 */
export function atDeadline(seen: SmokeSnapshot | undefined, limits: SmokeLimits): SmokeVerdict {
  const after = `after ${renderDuration(limits.timeoutMs)}`;
  const records = seen?.checks ?? [];
  const answered = records.filter(({ latestAnswer }) => latestAnswer !== undefined);
  if (answered.length === 0) {
    const why = records.map((record) => named(record, record.latest.words)).join('; ');
    return {
      kind: 'unreachable',
      reason: `no HTTP answer ${after}: ${why || 'no request was finished'}`,
      ...have(seen),
    };
  }
  const bad = records.find(({ latestAnswer }) => latestAnswer === undefined || latestAnswer.kind === 'wrong');
  if (bad !== undefined) {
    const words = (bad.latestAnswer ?? bad.latest).words;
    return { kind: 'failed', reason: `${named(bad, words)} ${after}`, ...have(seen) };
  }
  const other = records.find(({ latestAnswer }) => latestAnswer?.kind === 'wrong-version');
  if (other?.latestAnswer?.kind === 'wrong-version') {
    const expected = other.check.version?.oneOf.map(shortVersion).join(' or ') ?? '';
    const words = `names version ${shortVersion(other.latestAnswer.seen)} instead of ${expected}`;
    return { kind: 'wrong-version', reason: `${other.check.name} ${words} ${after}`, ...have(seen) };
  }
  const unsteady = records.find(({ latest }) => latest.kind !== 'good');
  const latest = unsteady === undefined ? '' : `; the newest: ${named(unsteady, unsteady.latest.words)}`;
  return {
    kind: 'timed-out',
    reason: `well now and then, but never ${limits.consecutiveSuccesses} times in a row ${after}${latest}`,
    ...have(seen),
  };
}

function sentence(seen: SmokeSnapshot, limits: SmokeLimits): string {
  const record = seen.checks.find(({ latest }) => latest.kind !== 'good');
  if (record === undefined) return `${seen.streak} of ${limits.consecutiveSuccesses} good answers in a row`;
  const { latest, check } = record;
  if (latest.kind !== 'wrong-version') return named(record, latest.words);
  return named(record, `${latest.words}, waiting for ${check.version?.oneOf.map(shortVersion).join(' or ')}`);
}

function named({ check }: CheckRecord, words: string): string {
  return `${check.name}: ${words}`;
}

function have(seen: SmokeSnapshot | undefined): { seen?: SmokeSnapshot } {
  return seen === undefined ? {} : { seen };
}

const settle = (verdict: SmokeVerdict): Step => ({ kind: 'settle', verdict });
