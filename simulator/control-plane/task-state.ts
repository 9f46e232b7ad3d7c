// What ECS remembers of tasks and their containers.

import type { RawJson, Tag } from './ecs-state.ts';
import type { Instant } from './world.ts';

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
  /** It failed a check while its service was at rest: it is stopped, and told of, once its replacement is healthy. */
  failedCheck?: FailedCheck;
  /** A service event has told of its stop. */
  stopAnnounced?: true;
  /** The runtime holds nothing of it any more. */
  gone: boolean;
  /** It was healthy once by the rule of its service (40 s, container check, target). */
  healthySince?: Instant;
  /** How far the scheduler of its service has taken in that it failed: it pauses starts at once, and counts once the task is STOPPED. */
  failure?: 'noticed' | 'counted';
  /** No scale-in and no deployment stops it before this. */
  protectedUntil?: Instant;
  /** Its zone has too many: another one takes its place elsewhere, and then it goes. */
  rebalanced?: true;
  /** The scheduler has taken in that it ends. */
  lossNoticed?: true;
  /** It takes the place of another task of the old service revision while a new one is rolled out. */
  replacesSource?: true;
  /** Where it is registered. */
  targets: { targetGroupArn: string; key: string }[];
}

export interface FailedCheck {
  /** the service event */
  readonly text: string;
  readonly stoppedReason: string;
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
