import { describe, expect, test } from 'vitest';
import { matchingRule, nextByWeight, type RequestFacts, type RouteRule } from './listener-rules.ts';

function aRequest(facts: Partial<RequestFacts> = {}): RequestFacts {
  return { method: 'GET', url: '/', headers: { host: 'shop.example:8080' }, sourceAddress: '127.0.0.1', ...facts };
}

function aRule(...conditions: RouteRule['conditions']): RouteRule {
  return { conditions, forward: [] };
}

describe('a rule of a listener', () => {
  test.each<[string, RouteRule['conditions'][number], Partial<RequestFacts>, boolean]>([
    ['a path by wildcard', { field: 'path-pattern', values: ['/api/*'] }, { url: '/api/users?x=1' }, true],
    ['a path by one character', { field: 'path-pattern', values: ['/v?'] }, { url: '/v1' }, true],
    ['a path with its case', { field: 'path-pattern', values: ['/API'] }, { url: '/api' }, false],
    ['a path whose pattern has a dot', { field: 'path-pattern', values: ['/a.html'] }, { url: '/axhtml' }, false],
    ['a host without port and case', { field: 'host-header', values: ['SHOP.*'] }, {}, true],
    ['another host', { field: 'host-header', values: ['blog.example'] }, {}, false],
    [
      'a header',
      { field: 'http-header', httpHeaderName: 'X-Test', values: ['yes'] },
      { headers: { 'x-test': 'yes' } },
      true,
    ],
    ['an absent header', { field: 'http-header', httpHeaderName: 'X-Test', values: ['*'] }, {}, false],
    ['a method', { field: 'http-request-method', values: ['PUT', 'GET'] }, {}, true],
    ['a query string', { field: 'query-string', values: ['version=2'] }, { url: '/?version=2' }, true],
    [
      'an address in a range',
      { field: 'source-ip', values: ['127.0.0.0/8'] },
      { sourceAddress: '::ffff:127.0.0.9' },
      true,
    ],
    ['an address out of range', { field: 'source-ip', values: ['10.0.0.0/8'] }, {}, false],
    ['a field nobody knows', { field: 'moon-phase', values: ['*'] }, {}, false],
  ])('holds or not for %s', (_, condition, request, expected) => {
    const found = matchingRule([aRule(condition)], aRequest(request));
    expect(found !== undefined).toBe(expected);
  });

  test('is skipped unless all its conditions hold, and the next one is asked', () => {
    const strict = aRule({ field: 'path-pattern', values: ['/a'] }, { field: 'http-request-method', values: ['POST'] });
    const fallback = aRule();
    expect(matchingRule([strict, fallback], aRequest({ url: '/a' }))).toBe(fallback);
  });
});

describe('the weighted choice', () => {
  function turns(weights: readonly number[], count: number): (number | undefined)[] {
    const credits: number[] = [];
    return Array.from({ length: count }, () => nextByWeight(weights, credits));
  }

  test.each<[readonly number[], readonly (number | undefined)[]]>([
    [[1], [0, 0, 0, 0]],
    [
      [3, 1],
      [0, 0, 1, 0],
    ],
    [
      [0, 100],
      [1, 1, 1, 1],
    ],
    [
      [100, 0],
      [0, 0, 0, 0],
    ],
    [
      [1, 1],
      [0, 1, 0, 1],
    ],
    [
      [0, 0],
      [undefined, undefined, undefined, undefined],
    ],
    [[], [undefined, undefined, undefined, undefined]],
  ])('among weights %j goes %j', (weights, expected) => {
    expect(turns(weights, 4)).toEqual(expected);
  });

  test('gives everyone his exact share over a full round', () => {
    const chosen = turns([90, 10], 100);
    expect(chosen.filter((index) => index === 1)).toHaveLength(10);
  });
});
