// A service that shifts traffic, for the tests of this folder and of the ECS operations: one load balancer with a production rule, a
// test listener, and two target groups. Made by AWS's own operations only.

import type { Json } from '../operations/operation.ts';
import type { FateOf } from '../runtimes/scripted.ts';
import { aDrivenWorld, createService, type DrivenWorld, register } from './driven-world.ts';
import type { ShiftingDeployment } from './shift-state.ts';

export interface ShiftPlace {
  readonly blue: string;
  readonly green: string;
  readonly productionListenerRule: string;
  readonly testListenerRule: string;
}

export interface ShiftingWorld extends DrivenWorld {
  readonly place: ShiftPlace;
  deploy(input?: Json): void;
  finish(): void;
  untilStage(stage: string): void;
  /** DescribeServiceDeployments of the present one. */
  described(): Json & { lifecycleHookDetails?: readonly HookView[] };
  shift(): ShiftingDeployment['shift'];
  /** `blue 100 green 0`, as DescribeRules has it */
  weights(rule: string): string;
}

export interface HookView {
  readonly hookId: string;
  readonly status: string;
  readonly expiresAt: number;
}

/** `web:1` serves. Until then nothing but the production rule's 100 at blue says which group is which. */
export function aShiftingService(
  options: {
    deploymentConfiguration?: Json;
    desiredCount?: number;
    fateOf?: FateOf;
    settle?: boolean;
    /** a network load balancer, whose listeners have no rules */
    network?: boolean;
  } = {},
): ShiftingWorld {
  const driven = aDrivenWorld(options.fateOf === undefined ? {} : { fateOf: options.fateOf });
  const place = options.network ? aNetworkPlace(driven) : aShiftPlace(driven);
  register(driven);
  createService(driven, {
    desiredCount: options.desiredCount ?? 2,
    deploymentConfiguration: { strategy: 'BLUE_GREEN', ...options.deploymentConfiguration },
    loadBalancers: [loadBalancerOf(place)],
  });
  const shifting = Object.assign(driven, {
    place,
    deploy: (input: Json = {}) =>
      driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven), ...input }),
    finish: () => driven.until(() => driven.deployment().finishedAt !== undefined),
    untilStage: (stage: string) => driven.until(() => driven.deployment().lifecycleStage === stage),
    described: () => {
      const { serviceDeploymentArn } = driven.deployment();
      const output = driven.call('DescribeServiceDeployments', { serviceDeploymentArns: [serviceDeploymentArn] });
      return (output.serviceDeployments as Json[])[0] ?? {};
    },
    shift: () => {
      const { shift } = driven.deployment();
      if (shift === undefined) throw new Error('It does not shift traffic.');
      return shift;
    },
    weights: (rule: string) => weightsOf(driven, place, rule),
  });
  if (options.settle !== false) shifting.finish();
  return shifting;
}

export function loadBalancerOf(place: ShiftPlace, changes: Json = {}): Json {
  const { productionListenerRule, testListenerRule } = place;
  return {
    targetGroupArn: place.blue,
    containerName: 'app',
    containerPort: 80,
    advancedConfiguration: {
      alternateTargetGroupArn: place.green,
      productionListenerRule,
      testListenerRule,
      roleArn: 'arn:aws:iam::123456789012:role/ecs-infrastructure',
      ...changes,
    },
  };
}

/** Production on port 80, tests on port 8080; both groups can be reached from the start. */
export function aShiftPlace(driven: DrivenWorld): ShiftPlace {
  const loadBalancer = driven.call('CreateLoadBalancer', { Name: 'lb', Subnets: ['subnet-1', 'subnet-2'] });
  const LoadBalancerArn = first(loadBalancer, 'LoadBalancers').LoadBalancerArn;
  const [blue, green] = ['blue', 'green'].map((Name) =>
    String(first(driven.call('CreateTargetGroup', { ...targetGroup, Name }), 'TargetGroups').TargetGroupArn),
  );
  const rule = (port: number, groups: readonly [string, number][]): string => {
    const TargetGroups = groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight }));
    const actions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }];
    const listener = driven.call('CreateListener', {
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: port,
      DefaultActions: actions,
    });
    const { ListenerArn } = first(listener, 'Listeners');
    const created = driven.call('CreateRule', {
      ListenerArn,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
      Actions: actions,
    });
    return String(first(created, 'Rules').RuleArn);
  };
  if (blue === undefined || green === undefined) throw new Error('Two target groups are needed.');
  const productionListenerRule = rule(80, [
    [blue, 100],
    [green, 0],
  ]);
  return { blue, green, productionListenerRule, testListenerRule: rule(8080, [[green, 100]]) };
}

const targetGroup = {
  Protocol: 'HTTP',
  Port: 80,
  VpcId: 'vpc-1',
  TargetType: 'ip',
  HealthCheckIntervalSeconds: 10,
};

function weightsOf(driven: DrivenWorld, place: ShiftPlace, arn: string): string {
  const atNetwork = arn.includes(':listener/net/');
  const found = atNetwork
    ? first(driven.call('DescribeListeners', { ListenerArns: [arn] }), 'Listeners').DefaultActions
    : first(driven.call('DescribeRules', { RuleArns: [arn] }), 'Rules').Actions;
  const [action] = found as readonly { ForwardConfig: { TargetGroups: readonly Weighted[] } }[];
  const groups = action?.ForwardConfig.TargetGroups ?? [];
  const weight = (group: string) => groups.find(({ TargetGroupArn }) => TargetGroupArn === group)?.Weight ?? '–';
  return `blue ${weight(place.blue)} green ${weight(place.green)}`;
}

interface Weighted {
  readonly TargetGroupArn: string;
  readonly Weight: number;
}

/** The same at a network load balancer. */
function aNetworkPlace(driven: DrivenWorld): ShiftPlace {
  const output = driven.call('CreateLoadBalancer', { Name: 'nlb', Type: 'network', Subnets: ['subnet-1'] });
  const { LoadBalancerArn } = first(output, 'LoadBalancers');
  const group = (Name: string): string => {
    const created = driven.call('CreateTargetGroup', { ...targetGroup, Protocol: 'TCP', Name });
    return String(first(created, 'TargetGroups').TargetGroupArn);
  };
  const listener = (Port: number, TargetGroupArn: string): string => {
    const DefaultActions = [{ Type: 'forward', TargetGroupArn }];
    const created = driven.call('CreateListener', { LoadBalancerArn, Protocol: 'TCP', Port, DefaultActions });
    return String(first(created, 'Listeners').ListenerArn);
  };
  const [blue, green] = [group('blue'), group('green')];
  return { blue, green, productionListenerRule: listener(80, blue), testListenerRule: listener(8080, green) };
}

function first(output: Json, list: string): Json {
  return (output[list] as readonly Json[])[0] ?? {};
}

export const blueGreenStages = [
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
];

/** One line for each stage and each change within it: who has which traffic, who has how many tasks. */
export function chronicle(driven: ShiftingWorld): string[] {
  const lines: string[] = [];
  driven.until(
    () => driven.deployment().finishedAt !== undefined,
    () => {
      const { lifecycleStage, status, targetServiceRevision: target } = driven.deployment();
      if (lifecycleStage === undefined) return;
      const line = `${lifecycleStage} ${status} production ${target.requestedProductionTrafficWeight} test ${target.requestedTestTrafficWeight}`;
      if (lines.at(-1) !== line) lines.push(line);
    },
  );
  return lines;
}

export function healthyIn(driven: DrivenWorld, group: string): number {
  return Object.values(driven.world.elb.targetGroups[group]?.targets ?? {}).filter(({ state }) => state === 'healthy')
    .length;
}

export function runningTasks(driven: DrivenWorld): number {
  return driven.tasks().filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
}
