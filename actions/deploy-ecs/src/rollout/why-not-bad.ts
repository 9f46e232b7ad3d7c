// Why a release that is not done at the deadline is left running: what was seen against it, and why that does not make it bad.

import { renderDuration } from '../../../../lib/core/duration.ts';
import { newestSign } from './judgement.ts';
import { describeTarget, type RolloutLook } from './rollout-rule.ts';

export function whyNotBad(seen: RolloutLook): string {
  const { causes, unwell: [target] = [], lastHealthyAt, service } = seen;
  const failed = causes.find(({ fault }) => fault === 'application' || fault === 'health');
  const newest = newestSign(seen);
  if (failed !== undefined && lastHealthyAt !== undefined && lastHealthyAt >= (newest?.at ?? 0))
    return `tasks of it failed (${failed.sentence}), but one was seen healthy since`;
  if (failed !== undefined && newest?.fault === 'platform')
    return `tasks of it failed (${failed.sentence}), but what ended last was no fault of the release`;
  const graceMs = service.healthCheckGracePeriodSeconds * 1_000;
  if (target !== undefined && graceMs > 0 && lastHealthyAt === undefined)
    return `${describeTarget(target)}, but ECS ignores that for the grace period of the service (${renderDuration(graceMs)})`;
  return 'nothing shows that the release is bad';
}
