// A service that somebody deletes takes its deployment with it, and ECS has no word for that: it speaks of a newer deployment that there is not.

import { MEANING, type RolloutDecision, type RolloutLook, settle } from './rollout-rule.ts';

/** DRAINING until its last task is gone, then INACTIVE. */
export function isDeleted({ service }: Pick<RolloutLook, 'service'>): boolean {
  return service.status === 'DRAINING' || service.status === 'INACTIVE';
}

/** Undefined where it was not, and where its deployment had gone back before. */
export function whenDeleted(seen: RolloutLook): RolloutDecision | undefined {
  const meaning = MEANING[seen.deployment.status];
  if (!isDeleted(seen) || meaning === 'went-back' || meaning === 'lost') return undefined;
  return settle(
    'failed',
    `the service was deleted while it was deployed to: ECS calls it ${seen.service.status}, and the deployment ${seen.deployment.rawStatus}`,
  );
}
