// The settings of a service as CreateService and UpdateService take them: AWS's defaults, and what it refuses.

import type {
  Cluster,
  DeploymentConfiguration,
  RawJson,
  ServiceConfiguration,
  ServiceLoadBalancer,
  TaskDefinition,
} from '../../control-plane/ecs-state.ts';
import { targetGroupsInUse } from '../../control-plane/target-health.ts';
import type { World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import type { Json } from '../operation.ts';
import { refuseUnknownOutcomes } from './deployment-settings.ts';
import { invalidParameter } from './ecs-resources.ts';
import { refuseBadShift, shiftingConfigurationFrom } from './shifting-settings.ts';

/** Nested structures are replaced whole: what is not in them goes back to AWS's default; `breakerFrom` has the exception. */
export function deploymentConfigurationFrom(
  sent: DeploymentConfiguration | undefined,
  { schedulingStrategy }: Pick<ServiceConfiguration, 'schedulingStrategy'>,
  present?: DeploymentConfiguration,
): DeploymentConfiguration {
  const onEachHost = schedulingStrategy === 'DAEMON';
  const configuration: DeploymentConfiguration = {
    strategy: 'ROLLING',
    maximumPercent: onEachHost ? 100 : 200,
    minimumHealthyPercent: onEachHost ? 0 : 100,
    ...sent,
    deploymentCircuitBreaker: breakerFrom(sent?.deploymentCircuitBreaker, present?.deploymentCircuitBreaker),
  };
  if (configuration.maximumPercent === 100 && configuration.minimumHealthyPercent === 100) {
    throw invalidParameter(
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    );
  }
  return shiftingConfigurationFrom(configuration);
}

/**
 * Since July 2026 every service has a threshold and a way to count, asked for or not (go-to-k/cdk-real-drift, the defaults that it read
 * of a service without settings). A breaker that is sent without them keeps what it had (the live test of cdkd's issue #1861).
 */
function breakerFrom(sent: Breaker | undefined, present: Breaker | undefined): Breaker {
  const { resetOnHealthyTask = true, thresholdConfiguration = { type: 'BOUNDED_PERCENT', value: 50 } } =
    sent === undefined ? {} : { ...present, ...sent };
  return { enable: false, rollback: false, ...sent, resetOnHealthyTask, thresholdConfiguration };
}

type Breaker = NonNullable<DeploymentConfiguration['deploymentCircuitBreaker']>;

export function networkConfigurationFrom(sent: RawJson): RawJson {
  const vpc = sent.awsvpcConfiguration as RawJson | undefined;
  if (vpc === undefined) return sent;
  return { ...sent, awsvpcConfiguration: { securityGroups: [], assignPublicIp: 'DISABLED', ...vpc } };
}

/** Who names neither a launch type nor a strategy gets the cluster's default strategy, where it has one. */
export function withDefaultStrategy(cluster: Cluster, input: Json): Json {
  const { launchType, capacityProviderStrategy } = input as Partial<ServiceConfiguration>;
  const standard = (cluster.configuration.defaultCapacityProviderStrategy ?? []) as readonly RawJson[];
  if (launchType !== undefined || (capacityProviderStrategy?.length ?? 0) > 0 || standard.length === 0) return input;
  return { ...input, capacityProviderStrategy: standard };
}

/** What can only be judged with the task definition beside it. */
export function refuseMisfits(world: World, configuration: ServiceConfiguration, definition: TaskDefinition): void {
  refuseBadPlacement(configuration, definition);
  refuseUnknownOutcomes(world, configuration.deploymentConfiguration);
  for (const loadBalancer of configuration.loadBalancers ?? []) refuseBadLoadBalancer(world, loadBalancer, definition);
  refuseBadShift(world, configuration);
}

export function refuseBadPlacement(
  placement: Pick<ServiceConfiguration, 'launchType' | 'capacityProviderStrategy' | 'networkConfiguration'> | Json,
  definition: TaskDefinition,
): void {
  const { launchType, capacityProviderStrategy, networkConfiguration } = placement;
  if (launchType !== undefined && (capacityProviderStrategy as readonly unknown[] | undefined)?.length) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  if (definition.networkMode === 'awsvpc' && networkConfiguration === undefined) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (definition.networkMode !== 'awsvpc' && networkConfiguration !== undefined) {
    throw invalidParameter('Network Configuration is not valid for the given networkMode of this task definition.');
  }
  if (launchType === 'FARGATE' && definition.networkMode !== 'awsvpc') {
    throw invalidParameter('Task definition does not support launch_type FARGATE.');
  }
}

function refuseBadLoadBalancer(world: World, loadBalancer: ServiceLoadBalancer, definition: TaskDefinition): void {
  const { containerName, containerPort, targetGroupArn } = loadBalancer;
  const container = definition.containerDefinitions.find(({ name }) => name === containerName);
  if (container === undefined) {
    throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
  }
  if (!container.portMappings.some((port) => port.containerPort === containerPort)) {
    throw invalidParameter(`The container ${containerName} did not have a container port ${containerPort} defined.`);
  }
  if (targetGroupArn === undefined) throw notImplemented('A Classic Load Balancer');
  const targetGroup = world.elb.targetGroups[targetGroupArn];
  if (targetGroup === undefined) throw invalidParameter(`The specified target group does not exist. ${targetGroupArn}`);
  if (!targetGroupsInUse(world).has(targetGroupArn)) {
    throw invalidParameter(
      `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
    );
  }
  if (definition.networkMode === 'awsvpc' && targetGroup.targetType !== 'ip') {
    throw invalidParameter(
      `The provided target group ${targetGroupArn} has target type ${targetGroup.targetType}, which is incompatible with the awsvpc network mode specified in the task definition.`,
    );
  }
}
