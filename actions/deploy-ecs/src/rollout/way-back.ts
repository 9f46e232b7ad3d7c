// The way back of a deployment: asking for it, while ECS goes it, when it has been gone, and who wanted it.

import { renderDuration } from '../../../../lib/core/duration.ts';
import type { AwsFailure } from '../../../../lib/core/errors.ts';
import { ended, open } from '../../../../lib/core/sentence.ts';
import { describeTally, type Issued, isBlind } from '../../../../lib/core/watch.ts';
import {
  anotherBegins,
  causeOf,
  type Intent,
  isBackOverdue,
  isOverdue,
  MEANING,
  type RollbackCommand,
  type RolloutCommand,
  type RolloutDecision,
  type RolloutHistory,
  type RolloutLimits,
  type RolloutLook,
  settle,
  superseded,
  unseen,
  wait,
} from './rollout-rule.ts';

export type NotTaken = Issued<RolloutCommand> & { readonly failure: AwsFailure };

/**
 * The newest request, where AWS did not take it as far as we know: a refusal may mean that ECS is on its way back already, and a lost answer that
 * it took the request, so that only a look after it tells.
 */
export function requestNotTaken({ issued, latestAt = 0 }: RolloutHistory): NotTaken | undefined {
  const newest = issued.at(-1);
  return newest?.failure !== undefined && latestAt > newest.at ? { ...newest, failure: newest.failure } : undefined;
}

/** Sent again after a request that got no answer, for as long as a rollback may take: one that ECS has taken, it takes no second time. */
export function askToGoBack(
  limits: RolloutLimits,
  history: RolloutHistory,
  because: RollbackCommand['because'],
): RolloutDecision {
  const [first] = history.issued;
  const notTaken = requestNotTaken(history);
  if (first === undefined || notTaken === undefined || history.now - first.at < limits.rollbackTimeoutMs)
    return { kind: 'act', command: { kind: 'request-rollback', because } };
  const within = `could not be asked for within ${renderDuration(limits.rollbackTimeoutMs)}`;
  return settle('timed-out', `a rollback (${because}) ${within}: ${notTaken.failure.message} The deployment goes on.`);
}

/** ECS can go back to nothing where none ever succeeded: it would only end the deployment as ROLLBACK_FAILED. */
export function nothingToGoBackTo(limits: Pick<RolloutLimits, 'wayBack'>, { oldStood }: RolloutLook): boolean {
  return hasNeverServed(limits) && oldStood === 0;
}

export function hasNeverServed({ wayBack }: Pick<RolloutLimits, 'wayBack'>): boolean {
  return 'none' in wayBack && wayBack.neverServed === true;
}

export function leftFailing(because: RollbackCommand['because'], seen: RolloutLook): RolloutDecision {
  const why = seen.imageGone === undefined ? causeOf(seen) : `: ${seen.imageGone}`;
  return settle(
    'failed',
    `${because}${why}. There is nothing to go back to, for no deployment of this service is known to have succeeded; ECS goes on starting its tasks until another one is deployed`,
  );
}

/** Asking again changes nothing. Who only asked for this has touched nothing. */
export function refused(
  limits: RolloutLimits,
  history: RolloutHistory,
  seen: RolloutLook,
  { command, failure }: NotTaken,
  intent: Intent,
): RolloutDecision {
  const why = command.because === 'decision' ? '' : causeOf(seen);
  const sentence = `the rollback that was asked for (${command.because}${why}) was not taken: ${ended(failure.message)} The deployment goes on.`;
  if (intent === 'go-back') return settle('refused', sentence, failure);
  return isOverdue(limits, history)
    ? settle('timed-out', `gave up after ${renderDuration(limits.timeoutMs)}; ${sentence}`, failure)
    : settle('failed', sentence, failure);
}

export function whenGoingBack(limits: RolloutLimits, history: RolloutHistory, seen: RolloutLook): RolloutDecision {
  // A rollback that ECS began by itself gets its time on top of the deployment's own.
  const since = history.issued[0]?.at ?? seen.goingBackSince ?? history.now;
  if (history.now - since >= limits.rollbackTimeoutMs) {
    return isBlind(history)
      ? unseen(history)
      : settle(
          'timed-out',
          `the rollback did not end within ${renderDuration(limits.rollbackTimeoutMs)}${causeOf(seen)}. ${describeTally(history.tally)}`,
        );
  }
  const asked = history.issued.at(-1);
  if (asked?.failure !== undefined && MEANING[seen.deployment.status] === 'moving')
    return wait(`${ended(asked.failure.message)} Looking whether ECS goes back all the same`);
  const counts = seen.deployment.sources.map((source) => `${source.running} of ${source.requested}`).join(', ');
  return wait(`rolling back${counts === '' ? '' : `: ${counts} old tasks running`}`);
}

export function whenWentBack(
  limits: RolloutLimits,
  history: RolloutHistory,
  seen: RolloutLook,
  intent: Intent,
): RolloutDecision {
  if (seen.supersededBy !== undefined) return superseded(seen.supersededBy);
  if (anotherBegins(seen) && !isBackOverdue(limits, history, seen))
    return wait('rolled back, and another deployment begins');
  return intent === 'go-back'
    ? whenBack(limits, history, seen)
    : settle('rolled-back', `${whoRolledBack(history, seen)}${causeOf(seen)}`);
}

export function whenLost(seen: RolloutLook): RolloutDecision {
  const said = seen.deployment.statusReason ?? 'ECS could not roll back and gives no reason';
  return settle('rollback-failed', `${open(said)}${causeOf(seen)}`);
}

/** The source of the deployment is in charge again; it serves once its tasks run. Where none is wanted, what runs still serves until it is gone. */
function whenBack(limits: RolloutLimits, history: RolloutHistory, seen: RolloutLook): RolloutDecision {
  const { runningCount, desiredCount } = seen.service;
  if (seen.inCharge && (desiredCount === 0 ? runningCount === 0 : runningCount >= desiredCount))
    return { kind: 'settle', verdict: { kind: desiredCount === 0 ? 'idle' : 'deployed' } };
  const count = `${runningCount} of ${desiredCount} tasks run`;
  if (!isOverdue(limits, history)) return wait(`rolled back; ${count}`);
  return isBlind(history)
    ? unseen(history)
    : settle('timed-out', `rolled back, but ${count}. ${describeTally(history.tally)}`);
}

/** The reason begins with who. */
function whoRolledBack(history: RolloutHistory, seen: RolloutLook): string {
  const { circuitBreaker, alarms, statusReason, rollback } = seen.deployment;
  const taken = history.issued.find(({ failure }) => failure === undefined);
  if (taken !== undefined) return whyAsked(taken, seen);
  if (circuitBreaker?.status === 'TRIGGERED')
    return `breaker (${circuitBreaker.failureCount} failures, threshold ${circuitBreaker.threshold})`;
  if (alarms?.status === 'TRIGGERED') return `alarm ${alarms.triggered.join(', ')}`;
  // It may have been taken although no answer came.
  const unanswered = history.issued.findLast(({ failure }) => failure?.ambiguous);
  if (unanswered !== undefined) return whyAsked(unanswered, seen);
  // A hook that failed, or whose time-out said so: ECS has words for it, and shows the hook itself only for a while.
  const said = open(statusReason ?? rollback?.reason ?? 'ECS gives no reason');
  return /\b(lifecycle|pause) hook/.test(said) ? `gate: ${said}` : `somebody else (${said})`;
}

function whyAsked({ command: { because } }: Issued<RolloutCommand>, { imageGone }: RolloutLook): string {
  return because === 'image' && imageGone !== undefined ? `image (${imageGone})` : because;
}
