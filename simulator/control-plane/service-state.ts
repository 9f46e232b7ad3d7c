// What ECS remembers of services: their settings as they were sent, their deployments, service deployments and service revisions.

import type { RawJson, Tag } from './ecs-state.ts';
import type { HookDetail, TrafficShift } from './shift-state.ts';
import type { Instant } from './world.ts';

export interface Service {
  readonly serviceArn: string;
  readonly serviceName: string;
  readonly clusterArn: string;
  readonly createdAt: Instant;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  /** ARN; what the PRIMARY deployment runs */
  taskDefinition: string;
  /** Every other member of CreateService and UpdateService, as sent, with AWS's defaults. */
  configuration: ServiceConfiguration;
  /** newest first, the PRIMARY one at the head */
  deployments: Deployment[];
  /** ARN of the service deployment that moves, or that moved last */
  currentServiceDeployment?: string;
  /** ARN of the service revision that completed last: where a rollback goes */
  completedServiceRevision?: string;
  /** newest first, at most 100 */
  events: ServiceEvent[];
  /** When the service last said that it is steady; absent while it is not. */
  steadySince?: Instant;
  steadyAnnouncedAt?: Instant;
  deletedAt?: Instant;
  tags: Tag[];
}

export interface ServiceConfiguration {
  deploymentConfiguration: DeploymentConfiguration;
  deploymentController?: { type: 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL' };
  launchType?: string;
  capacityProviderStrategy?: RawJson[];
  platformVersion?: string;
  platformFamily?: string;
  loadBalancers?: ServiceLoadBalancer[];
  serviceRegistries?: RawJson[];
  networkConfiguration?: RawJson;
  healthCheckGracePeriodSeconds?: number;
  schedulingStrategy?: 'REPLICA' | 'DAEMON';
  enableExecuteCommand?: boolean;
  enableECSManagedTags?: boolean;
  propagateTags?: string;
  [member: string]: unknown;
}

export interface ServiceLoadBalancer {
  targetGroupArn?: string;
  containerName: string;
  containerPort: number;
  advancedConfiguration?: AdvancedConfiguration;
  [member: string]: unknown;
}

/** Two target groups and the rules that lead to them; which of the two is live is what the production rule says. */
export interface AdvancedConfiguration {
  alternateTargetGroupArn?: string;
  productionListenerRule?: string;
  testListenerRule?: string;
  roleArn?: string;
}

export interface DeploymentConfiguration {
  strategy?: 'ROLLING' | 'BLUE_GREEN' | 'LINEAR' | 'CANARY';
  maximumPercent?: number;
  minimumHealthyPercent?: number;
  bakeTimeInMinutes?: number;
  deploymentCircuitBreaker?: {
    enable: boolean;
    rollback: boolean;
    resetOnHealthyTask?: boolean;
    thresholdConfiguration?: { type: 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT' | 'COUNT'; value: number };
  };
  alarms?: { alarmNames: string[]; enable: boolean; rollback: boolean };
  lifecycleHooks?: RawJson[];
  canaryConfiguration?: { canaryPercent?: number; canaryBakeTimeInMinutes?: number };
  linearConfiguration?: { stepPercent?: number; stepBakeTimeInMinutes?: number };
  earlySuccessCriteria?: {
    enable: boolean;
    healthyPercent?: number;
    sourceServiceRevisionCleanup?: 'BLOCKING' | 'DEFERRED';
  };
  [member: string]: unknown;
}

export interface ServiceEvent {
  readonly id: string;
  readonly createdAt: Instant;
  readonly message: string;
}

/** One entry of `services[].deployments[]`. Its counts are those of the tasks that carry its id as `startedBy`. */
export interface Deployment {
  /** `ecs-svc/<N>`; its service revision's ARN ends in the same N */
  readonly id: string;
  readonly serviceRevisionArn: string;
  readonly taskDefinition: string;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  readonly createdAt: Instant;
  updatedAt: Instant;
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  /** as shown, and as the circuit breaker counts */
  failedTasks: number;
  /** Failures in a row, which a healthy task always ends; the pause before the next start grows with it. */
  failuresInRow: number;
  /** Of an old service revision during a deployment: tasks that it is still to get for those that ended by themselves, and for a scale-out. */
  owedTasks?: number;
  /** No task is started before this. */
  startsPausedUntil?: Instant;
}

/** The status machine of AWS; `PENDING` and `STOP_REQUESTED` last a moment, as there. */
export type ServiceDeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'STOP_REQUESTED'
  | 'STOPPED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED';

export interface ServiceDeployment {
  readonly serviceDeploymentArn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly createdAt: Instant;
  startedAt?: Instant;
  finishedAt?: Instant;
  stoppedAt?: Instant;
  updatedAt: Instant;
  status: ServiceDeploymentStatus;
  statusReason?: string;
  /** Traffic-shifting strategies only; a rolling deployment has none. */
  lifecycleStage?: string;
  sourceServiceRevisions: ServiceRevisionSummary[];
  targetServiceRevision: ServiceRevisionSummary;
  /** of the present stage */
  lifecycleHookDetails?: HookDetail[];
  /** Absent from a rolling deployment; never shown. */
  shift?: TrafficShift;
  /** copy, of the moment when it began */
  readonly deploymentConfiguration: DeploymentConfiguration;
  rollback?: { reason: string; startedAt: Instant; serviceRevisionArn: string };
  deploymentCircuitBreaker: { status: MonitoringStatus; failureCount: number; threshold: number };
  alarms?: { status: MonitoringStatus; alarmNames: string[]; triggeredAlarmNames: string[] };
  /** When it was done but for its bake time. */
  bakingSince?: Instant;
  /** Not listed and not described before this. */
  readonly visibleAt: Instant;
  /** When the status that is only asked for (PENDING, STOP_REQUESTED, ROLLBACK_REQUESTED) is acted on. */
  actsAt?: Instant;
}

export type MonitoringStatus = 'TRIGGERED' | 'MONITORING' | 'MONITORING_COMPLETE' | 'DISABLED';

/** Task counts are a snapshot once the service deployment has ended. */
export interface ServiceRevisionSummary {
  readonly arn: string;
  requestedTaskCount: number;
  runningTaskCount: number;
  pendingTaskCount: number;
  requestedTestTrafficWeight?: number;
  requestedProductionTrafficWeight?: number;
}

export interface ServiceRevision {
  readonly serviceRevisionArn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly createdAt: Instant;
  readonly taskDefinition: string;
  containerImages: { containerName: string; image: string; imageDigest?: string }[];
  /** Copies of the service's own members of the same names: a rollback brings them back. */
  readonly configuration: Partial<Pick<ServiceConfiguration, RevisionedMember>>;
  /** Of a deployment that shifts traffic: where its tasks are registered, in the order of `configuration.loadBalancers`. */
  readonly resolvedLoadBalancers?: readonly { targetGroupArn: string; productionListenerRule: string }[];
}

/** What belongs to a service revision: changing one of these starts a deployment, and a rollback restores it. */
export const revisionedMembers = [
  'launchType',
  'capacityProviderStrategy',
  'platformVersion',
  'platformFamily',
  'loadBalancers',
  'serviceRegistries',
  'networkConfiguration',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
] as const;

export type RevisionedMember = (typeof revisionedMembers)[number];
