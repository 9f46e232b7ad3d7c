// What ECS remembers, as plain JSON in AWS's names. Whatever AWS lets a caller store is kept as it was sent, so that members
// nobody here has heard of come back; only what the rules of the control plane read has a type of its own.

import type { Instant } from './world.ts';

/** JSON as a caller sent it. */
export type RawJson = { [member: string]: unknown };

export interface Tag {
  key: string;
  value: string;
}

export interface EcsState {
  settings: EcsSettings;
  /** by ARN */
  clusters: Record<string, Cluster>;
  taskDefinitionFamilies: Record<string, TaskDefinitionFamily>;
  /** by ARN, each */
  services: Record<string, Service>;
  serviceDeployments: Record<string, ServiceDeployment>;
  serviceRevisions: Record<string, ServiceRevision>;
  tasks: Record<string, Task>;
  /** key: `${operation} ${clusterArn} ${clientToken}` */
  clientTokens: Record<string, ClientToken>;
  /** number of private addresses handed out */
  addresses: number;
}

export interface EcsSettings {
  /** A new service deployment is listed only after a moment, and a task just run answers MISSING. As on AWS. */
  eventualConsistency: boolean;
  /** What `valueFrom` of a secret leads to; a secret that is not here keeps its task from starting. */
  secretValues: Record<string, string>;
}

export interface ClientToken {
  readonly parameters: string;
  readonly resourceArns: string[];
  readonly createdAt: Instant;
}

export interface Cluster {
  readonly clusterArn: string;
  readonly clusterName: string;
  status: 'ACTIVE' | 'INACTIVE';
  /** settings, configuration, capacityProviders, … as sent */
  configuration: RawJson;
  tags: Tag[];
}

// ---------------------------------------------------------------------------------------------------- Task definitions

export interface TaskDefinitionFamily {
  readonly family: string;
  /** highest number ever given; numbers are never given twice */
  lastRevision: number;
  /** by number */
  revisions: Record<string, TaskDefinitionRevision>;
}

export interface TaskDefinitionRevision {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly revision: number;
  status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS';
  readonly registeredAt: Instant;
  deregisteredAt?: Instant;
  /** What was registered, every member that was sent, with AWS's defaults; without the read-only members above. */
  readonly definition: TaskDefinition;
  tags: Tag[];
}

export interface TaskDefinition {
  readonly family: string;
  readonly containerDefinitions: readonly ContainerDefinition[];
  readonly networkMode?: string;
  readonly cpu?: string;
  readonly memory?: string;
  readonly [member: string]: unknown;
}

export interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDirectory?: string;
  readonly user?: string;
  readonly environment: readonly { name: string; value?: string }[];
  readonly secrets?: readonly { name: string; valueFrom: string }[];
  readonly portMappings: readonly { containerPort: number; hostPort?: number; protocol?: string }[];
  readonly dependsOn?: readonly { containerName: string; condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY' }[];
  readonly healthCheck?: {
    readonly command: readonly string[];
    readonly interval?: number;
    readonly timeout?: number;
    readonly retries?: number;
    readonly startPeriod?: number;
  };
  readonly logConfiguration?: { readonly logDriver: string; readonly options?: Readonly<Record<string, string>> };
  /** seconds */
  readonly stopTimeout?: number;
  readonly readonlyRootFilesystem?: boolean;
  readonly versionConsistency?: 'enabled' | 'disabled';
  readonly [member: string]: unknown;
}

// ------------------------------------------------------------------------------------------------------------ Services

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
  advancedConfiguration?: RawJson;
  [member: string]: unknown;
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
  lifecycleHookDetails?: RawJson[];
  /** copy, of the moment when it began */
  readonly deploymentConfiguration: DeploymentConfiguration;
  rollback?: { reason: string; startedAt: Instant; serviceRevisionArn: string };
  deploymentCircuitBreaker: { status: MonitoringStatus; failureCount: number; threshold: number };
  alarms?: { status: MonitoringStatus; alarmNames: string[]; triggeredAlarmNames: string[] };
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

// --------------------------------------------------------------------------------------------------------------- Tasks

export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated'
  | 'SpotInterruption'
  | 'TerminationNotice'
  | 'InfrastructureHealth';

export interface Task {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  /** `service:<name>` or what RunTask said */
  readonly group: string;
  /** the deployment's id for a service's task */
  readonly startedBy?: string;
  /** Absent for a task that RunTask started. */
  readonly serviceArn?: string;
  readonly serviceRevisionArn?: string;
  /** launchType, capacityProviderName, platformVersion, platformFamily, cpu, memory, enableExecuteCommand … as DescribeTasks shows them */
  readonly configuration: RawJson;
  readonly overrides: RawJson;
  readonly privateIPv4Address: string;
  readonly attachmentId: string;
  readonly subnetId?: string;
  desiredStatus: 'RUNNING' | 'STOPPED';
  lastStatus: TaskStatus;
  /** When the present status ends by itself (provisioning, activating, deprovisioning). */
  statusUntil?: Instant;
  healthStatus: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
  containers: TaskContainer[];
  readonly createdAt: Instant;
  pullStartedAt?: Instant;
  pullStoppedAt?: Instant;
  startedAt?: Instant;
  stoppingAt?: Instant;
  executionStoppedAt?: Instant;
  stoppedAt?: Instant;
  stopCode?: StopCode;
  stoppedReason?: string;
  /** counts changes, as DescribeTasks shows */
  version: number;
  tags: Tag[];
  /** Not described before this. */
  readonly visibleAt: Instant;
  /** `start-task` was given. */
  launched: boolean;
  /** `stop-task` was given. */
  stopTold: boolean;
  /** The runtime holds nothing of it any more. */
  gone: boolean;
  /** It was healthy once by the rule of its service (40 s, container check, target). */
  healthySince?: Instant;
  /** How far the scheduler of its service has taken in that it failed: it pauses starts at once, and counts once the task is STOPPED. */
  failure?: 'noticed' | 'counted';
  /** Where it is registered. */
  targets: { targetGroupArn: string; key: string }[];
}

export interface TaskContainer {
  readonly name: string;
  readonly containerArn: string;
  readonly image: string;
  imageDigest?: string;
  runtimeId?: string;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  exitCode?: number;
  reason?: string;
  healthStatus: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
  readonly cpu?: string;
  readonly memory?: string;
  readonly memoryReservation?: string;
}
