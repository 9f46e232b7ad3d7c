// Registers a task in the target groups of its service revision, and takes it out again.

import type { ServiceLoadBalancer, ServiceRevision, Task } from './ecs-state.ts';
import type { Turn } from './rule.ts';
import { scaled } from './timing.ts';
import type { Target, TargetGroup, World } from './world.ts';

export function loadBalancersOf(world: World, task: Task): readonly ServiceLoadBalancer[] {
  const revision =
    task.serviceRevisionArn === undefined ? undefined : world.ecs.serviceRevisions[task.serviceRevisionArn];
  return (revision?.configuration.loadBalancers ?? []).map((loadBalancer, index) => {
    const targetGroupArn = revision && groupOf(revision, index);
    return targetGroupArn === undefined ? loadBalancer : { ...loadBalancer, targetGroupArn };
  });
}

/** The target group that the tasks of a service revision are in, for the load balancer at this place. */
export function groupOf(revision: ServiceRevision, index: number): string | undefined {
  return (
    revision.resolvedLoadBalancers?.[index]?.targetGroupArn ??
    revision.configuration.loadBalancers?.[index]?.targetGroupArn
  );
}

export function targetsOf(world: World, task: Task): readonly (Target | undefined)[] {
  return task.targets.map(({ targetGroupArn, key }) => world.elb.targetGroups[targetGroupArn]?.targets[key]);
}

export function registerTargets(turn: Turn, task: Task): void {
  for (const { targetGroupArn, containerPort } of loadBalancersOf(turn.world, task)) {
    const group = targetGroupArn === undefined ? undefined : turn.world.elb.targetGroups[targetGroupArn];
    if (group === undefined) continue;
    const key = `${task.privateIPv4Address}:${containerPort}`;
    group.targets[key] = newTarget(turn.world, task.privateIPv4Address, containerPort);
    task.targets.push({ targetGroupArn: group.targetGroupArn, key });
    tell(turn, task, 'registered', group);
  }
}

export function newTarget(world: World, id: string, port: number): Target {
  return {
    id,
    port,
    state: 'initial',
    reason: 'Elb.RegistrationInProgress',
    description: 'Target registration is in progress',
    successes: 0,
    failures: 0,
    registeredAt: world.now,
    nextProbeAt: world.now,
  };
}

export function deregisterTargets(turn: Turn, task: Task): void {
  let draining = false;
  for (const { targetGroupArn, key } of task.targets) {
    const group = turn.world.elb.targetGroups[targetGroupArn];
    const target = group?.targets[key];
    if (group === undefined || target === undefined || target.state === 'draining') continue;
    drain(turn.world, group, target);
    tell(turn, task, 'deregistered', group);
    draining = true;
  }
  if (draining && task.serviceArn !== undefined) {
    const { serviceArn, taskArn, startedBy } = task;
    const deployment = startedBy === undefined ? {} : { deploymentId: startedBy };
    turn.happenings.push({ kind: 'draining', serviceArn, taskArn, ...deployment });
  }
}

/** From now on it gets no new request and is not asked for its health; what is in flight may end. */
export function drain(world: World, group: TargetGroup, target: Target): void {
  const seconds = Number(group.attributes['deregistration_delay.timeout_seconds'] ?? 300);
  target.state = 'draining';
  target.reason = 'Target.DeregistrationInProgress';
  target.description = 'Target deregistration is in progress';
  target.drainingUntil = world.now + scaled(world, seconds * 1_000);
  delete target.nextProbeAt;
  delete target.probedAt;
}

function tell(turn: Turn, task: Task, kind: 'registered' | 'deregistered', { targetGroupArn }: TargetGroup): void {
  if (task.serviceArn === undefined) return;
  turn.happenings.push({ kind, serviceArn: task.serviceArn, taskArn: task.taskArn, targetGroupArn });
}
