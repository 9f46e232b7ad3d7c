// The tasks of the deployment that ended, with the last words of their containers; asked for when something says that there may be new ones.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { logStreamsOf, readLogTail } from '../../../../lib/aws/logs.ts';
import { listStoppedTasks } from '../../../../lib/aws/tasks.ts';
import { AwsFailure, isTransient } from '../../../../lib/core/errors.ts';
import { clipped } from '../../../../lib/core/log-lines.ts';
import type { Raw, ServiceRef, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { causeKey, culpritOf, faultOf } from '../../../../lib/core/stopped-task.ts';
import { containersOf } from '../../../../lib/core/task-definition.ts';
import type { LogStreamRef, TaskSnapshot } from '../../../../lib/core/task-snapshots.ts';
import { imageGone } from './image-gone.ts';

export interface EndedTasks {
  readonly stopped: readonly TaskSnapshot[];
  /** by task ARN, oldest line first */
  readonly logs: ReadonlyMap<string, readonly string[]>;
  /** why no task will ever have its image */
  readonly gone?: string;
}

interface Options {
  readonly api: AwsApi;
  readonly ref: ServiceRef;
  readonly definition: Raw;
  readonly unlessRefused: <T>(looking: Promise<T>, otherwise: T) => Promise<T>;
}

/** As many log lines as a reader wants beside a cause. */
const LOG_LINES = 20;
/** A log arrives seconds after its task stopped; looked for this often, then given up. */
const LOG_LOOKS = 4;

/** All that ended so far; `isDue`: something says that there are new ones. */
export function createEndedTasks(
  options: Options,
): (service: ServiceSnapshot, rolloutId: string, isDue: boolean) => Promise<EndedTasks> {
  const { api, ref, definition, unlessRefused } = options;
  const logs = new Map<string, readonly string[]>();
  const logLooks = new Map<string, number>();
  let stopped: readonly TaskSnapshot[] = [];
  let gone: string | undefined;
  let isPending = false;
  // What is not in the definition was injected (a security agent, a proxy) and decides nothing.
  const essential = (container: string) =>
    containersOf(definition).some((one) => one.name === container && one.essential !== false);

  const read = async (service: ServiceSnapshot, rolloutId: string): Promise<'new' | 'nothing new'> => {
    const found = withBalanced(await listStoppedTasks(api, { ...ref, rolloutId, essential }), service);
    const before = stopped.length;
    // ECS forgets stopped tasks after an hour; we do not.
    const known = new Set(found.map(({ taskArn }) => taskArn));
    stopped = [...found, ...stopped.filter(({ taskArn }) => !known.has(taskArn))];
    gone ??= await imageGone(api, definition, found, service);
    return stopped.length > before ? 'new' : 'nothing new';
  };
  const isWanted = (task: TaskSnapshot) =>
    streamOf(definition, task) !== undefined &&
    (logs.get(task.taskArn)?.length ?? 0) === 0 &&
    (logLooks.get(task.taskArn) ?? 0) < LOG_LOOKS;
  const readLogs = async (): Promise<'complete' | 'pending'> => {
    const missing = newestOfEachCause(stopped).filter(isWanted);
    for (const task of missing) {
      logLooks.set(task.taskArn, (logLooks.get(task.taskArn) ?? 0) + 1);
      logs.set(task.taskArn, await unlessRefused(lastWords(api, definition, task), []));
    }
    return missing.some(isWanted) ? 'pending' : 'complete';
  };

  return async (service, rolloutId, isDue) => {
    if (isDue || isPending) {
      const found = await unlessRefused(read(service, rolloutId), undefined);
      // ECS may list a task a moment after it counts it no more: one more look for it.
      isPending = found !== undefined && ((await readLogs()) === 'pending' || (isDue && found === 'nothing new'));
    }
    return { stopped, logs, ...(gone === undefined ? {} : { gone }) };
  };
}

/** What a load balancer says against a task, it says against the container behind it. */
function withBalanced(tasks: readonly TaskSnapshot[], { loadBalancers }: ServiceSnapshot): TaskSnapshot[] {
  const behind = loadBalancers.map(({ containerName }) => containerName);
  return tasks.map((task) => ({
    ...task,
    containers: task.containers.map((one) => (behind.includes(one.name) ? { ...one, balanced: true } : one)),
  }));
}

function newestOfEachCause(stopped: readonly TaskSnapshot[]): TaskSnapshot[] {
  const newest = new Map<string, TaskSnapshot>();
  for (const task of stopped) {
    const key = causeKey(task);
    if (faultOf(task) !== 'none' && !newest.has(key)) newest.set(key, task);
  }
  return [...newest.values()];
}

/** The end of the log of the container that explains the stop; nothing where it cannot be read: the cause stands without it. */
async function lastWords(api: AwsApi, definition: Raw, task: TaskSnapshot): Promise<readonly string[]> {
  const stream = streamOf(definition, task);
  if (stream === undefined) return [];
  try {
    return (await readLogTail(api, stream, LOG_LINES)).map(({ message }) => clipped(message));
  } catch (error) {
    // Looked for again with the next look.
    if (isTransient(error)) return [];
    if (error instanceof AwsFailure && error.kind !== 'denied')
      return [`(the log ${stream.group} ${stream.stream} could not be read: ${error.message})`];
    throw error;
  }
}

/** What another container logged explains nothing. */
function streamOf(definition: Raw, task: TaskSnapshot): LogStreamRef | undefined {
  const culprit = culpritOf(task)?.name;
  return logStreamsOf(definition, task.taskArn).find(({ container }) => container === culprit);
}
