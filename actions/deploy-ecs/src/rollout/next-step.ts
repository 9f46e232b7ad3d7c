// The rule of a rollout: from what was seen to wait, act or settle. It never acts blindly, asks for a rollback at most until ECS has
// taken the request, and calls a release deployed only when ECS says SUCCESSFUL and a fresh look agrees.

import { renderDuration } from '../../../../lib/core/duration.ts';
import { isTransient } from '../../../../lib/core/errors.ts';
import { ended } from '../../../../lib/core/sentence.ts';
import { describeTally, isBlind, permanentFailure } from '../../../../lib/core/watch.ts';
import { runEnough } from './early-success.ts';
import { isBad, surelyBad } from './judgement.ts';
import {
  anotherBegins,
  causeOf,
  type Intent,
  isOverdue,
  MEANING,
  type RolloutDecision,
  type RolloutHistory,
  type RolloutLimits,
  type RolloutLook,
  settle,
  superseded,
  unseen,
  wait,
} from './rollout-rule.ts';
import { awaited, hasAllTraffic, hasShifted } from './stages.ts';
import { describeTasksSince, stateOf, whyNotStarted, whyWaiting } from './waiting.ts';
import {
  askToGoBack,
  leftFailing,
  nothingToGoBackTo,
  refused,
  requestNotTaken,
  whenGoingBack,
  whenLost,
  whenWentBack,
} from './way-back.ts';
import { whenCancelled } from './when-cancelled.ts';
import { whenDeleted } from './when-deleted.ts';
import { whenPutBack, whenStopped, whenStopping } from './when-stopped.ts';
import { whyNotBad } from './why-not-bad.ts';

export function nextStep(limits: RolloutLimits, intent: Intent) {
  return (history: RolloutHistory): RolloutDecision => {
    const seen = history.latest;
    const denied = permanentFailure(history);
    if (denied !== undefined)
      return settle('unobserved', `${ended(denied.message)} What ECS does with the deployment goes on unseen.`);
    if (history.cancelledAt !== undefined) return whenCancelled(limits, history, intent);
    if (seen === undefined)
      return isOverdue(limits, history) ? unseen(history) : wait('waiting for the first answer about the deployment');
    const deleted = whenDeleted(seen);
    if (deleted !== undefined) return deleted;
    const back = history.issued.find(({ command }) => command.kind === 'put-back');
    if (back !== undefined) return whenPutBack(limits, history, seen, back);
    switch (MEANING[seen.deployment.status]) {
      case 'succeeded':
        return whenSucceeded(limits, history, seen, intent);
      case 'went-back':
        return whenWentBack(limits, history, seen, intent);
      case 'lost':
        return whenLost(seen);
      case 'stopped':
        return whenStopped(limits, history, seen, intent);
      case 'stopping':
        return whenStopping(limits, history, seen);
      case 'going-back':
        return whenGoingBack(limits, history, seen);
      case 'moving':
        return whenMoving(limits, history, seen, intent);
    }
  };
}

function whenMoving(
  limits: RolloutLimits,
  history: RolloutHistory,
  seen: RolloutLook,
  intent: Intent,
): RolloutDecision {
  const notTaken = requestNotTaken(history);
  if (history.issued.length > 0 && notTaken === undefined) return whenGoingBack(limits, history, seen);
  if (notTaken !== undefined && !isTransient(notTaken.failure)) return refused(limits, history, seen, notTaken, intent);
  // A request that never arrived is as good as none: what is seen now decides whether it is sent again.
  if (intent === 'go-back') return askToGoBack(limits, history, 'decision');
  if (limits.waitUntil === 'shifted' && !isBlind(history) && hasShifted(seen))
    return settle(
      'shifted',
      `all production traffic is on the new tasks, and ${oldTasks(seen)} (${seen.deployment.lifecycleStage})`,
    );
  if (isOverdue(limits, history)) return overdue(limits, history, seen);
  // Acting needs sight: the newest look must be a good one.
  const because = limits.rollbackOnFailure && !isBlind(history) ? surelyBad(limits, seen) : undefined;
  if (because !== undefined)
    return nothingToGoBackTo(limits, seen) ? leftFailing(because, seen) : askToGoBack(limits, history, because);
  return wait(whyWaiting(history, seen));
}

/** SUCCESSFUL is ECS's word for the deployment; that it serves is for a fresh look to say. */
function whenSucceeded(
  limits: RolloutLimits,
  history: RolloutHistory,
  seen: RolloutLook,
  intent: Intent,
): RolloutDecision {
  if (seen.supersededBy !== undefined) return superseded(seen.supersededBy);
  if (intent === 'go-back')
    return anotherBegins(seen) && !isOverdue(limits, history)
      ? wait('the deployment has succeeded, and another one begins')
      : settle(
          'failed',
          'the deployment had succeeded before it could be stopped; run the job again to go back from it',
        );
  const { desiredCount, runningCount } = seen.service;
  // Where nothing is wanted, the old tasks have to be gone: until then they serve.
  if (seen.inCharge && (desiredCount === 0 ? runningCount === 0 : hasAllTraffic(seen) && runEnough(seen)))
    return { kind: 'settle', verdict: { kind: desiredCount === 0 ? 'idle' : 'deployed' } };
  if (isOverdue(limits, history))
    return isBlind(history)
      ? unseen(history)
      : settle(
          'timed-out',
          `ECS calls the deployment SUCCESSFUL, but ${describeTasksSince(seen)}. ${describeTally(history.tally)}`,
        );
  return wait(`ECS calls the deployment SUCCESSFUL; waiting for it to serve: ${describeTasksSince(seen)}`);
}

function overdue(limits: RolloutLimits, history: RolloutHistory, seen: RolloutLook): RolloutDecision {
  if (isBlind(history)) return unseen(history);
  const after = `after ${renderDuration(limits.timeoutMs)}`;
  if (isBad(seen)) {
    if (limits.rollbackOnFailure && nothingToGoBackTo(limits, seen))
      return settle(
        'timed-out',
        `gave up ${after}; left running because there is nothing to go back to${causeOf(seen)}`,
      );
    if (limits.rollbackOnFailure) return askToGoBack(limits, history, 'deadline');
    return settle('timed-out', `gave up ${after}; left running because rollback-on-failure is off${causeOf(seen)}`);
  }
  if (awaited(seen.deployment).length > 0)
    return settle(
      'timed-out',
      `gave up ${after}; left as it is, for it waits for a decision: ${stateOf(history, seen)}`,
    );
  const cause = whyNotStarted(seen)?.sentence;
  const why = cause === undefined ? '' : `; ${cause}`;
  return settle(
    'timed-out',
    `gave up ${after}: ${stateOf(history, seen)}${why}. Left running: ${whyNotBad(seen)}. ${describeTally(history.tally)}`,
  );
}

/** What served before may have had no task that ran: then nothing stands that one could go back to in seconds. */
function oldTasks({ deployment: { sources } }: RolloutLook): string {
  return sources.some(({ running }) => running > 0) ? 'the old ones still stand' : 'no old one runs';
}
