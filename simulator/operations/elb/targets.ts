// Targets of a target group: put in, taken out, and their health in ELB's words.

import type {
  DeregisterTargetsInput,
  DescribeTargetHealthInput,
  RegisterTargetsInput,
  TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { drain } from '../../control-plane/targets.ts';
import type { Target, TargetGroup, World } from '../../control-plane/world.ts';
import type { Json } from '../operation.ts';
import { loadBalancersUsing, targetGroupOf } from './elb-resources.ts';

export function registerTargets(draft: World, input: Json): Json {
  const request = input as Partial<RegisterTargetsInput>;
  const targetGroup = targetGroupOf(draft, request.TargetGroupArn);
  for (const description of request.Targets ?? []) {
    const { id, port } = addressOf(targetGroup, description);
    const known = targetGroup.targets[`${id}:${port}`];
    if (known !== undefined && known.state !== 'draining') continue;
    targetGroup.targets[`${id}:${port}`] = {
      id,
      port,
      state: 'initial',
      reason: 'Elb.RegistrationInProgress',
      description: 'Target registration is in progress',
      successes: 0,
      failures: 0,
      registeredAt: draft.now,
    };
  }
  return {};
}

export function deregisterTargets(draft: World, input: Json): Json {
  const request = input as Partial<DeregisterTargetsInput>;
  const targetGroup = targetGroupOf(draft, request.TargetGroupArn);
  for (const description of request.Targets ?? []) {
    const { id, port } = addressOf(targetGroup, description);
    const target = targetGroup.targets[`${id}:${port}`];
    if (target === undefined || target.state === 'draining') continue;
    drain(draft, targetGroup, target);
  }
  return {};
}

export function describeTargetHealth(world: World, input: Json): Json {
  const request = input as Partial<DescribeTargetHealthInput>;
  const targetGroup = targetGroupOf(world, request.TargetGroupArn);
  const inUse = loadBalancersUsing(world, targetGroup.targetGroupArn).length > 0;
  const asked = request.Targets?.map((description) => addressOf(targetGroup, description));
  const shown = asked ?? Object.values(targetGroup.targets);
  return {
    TargetHealthDescriptions: shown.map(({ id, port }) => ({
      Target: { Id: id, Port: port, ...(targetGroup.targetType === 'ip' && { AvailabilityZone: `${world.region}a` }) },
      HealthCheckPort: targetGroup.healthCheck.port === 'traffic-port' ? String(port) : targetGroup.healthCheck.port,
      TargetHealth: healthOf(targetGroup.targets[`${id}:${port}`], inUse),
    })),
  };
}

function healthOf(target: Target | undefined, inUse: boolean): Json {
  if (target === undefined) {
    return {
      State: 'unused',
      Reason: 'Target.NotRegistered',
      Description: 'Target is not registered to the target group',
    };
  }
  if (!inUse && target.state !== 'draining') {
    return {
      State: 'unused',
      Reason: 'Target.NotInUse',
      Description: 'Target group is not configured to receive traffic from the load balancer',
    };
  }
  return {
    State: target.state,
    ...(target.reason !== undefined && { Reason: target.reason }),
    ...(target.description !== undefined && { Description: target.description }),
  };
}

function addressOf(targetGroup: TargetGroup, { Id, Port }: TargetDescription): { id: string; port: number } {
  return { id: String(Id), port: Port ?? targetGroup.port };
}
