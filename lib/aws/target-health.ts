// What a load balancer thinks of its targets.

import type { ServiceLoadBalancer, TargetState } from '../core/snapshots.ts';
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

/** What the target groups of each load balancer say, load balancer by load balancer: where traffic is shifted, a task is in one of two groups. */
export async function describeTargetsOf(
  api: AwsApi,
  loadBalancers: readonly ServiceLoadBalancer[],
): Promise<TargetState[][]> {
  const asked = new Map<string, Promise<TargetState[]>>();
  const ask = (arn: string) => {
    const known = asked.get(arn) ?? describeTargets(api, arn);
    asked.set(arn, known);
    return known;
  };
  const said = loadBalancers.map(async ({ targetGroupArn, alternateTargetGroupArn }) => {
    const arns = [targetGroupArn, alternateTargetGroupArn].filter((arn) => arn !== undefined);
    return (await Promise.all(arns.map(ask))).flat();
  });
  return Promise.all(said);
}

/** Addresses that every one of the load balancers calls healthy. */
export function healthyIn(groups: readonly (readonly TargetState[])[]): ReadonlySet<string> {
  const healthy = groups.map(
    (targets) => new Set(targets.flatMap(({ address, state }) => (state === 'healthy' ? [address] : []))),
  );
  const [first = new Set<string>(), ...others] = healthy;
  return new Set([...first].filter((address) => others.every((group) => group.has(address))));
}
