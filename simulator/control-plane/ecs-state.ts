// What ECS remembers, as plain JSON in AWS's names. Whatever AWS lets a caller store is kept as it was sent, so that members
// nobody here has heard of come back; only what the rules of the control plane read has a type of its own.

import type { Service, ServiceDeployment, ServiceRevision } from './service-state.ts';
import type { Task } from './task-state.ts';
import type { Instant } from './world.ts';

export * from './service-state.ts';
export * from './shift-state.ts';
export * from './task-state.ts';

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
  containerInstances: Record<string, ContainerInstance>;
  /** by name; FARGATE and FARGATE_SPOT are always there */
  capacityProviders: Record<string, CapacityProvider>;
  /** key: `${operation} ${clusterArn} ${clientToken}` */
  clientTokens: Record<string, ClientToken>;
  /** number of private addresses handed out */
  addresses: number;
}

export interface EcsSettings {
  /** A new service deployment is listed only after a moment, and a task just run answers MISSING. As on AWS. */
  eventualConsistency: boolean;
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

/** A host that registered itself. */
export interface ContainerInstance {
  readonly containerInstanceArn: string;
  readonly clusterArn: string;
  readonly ec2InstanceId: string;
  readonly status: 'ACTIVE';
  readonly registeredAt: Instant;
  readonly tags: Tag[];
}

export interface CapacityProvider {
  readonly capacityProviderArn: string;
  readonly name: string;
  readonly status: 'ACTIVE';
  readonly type: 'EC2_AUTOSCALING' | 'MANAGED_INSTANCES';
  readonly configuration: RawJson;
  readonly tags: Tag[];
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
