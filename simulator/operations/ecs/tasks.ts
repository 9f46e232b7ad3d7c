// Tasks: described, listed, stopped.

import type { DescribeTasksRequest, ListTasksRequest, StopTaskRequest } from '@aws-sdk/client-ecs';
import type { Cluster, Task } from '../../control-plane/ecs-state.ts';
import { ecsArn, lastPart } from '../../control-plane/identifiers.ts';
import { wantStopped } from '../../control-plane/tasks.ts';
import type { World } from '../../control-plane/world.ts';
import type { Json } from '../operation.ts';
import { clusterOf, ecsPage, invalidParameter, missing, serviceOf } from './ecs-resources.ts';
import { taskView } from './task-view.ts';

export function describeTasks(world: World, input: Json): Json {
  const { cluster: reference, tasks = [], include } = input as Partial<DescribeTasksRequest>;
  const cluster = clusterOf(world, reference);
  if (tasks.length === 0) throw invalidParameter('Tasks cannot be empty.');
  if (tasks.length > 100) throw invalidParameter('Tasks cannot have more than 100 elements.');
  const found = tasks.map((id) => ({ id, task: findTask(world, cluster, id) }));
  const withTags = include?.includes('TAGS') === true;
  return {
    tasks: found.flatMap(({ task }) => (task === undefined ? [] : [taskView(world, task, { withTags })])),
    failures: found.flatMap(({ id, task }) => (task === undefined ? [missing(taskArnOf(world, cluster, id))] : [])),
  };
}

export function listTasks(world: World, input: Json): Json {
  const request = input as Partial<ListTasksRequest>;
  const cluster = clusterOf(world, request.cluster);
  const { family, startedBy, launchType, desiredStatus = 'RUNNING' } = request;
  if (startedBy !== undefined && (family !== undefined || request.serviceName !== undefined)) {
    throw invalidParameter('When startedBy is used as a filter, it must be the only filter.');
  }
  const service = request.serviceName === undefined ? undefined : serviceOf(world, cluster, request.serviceName);
  const arns = Object.values(world.ecs.tasks)
    .filter((task) => task.clusterArn === cluster.clusterArn && task.visibleAt <= world.now)
    .filter((task) => task.desiredStatus === desiredStatus)
    .filter((task) => service === undefined || task.serviceArn === service.serviceArn)
    .filter((task) => family === undefined || lastPart(task.taskDefinitionArn).split(':')[0] === family)
    .filter((task) => startedBy === undefined || task.startedBy === startedBy)
    .filter((task) => launchType === undefined || task.configuration.launchType === launchType)
    .map((task) => task.taskArn);
  const page = ecsPage(arns, request, { byDefault: 100, atMost: 100 });
  return { taskArns: page.items, ...page.next };
}

export function stopTask(draft: World, input: Json): Json {
  const { cluster: reference, task: id = '', reason } = input as Partial<StopTaskRequest>;
  const task = findTask(draft, clusterOf(draft, reference), id);
  if (task === undefined) throw invalidParameter('The referenced task was not found.');
  wantStopped({ world: draft, changed: false }, task, 'UserInitiated', reason ?? 'Task stopped by user');
  return { task: taskView(draft, task, { withTags: false }) };
}

export function findTask(world: World, cluster: Cluster, id: string): Task | undefined {
  const task = world.ecs.tasks[taskArnOf(world, cluster, id)];
  return task !== undefined && task.visibleAt <= world.now ? task : undefined;
}

export function taskArnOf(world: World, cluster: Cluster, id: string): string {
  return id.startsWith('arn:') ? id : ecsArn(world, `task/${cluster.clusterName}/${id}`);
}
