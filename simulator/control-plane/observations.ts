// Takes in what a runtime saw. Nothing is concluded here but what an observation itself says about its task, target or log.

import type { Task, TaskContainer } from './ecs-state.ts';
import type { Turn } from './rule.ts';
import type { Observation } from './runtime.ts';
import { probed } from './target-health.ts';
import { definitionOf } from './task-definitions.ts';
import { wantStopped } from './tasks.ts';

export function takeIn(turn: Turn, observation: Observation): void {
  if (observation.kind === 'log') keepLog(turn, observation);
  else if (observation.kind === 'target-probed') probed(turn, observation);
  else takeInOfTask(turn, observation);
}

type OfTask = Exclude<Observation, { kind: 'log' | 'target-probed' }>;

function takeInOfTask(turn: Turn, observation: OfTask): void {
  const task = turn.world.ecs.tasks[observation.taskArn];
  // A runtime may still speak of tasks that history has forgotten.
  if (task === undefined || task.lastStatus === 'STOPPED') return;
  turn.changed = true;
  switch (observation.kind) {
    case 'container-started':
      inContainer(task, observation.container, (container) => {
        container.runtimeId = observation.runtimeId;
        if (container.lastStatus === 'PENDING') container.lastStatus = 'RUNNING';
        task.pullStoppedAt ??= turn.world.now;
      });
      return;
    case 'container-exited':
      inContainer(task, observation.container, (container) => exited(turn, task, container, observation));
      return;
    case 'container-health':
      inContainer(task, observation.container, (container) => {
        container.healthStatus = observation.status;
        task.healthStatus = healthOf(turn, task);
      });
      return;
    case 'task-failed-to-start': {
      const container = task.containers.find((one) => one.name === observation.container);
      if (container !== undefined) container.reason = observation.reason;
      wantStopped(turn, task, 'TaskFailedToStart', observation.reason);
      return;
    }
    case 'task-interrupted':
      wantStopped(turn, task, observation.stopCode, observation.reason);
      return;
    case 'task-gone':
      task.gone = true;
      wantStopped(turn, task, 'EssentialContainerExited', 'Essential container in task exited');
      return;
  }
}

function inContainer(task: Task, name: string, edit: (container: TaskContainer) => void): void {
  const container = task.containers.find((one) => one.name === name);
  if (container !== undefined) edit(container);
}

function exited(turn: Turn, task: Task, container: TaskContainer, exit: { exitCode: number; reason?: string }): void {
  container.lastStatus = 'STOPPED';
  container.exitCode = exit.exitCode;
  if (exit.reason !== undefined) container.reason = exit.reason;
  if (!isEssential(turn, task, container.name)) return;
  // A task that is over before it was seen RUNNING did run: AWS gives it a start time.
  task.startedAt ??= turn.world.now;
  task.executionStoppedAt ??= turn.world.now;
  wantStopped(turn, task, 'EssentialContainerExited', 'Essential container in task exited');
}

/** Only essential containers with a check of their own count. */
function healthOf(turn: Turn, task: Task): Task['healthStatus'] {
  const { containerDefinitions } = definitionOf(turn.world, task.taskDefinitionArn);
  const checked = containerDefinitions.filter((one) => one.essential && one.healthCheck !== undefined);
  const states = checked.map(({ name }) => task.containers.find((one) => one.name === name)?.healthStatus ?? 'UNKNOWN');
  if (states.includes('UNHEALTHY')) return 'UNHEALTHY';
  return states.length > 0 && states.every((state) => state === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}

function isEssential(turn: Turn, task: Task, name: string): boolean {
  const { containerDefinitions } = definitionOf(turn.world, task.taskDefinitionArn);
  return containerDefinitions.find((one) => one.name === name)?.essential ?? true;
}

function keepLog(turn: Turn, line: Extract<Observation, { kind: 'log' }>): void {
  const { world } = turn;
  const arn = `arn:aws:logs:${world.region}:${world.account}:log-group:${line.group}`;
  // A task is only started without its group when the driver may create it.
  const group = world.logs.groups[line.group] ?? {
    logGroupName: line.group,
    arn,
    creationTime: world.now,
    tags: {},
    streams: {},
  };
  const stream = group.streams[line.stream] ?? { logStreamName: line.stream, creationTime: world.now, events: [] };
  const event = { timestamp: line.timestamp, ingestionTime: world.now, message: line.message };
  const longer = { ...stream, events: [...stream.events, event] };
  world.logs.groups[line.group] = { ...group, streams: { ...group.streams, [line.stream]: longer } };
}
