// Why a release that is not done at the deadline is left running: what was seen against it, and why that does not make it bad.

import { renderDuration } from '../../../../lib/core/duration.ts';
import { newestSign } from './judgement.ts';
import { describeTarget, type RolloutLook } from './rollout-rule.ts';

/** Of a release that is not bad. */
export function whyNotBad(seen: RolloutLook): string {
  const { causes, unwell: [target] = [], lastHealthyAt, service } = seen;
  const failed = causes.find(({ fault }) => fault === 'application' || fault === 'health');
  if (failed !== undefined) {
    const isHealed = lastHealthyAt !== undefined && lastHealthyAt >= (newestSign(seen)?.at ?? 0);
    // Else the newest would make it bad.
    const why = isHealed ? 'one was seen healthy since' : 'what ended last was no fault of the release';
    return `tasks of it failed (${failed.sentence}), but ${why}`;
  }
  const graceMs = service.healthCheckGracePeriodSeconds * 1_000;
  if (target !== undefined && graceMs > 0 && lastHealthyAt === undefined)
    return `${describeTarget(target)}, but ECS ignores that for the grace period of the service (${renderDuration(graceMs)})`;
  return 'nothing shows that the release is bad';
}
