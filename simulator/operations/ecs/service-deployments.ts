// Service deployments and service revisions: listed, described, stopped.

import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceRevisionsRequest,
  ListServiceDeploymentsRequest,
  StopServiceDeploymentRequest,
} from '@aws-sdk/client-ecs';
import type { ServiceDeployment, ServiceRevision } from '../../control-plane/ecs-state.ts';
import { requestRollback } from '../../control-plane/service-deployments.ts';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { clusterOf, ecsPage, invalidParameter, missing, present, serviceOf } from './ecs-resources.ts';

/** Newest first; one that was just made shows only a moment later. */
export function listServiceDeployments(world: World, input: Json): Json {
  const request = input as Partial<ListServiceDeploymentsRequest>;
  const service = serviceOf(world, clusterOf(world, request.cluster), request.service);
  // On this side of the wire a time is a number.
  const { before = Number.POSITIVE_INFINITY, after = 0 } = (input.createdAt ?? {}) as {
    before?: number;
    after?: number;
  };
  const all = Object.values(world.ecs.serviceDeployments)
    .filter((one) => one.serviceArn === service.serviceArn && one.visibleAt <= world.now)
    .filter((one) => one.createdAt >= after && one.createdAt <= before)
    .filter((one) => !request.status?.length || request.status.includes(one.status))
    .reverse();
  const page = ecsPage(all, request, { byDefault: 20, atMost: 100 });
  return { serviceDeployments: page.items.map(briefView), ...page.next };
}

export function describeServiceDeployments(world: World, input: Json): Json {
  const { serviceDeploymentArns: arns = [] } = input as Partial<DescribeServiceDeploymentsRequest>;
  if (arns.length > 20) throw invalidParameter('serviceDeploymentArns cannot have more than 20 elements.');
  const found = arns.map((arn) => ({ arn, one: visible(world, arn) }));
  return {
    serviceDeployments: found.flatMap(({ one }) => (one === undefined ? [] : [fullView(one)])),
    failures: found.flatMap(({ arn, one }) => (one === undefined ? [missing(arn)] : [])),
  };
}

export function stopServiceDeployment(draft: World, input: Json): Json {
  const { serviceDeploymentArn = '', stopType = 'ROLLBACK' } = input as Partial<StopServiceDeploymentRequest>;
  if (stopType !== 'ROLLBACK') throw invalidParameter('The stop type is not supported. Only ROLLBACK is supported.');
  const running = draft.ecs.serviceDeployments[serviceDeploymentArn];
  if (running === undefined) {
    throw new AwsError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
  }
  if (!requestRollback(draft, running)) {
    throw new AwsError('ConflictException', `The service deployment has ended with status ${running.status}.`, {
      members: { resourceIds: [serviceDeploymentArn] },
    });
  }
  return { serviceDeploymentArn };
}

export function describeServiceRevisions(world: World, input: Json): Json {
  const { serviceRevisionArns: arns = [] } = input as Partial<DescribeServiceRevisionsRequest>;
  if (arns.length > 20) throw invalidParameter('serviceRevisionArns cannot have more than 20 elements.');
  const found = arns.map((arn) => ({ arn, revision: world.ecs.serviceRevisions[arn] }));
  return {
    serviceRevisions: found.flatMap(({ revision }) => (revision === undefined ? [] : [revisionView(revision)])),
    failures: found.flatMap(({ arn, revision }) => (revision === undefined ? [missing(arn)] : [])),
  };
}

function visible(world: World, arn: string): ServiceDeployment | undefined {
  const one = world.ecs.serviceDeployments[arn];
  return one !== undefined && one.visibleAt <= world.now ? one : undefined;
}

function briefView(one: ServiceDeployment): Json {
  return present({
    serviceDeploymentArn: one.serviceDeploymentArn,
    serviceArn: one.serviceArn,
    clusterArn: one.clusterArn,
    startedAt: one.startedAt,
    createdAt: one.createdAt,
    finishedAt: one.finishedAt,
    targetServiceRevisionArn: one.targetServiceRevision.arn,
    status: one.status,
    statusReason: one.statusReason,
  });
}

function fullView({
  visibleAt: _v,
  actsAt: _a,
  bakingSince: _b,
  shift: _s,
  lifecycleHookDetails,
  ...shown
}: ServiceDeployment): Json {
  return present({
    alarms: { status: 'DISABLED', alarmNames: [], triggeredAlarmNames: [] },
    ...shown,
    lifecycleHookDetails: lifecycleHookDetails?.length ? lifecycleHookDetails : undefined,
  });
}

function revisionView({ configuration, resolvedLoadBalancers, ...revision }: ServiceRevision): Json {
  const loadBalancers = configuration.loadBalancers ?? [];
  const asConfigured = loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) =>
    targetGroupArn === undefined || advancedConfiguration !== undefined ? [] : [{ targetGroupArn }],
  );
  const resolved = resolvedLoadBalancers ?? asConfigured;
  return {
    ...configuration,
    ...revision,
    guardDutyEnabled: false,
    ...(resolved.length === 0 ? {} : { resolvedConfiguration: { loadBalancers: resolved } }),
  };
}
