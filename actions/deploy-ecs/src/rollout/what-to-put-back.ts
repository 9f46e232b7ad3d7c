// What a run may put back where ECS stops its deployment and leaves it at that, or why there is nothing.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { contentKey } from '../history/content.ts';
import { previousOf, successes } from '../history/history.ts';
import type { DeployRequest } from '../inputs.ts';
import type { Situation } from '../plan.ts';
import type { RolloutLimits } from './rollout-rule.ts';

const NEVER_SERVED = 'no deployment of this service is known to have succeeded';

/** What this run may put back. A rollback is never taken back, and what failed is not cured by the same once more. */
export function wayBackOf(
  { rollbackTo }: Pick<DeployRequest, 'rollbackTo'>,
  situation: Situation,
  definition: Raw,
): RolloutLimits['wayBack'] {
  if (rollbackTo !== undefined) return { none: 'a rollback is not taken back by itself' };
  const arn = previousOf(situation);
  if (arn === undefined) return { none: NEVER_SERVED, neverServed: true };
  return successes(situation.deployments)[0]?.key === contentKey(definition)
    ? { none: `${shortTaskDefinition(arn)}, which served before, is the same` }
    : { to: shortTaskDefinition(arn) };
}
