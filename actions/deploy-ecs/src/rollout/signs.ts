// Signs that tasks of the deployment may have ended, in what every look sees anyway. ECS counts as failures only tasks that were never healthy; one that
// dies later shows nowhere but in the number of tasks and in events. Each sign may mean something harmless as well (fewer tasks wanted, a host that
// is drained, an old task replaced): it makes us ask for the tasks that ended, and decides nothing.

import { type DeploymentSnapshot, rolloutIdOf, type ServiceSnapshot } from '../../../../lib/core/snapshots.ts';

export interface Signs {
  /** in a row, as ECS counts them: before any of its tasks is healthy */
  readonly failures: number;
  readonly running: number;
  /** id of the newest event of a start, once more were started than are wanted */
  readonly restart?: string;
  /** id of the newest event of a failed check */
  readonly complaint?: string;
}

const STARTED = /\bhas started (\d+) tasks?\b/;
const UNHEALTHY = /\bis unhealthy in\b|\bfailed container health checks\b/;

export function signsOf(deployment: DeploymentSnapshot, service: ServiceSnapshot): Signs {
  const { target, createdAt } = deployment;
  // Newest first, as ECS has them.
  const events = service.events.filter(({ at }) => at >= createdAt);
  const starts = events.flatMap(({ id, message }) => {
    const [, count] = STARTED.exec(message) ?? [];
    return count === undefined ? [] : [{ id, count: Number(count) }];
  });
  const started = starts.reduce((sum, { count }) => sum + count, 0);
  const restart = started > target.requested ? starts[0]?.id : undefined;
  const complaint = events.find(({ message }) => UNHEALTHY.test(message))?.id;
  return {
    failures: failuresOf(deployment, service),
    running: target.running,
    ...(restart === undefined ? {} : { restart }),
    ...(complaint === undefined ? {} : { complaint }),
  };
}

function failuresOf({ circuitBreaker, target }: DeploymentSnapshot, { deployments }: ServiceSnapshot): number {
  const own = deployments.find(({ id }) => id === rolloutIdOf(target.revisionArn));
  return Math.max(circuitBreaker?.failureCount ?? 0, own?.failedTasks ?? 0);
}

/** Since the look before; `undefined`: there was none. */
export function mayHaveEnded(now: Signs, before: Signs = { failures: 0, running: 0 }): boolean {
  return (
    now.failures !== before.failures ||
    now.running < before.running ||
    (now.restart !== undefined && now.restart !== before.restart) ||
    (now.complaint !== undefined && now.complaint !== before.complaint)
  );
}
