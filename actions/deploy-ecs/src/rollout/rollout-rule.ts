// What the rule of a rollout reads and answers, and the words that its parts share.

import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { Cause } from '../../../../lib/core/causes.ts';
import type { AwsFailure } from '../../../../lib/core/errors.ts';
import {
  type DeploymentSnapshot,
  type DeploymentStatus,
  primaryOf,
  rolloutIdOf,
  type ServiceSnapshot,
  type TargetState,
} from '../../../../lib/core/snapshots.ts';
import { type Decision, describeTally, type History } from '../../../../lib/core/watch.ts';

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
  /** what would only have explained, and was refused: a sentence each */
  readonly refused?: readonly string[];
  /** why no task of it will ever have its image */
  readonly imageGone?: string;
  /** when a task of this deployment was last seen healthy, or may have been before anybody looked; looked for only where something depends on it */
  readonly lastHealthyAt?: number;
  /** when a running task that has had its grace period was seen to fail its check: in this look, if at all */
  readonly failingAt?: number;
  /** whether every task that is wanted was healthy at this very look; known where it was asked for, and may be seen */
  readonly allHealthy?: boolean;
  /** the most old tasks that ran at one look of this watch */
  readonly oldStood: number;
  /** the fresh look that SUCCESSFUL asks for: our revision is in charge, with our images */
  readonly inCharge: boolean;
  /** when the deployment was first seen on its way back, or to a stop */
  readonly goingBackSince?: number;
  /** the deployment that puts back what served before, once it was begun */
  readonly wayBack?: { readonly deployment: DeploymentSnapshot; readonly inCharge: boolean };
  /** a newer deployment of the service that took over */
  readonly supersededBy?: { readonly arn: string; readonly taskDefinitionArn: string };
}

export interface RolloutLimits {
  readonly timeoutMs: number;
  readonly rollbackTimeoutMs: number;
  readonly maxFailedTasks: number;
  readonly rollbackOnFailure: boolean;
  readonly onCancel: 'rollback' | 'leave';
  /** `shifted`: only where the service shifts traffic */
  readonly waitUntil: 'deployed' | 'shifted';
  /** `web:41`: what this run may put back where ECS stopped the deployment and left it at that; else why there is nothing */
  readonly wayBack: { readonly to: string } | { readonly none: string; readonly neverServed?: true };
}

/** `deploy`: our release is to serve. `go-back`: a person asked for the source of this deployment to serve again. */
export type Intent = 'deploy' | 'join' | 'go-back';

export interface RollbackCommand {
  readonly kind: 'request-rollback';
  readonly because: 'failed-tasks' | 'image' | 'deadline' | 'cancel' | 'decision';
}

/** Once ECS has stopped the deployment for good: what served before is deployed again. */
export interface PutBackCommand {
  readonly kind: 'put-back';
  readonly because: 'breaker' | 'alarm' | 'cancel';
}

export type RolloutCommand = RollbackCommand | PutBackCommand;

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
        | 'cancelled'
        | 'shifted'
        | 'refused';
      readonly reason: string;
      /** the IAM action that the role lacks, where that kept this run from what it was to do */
      readonly lacks?: string;
      /** cancelled, and the rollback that was to be asked for was not taken: the post step asks again */
      readonly unfinished?: true;
    };

export type RolloutHistory = History<RolloutLook, RolloutCommand>;
export type RolloutDecision = Decision<RolloutCommand, RolloutVerdict>;

/** What each status of ECS means for a watcher. */
export const MEANING = {
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

export function wait(because: string): RolloutDecision {
  return { kind: 'wait', because };
}

export function settle(
  kind: Exclude<RolloutVerdict, { readonly kind: 'deployed' | 'idle' }>['kind'],
  reason: string,
  failure?: AwsFailure,
): RolloutDecision {
  return { kind: 'settle', verdict: { kind, reason, ...(failure === undefined ? {} : lackOf(failure)) } };
}

export function lackOf({ kind, permission }: AwsFailure): { readonly lacks?: string } {
  return kind === 'denied' ? { lacks: permission } : {};
}

export function isOverdue(limits: RolloutLimits, history: RolloutHistory): boolean {
  return history.now - history.startedAt >= limits.timeoutMs;
}

/** The deadline is over, and so is what a way back may take on top. */
export function isBackOverdue(limits: RolloutLimits, history: RolloutHistory, seen: RolloutLook): boolean {
  const since = history.issued[0]?.at ?? seen.goingBackSince ?? history.startedAt;
  return isOverdue(limits, history) && history.now - since >= limits.rollbackTimeoutMs;
}

export function unseen({ issued: [asked], tally }: RolloutHistory): RolloutDecision {
  const done =
    asked === undefined ? 'Nothing was done to it.' : `A rollback had been asked for (${asked.command.because}).`;
  return settle('unobserved', `could not see the deployment at the end: ${describeTally(tally)}. ${done}`);
}

export function superseded(by: NonNullable<RolloutLook['supersededBy']>): RolloutDecision {
  return settle(
    'superseded',
    `a newer deployment took over: ${lastPart(by.arn)} with ${shortTaskDefinition(by.taskDefinitionArn)}`,
  );
}

/** The most frequent cause, else what the load balancer last said against a task that still ran; with a colon before it. */
export function causeOf({ causes: [first], unwell: [target] = [] }: RolloutLook): string {
  if (first !== undefined) return `: ${first.sentence}`;
  return target === undefined ? '' : `: ${describeTarget(target)}`;
}

/** `the load balancer calls 10.0.0.2:8080 unhealthy (Target.Timeout: Request timed out)` */
export function describeTarget({ address, port, state, reason, description }: TargetState): string {
  const why = [reason, description].filter((words) => words !== undefined).join(': ');
  return `the load balancer calls ${address}:${port} ${state}${why === '' ? '' : ` (${why})`}`;
}

/** ECS lists a new deployment only after a second or two; that the service is on its way to something else shows at once. */
export function anotherBegins({ service, deployment }: RolloutLook): boolean {
  const primary = primaryOf(service);
  return primary?.rolloutState === 'IN_PROGRESS' && primary.id !== rolloutIdOf(deployment.target.revisionArn);
}
