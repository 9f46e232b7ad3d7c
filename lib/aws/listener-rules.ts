// What a listener rule of an Application Load Balancer, or the listener of a Network Load Balancer, forwards to.

import { AwsFailure } from '../core/errors.ts';
import type { ListenerForward } from '../core/listener-forward.ts';
import type { AwsApi, OutputOf } from './api.ts';

type Action = NonNullable<
  NonNullable<OutputOf<'elasticloadbalancing', 'DescribeRules'>['Rules']>[number]['Actions']
>[number];

/** `arn`: of a rule or a listener. */
export async function readListenerForward(api: AwsApi, arn: string): Promise<ListenerForward> {
  try {
    const actions = arn.includes(':listener/') ? await actionsOfListener(api, arn) : await actionsOfRule(api, arn);
    return actions === undefined ? { kind: 'missing' } : { kind: 'read', groups: actions.flatMap(groupsOf) };
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind === 'expired') throw error;
    return /^(Rule|Listener)NotFound/.test(error.code) ? { kind: 'missing' } : { kind: 'unknown', why: error.message };
  }
}

async function actionsOfRule(api: AwsApi, arn: string): Promise<readonly Action[] | undefined> {
  const answer = await api.call('elasticloadbalancing', 'DescribeRules', { RuleArns: [arn] });
  return answer.Rules?.[0]?.Actions;
}

async function actionsOfListener(api: AwsApi, arn: string): Promise<readonly Action[] | undefined> {
  const answer = await api.call('elasticloadbalancing', 'DescribeListeners', { ListenerArns: [arn] });
  return answer.Listeners?.[0]?.DefaultActions;
}

/** A rule may ask for a login before it forwards. Without weights there is one group, and it gets everything. */
function groupsOf({ Type, TargetGroupArn, ForwardConfig }: Action): { arn: string; weight: number }[] {
  if (Type !== 'forward') return [];
  const groups = ForwardConfig?.TargetGroups ?? [{ TargetGroupArn, Weight: 1 }];
  return groups.map((group) => ({ arn: group.TargetGroupArn ?? '', weight: group.Weight ?? 1 }));
}

/** Of a service revision: the target group behind each production rule (by its ARN) that ECS put its tasks into. Empty where nobody knows or answers. */
export async function readLiveGroups(
  api: AwsApi,
  serviceRevisionArn: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  if (serviceRevisionArn === undefined) return new Map();
  const input = { serviceRevisionArns: [serviceRevisionArn] };
  try {
    const [revision] = (await api.call('ecs', 'DescribeServiceRevisions', input)).serviceRevisions ?? [];
    const resolved = revision?.resolvedConfiguration?.loadBalancers ?? [];
    return new Map(
      resolved.map(({ productionListenerRule = '', targetGroupArn = '' }) => [productionListenerRule, targetGroupArn]),
    );
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind === 'expired') throw error;
    return new Map();
  }
}
