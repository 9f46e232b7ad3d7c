// Actions and conditions: AWS's nested shapes on one side, the few words that a route needs on the other.

import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ForwardTarget, ListenerRule, World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { AwsError, type Json } from '../operation.ts';
import { targetGroupOf } from './elb-resources.ts';

type Condition = ListenerRule['conditions'][number];

export function forwardOf(world: World, actions: readonly Action[] | undefined): ForwardTarget[] {
  const [action, ...more] = actions ?? [];
  if (action === undefined) throw new AwsError('ValidationError', 'At least one action must be specified');
  if (action.Type !== 'forward' || more.length > 0) throw notImplemented('An action other than one forward');
  const groups = action.ForwardConfig?.TargetGroups ?? [{ TargetGroupArn: action.TargetGroupArn }];
  return groups.map(({ TargetGroupArn, Weight }) => ({
    targetGroupArn: targetGroupOf(world, TargetGroupArn).targetGroupArn,
    weight: Weight ?? 1,
  }));
}

export function actionsOf(forward: readonly ForwardTarget[]): Json[] {
  const [only, ...others] = forward;
  return [
    {
      Type: 'forward',
      ...(only !== undefined && others.length === 0 && { TargetGroupArn: only.targetGroupArn }),
      Order: 1,
      ForwardConfig: {
        TargetGroups: forward.map(({ targetGroupArn, weight }) => ({ TargetGroupArn: targetGroupArn, Weight: weight })),
        TargetGroupStickinessConfig: { Enabled: false },
      },
    },
  ];
}

export function conditionsOf(given: readonly RuleCondition[] | undefined): Condition[] {
  return (given ?? []).map((condition) => {
    const field = String(condition.Field);
    const header = condition.HttpHeaderConfig?.HttpHeaderName;
    return { field, values: valuesOf(condition), ...(header !== undefined && { httpHeaderName: header }) };
  });
}

function valuesOf(condition: RuleCondition): string[] {
  const pairs = condition.QueryStringConfig?.Values?.map(({ Key, Value }) =>
    Key === undefined ? String(Value) : `${Key}=${Value}`,
  );
  const nested =
    condition.HostHeaderConfig?.Values ??
    condition.PathPatternConfig?.Values ??
    condition.HttpHeaderConfig?.Values ??
    condition.HttpRequestMethodConfig?.Values ??
    condition.SourceIpConfig?.Values ??
    pairs;
  const values = nested ?? condition.Values ?? [];
  if (values.length === 0) throw new AwsError('ValidationError', 'A condition value must be specified');
  return values;
}

export function describeConditions(conditions: readonly Condition[]): Json[] {
  return conditions.map(({ field, values, httpHeaderName }) => {
    switch (field) {
      case 'host-header':
        return { Field: field, Values: values, HostHeaderConfig: { Values: values } };
      case 'path-pattern':
        return { Field: field, Values: values, PathPatternConfig: { Values: values } };
      case 'http-header':
        return { Field: field, HttpHeaderConfig: { HttpHeaderName: httpHeaderName, Values: values } };
      case 'http-request-method':
        return { Field: field, HttpRequestMethodConfig: { Values: values } };
      case 'source-ip':
        return { Field: field, SourceIpConfig: { Values: values } };
      case 'query-string':
        return { Field: field, QueryStringConfig: { Values: values.map(pairOf) } };
      default:
        throw notImplemented(`A rule condition on ${field}`);
    }
  });
}

function pairOf(value: string): Json {
  const at = value.indexOf('=');
  return at < 0 ? { Value: value } : { Key: value.slice(0, at), Value: value.slice(at + 1) };
}
