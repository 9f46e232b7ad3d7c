// An application load balancer: real listeners that pass real requests to the targets of their routes.
// It decides whose turn it is; health, weights and draining are decided by the control plane, which changes the route.

import http, { type IncomingMessage } from 'node:http';
import type { Route } from '../control-plane/runtime.ts';
import { type Destination, forwardRequest, forwardUpgrade, type Refusal, refuse, refuseUpgrade } from './forward.ts';
import { matchingRule, nextByWeight } from './listener-rules.ts';
import { createTargetPool, type TargetPool } from './target-pool.ts';

export interface TargetAddress {
  readonly id: string;
  readonly port: number;
}

export interface LoadBalancer {
  /** The whole route of one listener; it listens from its first route on. */
  route(route: Route): void;
  removeRoute(listenerArn: string): void;
  /** Cuts what is still under way to this target. */
  disconnect(target: TargetAddress): void;
  /** Resolves when every listener asked for so far either listens or has failed to, which was logged. */
  listening(): Promise<void>;
  close(): Promise<void>;
}

export interface LoadBalancerOptions {
  /** Where a target can really be reached; undefined when it is gone. */
  readonly resolve: (target: TargetAddress) => { host: string; port: number } | undefined;
  /** ALB's idle time-out, 60 s as AWS's default. */
  readonly idleTimeoutMs?: number;
  readonly log?: (line: string) => void;
}

interface Listener {
  route: Route;
  readonly server: http.Server;
  readonly ready: Promise<void>;
  /** by index of the rule */
  turns: Turn[];
}

/** Whose turn it is among the target groups of one rule, and in each of them. */
interface Turn {
  readonly credits: number[];
  readonly served: number[];
}

export function createLoadBalancer(options: LoadBalancerOptions): LoadBalancer {
  const listeners = new Map<string, Listener>();
  const closing = new Map<http.Server, Promise<void>>();
  const pools = new Map<string, TargetPool>();
  const idleTimeoutMs = options.idleTimeoutMs ?? 60_000;

  function route(next: Route): void {
    const listener = listeners.get(next.listenerArn);
    if (listener === undefined) {
      listeners.set(next.listenerArn, listen(next));
    } else if (listener.route.address !== next.address || listener.route.port !== next.port) {
      removeRoute(next.listenerArn);
      listeners.set(next.listenerArn, listen(next));
    } else {
      listener.turns = next.rules.map((rule, index) => keepTurn(listener, rule, index));
      listener.route = next;
    }
    dismissTargets();
  }

  function listen(first: Route): Listener {
    const server = http.createServer({
      keepAliveTimeout: idleTimeoutMs,
      // A large upload may take its time; silence is what the idle time-out is for.
      requestTimeout: 0,
      // Other upgrades (h2c, which some clients offer with every request) are served as the plain requests that they also are.
      shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === 'websocket',
    });
    const ready = new Promise<void>((resolve) => {
      server.once('listening', resolve).on('error', (error) => {
        options.log?.(`listener ${first.address}:${first.port} cannot listen: ${error.message}`);
        resolve();
      });
    });
    const listener: Listener = { route: first, server, ready, turns: first.rules.map(freshTurn) };
    server.on('request', (request, response) => {
      const destination = choose(listener, request);
      if (typeof destination === 'number') refuse(response, destination);
      else forwardRequest(request, response, destination, () => choose(listener, request));
    });
    server.on('upgrade', (request: IncomingMessage, client, head: Buffer) => {
      const destination = choose(listener, request);
      if (typeof destination === 'number') refuseUpgrade(client, destination);
      else forwardUpgrade(request, client, head, destination);
    });
    server.listen(first.port, first.address);
    return listener;
  }

  /** A status when nobody can be asked. */
  function choose(listener: Listener, request: IncomingMessage): Destination | Refusal {
    const rule = matchingRule(listener.route.rules, {
      method: request.method ?? '',
      url: request.url ?? '/',
      headers: request.headers,
      sourceAddress: request.socket.remoteAddress ?? '',
    });
    if (rule === undefined) return 404;
    const turn = listener.turns[listener.route.rules.indexOf(rule)];
    const group =
      turn &&
      nextByWeight(
        rule.forward.map((each) => each.weight),
        turn.credits,
      );
    if (turn === undefined || group === undefined) return 503;
    const targets = rule.forward[group]?.targets ?? [];
    const served = turn.served[group] ?? 0;
    const target = targets[served % targets.length];
    if (target === undefined) return 503;
    turn.served[group] = served + 1;
    const place = options.resolve(target);
    return place === undefined ? 502 : { ...place, pool: poolOf(target), idleTimeoutMs };
  }

  function poolOf(target: TargetAddress): TargetPool {
    const key = keyOf(target);
    const pool = pools.get(key) ?? createTargetPool();
    pools.set(key, pool);
    return pool;
  }

  function dismissTargets(): void {
    const routed = new Set([...listeners.values()].flatMap((listener) => routedTargets(listener.route)).map(keyOf));
    for (const [key, pool] of pools) {
      if (routed.has(key)) pool.comeBack();
      else pool.depart();
    }
  }

  function removeRoute(listenerArn: string): void {
    const listener = listeners.get(listenerArn);
    if (listener === undefined) return;
    listeners.delete(listenerArn);
    closing.set(
      listener.server,
      closeGently(listener.server).finally(() => closing.delete(listener.server)),
    );
    dismissTargets();
  }

  function disconnect(target: TargetAddress): void {
    const key = keyOf(target);
    pools.get(key)?.cut();
    pools.delete(key);
  }

  return {
    route,
    removeRoute,
    disconnect,
    listening: async () => void (await Promise.all([...listeners.values()].map((listener) => listener.ready))),
    async close() {
      for (const listenerArn of [...listeners.keys()]) removeRoute(listenerArn);
      for (const pool of pools.values()) pool.cut();
      pools.clear();
      for (const server of closing.keys()) server.closeAllConnections();
      await Promise.all(closing.values());
    },
  };
}

/** No new connection; requests in flight finish. */
function closeGently(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

function keyOf(target: TargetAddress): string {
  return `${target.id}:${target.port}`;
}

function routedTargets(route: Route): TargetAddress[] {
  return route.rules.flatMap((rule) => rule.forward.flatMap((group) => group.targets));
}

function freshTurn(): Turn {
  return { credits: [], served: [] };
}

/** Routes change whenever a target comes or goes; starting over each time would favour the first of each list. */
function keepTurn(listener: Listener, rule: Route['rules'][number], index: number): Turn {
  const before = listener.route.rules[index]?.forward.map((group) => group.weight).join();
  const turn = listener.turns[index];
  return turn !== undefined && before === rule.forward.map((group) => group.weight).join() ? turn : freshTurn();
}
