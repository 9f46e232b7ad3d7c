// The settings of a service that shifts traffic: AWS's defaults, and what it refuses at once, in the words of troubleshooting-blue-green
// in its developer guide. What it finds only later is in `control-plane/listener-weights.ts`.

import type {
  DeploymentConfiguration,
  Service,
  ServiceConfiguration,
  ServiceLoadBalancer,
} from '../../control-plane/ecs-state.ts';
import type { PauseHook } from '../../control-plane/lifecycle-hooks.ts';
import { forwardOfRule, isAtNetworkLoadBalancer, liveGroupOf } from '../../control-plane/listener-weights.ts';
import type { World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { invalidParameter } from './ecs-resources.ts';

export function isShiftingStrategy({ strategy = 'ROLLING' }: DeploymentConfiguration): boolean {
  return strategy !== 'ROLLING';
}

/** With what counts where nothing is said. */
export function shiftingConfigurationFrom(configuration: DeploymentConfiguration): DeploymentConfiguration {
  const hooks = (configuration.lifecycleHooks ?? []) as readonly PauseHook[];
  if (!isShiftingStrategy(configuration)) {
    if (hooks.length > 0) throw notImplemented('A lifecycle hook of a rolling deployment');
    return configuration;
  }
  hooks.forEach(refuseBadHook);
  if (hooks.length > 10) throw notImplemented('More than 10 pause hooks');
  const { strategy, canaryConfiguration, linearConfiguration } = configuration;
  const canary = { canaryPercent: 5, canaryBakeTimeInMinutes: 10, ...canaryConfiguration };
  const linear = { stepPercent: 10, stepBakeTimeInMinutes: 6, ...linearConfiguration };
  refuseOutside(canary.canaryPercent, { from: 0.1, name: 'canaryPercent' });
  refuseOutside(linear.stepPercent, { from: 3, name: 'stepPercent' });
  return {
    bakeTimeInMinutes: 0,
    ...configuration,
    ...(strategy === 'CANARY' ? { canaryConfiguration: canary } : {}),
    ...(strategy === 'LINEAR' ? { linearConfiguration: linear } : {}),
  };
}

export function refuseBadShift(world: World, configuration: ServiceConfiguration): void {
  const loadBalancers = configuration.loadBalancers ?? [];
  const advanced = loadBalancers.filter(({ advancedConfiguration }) => advancedConfiguration !== undefined);
  const shifting = isShiftingStrategy(configuration.deploymentConfiguration);
  if (advanced.length > 0 && advanced.length < loadBalancers.length) {
    throw invalidParameter('Either all or none of the provided loadBalancers must have advancedConfiguration defined');
  }
  if (!shifting) return;
  if (advanced.length === 0 && loadBalancers.length > 0) {
    throw invalidParameter(
      'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
    );
  }
  const strategy = configuration.deploymentConfiguration.strategy;
  if (loadBalancers.length === 0) throw notImplemented(`The strategy ${strategy} without a load balancer`);
  refuseDuplicates(loadBalancers);
  for (const loadBalancer of loadBalancers) refuseBadRules(world, loadBalancer);
}

/** What AWS says while a deployment is on its way, and where the live target group would be left, is published nowhere. */
export function refuseWayBackToRolling(world: World, service: Service, after: ServiceConfiguration): void {
  const before = service.configuration;
  if (!isShiftingStrategy(before.deploymentConfiguration) || isShiftingStrategy(after.deploymentConfiguration)) return;
  const running = world.ecs.serviceDeployments[service.currentServiceDeployment ?? ''];
  if (running !== undefined && running.finishedAt === undefined) {
    throw notImplemented('A change to ROLLING while a deployment is in progress');
  }
  const left = before.loadBalancers?.some((one, index) => {
    const next = after.loadBalancers?.[index];
    return next?.advancedConfiguration === undefined && next?.targetGroupArn !== liveGroupOf(world, one);
  });
  if (left) throw notImplemented('A change to ROLLING that leaves the live target group');
}

function refuseBadHook({ targetType = 'AWS_LAMBDA', lifecycleStages = [] }: PauseHook): void {
  if (targetType !== 'PAUSE') throw notImplemented(`A lifecycle hook of the type ${targetType}`);
  if (lifecycleStages.some((stage) => stage === 'TEST_TRAFFIC_SHIFT' || stage === 'PRODUCTION_TRAFFIC_SHIFT')) {
    throw invalidParameter('Invalid lifecycle stage provided for Pause Hook');
  }
}

/** AWS's model names the range, and nobody its words. */
function refuseOutside(percent: number, { from, name }: { from: number; name: string }): void {
  if (percent < from || percent > 100) throw notImplemented(`A ${name} of ${percent}`);
}

function refuseDuplicates(loadBalancers: readonly ServiceLoadBalancer[]): void {
  const groups = loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) => [
    targetGroupArn,
    advancedConfiguration?.alternateTargetGroupArn,
  ]);
  const twice = groups.find((group, index) => groups.indexOf(group) !== index);
  if (twice !== undefined) throw invalidParameter(`Duplicate targetGroupArn found: ${twice}`);
}

function refuseBadRules(world: World, loadBalancer: ServiceLoadBalancer): void {
  const { targetGroupArn, advancedConfiguration = {} } = loadBalancer;
  const { alternateTargetGroupArn, productionListenerRule = '', testListenerRule } = advancedConfiguration;
  refuseBadRuleArn('productionListenerRule', productionListenerRule);
  if (testListenerRule !== undefined) refuseBadRuleArn('testListenerRule', testListenerRule);
  if (testListenerRule === productionListenerRule) {
    throw invalidParameter(
      `The following rules cannot be used as both production and test listener rules: ${testListenerRule}`,
    );
  }
  const linked = forwardOfRule(world, productionListenerRule)?.map((forward) => forward.targetGroupArn) ?? [];
  const both = [targetGroupArn, alternateTargetGroupArn].every((group) => linked.includes(group ?? ''));
  if (testListenerRule === undefined && !both && !isAtNetworkLoadBalancer(loadBalancer)) {
    throw invalidParameter(
      'For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both targetGroup and alternateTargetGroup',
    );
  }
}

function refuseBadRuleArn(member: string, arn: string): void {
  if (!/^arn:[^:]*:elasticloadbalancing:.*:(listener-rule\/app|listener\/net)\//.test(arn)) {
    throw invalidParameter(
      `${member} has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: ${arn}`,
    );
  }
}
