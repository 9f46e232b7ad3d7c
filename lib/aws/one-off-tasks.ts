// Tasks that run once: start one, stop one, and see all of a family. What they mean is the business of who asked.

import { AwsFailure } from '../core/errors.ts';
import type { Raw } from '../core/snapshots.ts';
import { isRaw } from '../core/task-definition.ts';
import type { TaskSnapshot } from '../core/task-snapshots.ts';
import type { AwsApi } from './api.ts';
import { listOf } from './service-snapshot.ts';
import { describeTasks, listTasks } from './tasks.ts';

/** Tasks of the family, live ones and those that stopped within ECS's memory of about an hour. */
export async function describeFamilyTasks(
  api: AwsApi,
  of: { readonly cluster: string; readonly family: string; readonly essential: (container: string) => boolean },
): Promise<TaskSnapshot[]> {
  const { cluster, family, essential } = of;
  // A task that is told to stop is listed with the stopped ones while it still runs.
  const [running, stopped] = await Promise.all(
    (['RUNNING', 'STOPPED'] as const).map((desiredStatus) => listTasks(api, { cluster, family, desiredStatus })),
  );
  // A task may move from one list to the other between the two requests.
  const arns = [...new Set([...(running ?? []), ...(stopped ?? [])])];
  return describeTasks(api, cluster, arns, essential);
}

/** Failures that a later attempt may not meet: no room, no network interface, no agent. */
const PASSING = /^(RESOURCE:|AGENT$|EMPTY CAPACITY PROVIDER|NO ACTIVE INSTANCES|Capacity is unavailable)/i;

/** The ARN of the task. ECS's `failures`, which come with status 200, are an AwsFailure like any other: `unavailable` when they may pass. */
export async function runTask(api: AwsApi, input: Raw): Promise<string> {
  const answer = await api.raw('ecs', 'RunTask', input);
  const [task] = listOf(answer, 'tasks');
  if (typeof task?.taskArn === 'string') return task.taskArn;
  const [failure = {}] = listOf(answer, 'failures');
  const reason = typeof failure.reason === 'string' ? failure.reason : 'no task and no reason';
  const detail = typeof failure.detail === 'string' ? `: ${failure.detail}` : '';
  throw new AwsFailure({
    kind: PASSING.test(reason) ? 'unavailable' : 'refused',
    operation: 'ecs:RunTask',
    code: reason,
    awsMessage: `${MEANINGS[reason] ?? reason}${detail}`,
  });
}

/** ECS developer guide, "API failure reasons". */
const MEANINGS: Readonly<Record<string, string>> = {
  'RESOURCE:CPU': 'no container instance has enough CPU left',
  'RESOURCE:MEMORY': 'no container instance has enough memory left',
  'RESOURCE:ENI': 'no network interface is left for the task',
  AGENT: 'the agent of the container instance is not connected',
  ATTRIBUTE: 'no container instance has an attribute that the task definition needs',
  LOCATION: 'no container instance is in the zone or subnet that was asked for',
};

/** Asks ECS to stop it: SIGTERM, then SIGKILL after the containers' stop timeouts. `reason` is shown as the task's stopped reason. */
export async function stopTask(
  api: AwsApi,
  of: { readonly cluster: string; readonly taskArn: string; readonly reason: string },
): Promise<void> {
  await api.call('ecs', 'StopTask', { cluster: of.cluster, task: of.taskArn, reason: of.reason.slice(0, 255) });
}

/** The newest revision of the family, or undefined when there is none yet. */
export async function newestRevision(api: AwsApi, family: string): Promise<Raw | undefined> {
  try {
    const answer = await api.raw('ecs', 'DescribeTaskDefinition', { taskDefinition: family });
    return isRaw(answer.taskDefinition) ? answer.taskDefinition : undefined;
  } catch (error) {
    if (error instanceof AwsFailure && error.kind === 'refused') return undefined;
    throw error;
  }
}
