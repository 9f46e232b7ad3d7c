// What a rollout still waits for, in one line. It decides nothing.

import type { History } from '../../../../lib/core/watch.ts';
import type { RolloutLook } from './rollout-rule.ts';
import { describeShift, describeStage, isShifting } from './stages.ts';

/** `IN_PROGRESS: 1 of 2 new tasks running, 1 starting, 2 old` */
export function whyWaiting(history: Pick<History<RolloutLook, unknown>, 'blind'>, seen: RolloutLook): string {
  const { deployment } = seen;
  const blind = history.blind.at(-1);
  const sight = blind === undefined ? '' : ` (last look failed: ${blind.code})`;
  const failed = deployment.circuitBreaker?.failureCount ?? 0;
  const threshold = deployment.circuitBreaker?.threshold;
  const failures = failed > 0 ? `, ${failed} failed (the circuit breaker trips at ${threshold})` : '';
  return `${deployment.rawStatus}${describeStage(seen)}: ${describeTasks(seen)}${failures}${waitingFor(seen)}${describeShift(seen)}${sight}`;
}

export function describeTasks({ deployment: { target, sources } }: Pick<RolloutLook, 'deployment'>): string {
  const old = oldTasks(sources);
  const starting = target.pending > 0 ? `, ${target.pending} starting` : '';
  return `${target.running} of ${target.requested} new tasks running${starting}${old > 0 ? `, ${old} old` : ''}`;
}

/** All new tasks run: what is left is their health, then the end of the old ones. */
function waitingFor({ deployment: { target, sources, alarms }, service }: RolloutLook): string {
  // A stage says by itself what it is about.
  if (isShifting(service)) return '';
  if (target.requested === 0 || target.running < target.requested) return '';
  if (sources.length === 0 || oldTasks(sources) > 0) return '; waiting for the new tasks to be healthy';
  return service.loadBalancers.length > 0 && (alarms?.names ?? []).length === 0
    ? '; waiting for the old tasks to drain and stop'
    : bakesFor(alarms);
}

/** With alarms, ECS lets a deployment that is complete stand for minutes before it calls it done. */
function bakesFor(alarms: RolloutLook['deployment']['alarms']): string {
  const names = alarms?.names ?? [];
  return alarms?.status === 'MONITORING' && names.length > 0
    ? `; baking: ECS watches ${names.length === 1 ? 'the alarm' : 'the alarms'} ${names.join(', ')} before it calls it done`
    : '; waiting for ECS to call it done';
}

function oldTasks(sources: RolloutLook['deployment']['sources']): number {
  return sources.reduce((sum, source) => sum + source.running, 0);
}
