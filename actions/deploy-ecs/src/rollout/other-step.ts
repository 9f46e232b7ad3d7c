// The rule of waiting for somebody else's deployment: nothing was touched yet, and nothing is done to it.

import { renderDuration } from '../../../../lib/core/duration.ts';
import { ended } from '../../../../lib/core/sentence.ts';
import { type Decision, describeTally, type History, isBlind, permanentFailure } from '../../../../lib/core/watch.ts';
import { isMoving } from '../history/history.ts';
import { surelyBad } from './judgement.ts';
import type { RolloutLimits, RolloutLook } from './rollout-rule.ts';
import { whyWaiting } from './waiting.ts';

/** Why this run ends here. */
export interface GivenUp {
  readonly verdict: 'unobserved' | 'cancelled' | 'timed-out';
  readonly reason: string;
}

export interface OtherLimits {
  /** the id of the other deployment */
  readonly other: string;
  /** for all waits of this step together, from its beginning: one deployment may follow another for ever */
  readonly timeoutMs: number;
  /** what is left of it */
  readonly leftMs: number;
  readonly limits: Pick<RolloutLimits, 'maxFailedTasks'>;
}

/** Settles with undefined once the other deployment has ended, or is surely bad. */
export function otherStep({ other, timeoutMs, leftMs, limits }: OtherLimits) {
  return (history: History<RolloutLook, never>): Decision<never, GivenUp | undefined> => {
    const { latest, now, startedAt, tally } = history;
    const denied = permanentFailure(history);
    if (denied !== undefined) return giveUp('unobserved', `${ended(denied.message)} Nothing was touched.`);
    if (history.cancelledAt !== undefined) return giveUp('cancelled', 'cancelled before anything was started');
    if (latest !== undefined && (!isMoving(latest.deployment.status) || whySurelyBad(limits, latest) !== undefined))
      return { kind: 'settle', verdict: undefined };
    const goesOn = latest === undefined ? undefined : whyWaiting(history, latest);
    if (now - startedAt < leftMs) return { kind: 'wait', because: `other deployment: ${goesOn ?? 'not seen yet'}` };
    if (isBlind(history))
      return giveUp(
        'unobserved',
        `could not see whether the other deployment (${other}) has ended; nothing was touched. ${describeTally(tally)}`,
      );
    const state = goesOn === undefined ? '' : `It is ${goesOn}. `;
    return giveUp(
      'timed-out',
      `the other deployment (${other}) did not end within ${renderDuration(timeoutMs)} after this step began; nothing was touched. ${state}${describeTally(tally)}`,
    );
  };
}

/** The cause, where it moves forward and is surely bad. */
export function whySurelyBad(limits: Pick<RolloutLimits, 'maxFailedTasks'>, seen: RolloutLook): string | undefined {
  const moves = seen.deployment.status === 'PENDING' || seen.deployment.status === 'IN_PROGRESS';
  if (!moves || surelyBad(limits, seen) === undefined) return undefined;
  return seen.imageGone ?? seen.causes[0]?.sentence;
}

function giveUp(verdict: GivenUp['verdict'], reason: string): Decision<never, GivenUp> {
  return { kind: 'settle', verdict: { verdict, reason } };
}
