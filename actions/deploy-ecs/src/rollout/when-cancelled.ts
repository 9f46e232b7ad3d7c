// A cancelled job: one request for the rollback, then the end. It has seconds left, so it waits for nothing but one look at what it joined.

import { isBlind } from '../../../../lib/core/watch.ts';
import { isAllHealthy } from './judgement.ts';
import {
  type Intent,
  MEANING,
  type RolloutDecision,
  type RolloutHistory,
  type RolloutLimits,
  settle,
  wait,
} from './rollout-rule.ts';
import { putBack } from './when-stopped.ts';

export function whenCancelled(limits: RolloutLimits, history: RolloutHistory, intent: Intent): RolloutDecision {
  const seen = history.latest;
  const asked = history.issued.find(({ command }) => command.because === 'cancel') ?? history.issued[0];
  if (asked?.failure !== undefined)
    return {
      kind: 'settle',
      verdict: {
        kind: 'cancelled',
        reason: `the rollback that was asked for was refused: ${asked.failure.message} The deployment goes on.`,
        unfinished: true,
      },
    };
  if (asked !== undefined) return settle('cancelled', 'a rollback was asked for; ECS carries it out by itself');
  const back = seen === undefined || limits.onCancel === 'leave' ? undefined : putBack(limits, seen, intent);
  if (back !== undefined) return { kind: 'act', command: { ...back, because: 'cancel' } };
  const meaning = seen === undefined ? 'moving' : MEANING[seen.deployment.status];
  if (meaning !== 'moving')
    return settle('cancelled', `the deployment is ${seen?.deployment.rawStatus}; nothing was asked for`);
  if (limits.onCancel === 'leave') return settle('cancelled', 'the deployment goes on (on-cancel: leave)');
  // What somebody began before this run may be long healthy: one look before anything is done to it.
  if (seen === undefined && intent === 'join') {
    if (!isBlind(history)) return wait('cancelled: one look at the deployment before anything is asked for');
    const reason = 'the deployment could not be seen, so nothing was asked for; it goes on';
    return { kind: 'settle', verdict: { kind: 'cancelled', reason, unfinished: true } };
  }
  if (seen !== undefined && isAllHealthy(seen))
    return settle('cancelled', 'every task of the new service revision is healthy, so the deployment goes on');
  return { kind: 'act', command: { kind: 'request-rollback', because: 'cancel' } };
}
