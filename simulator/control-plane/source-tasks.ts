// What ECS still does for the old service revision while a new one is rolled out: since November 2025 a task of it that ends by itself
// is replaced with its own service revision, and a scale-out is for both, whatever becomes of the new one
// (aws.amazon.com/about-aws/whats-new/2025/11/amazon-ecs-service-availability-rolling-deployments).

import type { Deployment, Service, Task } from './ecs-state.ts';
import type { Rule, Turn } from './rule.ts';
import { configurationInForce, isWanted, primaryOf, tasksOf } from './service-tasks.ts';
import { isHealthy } from './task-health.ts';
import type { World } from './world.ts';

export const sourceTasks: Rule = {
  name: 'source tasks',
  apply(turn) {
    for (const task of Object.values(turn.world.ecs.tasks)) {
      if (task.desiredStatus === 'RUNNING' || task.lossNoticed || task.serviceArn === undefined) continue;
      task.lossNoticed = true;
      const service = turn.world.ecs.services[task.serviceArn];
      const source = service && sourceOf(turn.world, service);
      if (source?.id === task.startedBy && source !== undefined && !wasScaledIn(task)) owe(turn, source, 1);
    }
  },
};

/** The service is to have so many more: the old service revision gets its share of them. */
export function scaleOutSource(world: World, service: Service, more: number): void {
  const source = sourceOf(world, service);
  if (source !== undefined && more > 0) source.owedTasks = (source.owedTasks ?? 0) + more;
}

/** How many tasks of the old service revision are to be started now, in so much room; what is no longer needed is forgotten. */
export function dueSourceTasks(
  world: World,
  service: Service,
  room: number,
): { readonly source: Deployment; readonly count: number } | undefined {
  const source = sourceOf(world, service);
  if (source?.owedTasks === undefined) return undefined;
  const tasks = tasksOf(world, service).filter(isWanted);
  const others = tasks.filter((task) => task.startedBy === source.id).length;
  const needed = service.desiredCount - others - healthyOf(world, tasks, primaryOf(service));
  if (needed < source.owedTasks) source.owedTasks = Math.max(0, needed);
  return { source, count: Math.max(0, Math.min(source.owedTasks, room)) };
}

/** Needed until there are as many healthy ones as are desired. */
export function isSourceReplacement(world: World, service: Service, task: Task): boolean {
  return task.replacesSource === true && task.startedBy === sourceOf(world, service)?.id;
}

function sourceOf(world: World, service: Service): Deployment | undefined {
  if (primaryOf(service)?.rolloutState !== 'IN_PROGRESS') return undefined;
  if (configurationInForce(world, service).strategy !== 'ROLLING') return undefined;
  return service.deployments.find((one) => one.status !== 'PRIMARY' && one.rolloutState === 'COMPLETED');
}

function wasScaledIn({ stopCode, stoppedReason = '' }: Task): boolean {
  return stopCode === 'ServiceSchedulerInitiated' && !stoppedReason.startsWith('Task failed ');
}

function owe(turn: Turn, source: Deployment, count: number): void {
  source.owedTasks = (source.owedTasks ?? 0) + count;
  turn.changed = true;
}

function healthyOf(world: World, tasks: readonly Task[], deployment: Deployment | undefined): number {
  return tasks.filter((task) => task.startedBy === deployment?.id && isHealthy(world, task)).length;
}
