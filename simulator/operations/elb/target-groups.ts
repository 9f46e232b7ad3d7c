// Target groups: where traffic may go, how health is asked, and what the answers were.

import type {
  CreateTargetGroupInput,
  DeleteTargetGroupInput,
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupsInput,
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetGroup, World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { AwsError, type Json } from '../operation.ts';
import {
  attributeList,
  elbArn,
  elbPage,
  loadBalancersUsing,
  nextElbId,
  setAttributes,
  tagList,
  targetGroupOf,
} from './elb-resources.ts';

const defaultAttributes: Readonly<Record<string, string>> = {
  'stickiness.enabled': 'false',
  'deregistration_delay.timeout_seconds': '300',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'stickiness.app_cookie.cookie_name': '',
  'stickiness.app_cookie.duration_seconds': '86400',
  'slow_start.duration_seconds': '0',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.algorithm.anomaly_mitigation': 'off',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'target_group_health.dns_failover.minimum_healthy_targets.count': '1',
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
};

export function createTargetGroup(draft: World, input: Json): Json {
  const request = input as Partial<CreateTargetGroupInput>;
  const name = String(request.Name);
  const targetType = request.TargetType ?? 'instance';
  if (targetType !== 'ip' && targetType !== 'instance') throw notImplemented(`A target group of type ${targetType}`);
  const { Protocol: protocol, Port: port, VpcId: vpc } = request;
  if (protocol === undefined || port === undefined)
    throw new AwsError('ValidationError', 'A protocol and a port must be specified');
  if (vpc === undefined) throw new AwsError('ValidationError', 'A VPC ID must be specified');
  const twin = Object.values(draft.elb.targetGroups).find(({ targetGroupName }) => targetGroupName === name);
  if (twin !== undefined) {
    if (twin.protocol === protocol && twin.port === port && twin.vpcId === vpc && twin.targetType === targetType) {
      return { TargetGroups: [describe(draft, twin)] };
    }
    throw new AwsError(
      'DuplicateTargetGroupName',
      `A target group with the same name '${name}' exists, but with different settings`,
    );
  }
  const targetGroup: TargetGroup = {
    targetGroupArn: elbArn(draft, `targetgroup/${name}/${nextElbId(draft)}`),
    targetGroupName: name,
    protocol,
    port,
    vpcId: vpc,
    targetType,
    healthCheck: healthCheckOf(request, firstHealthCheck(protocol)),
    attributes: { ...defaultAttributes },
    tags: tagList(request.Tags),
    targets: {},
  };
  draft.elb.targetGroups[targetGroup.targetGroupArn] = targetGroup;
  return { TargetGroups: [describe(draft, targetGroup)] };
}

export function describeTargetGroups(world: World, input: Json): Json {
  const request = input as Partial<DescribeTargetGroupsInput>;
  const all = Object.values(world.elb.targetGroups);
  const named = request.Names?.map((name) => {
    const found = all.find(({ targetGroupName }) => targetGroupName === name);
    if (found === undefined) throw new AwsError('TargetGroupNotFound', 'One or more target groups not found');
    return found;
  });
  const chosen = request.TargetGroupArns?.map((arn) => targetGroupOf(world, arn)) ?? named ?? all;
  const behind = request.LoadBalancerArn;
  const shown =
    behind === undefined
      ? chosen
      : chosen.filter(({ targetGroupArn }) => loadBalancersUsing(world, targetGroupArn).includes(behind));
  const { items, next } = elbPage(shown, request);
  return { TargetGroups: items.map((targetGroup) => describe(world, targetGroup)), ...next };
}

export function modifyTargetGroup(draft: World, input: Json): Json {
  const request = input as Partial<ModifyTargetGroupInput>;
  const targetGroup = targetGroupOf(draft, request.TargetGroupArn);
  targetGroup.healthCheck = healthCheckOf(request, targetGroup.healthCheck);
  return { TargetGroups: [describe(draft, targetGroup)] };
}

/** What is not there is deleted already, as on AWS. */
export function deleteTargetGroup(draft: World, input: Json): Json {
  const { TargetGroupArn: arn = '' } = input as Partial<DeleteTargetGroupInput>;
  if (loadBalancersUsing(draft, arn).length > 0) {
    throw new AwsError('ResourceInUse', `Target group '${arn}' is currently in use by a listener or a rule`);
  }
  delete draft.elb.targetGroups[arn];
  return {};
}

export function describeTargetGroupAttributes(world: World, input: Json): Json {
  const { TargetGroupArn } = input as Partial<DescribeTargetGroupAttributesInput>;
  return { Attributes: attributeList(targetGroupOf(world, TargetGroupArn).attributes) };
}

export function modifyTargetGroupAttributes(draft: World, input: Json): Json {
  const { TargetGroupArn, Attributes } = input as Partial<ModifyTargetGroupAttributesInput>;
  const targetGroup = targetGroupOf(draft, TargetGroupArn);
  setAttributes(targetGroup.attributes, Attributes);
  return { Attributes: attributeList(targetGroup.attributes) };
}

function firstHealthCheck(protocol: string): TargetGroup['healthCheck'] {
  const http = protocol === 'HTTP' || protocol === 'HTTPS';
  return {
    enabled: true,
    path: '/',
    protocol: http ? 'HTTP' : 'TCP',
    port: 'traffic-port',
    intervalSeconds: 30,
    timeoutSeconds: http ? 5 : 10,
    healthyThresholdCount: 5,
    unhealthyThresholdCount: 2,
    matcher: '200',
  };
}

function healthCheckOf(
  request: Partial<ModifyTargetGroupInput>,
  before: TargetGroup['healthCheck'],
): TargetGroup['healthCheck'] {
  return {
    enabled: request.HealthCheckEnabled ?? before.enabled,
    path: request.HealthCheckPath ?? before.path,
    protocol: request.HealthCheckProtocol ?? before.protocol,
    port: request.HealthCheckPort ?? before.port,
    intervalSeconds: request.HealthCheckIntervalSeconds ?? before.intervalSeconds,
    timeoutSeconds: request.HealthCheckTimeoutSeconds ?? before.timeoutSeconds,
    healthyThresholdCount: request.HealthyThresholdCount ?? before.healthyThresholdCount,
    unhealthyThresholdCount: request.UnhealthyThresholdCount ?? before.unhealthyThresholdCount,
    matcher: request.Matcher?.HttpCode ?? before.matcher,
  };
}

function describe(world: World, targetGroup: TargetGroup): Json {
  const { healthCheck } = targetGroup;
  const http = healthCheck.protocol === 'HTTP' || healthCheck.protocol === 'HTTPS';
  return {
    TargetGroupArn: targetGroup.targetGroupArn,
    TargetGroupName: targetGroup.targetGroupName,
    Protocol: targetGroup.protocol,
    Port: targetGroup.port,
    VpcId: targetGroup.vpcId,
    HealthCheckProtocol: healthCheck.protocol,
    HealthCheckPort: healthCheck.port,
    HealthCheckEnabled: healthCheck.enabled,
    HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: healthCheck.healthyThresholdCount,
    UnhealthyThresholdCount: healthCheck.unhealthyThresholdCount,
    ...(http && { HealthCheckPath: healthCheck.path, Matcher: { HttpCode: healthCheck.matcher } }),
    LoadBalancerArns: loadBalancersUsing(world, targetGroup.targetGroupArn),
    TargetType: targetGroup.targetType,
    ...((targetGroup.protocol === 'HTTP' || targetGroup.protocol === 'HTTPS') && { ProtocolVersion: 'HTTP1' }),
    IpAddressType: 'ipv4',
  };
}
