// What the post step does about a deployment that main left unfinished: one look first, then the rollback is asked for until ECS has taken the request.

import { type AwsFailure, isTransient } from '../../../../lib/core/errors.ts';
import { type Decision, type History, isBlind, permanentFailure } from '../../../../lib/core/watch.ts';
import { isSeenHealthy } from './judgement.ts';
import { MEANING, type RollbackCommand, type RolloutLimits, type RolloutLook } from './rollout-rule.ts';
import { NOTHING_TO_GO_BACK_TO, seenWell } from './when-cancelled.ts';

export type AfterTheJob =
  | { readonly kind: 'asked' }
  /** asked for nothing: it has ended, or is to go on */
  | { readonly kind: 'left'; readonly seen: RolloutLook; readonly because: string }
  | { readonly kind: 'given-up'; readonly failure: AwsFailure };

/** The runner lets the steps after a cancel run for five minutes. */
const GIVE_UP_AFTER_MS = 120_000;

/** `neverServed`: no deployment of the service is known to have succeeded. */
export function afterTheJob(onCancel: RolloutLimits['onCancel'], neverServed = false) {
  return (history: History<RolloutLook, RollbackCommand>): Decision<RollbackCommand, AfterTheJob> => {
    const { latest: seen, latestAt = 0, issued, blind, now, startedAt } = history;
    const asked = issued.at(-1);
    if (asked !== undefined && asked.failure === undefined) return settle({ kind: 'asked' });
    const failure = permanentFailure(history) ?? blind.at(-1) ?? asked?.failure;
    if (failure !== undefined && (permanentFailure(history) !== undefined || now - startedAt >= GIVE_UP_AFTER_MS))
      return settle({ kind: 'given-up', failure });
    if (seen === undefined || isBlind(history)) return wait('looking at what became of the deployment');
    if (asked !== undefined && latestAt <= asked.at) return wait('looking whether ECS goes back all the same');
    const { status, rawStatus } = seen.deployment;
    const meaning = MEANING[status];
    if (meaning === 'going-back' && asked !== undefined) return settle({ kind: 'asked' });
    if (meaning !== 'moving') return settle({ kind: 'left', seen, because: `it is ${rawStatus}` });
    if (onCancel === 'leave') return settle({ kind: 'left', seen, because: `it is ${rawStatus} (on-cancel: leave)` });
    if (isSeenHealthy(seen))
      return settle({ kind: 'left', seen, because: `it is ${rawStatus}, and ${seenWell(seen)}` });
    if (neverServed && seen.oldStood === 0)
      return settle({ kind: 'left', seen, because: `it is ${rawStatus}, and ${NOTHING_TO_GO_BACK_TO}` });
    // Asking again after a refusal changes nothing.
    if (asked?.failure !== undefined && !isTransient(asked.failure))
      return settle({ kind: 'given-up', failure: asked.failure });
    return { kind: 'act', command: { kind: 'request-rollback', because: 'cancel' } };
  };
}

function wait(because: string): Decision<RollbackCommand, AfterTheJob> {
  return { kind: 'wait', because };
}

function settle(verdict: AfterTheJob): Decision<RollbackCommand, AfterTheJob> {
  return { kind: 'settle', verdict };
}
