// What a rollout still waits for, in one line. It decides nothing.

import { type Cause, causesOfEvents } from '../../../../lib/core/causes.ts';
import type { History } from '../../../../lib/core/watch.ts';
import { newTasks, runEnough } from './early-success.ts';
import type { RolloutLook } from './rollout-rule.ts';
import { decisionsOf, describeShift, describeStage, isShifting } from './stages.ts';

/** `IN_PROGRESS: 1 of 2 new tasks running, 1 starting, 2 old`, and how it is decided where it waits for a decision. */
export function whyWaiting(history: Pick<History<RolloutLook, unknown>, 'blind'>, seen: RolloutLook): string {
  return [stateOf(history, seen), ...decisionsOf(seen.deployment)].join(': ');
}

/** The same without the commands. */
export function stateOf(history: Pick<History<RolloutLook, unknown>, 'blind'>, seen: RolloutLook): string {
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

/** What keeps ECS from starting all that were asked for; undefined where they run, or nothing is known. */
export function whyNotStarted({ causes, deployment, service }: RolloutLook): Cause | undefined {
  const { target, createdAt } = deployment;
  if (target.requested > 0 && target.running >= target.requested) return undefined;
  const [event] = causesOfEvents(service.events.filter(({ at }) => at >= createdAt));
  return causes.find(({ fault }) => fault === 'platform') ?? event;
}

/** The counts of an ended deployment are those of its end: what became of its tasks since, and how many are wanted by now, the service knows. */
export function describeTasksSince(seen: RolloutLook): string {
  return runEnough(seen)
    ? describeTasks(seen)
    : `${newTasks(seen)} of ${seen.service.desiredCount} new tasks running now`;
}

/** All new tasks run: what is left is their health, then the end of the old ones. */
function waitingFor(seen: RolloutLook): string {
  const {
    deployment: { target, sources, alarms },
    service,
  } = seen;
  // A stage says by itself what it is about.
  if (isShifting(service)) return '';
  if (target.requested === 0) return '';
  const missing = target.requested - target.running - target.pending;
  if (target.running < target.requested)
    return missing > 0 ? `; waiting for ECS to start ${missing === target.requested ? 'them' : `${missing} more`}` : '';
  if (sources.length === 0) return '; waiting for the new tasks to be healthy';
  if (oldTasks(sources) > 0) return '; waiting for the new tasks to be healthy, and then for the old ones to stop';
  return (alarms?.names ?? []).length === 0 && hasBegunDraining(seen)
    ? '; waiting for the old tasks to drain and stop'
    : bakesFor(alarms);
}

/** Before a first release nothing ran, although the deployment has a source: only ECS's event tells that something drains. */
function hasBegunDraining({ deployment: { createdAt }, service: { events } }: RolloutLook): boolean {
  return events.some(({ at, message }) => at >= createdAt && message.includes('has begun draining connections'));
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
