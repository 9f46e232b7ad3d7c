// The service events, in AWS's exact words, and which happenings of one instant share an event.

import type { Service } from './ecs-state.ts';
import { lastPart, nextUuid } from './identifiers.ts';
import type { Happening, Rule, Turn } from './rule.ts';
import type { World } from './world.ts';

export const keptEvents = 100;

export function announce(world: World, service: Service, text: string, ofDeployment?: string): void {
  const taskSet = ofDeployment === undefined ? '' : `, taskSet ${ofDeployment}`;
  service.events.unshift({
    id: nextUuid(world),
    createdAt: world.now,
    message: `(service ${service.serviceName}${taskSet}) ${text}`,
  });
  service.events.length = Math.min(service.events.length, keptEvents);
}

export const texts = {
  steady: 'has reached a steady state.',
  completed: (deploymentId: string) => `(deployment ${deploymentId}) deployment completed.`,
  failed: (deploymentId: string, found: string) => `(deployment ${deploymentId}) deployment failed: ${found}`,
  rollingBack: (deploymentId: string) => `rolling back to deployment ${deploymentId}.`,
  unhealthyTarget: (where: { taskArn: string; port: number; targetGroupArn: string; reason: string }) =>
    `(task ${lastPart(where.taskArn)}) (port ${where.port}) is unhealthy in (target-group ${where.targetGroupArn}) due to (reason ${where.reason}).`,
  failedContainerCheck: (taskArn: string) => `(task ${lastPart(taskArn)}) failed container health checks.`,
  /** As posted from an account (2 tasks, ECS's own task set); service-event-messages-list in the developer guide has older words for the same. */
  protectedTasks: (deploymentId: string, count: number) =>
    `was unable to reach steady state because (taskSet ${deploymentId}) was unable to scale in due to (reason ${count} tasks under protection)`,
  notBalanced: (region: string, count: number) =>
    `is not AZ balanced with ${count} tasks in ${region}a, 0 tasks in ${region}b. AZ Rebalancing in progress.`,
  cannotStart: 'is unable to consistently start tasks successfully.',
  deadlock:
    'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
};

export const eventTexts: Rule = {
  name: 'events',
  apply(turn) {
    const happenings = turn.happenings;
    turn.happenings = [];
    for (const [service, group] of grouped(turn, happenings))
      announce(turn.world, service, sentence(group), group[0].deploymentId);
  },
};

function grouped(turn: Turn, happenings: readonly Happening[]): [Service, [Happening, ...Happening[]]][] {
  const groups = new Map<string, [Happening, ...Happening[]]>();
  for (const happening of happenings) {
    const key = `${happening.serviceArn} ${happening.kind} ${happening.targetGroupArn ?? ''} ${happening.deploymentId ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [happening]);
    else group.push(happening);
  }
  return [...groups.values()].flatMap((group) => {
    const service = turn.world.ecs.services[group[0].serviceArn];
    return service === undefined ? [] : [[service, group]];
  });
}

function sentence(group: readonly [Happening, ...Happening[]]): string {
  const count = group.length;
  const tasks = group.map((one) => `(task ${lastPart(one.taskArn)})`).join(' ');
  const targetGroup = `(target-group ${group[0].targetGroupArn})`;
  switch (group[0].kind) {
    case 'started':
      return `has started ${count} tasks: ${tasks}.${replacements(group)}`;
    case 'registered':
      return `registered ${count} targets in ${targetGroup}`;
    case 'draining':
      return `has begun draining connections on ${count} tasks.`;
    case 'deregistered':
      return `deregistered ${count} targets in ${targetGroup}`;
    case 'stopped-running':
      return `has stopped ${count} running tasks: ${tasks}.`;
    case 'stopped-pending':
      return `stopped ${count} pending tasks.`;
  }
}

function replacements(group: readonly Happening[]): string {
  const count = group.filter(({ replacesUnhealthy }) => replacesUnhealthy).length;
  return count === 0 ? '' : ` Amazon ECS replaced ${count} tasks due to an unhealthy status.`;
}
