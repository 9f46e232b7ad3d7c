// A deployment may be SUCCESSFUL before its last task is: the service's early success criteria say with how many, and whether old tasks are gone by then.

import { type Raw, rolloutIdOf, type ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { rawOf } from '../../../../lib/core/task-definition.ts';
import type { RolloutLook } from './rollout-rule.ts';

/** As many of its own tasks run as are wanted, or as the criteria ask for. 10 tasks at 75 %: 8 are enough. */
export function runEnough(seen: RolloutLook): boolean {
  return newTasks(seen) >= enough(seen.service);
}

/** How many of its own tasks run by what the service says, which also shows what became of them after its end. */
export function newTasks({ service, deployment }: RolloutLook): number {
  const own = service.deployments.find(({ id }) => id === rolloutIdOf(deployment.target.revisionArn));
  return own?.runningCount ?? service.runningCount;
}

function enough(service: ServiceSnapshot): number {
  const { enable, healthyPercent = 100 } = criteriaOf(service);
  return enable === true ? Math.ceil((service.desiredCount * Number(healthyPercent)) / 100) : service.desiredCount;
}

function criteriaOf({ raw }: ServiceSnapshot): Raw {
  const configuration = rawOf(raw.deploymentConfiguration);
  return rawOf(configuration.earlySuccessCriteria);
}

/** What a success does not wait for, in words: `3 of 4 new tasks run so far; 2 old ones still drain`; empty where there is nothing. */
export function stillMoves({ service, deployment }: RolloutLook): string {
  const own = rolloutIdOf(deployment.target.revisionArn);
  const running = service.deployments.find(({ id }) => id === own)?.runningCount ?? service.desiredCount;
  const others = service.deployments.filter(({ id }) => id !== own);
  // The counts of an ended deployment are those of its end.
  const old = Math.max(
    ...[others.map((one) => one.runningCount), deployment.sources.map((one) => one.running)].map(sum),
  );
  const { enable, sourceServiceRevisionCleanup } = criteriaOf(service);
  // ECS counts no task that drains, so that nothing may show of them.
  const isDeferred = enable === true && sourceServiceRevisionCleanup === 'DEFERRED';
  return [
    ...(running < service.desiredCount ? [`${running} of ${service.desiredCount} new tasks run so far`] : []),
    ...(old > 0
      ? [`${old} old ${old === 1 ? 'one still drains' : 'ones still drain'}`]
      : isDeferred
        ? ['old tasks may still drain']
        : []),
  ].join('; ');
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
