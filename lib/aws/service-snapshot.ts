// One service of DescribeServices or UpdateService, from raw JSON (times are epoch seconds) to a ServiceSnapshot.

import type { DeploymentControllerType, SchedulingStrategy } from '@aws-sdk/client-ecs';
import type { Raw, RolloutSnapshot, ServiceEvent, ServiceLoadBalancer, ServiceSnapshot } from '../core/snapshots.ts';
import { isRaw, rawOf } from '../core/task-definition.ts';

export function serviceSnapshot(raw: Raw): ServiceSnapshot {
  const configuration = rawOf(raw.deploymentConfiguration);
  const breaker = rawOf(configuration.deploymentCircuitBreaker);
  return {
    arn: textOf(raw, 'serviceArn') ?? '',
    name: textOf(raw, 'serviceName') ?? '',
    clusterArn: textOf(raw, 'clusterArn') ?? '',
    status: textOf(raw, 'status') ?? '',
    controller: (textOf(rawOf(raw.deploymentController), 'type') ?? 'ECS') as DeploymentControllerType,
    schedulingStrategy: (textOf(raw, 'schedulingStrategy') ?? 'REPLICA') as SchedulingStrategy,
    taskDefinitionArn: textOf(raw, 'taskDefinition') ?? '',
    desiredCount: numberOf(raw, 'desiredCount') ?? 0,
    runningCount: numberOf(raw, 'runningCount') ?? 0,
    pendingCount: numberOf(raw, 'pendingCount') ?? 0,
    loadBalancers: listOf(raw, 'loadBalancers').map(loadBalancer),
    healthCheckGracePeriodSeconds: numberOf(raw, 'healthCheckGracePeriodSeconds') ?? 0,
    circuitBreaker: { enable: breaker.enable === true, rollback: breaker.rollback === true },
    strategy: textOf(configuration, 'strategy') ?? 'ROLLING',
    minimumHealthyPercent: numberOf(configuration, 'minimumHealthyPercent') ?? 100,
    maximumPercent: numberOf(configuration, 'maximumPercent') ?? 200,
    bakeTimeInMinutes: numberOf(configuration, 'bakeTimeInMinutes') ?? 0,
    managedByEcs: raw.resourceManagementType === 'ECS',
    deployments: listOf(raw, 'deployments').map(rollout),
    events: listOf(raw, 'events').map(event),
    raw,
  };
}

function loadBalancer(raw: Raw): ServiceLoadBalancer {
  const targetGroupArn = textOf(raw, 'targetGroupArn');
  const alternateTargetGroupArn = textOf(rawOf(raw.advancedConfiguration), 'alternateTargetGroupArn');
  return {
    containerName: textOf(raw, 'containerName') ?? '',
    containerPort: numberOf(raw, 'containerPort') ?? 0,
    ...(targetGroupArn === undefined ? {} : { targetGroupArn }),
    ...(alternateTargetGroupArn === undefined ? {} : { alternateTargetGroupArn }),
  };
}

function rollout(raw: Raw): RolloutSnapshot {
  const state = textOf(raw, 'rolloutState');
  const reason = textOf(raw, 'rolloutStateReason');
  return {
    id: textOf(raw, 'id') ?? '',
    status: textOf(raw, 'status') ?? '',
    taskDefinitionArn: textOf(raw, 'taskDefinition') ?? '',
    desiredCount: numberOf(raw, 'desiredCount') ?? 0,
    runningCount: numberOf(raw, 'runningCount') ?? 0,
    pendingCount: numberOf(raw, 'pendingCount') ?? 0,
    failedTasks: numberOf(raw, 'failedTasks') ?? 0,
    ...(state === undefined ? {} : { rolloutState: state }),
    ...(reason === undefined ? {} : { rolloutStateReason: reason }),
  };
}

function event(raw: Raw): ServiceEvent {
  return {
    id: textOf(raw, 'id') ?? '',
    at: (numberOf(raw, 'createdAt') ?? 0) * 1_000,
    message: textOf(raw, 'message') ?? '',
  };
}

export function listOf(raw: Raw, name: string): readonly Raw[] {
  const value = raw[name];
  return Array.isArray(value) ? value.filter(isRaw) : [];
}

function textOf(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  return typeof value === 'string' ? value : undefined;
}

function numberOf(raw: Raw, name: string): number | undefined {
  const value = raw[name];
  return typeof value === 'number' ? value : undefined;
}
