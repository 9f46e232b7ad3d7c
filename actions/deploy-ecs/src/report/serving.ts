// What serves, in words. A look that is old, or that was taken before ECS was asked for something, is no longer "now": it is told with its time.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import type { Outcome } from './report.ts';

/** A verdict comes seconds after the look that it rests on. */
const STILL_NOW_MS = 60_000;

export interface Serving {
  /** `Serving now`, or `Serving when last seen (14:03:22 UTC)` */
  readonly title: string;
  readonly what: string;
}

export function servingOf({ verdict, service, seen, deploymentArn, lookedAt, endedAt }: Outcome): Serving {
  const unseenSince = verdict === 'unobserved' || (seen === undefined && deploymentArn !== undefined);
  const isNow = !unseenSince && endedAt - lookedAt <= STILL_NOW_MS;
  return {
    title: isNow ? 'Serving now' : `Serving when last seen (${new Date(lookedAt).toISOString().slice(11, 19)} UTC)`,
    what: whatServes(seen?.service ?? service),
  };
}

/** `web:41 (2 tasks)`, or both while two serve. */
export function whatServes(service: ServiceSnapshot): string {
  const running = service.deployments.filter(({ runningCount }) => runningCount > 0);
  if (running.length === 0) return `nothing (0 of ${service.desiredCount} tasks run)`;
  return running
    .map(
      ({ taskDefinitionArn, runningCount }) =>
        `${shortTaskDefinition(taskDefinitionArn)} (${runningCount} ${runningCount === 1 ? 'task' : 'tasks'})`,
    )
    .join(' and ');
}
