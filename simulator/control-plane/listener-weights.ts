// The weights of listener rules, as ECS reads and writes them while it shifts traffic. It refuses to know stages.
//
// Which target group is live is what the production rule says, whatever the service calls `targetGroupArn` and
// `alternateTargetGroupArn`: on a service whose rules began at the first group, the first deployment went into the alternate one, the
// next ones to and fro, and a rule that somebody had put back sent both revisions into one group (the records of
// carreque/bluegreenDeployment, docs/phases/phase6, 2026-08-31 and 2026-09-01; go-to-k/cdk-real-drift#1730 saw the same).

import type { ServiceLoadBalancer } from './ecs-state.ts';
import type { ShiftRoute } from './shift-state.ts';
import type { ForwardTarget, Listener, World } from './world.ts';

/** AWS's words for what is wrong, as they follow «invalid networking configuration». */
export interface NetworkingFault {
  readonly fault: string;
}

/** A listener's default rule is its default action under another name; its ARN follows from the listener's. */
export function defaultRuleArn({ listenerArn }: Pick<Listener, 'listenerArn'>): string {
  const id = listenerArn.slice(listenerArn.lastIndexOf('/') + 1);
  return `${listenerArn.replace(':listener/', ':listener-rule/')}/${[...id].reverse().join('')}`;
}

/** Of a rule; at a network load balancer, which has none, of a listener. */
export function forwardOfRule(world: World, ruleArn: string): readonly ForwardTarget[] | undefined {
  return world.elb.rules[ruleArn]?.forward ?? listenerOf(world, ruleArn)?.defaultForward;
}

/** Where a service is that does not shift traffic (any more): the target group that the production rule sends requests to. */
export function liveGroupOf(world: World, loadBalancer: ServiceLoadBalancer): string | undefined {
  const { targetGroupArn, advancedConfiguration } = loadBalancer;
  const [live] = serving(forwardOfRule(world, advancedConfiguration?.productionListenerRule ?? '') ?? []);
  return live ?? targetGroupArn;
}

export function isAtNetworkLoadBalancer({ advancedConfiguration }: ServiceLoadBalancer): boolean {
  return isAtNetwork(advancedConfiguration?.productionListenerRule ?? '');
}

/** Texts from troubleshooting-blue-green in the developer guide; «not found» and «does not exist» as people posted them. */
export function routeOf(world: World, loadBalancer: ServiceLoadBalancer): ShiftRoute | NetworkingFault {
  const { targetGroupArn = '', advancedConfiguration = {} } = loadBalancer;
  const { alternateTargetGroupArn = '', productionListenerRule = '', testListenerRule } = advancedConfiguration;
  const groups = [targetGroupArn, alternateTargetGroupArn];
  const gone = groups.find((arn) => world.elb.targetGroups[arn] === undefined);
  if (gone !== undefined) return { fault: `. The target group ${gone} does not exist.` };
  const production = forwardOfRule(world, productionListenerRule);
  const test = testListenerRule === undefined ? [] : forwardOfRule(world, testListenerRule);
  if (production === undefined || test === undefined) return { fault: '. One or more rules not found' };
  const stranger = production.find((forward) => !groups.includes(forward.targetGroupArn));
  if (stranger !== undefined) {
    return {
      fault: `. Production listener rule is forwarding traffic to unexpected target group ${stranger.targetGroupArn}. Expected traffic to be forwarded to either targetGroupArn: ${targetGroupArn} or alternateTargetGroupArn: ${alternateTargetGroupArn}`,
    };
  }
  const known = [...production, ...test].map((forward) => forward.targetGroupArn);
  const unlinked = groups.find((arn) => !known.includes(arn));
  if (unlinked !== undefined) {
    return {
      fault: `: Target group ${unlinked} is not associated with either productionListenerRule or testListenerRule.`,
    };
  }
  const [sourceGroup, ...others] = serving(production);
  if (sourceGroup === undefined || others.length > 0) {
    const count = sourceGroup === undefined ? 0 : others.length + 1;
    return {
      fault: `. productionListenerRule ${productionListenerRule} should have exactly one target group serving traffic but found ${count} target groups which are serving traffic`,
    };
  }
  return routeFrom(loadBalancer, sourceGroup);
}

/** Nothing has to be given back to the source. */
export function hasAllTraffic(world: World, { productionListenerRule, sourceGroup }: ShiftRoute): boolean {
  const groups = serving(forwardOfRule(world, productionListenerRule) ?? []);
  return groups.length === 1 && groups[0] === sourceGroup;
}

/** The source's group is known already: whoever has it gets the traffic. */
export function routeFrom(loadBalancer: ServiceLoadBalancer, sourceGroup: string): ShiftRoute {
  const { targetGroupArn = '', advancedConfiguration = {} } = loadBalancer;
  const { alternateTargetGroupArn = '', productionListenerRule = '', testListenerRule } = advancedConfiguration;
  return {
    productionListenerRule,
    ...(testListenerRule === undefined ? {} : { testListenerRule }),
    sourceGroup,
    targetGroup: sourceGroup === targetGroupArn ? alternateTargetGroupArn : targetGroupArn,
  };
}

/**
 * Both rules are written together, as CloudTrail showed it (carreque/bluegreenDeployment): at the test traffic shift the production
 * rule is written as well, still all for the source.
 */
export function writeWeights(
  world: World,
  routes: readonly ShiftRoute[],
  share: { readonly production: number; readonly test: number },
): NetworkingFault | undefined {
  const writes = routes.flatMap((route) => [
    { ruleArn: route.productionListenerRule, route, percent: share.production },
    ...(route.testListenerRule === undefined ? [] : [{ ruleArn: route.testListenerRule, route, percent: share.test }]),
  ]);
  if (writes.some(({ ruleArn }) => forwardOfRule(world, ruleArn) === undefined)) {
    return { fault: '. One or more rules not found' };
  }
  for (const { ruleArn, route, percent } of writes) write(world, ruleArn, weighted(route, percent));
  return undefined;
}

/** 100 and 0, as seen; a load balancer takes whole numbers up to 999, so tenths of a percent are given as tenths. */
function weighted({ sourceGroup, targetGroup }: ShiftRoute, percent: number): ForwardTarget[] {
  const whole = Number.isInteger(percent) ? 1 : 10;
  const target = Math.round(percent * whole);
  return [
    { targetGroupArn: targetGroup, weight: target },
    { targetGroupArn: sourceGroup, weight: 100 * whole - target },
  ];
}

/** Listeners and rules are shared with the world before: they are replaced, never edited. */
function write(world: World, ruleArn: string, forward: ForwardTarget[]): void {
  const rule = world.elb.rules[ruleArn];
  if (rule !== undefined) {
    world.elb.rules = { ...world.elb.rules, [ruleArn]: { ...rule, forward } };
    return;
  }
  const listener = listenerOf(world, ruleArn);
  if (listener === undefined) return;
  const changed = { ...listener, defaultForward: forward };
  world.elb.listeners = { ...world.elb.listeners, [listener.listenerArn]: changed };
}

function serving(forward: readonly ForwardTarget[]): string[] {
  return forward.filter(({ weight }) => weight > 0).map(({ targetGroupArn }) => targetGroupArn);
}

function listenerOf(world: World, ruleArn: string): Listener | undefined {
  const named = world.elb.listeners[ruleArn];
  // An application load balancer is named by its rules, the default one included.
  if (named !== undefined) return isAtNetwork(ruleArn) ? named : undefined;
  return Object.values(world.elb.listeners).find((listener) => defaultRuleArn(listener) === ruleArn);
}

function isAtNetwork(listenerArn: string): boolean {
  return listenerArn.includes(':listener/net/');
}
