// Protection of single tasks against scale-in and deployments: set, and asked for.

import type { GetTaskProtectionRequest, UpdateTaskProtectionRequest } from '@aws-sdk/client-ecs';
import type { Task } from '../../control-plane/ecs-state.ts';
import { isProtected } from '../../control-plane/service-tasks.ts';
import { scaled } from '../../control-plane/timing.ts';
import type { World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import type { Json } from '../operation.ts';
import { clusterOf, invalidParameter, missing } from './ecs-resources.ts';
import { findTask, taskArnOf } from './tasks.ts';

const hours = 60;

/** For 2 hours unless said otherwise, for 48 at most. Asked again, the time begins anew. */
export function updateTaskProtection(draft: World, input: Json): Json {
  const { protectionEnabled, expiresInMinutes = 2 * hours, ...which } = input as Partial<UpdateTaskProtectionRequest>;
  if (expiresInMinutes < 1 || expiresInMinutes > 48 * hours) throw notImplemented('A protection beyond 1 min and 48 h');
  return answer(draft, which, (task) => {
    if (protectionEnabled) task.protectedUntil = draft.now + scaled(draft, expiresInMinutes * 60_000);
    else delete task.protectedUntil;
  });
}

/** Without tasks it answers for every task of the cluster at AWS; nobody here asks for that. */
export function getTaskProtection(world: World, input: Json): Json {
  return answer(world, input as Partial<GetTaskProtectionRequest>, () => {});
}

function answer(
  world: World,
  { cluster: reference, tasks = [] }: { cluster?: string | undefined; tasks?: readonly string[] | undefined },
  edit: (task: Task) => void,
): Json {
  const cluster = clusterOf(world, reference);
  if (tasks.length === 0) throw invalidParameter('Tasks cannot be empty.');
  const found = tasks.map((id) => ({ arn: taskArnOf(world, cluster, id), task: findTask(world, cluster, id) }));
  const protectedTasks: Json[] = [];
  const failures: Json[] = [];
  for (const { arn, task } of found) {
    if (task === undefined) failures.push(missing(arn));
    else if (task.serviceArn === undefined || task.lastStatus === 'STOPPED') {
      failures.push({ arn, reason: 'TASK_NOT_VALID' });
    } else {
      edit(task);
      protectedTasks.push(view(world, task));
    }
  }
  return { protectedTasks, failures };
}

function view(world: World, task: Task): Json {
  const protectionEnabled = isProtected(world, task);
  return {
    taskArn: task.taskArn,
    protectionEnabled,
    ...(protectionEnabled ? { expirationDate: task.protectedUntil } : {}),
  };
}
