// What a load balancer thinks of its targets.

import type { AwsApi } from './api.ts';

export interface TargetState {
  readonly address: string;
  readonly port: number;
  /** ELBv2's state, for example `initial`, `healthy`, `unhealthy` */
  readonly state: string;
  /** ELBv2's reason code, for example `Target.ResponseCodeMismatch` */
  readonly reason?: string;
  readonly description?: string;
}

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

/** Addresses that every one of the groups calls healthy. */
export async function healthyTargets(api: AwsApi, targetGroupArns: readonly string[]): Promise<ReadonlySet<string>> {
  const groups = await Promise.all([...new Set(targetGroupArns)].map((arn) => describeTargets(api, arn)));
  const healthy = groups.map(
    (targets) => new Set(targets.flatMap(({ address, state }) => (state === 'healthy' ? [address] : []))),
  );
  const [first = new Set<string>(), ...others] = healthy;
  return new Set([...first].filter((address) => others.every((group) => group.has(address))));
}
