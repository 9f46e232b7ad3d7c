// Decides which rule of a listener a request falls under, and whose turn it is in a weighted choice. Pure; it moves no bytes.

import { BlockList, isIPv6 } from 'node:net';
import type { Route } from '../control-plane/runtime.ts';

export type RouteRule = Route['rules'][number];
type Condition = RouteRule['conditions'][number];

export interface RequestFacts {
  readonly method: string;
  /** path and query as they came */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly sourceAddress: string;
}

/** The first rule whose conditions all hold. */
export function matchingRule(rules: readonly RouteRule[], request: RequestFacts): RouteRule | undefined {
  return rules.find((rule) => rule.conditions.every((condition) => holds(condition, request)));
}

/** Any one of the values suffices. A field that AWS adds later holds for nobody. */
function holds(condition: Condition, request: RequestFacts): boolean {
  const candidates = asked(condition, request);
  return condition.values.some((value) => candidates.some((candidate) => matches(condition.field, value, candidate)));
}

function asked(condition: Condition, request: RequestFacts): readonly string[] {
  const [path = '', query = ''] = request.url.split(/\?(.*)/s);
  switch (condition.field) {
    case 'path-pattern':
      return [path];
    case 'host-header':
      return headerValues(request, 'host').map((host) => host.replace(/:\d+$/, ''));
    case 'http-header':
      return headerValues(request, condition.httpHeaderName ?? '');
    case 'http-request-method':
      return [request.method];
    case 'query-string':
      return [...new URLSearchParams(query)].flatMap(([key, value]) => [`${key}=${value}`, value]);
    case 'source-ip':
      return [request.sourceAddress];
    default:
      return [];
  }
}

function headerValues(request: RequestFacts, name: string): readonly string[] {
  const value = request.headers[name.toLowerCase()];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function matches(field: string, pattern: string, candidate: string): boolean {
  if (field === 'source-ip') return inRange(pattern, candidate);
  if (field === 'http-request-method') return pattern === candidate;
  // Paths are the only ones that are compared with case.
  return wildcard(pattern, field === 'path-pattern' ? '' : 'i').test(candidate);
}

function wildcard(pattern: string, flags: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, flags);
}

function inRange(range: string, address: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  return list.check(
    address.replace(/^::ffff:/, ''),
    address.includes(':') && !address.startsWith('::ffff:') ? 'ipv6' : 'ipv4',
  );
}

/**
 * Smooth weighted round robin: everyone gains his weight, the richest goes and pays the total.
 * Weights 3 and 1 give a a b a, not a a a b. The credits are kept by the caller and edited here.
 */
export function nextByWeight(weights: readonly number[], credits: number[]): number | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) return undefined;
  let chosen = 0;
  weights.forEach((weight, index) => {
    credits[index] = (credits[index] ?? 0) + weight;
    if (weight > 0 && (weights[chosen] === 0 || (credits[index] ?? 0) > (credits[chosen] ?? 0))) chosen = index;
  });
  credits[chosen] = (credits[chosen] ?? 0) - total;
  return chosen;
}
