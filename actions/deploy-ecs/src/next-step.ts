// The rule of a rollout: from what was seen to wait, act or settle. It never acts blindly, asks for a rollback at most once,
// and calls a release deployed only when ECS says SUCCESSFUL and a fresh look agrees.

import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import type { Cause } from '../../../lib/core/causes.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import type {
  DeploymentSnapshot,
  DeploymentStatus,
  ServiceSnapshot,
  TargetState,
} from '../../../lib/core/snapshots.ts';
import { type Decision, describeTally, type History, isBlind, permanentFailure } from '../../../lib/core/watch.ts';
import { isAllHealthy, isBad, isSurelyBad } from './judgement.ts';
import { describeTasks, whyWaiting } from './waiting.ts';

/** One look at our service deployment. */
export interface RolloutLook {
  readonly deployment: DeploymentSnapshot;
  readonly service: ServiceSnapshot;
  /** grouped, most frequent first; only tasks of this deployment */
  readonly causes: readonly Cause[];
  /** targets of its tasks that a load balancer last called unhealthy */
  readonly unwell?: readonly TargetState[];
  /** what would only have explained, and was denied: operations as IAM spells them */
  readonly denied?: readonly string[];
  /** when a task of this deployment was last seen healthy; looked for only where something depends on it */
  readonly lastHealthyAt?: number;
  /** the fresh look that SUCCESSFUL asks for: our revision is in charge, with our images */
  readonly inCharge: boolean;
  /** when the deployment was first seen on its way back */
  readonly goingBackSince?: number;
  /** a newer deployment of the service that took over */
  readonly supersededBy?: { readonly arn: string; readonly taskDefinitionArn: string };
}

export interface RolloutLimits {
  readonly timeoutMs: number;
  readonly rollbackTimeoutMs: number;
  readonly maxFailedTasks: number;
  readonly rollbackOnFailure: boolean;
  readonly onCancel: 'rollback' | 'leave';
}

/** `deploy`: our release is to serve. `go-back`: a person asked for the source of this deployment to serve again. */
export type Intent = 'deploy' | 'join' | 'go-back';

export interface RollbackCommand {
  readonly kind: 'request-rollback';
  readonly because: 'failed-tasks' | 'deadline' | 'cancel' | 'decision';
}

export type RolloutVerdict =
  | { readonly kind: 'deployed' | 'idle' }
  | {
      readonly kind:
        | 'rolled-back'
        | 'rollback-failed'
        | 'failed'
        | 'superseded'
        | 'timed-out'
        | 'unobserved'
        | 'cancelled';
      readonly reason: string;
      /** cancelled, and the rollback that was to be asked for was not taken: the post step asks again */
      readonly unfinished?: true;
    };

type RolloutHistory = History<RolloutLook, RollbackCommand>;
type RolloutDecision = Decision<RollbackCommand, RolloutVerdict>;

const MEANING = {
  PENDING: 'moving',
  IN_PROGRESS: 'moving',
  SUCCESSFUL: 'succeeded',
  STOP_REQUESTED: 'stopping',
  STOPPED: 'stopped',
  ROLLBACK_REQUESTED: 'going-back',
  ROLLBACK_IN_PROGRESS: 'going-back',
  ROLLBACK_SUCCESSFUL: 'went-back',
  ROLLBACK_FAILED: 'lost',
  // A word that is new to us: it may end as timed-out, never as deployed.
  UNRECOGNISED: 'moving',
} as const satisfies Record<DeploymentStatus, string>;

export function nextStep(limits: RolloutLimits, intent: Intent) {
  return (history: RolloutHistory): RolloutDecision => {
    const seen = history.latest;
    const denied = permanentFailure(history);
    if (denied !== undefined)
      return settle('unobserved', `${denied.message} What ECS does with the deployment goes on unseen.`);
    if (history.cancelledAt !== undefined) return whenCancelled(limits, history, intent);
    if (seen === undefined)
      return isOverdue(limits, history) ? unseen(history) : wait('waiting for the first answer about the deployment');
    switch (MEANING[seen.deployment.status]) {
      case 'succeeded':
        return whenSucceeded(limits, history, seen, intent);
      case 'went-back':
        if (seen.supersededBy !== undefined) return superseded(seen);
        return intent === 'go-back'
          ? whenBack(limits, history, seen)
          : settle('rolled-back', `${whoRolledBack(history, seen)}${causeOf(seen)}`);
      case 'lost':
        return settle(
          'rollback-failed',
          `${seen.deployment.statusReason ?? 'ECS could not roll back and gives no reason'}${causeOf(seen)}`,
        );
      case 'stopped':
        return whenStopped(seen);
      case 'stopping':
        return whenStopping(limits, history);
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
  const asked = history.issued[0];
  // A refusal may mean that ECS is on its way back already, and a lost answer that it took the request: a look after it tells.
  if (asked?.failure !== undefined && (history.latestAt ?? 0) > asked.at)
    return settle(
      'timed-out',
      `the rollback that was asked for (${asked.command.because}) failed: ${asked.failure.message} The deployment goes on.`,
    );
  if (asked !== undefined) return whenGoingBack(limits, history, seen);
  if (intent === 'go-back') return { kind: 'act', command: { kind: 'request-rollback', because: 'decision' } };
  if (isOverdue(limits, history)) return overdue(limits, history, seen);
  // Acting needs sight: the newest look must be a good one.
  if (limits.rollbackOnFailure && !isBlind(history) && isSurelyBad(limits, seen))
    return { kind: 'act', command: { kind: 'request-rollback', because: 'failed-tasks' } };
  return wait(whyWaiting(history, seen));
}

/** SUCCESSFUL is ECS's word for the deployment; that it serves is for a fresh look to say. */
function whenSucceeded(
  limits: RolloutLimits,
  history: RolloutHistory,
  seen: RolloutLook,
  intent: Intent,
): RolloutDecision {
  if (seen.supersededBy !== undefined) return superseded(seen);
  if (intent === 'go-back')
    return settle(
      'failed',
      'the deployment had succeeded before it could be stopped; run the step again to go back from it',
    );
  if (seen.service.desiredCount === 0) return { kind: 'settle', verdict: { kind: 'idle' } };
  if (seen.inCharge && seen.service.runningCount >= seen.service.desiredCount)
    return { kind: 'settle', verdict: { kind: 'deployed' } };
  if (isOverdue(limits, history))
    return isBlind(history)
      ? unseen(history)
      : settle(
          'timed-out',
          `ECS calls the deployment SUCCESSFUL, but ${describeTasks(seen)}. ${describeTally(history.tally)}`,
        );
  return wait(`ECS calls the deployment SUCCESSFUL; waiting for it to serve: ${describeTasks(seen)}`);
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

/** Somebody stops it: there is nothing left to roll back by us. */
function whenStopping(limits: RolloutLimits, history: RolloutHistory): RolloutDecision {
  if (!isOverdue(limits, history)) return wait('ECS is stopping the deployment');
  if (isBlind(history)) return unseen(history);
  return settle('timed-out', `ECS has not finished stopping the deployment. ${describeTally(history.tally)}`);
}

function whenStopped(seen: RolloutLook): RolloutDecision {
  if (seen.supersededBy !== undefined) return superseded(seen);
  const said = seen.deployment.statusReason ?? 'ECS stopped the deployment without a rollback';
  return settle('failed', `${said}${causeOf(seen)}`);
}

function whenGoingBack(limits: RolloutLimits, history: RolloutHistory, seen: RolloutLook): RolloutDecision {
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

function whenCancelled(limits: RolloutLimits, history: RolloutHistory, intent: Intent): RolloutDecision {
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

function overdue(limits: RolloutLimits, history: RolloutHistory, seen: RolloutLook): RolloutDecision {
  if (isBlind(history)) return unseen(history);
  const after = `after ${renderDuration(limits.timeoutMs)}`;
  if (isBad(seen)) {
    if (limits.rollbackOnFailure) return { kind: 'act', command: { kind: 'request-rollback', because: 'deadline' } };
    return settle('timed-out', `gave up ${after}; left running because rollback-on-failure is off${causeOf(seen)}`);
  }
  return settle(
    'timed-out',
    `gave up ${after}: ${whyWaiting(history, seen)}. Left running: nothing shows that the release is bad. ${describeTally(history.tally)}`,
  );
}

function isOverdue(limits: RolloutLimits, history: RolloutHistory): boolean {
  return history.now - history.startedAt >= limits.timeoutMs;
}

function unseen({ issued: [asked], tally }: RolloutHistory): RolloutDecision {
  const done =
    asked === undefined ? 'Nothing was done to it.' : `A rollback had been asked for (${asked.command.because}).`;
  return settle('unobserved', `could not see the deployment at the end: ${describeTally(tally)}. ${done}`);
}

function superseded({ supersededBy }: RolloutLook): RolloutDecision {
  return settle(
    'superseded',
    `a newer deployment took over: ${lastPart(supersededBy?.arn ?? '')} with ${shortTaskDefinition(supersededBy?.taskDefinitionArn ?? '')}`,
  );
}

/** The reason begins with who. */
function whoRolledBack(history: RolloutHistory, seen: RolloutLook): string {
  const { circuitBreaker, alarms, statusReason, rollback } = seen.deployment;
  const ours = history.issued.find(({ failure }) => failure === undefined || failure.ambiguous);
  if (ours !== undefined) return ours.command.because;
  if (circuitBreaker?.status === 'TRIGGERED')
    return `breaker (${circuitBreaker.failureCount} failures, threshold ${circuitBreaker.threshold})`;
  if (alarms?.status === 'TRIGGERED') return `alarm ${alarms.triggered.join(', ')}`;
  return `somebody else: ${statusReason ?? rollback?.reason ?? 'ECS gives no reason'}`;
}

function causeOf({ causes: [first] }: RolloutLook): string {
  return first === undefined ? '' : `: ${first.sentence}`;
}

function wait(because: string): RolloutDecision {
  return { kind: 'wait', because };
}

function settle(
  kind: Exclude<RolloutVerdict, { readonly kind: 'deployed' | 'idle' }>['kind'],
  reason: string,
): RolloutDecision {
  return { kind: 'settle', verdict: { kind, reason } };
}
