// What one look at ECS shows, strict and in ECS's own words. Built by lib/aws; the rules read nothing else.

import type { DeploymentControllerType, SchedulingStrategy, ServiceDeploymentStatus } from '@aws-sdk/client-ecs';

/** A raw member tree as AWS sends it: members that nobody here knows are kept. */
export type Raw = { readonly [member: string]: unknown };

export interface ServiceRef {
  readonly cluster: string;
  readonly service: string;
}

export interface ServiceLoadBalancer {
  readonly targetGroupArn?: string;
  /** where traffic is shifted: every second release is behind this one */
  readonly alternateTargetGroupArn?: string;
  readonly containerName: string;
  readonly containerPort: number;
}

export interface ServiceSnapshot {
  readonly arn: string;
  readonly name: string;
  readonly clusterArn: string;
  readonly status: string;
  readonly controller: DeploymentControllerType;
  readonly schedulingStrategy: SchedulingStrategy;
  readonly taskDefinitionArn: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly loadBalancers: readonly ServiceLoadBalancer[];
  readonly healthCheckGracePeriodSeconds: number;
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  readonly strategy: string;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly bakeTimeInMinutes: number;
  /** ECS Express manages the service */
  readonly managedByEcs: boolean;
  /** newest first, as ECS has them */
  readonly deployments: readonly RolloutSnapshot[];
  readonly events: readonly ServiceEvent[];
  /** everything, as AWS sent it */
  readonly raw: Raw;
}

/** One entry of `service.deployments`. */
export interface RolloutSnapshot {
  /** `ecs-svc/1234…` */
  readonly id: string;
  readonly status: string;
  readonly taskDefinitionArn: string;
  readonly rolloutState?: string;
  readonly rolloutStateReason?: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly failedTasks: number;
}

export interface ServiceEvent {
  readonly id: string;
  readonly at: number;
  readonly message: string;
}

/** An unknown status means *still moving*: it may end as a time-out, never as success. */
export type DeploymentStatus = ServiceDeploymentStatus | 'UNRECOGNISED';

/** From the list of service deployments; newest first. */
export interface ServiceDeploymentBrief {
  readonly arn: string;
  readonly status: DeploymentStatus;
  readonly statusReason?: string;
  readonly targetRevisionArn: string;
  readonly createdAt: number;
  readonly finishedAt?: number;
}

export interface RevisionCounts {
  readonly revisionArn: string;
  readonly requested: number;
  readonly running: number;
  readonly pending: number;
  /** share of the production traffic in percent, where ECS shifts it */
  readonly productionWeight?: number;
}

/** A lifecycle hook of the stage that a deployment is in. */
export interface HookSnapshot {
  readonly id: string;
  /** `PAUSE`, `AWS_LAMBDA`, or what is new */
  readonly targetType: string;
  /** ARN of the function; absent for PAUSE */
  readonly target?: string;
  /** `AWAITING_ACTION`, `IN_PROGRESS`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`, or what is new */
  readonly status: string;
  readonly expiresAt?: number;
  /** what ECS does at `expiresAt`: `ROLLBACK` or `CONTINUE` */
  readonly timeoutAction?: string;
}

export interface DeploymentSnapshot {
  readonly arn: string;
  readonly status: DeploymentStatus;
  /** as AWS wrote it, also when we do not know it */
  readonly rawStatus: string;
  readonly statusReason?: string;
  readonly lifecycleStage?: string;
  readonly createdAt: number;
  readonly target: RevisionCounts;
  readonly sources: readonly RevisionCounts[];
  readonly circuitBreaker?: { readonly status: string; readonly failureCount: number; readonly threshold: number };
  readonly alarms?: {
    readonly status: string;
    readonly triggered: readonly string[];
    readonly names?: readonly string[];
  };
  readonly hooks?: readonly HookSnapshot[];
  readonly rollback?: { readonly reason?: string; readonly revisionArn?: string };
}

/** ECS's own snapshot of a whole service. */
export interface ServiceRevision {
  readonly arn: string;
  readonly taskDefinitionArn: string;
  /** what really runs: the tag as it was resolved when the deployment began */
  readonly images: readonly { readonly container: string; readonly image: string; readonly digest?: string }[];
  /** the service as it was configured: network, load balancers, capacity and the rest, by AWS's names */
  readonly settings?: Raw;
  readonly createdAt?: number;
}

/** The rollout that leads: of what was asked for last, whether it serves already or not. */
export function primaryOf({ deployments }: Pick<ServiceSnapshot, 'deployments'>): RolloutSnapshot | undefined {
  return deployments.find(({ status }) => status === 'PRIMARY');
}

/** The number that ECS gives a rollout: `ecs-svc/<N>` and `service-revision/<cluster>/<service>/<N>` share it. */
export function rolloutIdOf(revisionArn: string): string {
  return `ecs-svc/${revisionArn.slice(revisionArn.lastIndexOf('/') + 1)}`;
}

/** What a load balancer thinks of one target. */
export interface TargetState {
  readonly address: string;
  readonly port: number;
  /** ELBv2's state, for example `initial`, `healthy`, `unhealthy` */
  readonly state: string;
  /** ELBv2's reason code, for example `Target.ResponseCodeMismatch` */
  readonly reason?: string;
  readonly description?: string;
}
