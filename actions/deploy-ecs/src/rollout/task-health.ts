// Whether a task of our deployment is well, by ECS's own rule, and what the load balancer says of those that are not.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { describeTargetsOf, healthyIn } from '../../../../lib/aws/target-health.ts';
import { describeTasks, listRunningTasks } from '../../../../lib/aws/tasks.ts';
import type { Clock } from '../../../../lib/core/clock.ts';
import type { ServiceRef, ServiceSnapshot, TargetState } from '../../../../lib/core/snapshots.ts';
import { HEALTHY_AFTER_MS } from './earlier-health.ts';

export interface RolloutHealth {
  readonly isHealthy: boolean;
  /** how many of our running tasks are */
  readonly healthy: number;
  readonly running: number;
  /** one that has had its grace period fails its check, of the load balancer or of its container */
  readonly fails: boolean;
  /** targets of our running tasks that a load balancer gives a reason against */
  readonly unwell: readonly TargetState[];
}

/** What a target answers, or does not; the other reasons are those of the load balancer itself. */
const CHECK_FAILED = ['Target.ResponseCodeMismatch', 'Target.Timeout', 'Target.FailedHealthChecks'];
/** The clocks of AWS and of the runner may differ: a grace period is over once it is over for both. */
const CLOCKS_DIFFER_MS = 60_000;

export async function healthOf(
  api: AwsApi,
  clock: Clock,
  ref: ServiceRef,
  service: ServiceSnapshot,
  rolloutId: string,
): Promise<RolloutHealth> {
  const arns = await listRunningTasks(api, ref);
  const running = (await describeTasks(api, ref.cluster, arns, () => true)).filter(
    ({ startedBy, lastStatus }) => startedBy === rolloutId && lastStatus === 'RUNNING',
  );
  const loadBalancers = service.loadBalancers.filter(({ targetGroupArn }) => targetGroupArn !== undefined);
  const said = running.length === 0 ? [] : await describeTargetsOf(api, loadBalancers);
  const healthy = healthyIn(said);
  const ours = new Set(running.flatMap(({ addresses }) => addresses));
  const unwell = said.flat().filter(({ address, state }) => ours.has(address) && state === 'unhealthy');
  const failed = new Set(
    unwell.filter(({ reason = '' }) => CHECK_FAILED.includes(reason)).map(({ address }) => address),
  );
  // ECS's own rule: what the load balancer and the container's check say; where there is neither, 40 s of running.
  const well = running.filter(({ healthStatus, startedAt, addresses }) => {
    // Targets of tasks without an address of their own (bridge and host mode) are instances: nobody can tell whose they are, so nothing is held against them.
    if (loadBalancers.length > 0)
      return (addresses.length === 0 || addresses.some((one) => healthy.has(one))) && healthStatus !== 'UNHEALTHY';
    if (healthStatus !== 'UNKNOWN') return healthStatus === 'HEALTHY';
    return startedAt !== undefined && clock.now() - startedAt >= HEALTHY_AFTER_MS;
  });
  return {
    isHealthy: well.length > 0,
    healthy: well.length,
    running: running.length,
    fails: running.some(
      ({ addresses, healthStatus, startedAt }) =>
        (healthStatus === 'UNHEALTHY' || addresses.some((one) => failed.has(one))) &&
        hasHadItsTime(startedAt, service, clock.now()),
    ),
    unwell,
  };
}

/** ECS ignores failed checks while it lasts, for a start may take so long. */
function hasHadItsTime(
  startedAt: number | undefined,
  { healthCheckGracePeriodSeconds }: ServiceSnapshot,
  now: number,
): boolean {
  if (healthCheckGracePeriodSeconds === 0) return true;
  return startedAt !== undefined && now - startedAt >= healthCheckGracePeriodSeconds * 1_000 + CLOCKS_DIFFER_MS;
}
