// A deployment that ECS has stopped without going back: what served before is put back, once, and watched to its end.

import { lastPart } from '../../../../lib/core/arn.ts';
import { renderDuration } from '../../../../lib/core/duration.ts';
import { open } from '../../../../lib/core/sentence.ts';
import { describeTally, type Issued, isBlind } from '../../../../lib/core/watch.ts';
import {
  causeOf,
  type Intent,
  isBackOverdue,
  MEANING,
  type PutBackCommand,
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
import { describeTasks } from './waiting.ts';

/** Whoever stops it: a stop lasts seconds. One that is followed by a way back gets the time of a way back. */
export function whenStopping(limits: RolloutLimits, history: RolloutHistory, seen: RolloutLook): RolloutDecision {
  if (!isBackOverdue(limits, history, seen)) return wait('ECS is stopping the deployment');
  if (isBlind(history)) return unseen(history);
  return settle('timed-out', `ECS has not finished stopping the deployment. ${describeTally(history.tally)}`);
}

export function whenStopped(
  limits: RolloutLimits,
  history: RolloutHistory,
  seen: RolloutLook,
  intent: Intent,
): RolloutDecision {
  if (seen.supersededBy !== undefined) return superseded(seen.supersededBy);
  const command = putBack(limits, seen, intent);
  if (command === undefined)
    return settle('failed', `${saidOf(seen)}${causeOf(seen)}. ${whyLeft(limits, seen, intent)}`);
  // Acting needs sight: the newest look must be a good one.
  if (!isBlind(history)) return { kind: 'act', command };
  const since = seen.goingBackSince ?? history.startedAt;
  if (history.now - since >= limits.rollbackTimeoutMs) return unseen(history);
  return wait('ECS has stopped the deployment without a rollback; waiting to see it again before anything is done');
}

/** What is to be asked for where ECS has given up on the deployment by a rule of its own, and nothing newer has taken over. */
export function putBack(
  { rollbackOnFailure, wayBack }: RolloutLimits,
  seen: RolloutLook,
  intent: Intent,
): PutBackCommand | undefined {
  const because = whyStopped(seen);
  if (because === undefined || seen.supersededBy !== undefined || intent === 'go-back') return undefined;
  return rollbackOnFailure && 'to' in wayBack ? { kind: 'put-back', because } : undefined;
}

/** Undefined where a person may have stopped it, or something that was begun since: nobody has seen that it was bad. */
function whyStopped({ deployment }: RolloutLook): 'breaker' | 'alarm' | undefined {
  if (deployment.status !== 'STOPPED') return undefined;
  if (deployment.circuitBreaker?.status === 'TRIGGERED') return 'breaker';
  return deployment.alarms?.status === 'TRIGGERED' ? 'alarm' : undefined;
}

function whyLeft({ rollbackOnFailure, wayBack }: RolloutLimits, seen: RolloutLook, intent: Intent): string {
  if (intent === 'go-back') return 'It was stopped before it could be rolled back: run the job again to go back';
  if (whyStopped(seen) === undefined)
    return 'Neither a circuit breaker nor an alarm stopped it, so nothing was put back';
  return rollbackOnFailure && 'none' in wayBack
    ? `Nothing was put back: ${wayBack.none}`
    : 'Nothing was put back, because rollback-on-failure is off';
}

/** The deployment that puts back what served before is watched like any rollback, within `rollback-timeout`. */
export function whenPutBack(
  limits: RolloutLimits,
  history: RolloutHistory,
  seen: RolloutLook,
  asked: Issued<RolloutCommand>,
): RolloutDecision {
  const to = 'to' in limits.wayBack ? limits.wayBack.to : 'what served before';
  const failure = (history.latestAt ?? 0) > asked.at ? asked.failure : undefined;
  // What is newer then may be the way back itself, or somebody else's.
  if (seen.supersededBy !== undefined && failure?.ambiguous !== true) return superseded(seen.supersededBy);
  const isOver = history.now - asked.at >= limits.rollbackTimeoutMs;
  if (failure !== undefined)
    return settle(
      failure.ambiguous ? 'unobserved' : 'failed',
      `${saidOf(seen)}${causeOf(seen)}. Going back to ${to} failed: ${failure.message}`,
      failure,
    );
  const { wayBack } = seen;
  if (wayBack !== undefined) {
    const meaning = MEANING[wayBack.deployment.status];
    const { runningCount, desiredCount } = seen.service;
    if (meaning === 'succeeded' && wayBack.inCharge && runningCount >= desiredCount)
      return settle(
        'rolled-back',
        `${whoStopped(asked.command, seen)}: ECS stopped the deployment without a rollback, so ${to} was deployed again${causeOf(seen)}`,
      );
    if (meaning === 'stopped' || meaning === 'went-back' || meaning === 'lost')
      return settle(
        'rollback-failed',
        `ECS stopped the deployment without a rollback, and the way back to ${to} (service deployment ${lastPart(wayBack.deployment.arn)}) ended ${wayBack.deployment.rawStatus}: ${open(wayBack.deployment.statusReason ?? 'ECS gives no reason')}${causeOf(seen)}`,
      );
  }
  if (isOver)
    return isBlind(history)
      ? unseen(history)
      : settle(
          'timed-out',
          `the way back to ${to} did not end within ${renderDuration(limits.rollbackTimeoutMs)}${causeOf(seen)}. ${describeTally(history.tally)}`,
        );
  return wait(
    wayBack === undefined
      ? `going back to ${to}`
      : `going back to ${to}: ${wayBack.deployment.rawStatus}, ${describeTasks(wayBack)}`,
  );
}

function saidOf({ deployment }: RolloutLook): string {
  return open(deployment.statusReason ?? 'ECS stopped the deployment without a rollback');
}

/** The reason begins with who. */
function whoStopped({ because }: RolloutCommand, { deployment: { circuitBreaker, alarms } }: RolloutLook): string {
  if (because === 'breaker' && circuitBreaker !== undefined)
    return `breaker (${circuitBreaker.failureCount} failures, threshold ${circuitBreaker.threshold}) and Slipway`;
  if (because === 'alarm') return `alarm ${alarms?.triggered.join(', ')} and Slipway`;
  return because;
}
