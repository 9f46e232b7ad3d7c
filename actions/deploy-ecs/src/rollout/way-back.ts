// The way back of a deployment: while ECS goes it, when it has been gone, and who wanted it.

import { renderDuration } from '../../../../lib/core/duration.ts';
import { describeTally, isBlind } from '../../../../lib/core/watch.ts';
import {
  anotherBegins,
  causeOf,
  type Intent,
  isOverdue,
  type RolloutDecision,
  type RolloutHistory,
  type RolloutLimits,
  type RolloutLook,
  settle,
  superseded,
  unseen,
  wait,
} from './rollout-rule.ts';

export function whenGoingBack(limits: RolloutLimits, history: RolloutHistory, seen: RolloutLook): RolloutDecision {
  // A rollback that ECS began by itself gets its time on top of the deployment's own.
  const since = history.issued[0]?.at ?? seen.goingBackSince ?? history.now;
  if (history.now - since >= limits.rollbackTimeoutMs) {
    return isBlind(history)
      ? unseen(history)
      : settle(
          'timed-out',
          `the rollback did not end within ${renderDuration(limits.rollbackTimeoutMs)}. ${describeTally(history.tally)}`,
        );
  }
  const counts = seen.deployment.sources.map((source) => `${source.running} of ${source.requested}`).join(', ');
  return wait(`rolling back${counts === '' ? '' : `: ${counts} old tasks running`}`);
}

export function whenWentBack(
  limits: RolloutLimits,
  history: RolloutHistory,
  seen: RolloutLook,
  intent: Intent,
): RolloutDecision {
  if (seen.supersededBy !== undefined) return superseded(seen);
  if (anotherBegins(seen) && !isOverdue(limits, history)) return wait('rolled back, and another deployment begins');
  return intent === 'go-back'
    ? whenBack(limits, history, seen)
    : settle('rolled-back', `${whoRolledBack(history, seen)}${causeOf(seen)}`);
}

export function whenLost(seen: RolloutLook): RolloutDecision {
  const said = seen.deployment.statusReason ?? 'ECS could not roll back and gives no reason';
  return settle('rollback-failed', `${said}${causeOf(seen)}`);
}

/** The source of the deployment is in charge again; it serves once its tasks run. */
function whenBack(limits: RolloutLimits, history: RolloutHistory, seen: RolloutLook): RolloutDecision {
  const { runningCount, desiredCount } = seen.service;
  if (seen.inCharge && runningCount >= desiredCount)
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
  const ours = history.issued.find(({ failure }) => failure === undefined || failure.ambiguous);
  if (ours?.command.because === 'image' && seen.imageGone !== undefined) return `image (${seen.imageGone})`;
  if (ours !== undefined) return ours.command.because;
  if (circuitBreaker?.status === 'TRIGGERED')
    return `breaker (${circuitBreaker.failureCount} failures, threshold ${circuitBreaker.threshold})`;
  if (alarms?.status === 'TRIGGERED') return `alarm ${alarms.triggered.join(', ')}`;
  // A hook that failed, or whose time-out said so: ECS has words for it, and shows the hook itself only for a while.
  if (/\b(lifecycle|pause) hook/.test(statusReason ?? '')) return `gate: ${statusReason}`;
  return `somebody else: ${statusReason ?? rollback?.reason ?? 'ECS gives no reason'}`;
}
