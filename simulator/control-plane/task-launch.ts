// From a task and its definition to what a runtime starts: overrides and secrets applied, waits scaled.
// It also knows what keeps a task from being started at all before any image is pulled.

import type { ContainerDefinition, RawJson, Task } from './ecs-state.ts';
import { lastPart } from './identifiers.ts';
import type { ContainerLaunch, TaskLaunch } from './runtime.ts';
import { secretValue } from './secret-values.ts';
import { definitionOf } from './task-definitions.ts';
import { scaled, scaledTimeout } from './timing.ts';
import type { World } from './world.ts';

export type LaunchOutcome = { readonly launch: TaskLaunch } | { readonly refused: string };

export function prepareLaunch(world: World, task: Task): LaunchOutcome {
  const definition = definitionOf(world, task.taskDefinitionArn);
  for (const container of definition.containerDefinitions) {
    const refused = missingSecret(world, container) ?? missingLogGroup(world, container);
    if (refused !== undefined) return { refused };
  }
  return {
    launch: {
      taskArn: task.taskArn,
      taskDefinitionArn: task.taskDefinitionArn,
      privateIPv4Address: task.privateIPv4Address,
      group: task.group,
      containers: definition.containerDefinitions.map((container) => containerLaunch(world, task, container)),
    },
  };
}

function containerLaunch(world: World, task: Task, container: ContainerDefinition): ContainerLaunch {
  const override = containerOverride(task, container.name);
  const command = override?.command ?? container.command;
  const memory = override?.memory ?? container.memory;
  const imageDigest = task.containers.find((one) => one.name === container.name)?.imageDigest;
  const log = logDestination(task, container);
  return {
    name: container.name,
    image: container.image,
    ...(imageDigest === undefined ? {} : { imageDigest }),
    essential: container.essential,
    ...(command === undefined || command.length === 0 ? {} : { command }),
    ...(container.entryPoint === undefined || container.entryPoint.length === 0
      ? {}
      : { entryPoint: container.entryPoint }),
    ...(container.workingDirectory === undefined ? {} : { workingDirectory: container.workingDirectory }),
    ...(container.user === undefined ? {} : { user: container.user }),
    environment: environment(world, container, override),
    portMappings: container.portMappings.map((port) => ({
      containerPort: port.containerPort,
      protocol: port.protocol ?? 'tcp',
    })),
    dependsOn: container.dependsOn ?? [],
    ...healthCheck(world, container),
    ...(log === undefined ? {} : { log }),
    stopTimeoutMs: scaledTimeout(world, (container.stopTimeout ?? 30) * 1_000),
    ...(memory === undefined ? {} : { memoryMiB: memory }),
    ...(container.readonlyRootFilesystem === true ? { readonlyRootFilesystem: true } : {}),
  };
}

interface ContainerOverride {
  readonly name: string;
  readonly command?: readonly string[];
  readonly environment?: readonly { name: string; value?: string }[];
  readonly memory?: number;
}

function containerOverride(task: Task, name: string): ContainerOverride | undefined {
  const overrides = task.overrides as RawJson & { containerOverrides?: readonly ContainerOverride[] };
  return overrides.containerOverrides?.find((override) => override.name === name);
}

function environment(
  world: World,
  container: ContainerDefinition,
  override: ContainerOverride | undefined,
): Record<string, string> {
  const values: Record<string, string> = { AWS_REGION: world.region, AWS_DEFAULT_REGION: world.region };
  for (const { name, valueFrom } of container.secrets ?? []) values[name] = secretValue(world, valueFrom) ?? '';
  for (const { name, value } of [...container.environment, ...(override?.environment ?? [])])
    values[name] = value ?? '';
  return values;
}

function healthCheck(world: World, container: ContainerDefinition): Pick<ContainerLaunch, 'healthCheck'> {
  const check = container.healthCheck;
  if (check === undefined || check.command[0] === 'NONE') return {};
  return {
    healthCheck: {
      command: check.command,
      intervalMs: scaled(world, (check.interval ?? 30) * 1_000),
      timeoutMs: scaledTimeout(world, (check.timeout ?? 5) * 1_000),
      retries: check.retries ?? 3,
      startPeriodMs: scaled(world, (check.startPeriod ?? 0) * 1_000),
    },
  };
}

/** `<prefix>/<container>/<task id>`, as on AWS. */
function logDestination(task: Task, container: ContainerDefinition): ContainerLaunch['log'] | undefined {
  const log = container.logConfiguration;
  const group = log?.options?.['awslogs-group'];
  if (log?.logDriver !== 'awslogs' || group === undefined) return undefined;
  const prefix = log.options?.['awslogs-stream-prefix'];
  const id = lastPart(task.taskArn);
  return { group, stream: prefix === undefined ? id : `${prefix}/${container.name}/${id}` };
}

function missingSecret(world: World, container: ContainerDefinition): string | undefined {
  const missing = container.secrets?.find(({ valueFrom }) => secretValue(world, valueFrom) === undefined);
  if (missing === undefined) return undefined;
  const [service, words] = missing.valueFrom.includes(':secretsmanager:')
    ? [
        'asm',
        `failed to fetch secret ${missing.valueFrom} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
      ]
    : ['ssm', `invalid ssm parameters: ${missing.valueFrom}`];
  return `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from ${service}: service call has been retried 1 time(s): ${words}`;
}

function missingLogGroup(world: World, container: ContainerDefinition): string | undefined {
  const log = container.logConfiguration;
  const group = log?.options?.['awslogs-group'];
  if (log?.logDriver !== 'awslogs' || group === undefined || world.logs.groups[group] !== undefined) return undefined;
  if (log.options?.['awslogs-create-group'] === 'true') return undefined;
  return 'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1';
}
