import { expect, test } from 'vitest';
import { AwsFailure } from '../core/errors.ts';
import type { AwsApi } from './api.ts';
import { readListenerForward, readLiveGroups } from './listener-rules.ts';

const BALANCER = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';
const RULE = `${BALANCER}:listener-rule/app/web/0/1/2`;
const LISTENER = `${BALANCER}:listener/net/web/0/1`;

function answering(answer: object | AwsFailure): { api: AwsApi; asked: unknown[] } {
  const asked: unknown[] = [];
  const call = async (_service: unknown, operation: string, input: unknown): Promise<never> => {
    asked.push([operation, input]);
    if (answer instanceof AwsFailure) throw answer;
    return answer as never;
  };
  return { api: { call, raw: () => Promise.reject(new Error('not to be asked')) }, asked };
}

function refusal(code: string, kind: 'refused' | 'denied' | 'expired'): AwsFailure {
  return new AwsFailure({ kind, operation: 'elasticloadbalancing:DescribeRules', code, awsMessage: 'no' });
}

test('a rule of an Application Load Balancer forwards by weights, behind whatever it asks first', async () => {
  const TargetGroups = [{ TargetGroupArn: 'a', Weight: 0 }, { TargetGroupArn: 'b' }];
  const { api, asked } = answering({
    Rules: [{ Actions: [{ Type: 'authenticate-oidc' }, { Type: 'forward', ForwardConfig: { TargetGroups } }] }],
  });
  expect(await readListenerForward(api, RULE)).toEqual({
    kind: 'read',
    groups: [
      { arn: 'a', weight: 0 },
      { arn: 'b', weight: 1 },
    ],
  });
  expect(asked).toEqual([['DescribeRules', { RuleArns: [RULE] }]]);
});

test('the listener of a Network Load Balancer forwards by its default action', async () => {
  const { api, asked } = answering({ Listeners: [{ DefaultActions: [{ Type: 'forward', TargetGroupArn: 'a' }] }] });
  expect(await readListenerForward(api, LISTENER)).toEqual({ kind: 'read', groups: [{ arn: 'a', weight: 1 }] });
  expect(asked).toEqual([['DescribeListeners', { ListenerArns: [LISTENER] }]]);
});

test('a rule that is not there is missing, one that may not be read is unknown', async () => {
  const read = (answer: object | AwsFailure) => readListenerForward(answering(answer).api, RULE);
  for (const code of ['RuleNotFoundException', 'ListenerNotFound'])
    expect(await read(refusal(code, 'refused'))).toEqual({ kind: 'missing' });
  expect(await read({ Rules: [] })).toEqual({ kind: 'missing' });
  expect(await read(refusal('AccessDenied', 'denied'))).toEqual({
    kind: 'unknown',
    why: expect.stringContaining('elasticloadbalancing:DescribeRules'),
  });
  await expect(read(refusal('ExpiredToken', 'expired'))).rejects.toThrow(/expired/);
});

test('the live groups of a service revision are told by their production rules', async () => {
  const loadBalancers = [{ targetGroupArn: 'a', productionListenerRule: RULE }];
  const { api, asked } = answering({ serviceRevisions: [{ resolvedConfiguration: { loadBalancers } }] });
  expect(await readLiveGroups(api, 'arn:revision')).toEqual(new Map([[RULE, 'a']]));
  expect(await readLiveGroups(api, undefined)).toEqual(new Map());
  expect(asked).toEqual([['DescribeServiceRevisions', { serviceRevisionArns: ['arn:revision'] }]]);
  expect(await readLiveGroups(answering({}).api, 'arn:revision')).toEqual(new Map());
});

test('live groups that may not be read are not known; ended credentials are told', async () => {
  expect(await readLiveGroups(answering(refusal('AccessDenied', 'denied')).api, 'revision')).toEqual(new Map());
  await expect(readLiveGroups(answering(refusal('ExpiredToken', 'expired')).api, 'revision')).rejects.toThrow();
});
