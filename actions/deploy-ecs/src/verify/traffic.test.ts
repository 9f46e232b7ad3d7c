import { describe, expect, test } from 'vitest';
import type { ListenerForward } from '../../../../lib/core/listener-forward.ts';
import { type Shift, type ShiftFacts, shiftFindings, shiftsOf } from './traffic.ts';

const A = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/blue/0123456789abcdef';
const B = A.replace('blue', 'green');
const C = A.replace('blue', 'other');
const shift = { groups: [A, B], productionRule: 'arn:rule', testRule: 'arn:test' } as const;
const to = (...weights: readonly (readonly [string, number])[]): ListenerForward => ({
  kind: 'read',
  groups: weights.map(([arn, weight]) => ({ arn, weight })),
});
const found = (facts: ShiftFacts, testRule = true) =>
  shiftFindings(testRule ? shift : { groups: shift.groups, productionRule: shift.productionRule }, facts).map(
    ({ kind, text }) => `${kind}: ${text}`,
  );

test('two groups, one of them with all the traffic and all the tasks, are as they should be', () => {
  expect(found({ production: to([A, 100], [B, 0]), test: to([B, 100]), liveGroup: A })).toEqual([]);
  expect(found({ production: to([A, 0], [B, 1]), liveGroup: B }, false)).toEqual([]);
  expect(found({ production: to([A, 100]), test: to([B, 100]), liveGroup: A })).toEqual([]);
  expect(found({ production: to([A, 100], [B, 0]) }, false)).toEqual([]);
});

test('weights that somebody wrote back are a warning: ECS deploys all the same', () => {
  expect(found({ production: to([A, 100], [B, 0]), test: to([B, 100]), liveGroup: B })).toEqual([
    expect.stringMatching(
      /^warning: load balancer: production listener rule \(arn:rule\) gives all traffic to target group blue, but what serves was deployed into target group green: .*Give target group green the whole weight and the other one 0, .*ignore_changes/,
    ),
  ]);
});

test('a strange group without traffic is a warning, and one with traffic is told first', () => {
  expect(found({ production: to([A, 100], [C, 0]), test: to([B, 100]) })).toEqual([
    expect.stringMatching(/^warning: .*names, with weight 0, target group other, which is none of the service's/),
  ]);
  const D = C.replace('other', 'another');
  expect(found({ production: to([A, 100], [C, 0], [D, 1]), test: to([B, 100]) })).toEqual([
    expect.stringMatching(/^problem: .*forwards to target group another/),
  ]);
});

test('a rule that forwards to neither group is a problem', () => {
  expect(found({ production: to() }, false)).toEqual([
    expect.stringMatching(/^problem: .*does not name target group blue/),
  ]);
  expect(found({ production: to(), test: to([A, 100], [B, 0]) })).toEqual([
    expect.stringMatching(/^problem: .*gives traffic to no target group/),
  ]);
});

test('a network load balancer without a test listener may lack a group: nobody says that ECS refuses it', () => {
  const productionRule = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/web/0/1';
  const network = { groups: shift.groups, productionRule };
  const kinds = (at: Shift, facts: ShiftFacts) => shiftFindings(at, facts).map(({ kind }) => kind);
  expect(kinds(network, { production: to([A, 100]) })).toEqual(['warning']);
  expect(kinds({ ...network, testRule: 'arn:test' }, { production: to([A, 100]), test: to([A, 1]) })).toEqual([
    'problem',
  ]);
});

test('a group that belongs to somebody else is not compared with', () => {
  expect(found({ production: to([A, 100], [B, 0]), liveGroup: C })).toEqual([]);
});

describe('what ECS would refuse in the middle of the deployment is a problem before it', () => {
  test.each([
    [
      'a strange group',
      { production: to([A, 100], [C, 1]), test: to([B, 100]) },
      /forwards to target group other, which is none of .*\(target group blue, target group green\)/,
    ],
    [
      'a group in no rule',
      { production: to([A, 100]), test: to([A, 100]) },
      /does not name target group green, nor does a test listener rule/,
    ],
    ['a group in no rule, without a test rule', { production: to([A, 100]) }, /does not name target group green/],
    [
      'traffic for both',
      { production: to([A, 50], [B, 50]), liveGroup: A },
      /gives traffic to both target groups; .*Give target group blue the whole weight/,
    ],
    [
      'traffic for none',
      { production: to([A, 0], [B, 0]) },
      /gives traffic to no target group; .*Give it to the one with the running tasks/,
    ],
    [
      'no production rule',
      { production: { kind: 'missing' } },
      /load balancer: production listener rule arn:rule does not exist/,
    ],
    [
      'no test rule',
      { production: to([A, 1], [B, 0]), test: { kind: 'missing' } },
      /load balancer: test listener rule arn:test does not exist/,
    ],
  ] as const)('%s', (_what, facts, sentence) => {
    expect(found(facts)).toEqual([expect.stringMatching(sentence)]);
    expect(found(facts)[0]).toMatch(/^problem: /);
  });
});

test('a rule that may not be read is a notice, and then nothing is said of the rest', () => {
  const unknown = { kind: 'unknown', why: 'Not allowed.' } as const;
  expect(found({ production: unknown, test: to([B, 1]), liveGroup: A })).toEqual([
    'notice: load balancer: where the production listener rule leads is not known: Not allowed',
  ]);
  expect(found({ production: to([C, 1]), test: unknown })).toEqual([
    'notice: load balancer: where the test listener rule leads is not known: Not allowed',
  ]);
});

test('only a load balancer with two groups and a rule shifts', () => {
  const advancedConfiguration = {
    alternateTargetGroupArn: B,
    productionListenerRule: 'arn:rule',
    testListenerRule: 'arn:test',
  };
  const of = (...loadBalancers: unknown[]) => shiftsOf({ raw: { loadBalancers } });
  expect(of({ targetGroupArn: A, advancedConfiguration })).toEqual([shift]);
  const { testListenerRule: _, ...untested } = advancedConfiguration;
  expect(of({ targetGroupArn: A, advancedConfiguration: untested })).toEqual([
    { groups: [A, B], productionRule: 'arn:rule' },
  ]);
  expect(
    of({ targetGroupArn: A }, { advancedConfiguration }, { targetGroupArn: A, advancedConfiguration: {} }),
  ).toEqual([]);
  expect(of({ targetGroupArn: A, advancedConfiguration: { alternateTargetGroupArn: B } })).toEqual([]);
  expect(shiftsOf({ raw: {} })).toEqual([]);
});
