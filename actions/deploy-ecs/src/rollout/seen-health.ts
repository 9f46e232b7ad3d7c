// What one look knows of the health of our tasks. It is asked for only where something depends on it: that is up to four calls more.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import type { Clock } from '../../../../lib/core/clock.ts';
import {
  type DeploymentSnapshot,
  rolloutIdOf,
  type ServiceRef,
  type ServiceSnapshot,
} from '../../../../lib/core/snapshots.ts';
import { isAllNew, mayBeHealthy, needsProof } from './judgement.ts';
import type { RolloutLook } from './rollout-rule.ts';
import type { UnlessRefused } from './seen-or-failure.ts';
import { healthOf, type RolloutHealth } from './task-health.ts';

/** `healthy` is undefined where it was not asked for, or may not be seen. */
export type SeenHealth = Omit<RolloutHealth, 'healthy'> & {
  readonly healthy: number | undefined;
  readonly isAsked: boolean;
};

const NOT_ASKED: SeenHealth = {
  isAsked: false,
  isHealthy: false,
  healthy: undefined,
  running: 0,
  fails: false,
  unwell: [],
};
const NONE_RUNS: SeenHealth = { ...NOT_ASKED, healthy: 0 };
/** Who cannot look at tasks does not know that none was healthy, so nothing will be done against them. */
const NOT_SHOWN: SeenHealth = { ...NOT_ASKED, isAsked: true, isHealthy: true };

type Counted = Pick<RolloutLook, 'deployment' | 'service' | 'causes' | 'oldStood'>;

export async function seenHealth(
  {
    api,
    clock,
    ref,
    unlessRefused,
  }: Pick<UnlessRefused, 'unlessRefused'> & {
    readonly api: AwsApi;
    readonly clock: Clock;
    readonly ref: ServiceRef;
  },
  seen: Counted,
  /** `isLast`: before the deadline. `isCancelled`: nothing but what is seen now decides whether the deployment is left as it is. */
  { isLast, isCancelled, isDue }: { readonly isLast: boolean; readonly isCancelled: boolean; readonly isDue: boolean },
): Promise<SeenHealth> {
  const { deployment, service } = seen;
  const isOpen = seen.causes.length > 0 || (isAllNew(seen) && needsProof(seen));
  const isAsked = isLast || (isOpen && isDue) || (isCancelled && mayBeHealthy(seen));
  if (!isAsked) return NOT_ASKED;
  if (!runsAny(deployment, service)) return NONE_RUNS;
  const rolloutId = rolloutIdOf(deployment.target.revisionArn);
  const asking = healthOf(api, clock, ref, service, rolloutId).then((health) => ({ ...health, isAsked: true }));
  return unlessRefused<SeenHealth>(asking, NOT_SHOWN);
}

/** The counts of a service deployment may be missing or late; those of the service are another answer. */
function runsAny({ target }: DeploymentSnapshot, { deployments }: ServiceSnapshot): boolean {
  const own = deployments.find(({ id }) => id === rolloutIdOf(target.revisionArn));
  return target.running > 0 || (own?.runningCount ?? 0) > 0;
}
