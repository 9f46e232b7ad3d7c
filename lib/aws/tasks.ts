// Tasks of ECS: which of them stopped and why, in the words of StoppedTask.

import type { Task } from '@aws-sdk/client-ecs';
import type { ServiceRef } from '../core/snapshots.ts';
import { endedAt } from '../core/stopped-task.ts';
import type { TaskSnapshot } from '../core/task-snapshots.ts';
import type { AwsApi } from './api.ts';

/** AWS lists and describes at most 100 tasks a call. */
const MOST_TASKS = 100;

/** Unknown tasks are absent from the answer: ECS forgets a stopped task after about an hour, and does not know a new one at once. */
export async function describeTasks(
  api: AwsApi,
  cluster: string,
  arns: readonly string[],
  essential: (container: string) => boolean,
): Promise<TaskSnapshot[]> {
  const tasks: TaskSnapshot[] = [];
  for (let start = 0; start < arns.length; start += MOST_TASKS) {
    const answer = await api.call('ecs', 'DescribeTasks', { cluster, tasks: arns.slice(start, start + MOST_TASKS) });
    tasks.push(...(answer.tasks ?? []).map((task) => taskSnapshot(task, essential)));
  }
  return tasks;
}

/** Tasks of one rollout (`ecs-svc/…`) that stopped within ECS's memory of about an hour; newest first. */
export async function listStoppedTasks(
  api: AwsApi,
  of: {
    readonly cluster: string;
    readonly service: string;
    readonly rolloutId: string;
    readonly essential: (container: string) => boolean;
  },
): Promise<TaskSnapshot[]> {
  const arns = await listTasks(api, { cluster: of.cluster, serviceName: of.service, desiredStatus: 'STOPPED' });
  const tasks = await describeTasks(api, of.cluster, arns, of.essential);
  // ListTasks takes startedBy only as its sole filter, so the rollout's own tasks are picked here.
  return tasks
    .filter((task) => task.startedBy === of.rolloutId)
    .sort((a, b) => (endedAt(b) ?? b.createdAt) - (endedAt(a) ?? a.createdAt));
}

/** Tasks of the service that are to run, whatever their rollout. */
export async function listRunningTasks(api: AwsApi, of: ServiceRef): Promise<string[]> {
  return listTasks(api, { cluster: of.cluster, serviceName: of.service, desiredStatus: 'RUNNING' });
}

/** All of them, however many pages that takes. */
export async function listTasks(
  api: AwsApi,
  filter: { cluster: string; serviceName?: string; family?: string; desiredStatus: 'STOPPED' | 'RUNNING' },
): Promise<string[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = { ...filter, maxResults: MOST_TASKS, ...(nextToken === undefined ? {} : { nextToken }) };
    const answer = await api.call('ecs', 'ListTasks', page);
    arns.push(...(answer.taskArns ?? []));
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  return arns;
}

function taskSnapshot(task: Task, essential: (container: string) => boolean): TaskSnapshot {
  return {
    taskArn: task.taskArn ?? '',
    taskDefinitionArn: task.taskDefinitionArn ?? '',
    lastStatus: task.lastStatus ?? '',
    desiredStatus: task.desiredStatus ?? '',
    startedBy: task.startedBy ?? '',
    createdAt: task.createdAt?.getTime() ?? 0,
    healthStatus: task.healthStatus ?? 'UNKNOWN',
    containers: (task.containers ?? []).map((container) => ({
      name: container.name ?? '',
      essential: essential(container.name ?? ''),
      ...(container.exitCode === undefined ? {} : { exitCode: container.exitCode }),
      ...(container.reason === undefined ? {} : { reason: container.reason }),
      ...(container.lastStatus === undefined ? {} : { lastStatus: container.lastStatus }),
      ...(container.healthStatus === 'UNHEALTHY' ? { unhealthy: true } : {}),
    })),
    addresses: addressesOf(task),
    ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode }),
    ...(task.stoppedReason === undefined ? {} : { stoppedReason: task.stoppedReason }),
    ...(task.stoppingAt === undefined ? {} : { stoppingAt: task.stoppingAt.getTime() }),
    ...(task.stoppedAt === undefined ? {} : { stoppedAt: task.stoppedAt.getTime() }),
    ...(task.startedAt === undefined ? {} : { startedAt: task.startedAt.getTime() }),
  };
}

/** Of the task's own network interface, IPv4 and IPv6: a target group has either. Its containers share them. */
function addressesOf({ attachments = [], containers = [] }: Task): string[] {
  const attached = attachments
    .filter(({ type }) => type === 'ElasticNetworkInterface')
    .flatMap(({ details = [] }) => details.filter(({ name }) => name === 'privateIPv4Address'))
    .map(({ value }) => value);
  const inside = containers.flatMap(({ networkInterfaces = [] }) =>
    networkInterfaces.flatMap(({ privateIpv4Address, ipv6Address }) => [privateIpv4Address, ipv6Address]),
  );
  return [...new Set([...attached, ...inside].filter((address) => address !== undefined))];
}
