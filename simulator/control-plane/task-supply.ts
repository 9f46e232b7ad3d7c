// How the scheduler of a service comes by tasks and gets rid of them, whatever the strategy.

import { nextProvider } from './capacity.ts';
import type { Deployment, Service, ServiceRevision, Task } from './ecs-state.ts';
import { digestOf } from './image-digests.ts';
import { createTask, type NewTask } from './new-task.ts';
import type { Turn } from './rule.ts';
import { hostsOf, isPending, isWanted, tasksOf } from './service-tasks.ts';
import { findRevision } from './task-definitions.ts';
import { isHealthy } from './task-health.ts';
import { wantStopped } from './tasks.ts';
import type { World } from './world.ts';

export function stopTasks(turn: Turn, primary: Deployment, tasks: readonly Task[]): void {
  for (const task of tasks) {
    wantStopped(turn, task, 'ServiceSchedulerInitiated', `Scaling activity initiated by (deployment ${primary.id})`);
  }
}

/** Pending ones first, then those that are not healthy, then the newest. */
export function leastUseful(world: World, tasks: readonly Task[]): readonly Task[] {
  const use = (task: Task): number => (isPending(task) ? 0 : isHealthy(world, task) ? 2 : 1);
  return [...tasks].sort((a, b) => use(a) - use(b) || b.createdAt - a.createdAt);
}

/** How many were started: none while starts are paused. */
export function startTasks(turn: Turn, service: Service, deployment: Deployment, count: number): number {
  const { world } = turn;
  if (deployment.startsPausedUntil !== undefined && deployment.startsPausedUntil > world.now) return 0;
  const revision = world.ecs.serviceRevisions[deployment.serviceRevisionArn];
  const taskDefinition = findRevision(world, deployment.taskDefinition);
  if (revision === undefined || taskDefinition === undefined) return 0;
  resolveLateImages(world, revision.containerImages, taskDefinition.definition.containerDefinitions);
  const unhealthy = unreplaced(world, service, deployment);
  for (let n = 0; n < count; n += 1) {
    const task = createTask(world, {
      clusterArn: service.clusterArn,
      revision: taskDefinition,
      group: `service:${service.serviceName}`,
      startedBy: deployment.id,
      serviceArn: service.serviceArn,
      serviceRevisionArn: revision.serviceRevisionArn,
      images: revision.containerImages,
      ...placed(world, service, revision),
      tags: propagatedTags(service, taskDefinition.tags),
    });
    if (deployment.status !== 'PRIMARY') task.replacesSource = true;
    const replaces = n < unhealthy ? { replacesUnhealthy: true } : {};
    turn.happenings.push({ kind: 'started', serviceArn: service.serviceArn, taskArn: task.taskArn, ...replaces });
  }
  delete deployment.startsPausedUntil;
  delete service.steadySince;
  turn.changed = true;
  return count;
}

/** On the next provider of the strategy; a DAEMON service on the first host that has none of its tasks. */
function placed(
  world: World,
  service: Service,
  revision: ServiceRevision,
): Pick<NewTask, 'placement' | 'containerInstanceArn'> {
  const tasks = tasksOf(world, service).filter(isWanted);
  const provider = nextProvider(revision.configuration.capacityProviderStrategy ?? [], tasks);
  const placement = {
    ...revision.configuration,
    ...(provider === undefined ? {} : { capacityProviderStrategy: [provider] }),
    enableExecuteCommand: service.configuration.enableExecuteCommand ?? false,
  };
  if (service.configuration.schedulingStrategy !== 'DAEMON') return { placement };
  const taken = new Set(tasks.map(({ configuration }) => configuration.containerInstanceArn));
  const free = hostsOf(world, service.clusterArn).find((host) => !taken.has(host.containerInstanceArn));
  return { placement, ...(free === undefined ? {} : { containerInstanceArn: free.containerInstanceArn }) };
}

/** How many of the tasks that failed a check are still without a replacement. */
function unreplaced(world: World, service: Service, deployment: Deployment): number {
  const own = tasksOf(world, service).filter((task) => task.startedBy === deployment.id && isWanted(task));
  return Math.max(0, Math.min(own.length, service.desiredCount) - own.filter((task) => !task.failedCheck).length);
}

/** An image that was pushed only after the deployment began is pinned by the first task that finds it. */
function resolveLateImages(
  world: World,
  images: { containerName: string; image: string; imageDigest?: string }[],
  containers: readonly { name: string; versionConsistency?: string }[],
): void {
  for (const one of images) {
    if (one.imageDigest !== undefined) continue;
    if (containers.find(({ name }) => name === one.containerName)?.versionConsistency === 'disabled') continue;
    const digest = digestOf(world, one.image);
    if (digest !== undefined) one.imageDigest = digest;
  }
}

function propagatedTags(service: Service, ofTaskDefinition: Service['tags']): Service['tags'] {
  if (service.configuration.propagateTags === 'SERVICE') return service.tags;
  return service.configuration.propagateTags === 'TASK_DEFINITION' ? ofTaskDefinition : [];
}
