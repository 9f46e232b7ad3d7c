// Where listeners send requests: derived anew from rules and target health, and told to the runtime only when it changed.

import { give, type Rule } from './rule.ts';
import type { Route } from './runtime.ts';
import type { ForwardTarget, Listener, World } from './world.ts';

export const routes: Rule = {
  name: 'routes',
  apply(turn) {
    const { listeners, routes: told } = turn.world.elb;
    for (const listener of Object.values(listeners)) {
      const route = routeOf(turn.world, listener);
      if (route === undefined || same(route, told[listener.listenerArn])) continue;
      told[listener.listenerArn] = route;
      give(turn, { kind: 'route', route });
    }
    for (const listenerArn of Object.keys(told)) {
      if (listeners[listenerArn] !== undefined) continue;
      delete told[listenerArn];
      give(turn, { kind: 'remove-route', listenerArn });
    }
  },
};

function routeOf(world: World, listener: Listener): Route | undefined {
  const loadBalancer = world.elb.loadBalancers[listener.loadBalancerArn];
  if (loadBalancer === undefined) return undefined;
  const rules = Object.values(world.elb.rules)
    .filter((rule) => rule.listenerArn === listener.listenerArn && rule.priority !== 'default')
    .sort((a, b) => Number(a.priority) - Number(b.priority))
    .map((rule) => ({ conditions: rule.conditions, forward: forwards(world, rule.forward) }));
  return {
    listenerArn: listener.listenerArn,
    address: loadBalancer.dnsName,
    port: listener.port,
    rules: [...rules, { conditions: [], forward: forwards(world, listener.defaultForward) }],
  };
}

function forwards(world: World, forward: readonly ForwardTarget[]): Route['rules'][number]['forward'] {
  return forward.map(({ targetGroupArn, weight }) => ({ weight, targets: receivers(world, targetGroupArn) }));
}

/** Healthy targets; when there is none, the unhealthy ones, as a load balancer fails open. A new target waits for its first good answer. */
function receivers(world: World, targetGroupArn: string): { id: string; port: number }[] {
  const targets = Object.values(world.elb.targetGroups[targetGroupArn]?.targets ?? {});
  const healthy = targets.filter((target) => target.state === 'healthy');
  const chosen = healthy.length > 0 ? healthy : targets.filter((target) => target.state === 'unhealthy');
  return chosen.map(({ id, port }) => ({ id, port }));
}

function same(a: Route, b: Route | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
