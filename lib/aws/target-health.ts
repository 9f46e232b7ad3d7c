// What a load balancer thinks of its targets.

import type { TargetState } from '../core/snapshots.ts';
import type { AwsApi } from './api.ts';

export async function describeTargets(api: AwsApi, targetGroupArn: string): Promise<TargetState[]> {
  const answer = await api.call('elasticloadbalancing', 'DescribeTargetHealth', { TargetGroupArn: targetGroupArn });
  return (answer.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
    address: Target?.Id ?? '',
    port: Target?.Port ?? 0,
    state: TargetHealth?.State ?? '',
    ...(TargetHealth?.Reason === undefined ? {} : { reason: TargetHealth.Reason }),
    ...(TargetHealth?.Description === undefined ? {} : { description: TargetHealth.Description }),
  }));
}

/** What each of the groups says, group by group. */
export async function describeTargetsOf(api: AwsApi, targetGroupArns: readonly string[]): Promise<TargetState[][]> {
  return Promise.all([...new Set(targetGroupArns)].map((arn) => describeTargets(api, arn)));
}

/** Addresses that every one of the groups calls healthy. */
export function healthyIn(groups: readonly (readonly TargetState[])[]): ReadonlySet<string> {
  const healthy = groups.map(
    (targets) => new Set(targets.flatMap(({ address, state }) => (state === 'healthy' ? [address] : []))),
  );
  const [first = new Set<string>(), ...others] = healthy;
  return new Set([...first].filter((address) => others.every((group) => group.has(address))));
}
