// What AWS makes of a task definition that is registered: what it refuses, and the members it adds by itself.
// Every member that was sent is kept, also those that nobody here has heard of.

import type { ContainerDefinition, RawJson, TaskDefinition } from '../../control-plane/ecs-state.ts';
import type { Json } from '../operation.ts';
import { clientFault } from './ecs-resources.ts';
import { fargateRefusal, normalisedCpu, normalisedMemory } from './fargate-sizes.ts';

type SentContainer = Partial<ContainerDefinition>;

interface SentDefinition extends RawJson {
  family?: string;
  containerDefinitions?: SentContainer[];
  networkMode?: string;
  requiresCompatibilities?: string[];
  cpu?: string;
  memory?: string;
}

export function definitionFrom(input: Json): TaskDefinition {
  const { tags: _, ...sent } = input as SentDefinition;
  const family = sent.family ?? '';
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(family)) throw clientFault('Family should not be null or empty.');
  refuseBadContainers(sent);
  refuseGreedyContainers(sent);
  const networkMode = sent.networkMode ?? 'bridge';
  const onFargate = sent.requiresCompatibilities?.includes('FARGATE') === true;
  if (onFargate) refuseBadFargate(sent);
  return {
    volumes: [],
    placementConstraints: [],
    ...sent,
    family,
    networkMode,
    ...(sent.cpu === undefined ? {} : { cpu: normalisedCpu(sent.cpu) }),
    ...(sent.memory === undefined ? {} : { memory: normalisedMemory(sent.memory) }),
    containerDefinitions: (sent.containerDefinitions ?? []).map((container) => containerFrom(container, networkMode)),
  };
}

/** Members that only AWS writes, and that RegisterTaskDefinition does not take. */
export function readOnlyMembers(definition: TaskDefinition): Json {
  return {
    compatibilities: definition.networkMode === 'awsvpc' ? ['EC2', 'FARGATE'] : ['EXTERNAL', 'EC2'],
    requiresAttributes: requiredAttributes(definition).map((name) => ({ name })),
  };
}

function containerFrom(sent: SentContainer, networkMode: string): ContainerDefinition {
  return {
    cpu: 0,
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    ...sent,
    name: sent.name ?? '',
    image: sent.image ?? '',
    essential: sent.essential ?? true,
    environment: (sent.environment ?? []).map((pair) => ({ ...pair, name: pair.name ?? '' })),
    portMappings: (sent.portMappings ?? []).map((port) => ({
      ...port,
      containerPort: port.containerPort ?? 0,
      hostPort: port.hostPort ?? (networkMode === 'awsvpc' || networkMode === 'host' ? (port.containerPort ?? 0) : 0),
      protocol: port.protocol ?? 'tcp',
    })),
    ...healthCheckFrom(sent.healthCheck),
  };
}

function healthCheckFrom(sent: ContainerDefinition['healthCheck']): Pick<ContainerDefinition, 'healthCheck'> {
  return sent === undefined ? {} : { healthCheck: { interval: 30, timeout: 5, retries: 3, ...sent } };
}

function refuseBadContainers(sent: SentDefinition): void {
  const containers = sent.containerDefinitions ?? [];
  if (containers.length === 0) throw clientFault('Container list cannot be empty.');
  const names = containers.map((container) => container.name);
  for (const container of containers) {
    const name = container.name ?? '';
    if (container.image === undefined || container.image === '') {
      throw clientFault('Container.image should not be null or empty.');
    }
    if (name === '') throw clientFault('Container.name should not be null or empty.');
    if (names.filter((one) => one === name).length > 1) throw clientFault(`Container name '${name}' is not unique.`);
    if (sent.memory === undefined && container.memory === undefined && container.memoryReservation === undefined) {
      throw clientFault(
        `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
      );
    }
    const variables = new Set(container.environment?.map((pair) => pair.name));
    const shared = container.secrets?.find((secret) => variables.has(secret.name));
    if (shared !== undefined) {
      throw clientFault(
        `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${shared.name}'.`,
      );
    }
  }
}

/** Words: aws/aws-cdk#1553. What ECS says of memory is known only of one container alone: pulumi/pulumi-awsx#1220. */
function refuseGreedyContainers({ cpu, memory, containerDefinitions = [] }: SentDefinition): void {
  const asked = containerDefinitions.reduce((sum, container) => sum + (container.cpu ?? 0), 0);
  if (cpu !== undefined && asked > Number(normalisedCpu(cpu)))
    throw clientFault("The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.");
  const total = memory === undefined ? Number.POSITIVE_INFINITY : Number(normalisedMemory(memory));
  const greedy = containerDefinitions.find(
    (container) => container.memoryReservation === undefined && (container.memory ?? 0) > total,
  );
  if (greedy !== undefined)
    throw clientFault(`The 'memory' setting for container '${greedy.name}' is greater than for the task.`);
}

function refuseBadFargate(sent: SentDefinition): void {
  if (sent.networkMode !== 'awsvpc') throw clientFault("Fargate only supports network mode 'awsvpc'.");
  if (sent.cpu === undefined) throw clientFault("Fargate requires that 'cpu' be defined at the task level.");
  if (sent.memory === undefined) throw clientFault("Fargate requires that 'memory' be defined at the task level.");
  const refusal = fargateRefusal(sent.cpu, sent.memory);
  if (refusal !== undefined) throw clientFault(refusal);
}

function requiredAttributes(definition: TaskDefinition): string[] {
  const drivers = definition.containerDefinitions.flatMap(({ logConfiguration }) => logConfiguration?.logDriver ?? []);
  const withSecrets = definition.containerDefinitions.some(({ secrets }) => (secrets?.length ?? 0) > 0);
  return [
    'com.amazonaws.ecs.capability.docker-remote-api.1.18',
    ...[...new Set(drivers)].map((driver) => `com.amazonaws.ecs.capability.logging-driver.${driver}`),
    ...(definition.networkMode === 'awsvpc' ? ['ecs.capability.task-eni'] : []),
    ...(definition.executionRoleArn === undefined ? [] : ['ecs.capability.execution-role-ecr-pull']),
    ...(definition.taskRoleArn === undefined ? [] : ['com.amazonaws.ecs.capability.task-iam-role']),
    ...(withSecrets ? ['ecs.capability.secrets.asm.environment-variables'] : []),
  ];
}
