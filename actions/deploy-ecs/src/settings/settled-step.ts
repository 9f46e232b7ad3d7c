// The rule of a changed count: green when as many tasks run as were asked for, and never because time went by.

import { renderDuration } from '../../../../lib/core/duration.ts';
import { ended, open } from '../../../../lib/core/sentence.ts';
import type { ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { type Decision, describeTally, type History, isBlind, permanentFailure } from '../../../../lib/core/watch.ts';
import { eventLines } from '../rollout/event-lines.ts';

/** How a wait for a count can end. */
export type Settled =
  | { readonly verdict: 'updated' | 'unchanged' | 'idle'; readonly reason?: never }
  | { readonly verdict: 'started' | 'superseded' | 'timed-out' | 'unobserved' | 'cancelled'; readonly reason: string };

export interface Asked {
  readonly timeoutMs: number;
  readonly desiredCount: number;
  /** the service before anything was sent */
  readonly before: Pick<ServiceSnapshot, 'desiredCount' | 'events'>;
  /** false where the service had the count already */
  readonly sent: boolean;
}

type CountHistory = History<ServiceSnapshot, never>;
type CountDecision = Decision<never, Settled>;

export function settledStep(asked: Asked) {
  return (history: CountHistory): CountDecision => {
    const { latest: seen, now, startedAt, tally } = history;
    const { desiredCount: wanted, sent } = asked;
    const done = sent ? 'the settings are in place' : 'nothing was sent';
    const denied = permanentFailure(history);
    if (denied !== undefined)
      return settle(
        'unobserved',
        `${ended(denied.message)} ${sent ? 'The settings are in place' : 'Nothing was sent'}.`,
      );
    if (history.cancelledAt !== undefined) return settle('cancelled', `${done}; ECS goes on by itself`);
    if (seen !== undefined && !isBlind(history)) {
      if (isAsked(seen, wanted))
        return { kind: 'settle', verdict: { verdict: wanted === 0 ? 'idle' : sent ? 'updated' : 'unchanged' } };
      // The count of before may be an old answer; any other one is somebody's.
      if (seen.desiredCount !== wanted && seen.desiredCount !== asked.before.desiredCount)
        return settle(
          'superseded',
          `the desired count was set to ${wanted}, and is ${seen.desiredCount} now: somebody else changed it, or Application Auto Scaling`,
        );
    }
    if (now - startedAt >= asked.timeoutMs)
      return seen === undefined || isBlind(history)
        ? settle('unobserved', `could not see the service at the end: ${describeTally(tally)}; ${done}`)
        : settle(
            'timed-out',
            `${done}, but after ${renderDuration(asked.timeoutMs)} ${described(seen)}${lastWords(asked, seen)}. ${describeTally(tally)}`,
          );
    return { kind: 'wait', because: seen === undefined ? 'waiting for the first look' : described(seen) };
  };
}

function isAsked({ desiredCount, runningCount, pendingCount }: ServiceSnapshot, wanted: number): boolean {
  return desiredCount === wanted && runningCount === wanted && pendingCount === 0;
}

/** `2 of 3 tasks run, 1 starting` */
function described({ desiredCount, runningCount, pendingCount }: ServiceSnapshot): string {
  const starting = pendingCount > 0 ? `, ${pendingCount} starting` : '';
  return `${runningCount} of ${desiredCount} tasks run${starting}`;
}

/** What ECS said last, and had not said before. */
function lastWords({ before }: Asked, { events: [newest] }: ServiceSnapshot): string {
  const isNew = newest !== undefined && before.events.every(({ id }) => id !== newest.id);
  return isNew ? ` (ECS said last: ${open(eventLines([newest.message]).join())})` : '';
}

function settle(
  verdict: Extract<Settled, { readonly reason: string }>['verdict'],
  reason: string,
): { readonly kind: 'settle'; readonly verdict: Settled } {
  return { kind: 'settle', verdict: { verdict, reason } };
}
