// RunTask: tasks of their own, once for each client token.

import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import type { Cluster, RawJson, Tag, TaskDefinition, TaskDefinitionRevision } from '../../control-plane/ecs-state.ts';
import { createTask, type Placement } from '../../control-plane/new-task.ts';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { clusterOf, invalidParameter, runnableRevision, tagList } from './ecs-resources.ts';
import { fargateRefusal } from './fargate-sizes.ts';
import { networkConfigurationFrom, refuseBadPlacement, withDefaultStrategy } from './service-settings.ts';
import { taskView } from './task-view.ts';

export function runTask(draft: World, input: Json): Json {
  const request = input as Partial<RunTaskRequest>;
  const cluster = clusterOf(draft, request.cluster);
  const known = tasksOfToken(draft, cluster, input);
  if (known !== undefined) return answer(draft, known);
  const count = request.count ?? 1;
  if (count < 1 || count > 10) throw invalidParameter('Task count must be between 1 and 10.');
  const revision = runnableRevision(draft, request.taskDefinition);
  refuseBadPlacement(input, revision.definition);
  refuseBadOverrides(input.overrides as Overrides | undefined, request.launchType, revision.definition);
  const arns = Array.from(
    { length: count },
    () => start(draft, cluster, revision, withDefaultStrategy(cluster, input)).taskArn,
  );
  if (request.clientToken !== undefined) {
    draft.ecs.clientTokens[tokenKey(cluster, request.clientToken)] = {
      parameters: parametersOf(input),
      resourceArns: arns,
      createdAt: draft.now,
    };
  }
  return answer(draft, arns);
}

interface Overrides extends RawJson {
  containerOverrides?: { name?: string }[];
  cpu?: string;
  memory?: string;
}

function start(draft: World, cluster: Cluster, revision: TaskDefinitionRevision, input: Json) {
  const request = input as Partial<RunTaskRequest>;
  const { platformVersion, enableExecuteCommand } = request;
  const { networkConfiguration, capacityProviderStrategy } = input as Partial<Placement>;
  const byProvider = (capacityProviderStrategy?.length ?? 0) > 0;
  return createTask(draft, {
    clusterArn: cluster.clusterArn,
    revision,
    group: request.group ?? `family:${revision.family}`,
    ...(request.startedBy === undefined ? {} : { startedBy: request.startedBy }),
    placement: {
      ...(byProvider
        ? { capacityProviderStrategy: capacityProviderStrategy ?? [] }
        : { launchType: request.launchType ?? 'EC2' }),
      ...(platformVersion === undefined ? {} : { platformVersion }),
      ...(networkConfiguration === undefined
        ? {}
        : { networkConfiguration: networkConfigurationFrom(networkConfiguration) }),
      enableExecuteCommand: enableExecuteCommand ?? false,
    },
    overrides: (input.overrides ?? {}) as RawJson,
    tags: taskTags(request, revision.tags),
    missingAtFirst: draft.ecs.settings.eventualConsistency,
  });
}

function taskTags(request: Partial<RunTaskRequest>, ofTaskDefinition: readonly Tag[]): Tag[] {
  return [...(request.propagateTags === 'TASK_DEFINITION' ? ofTaskDefinition : []), ...tagList(request.tags)];
}

function answer(world: World, arns: readonly string[]): Json {
  const tasks = arns.flatMap((arn) => world.ecs.tasks[arn] ?? []);
  return { tasks: tasks.map((task) => taskView(world, task, { withTags: true })), failures: [] };
}

/** The tasks of an earlier request with the same token, if its parameters were the same. */
function tasksOfToken(world: World, cluster: Cluster, input: Json): readonly string[] | undefined {
  const { clientToken } = input as Partial<RunTaskRequest>;
  const earlier = clientToken === undefined ? undefined : world.ecs.clientTokens[tokenKey(cluster, clientToken)];
  if (earlier === undefined) return undefined;
  if (earlier.parameters === parametersOf(input)) return earlier.resourceArns;
  throw new AwsError(
    'ConflictException',
    'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different RunTask request.',
    { members: { resourceIds: [...earlier.resourceArns] } },
  );
}

function tokenKey(cluster: Cluster, clientToken: string): string {
  return `RunTask ${cluster.clusterArn} ${clientToken}`;
}

function parametersOf({ clientToken: _, ...parameters }: Json): string {
  return JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function refuseBadOverrides(
  overrides: Overrides | undefined,
  launchType: string | undefined,
  definition: TaskDefinition,
): void {
  if (overrides === undefined) return;
  if (JSON.stringify(overrides).length > 8_192) {
    throw invalidParameter('Container Overrides length must be at most 8192');
  }
  const names = new Set(definition.containerDefinitions.map(({ name }) => name));
  const stranger = overrides.containerOverrides?.find(({ name }) => !names.has(name ?? ''));
  if (stranger !== undefined) {
    throw invalidParameter(`Override for container named ${stranger.name} is not a container in the TaskDefinition.`);
  }
  if (launchType !== 'FARGATE' || (overrides.cpu === undefined && overrides.memory === undefined)) return;
  const refusal = fargateRefusal(overrides.cpu ?? definition.cpu ?? '', overrides.memory ?? definition.memory ?? '');
  if (refusal !== undefined) throw invalidParameter(refusal);
}
