// What serves, in words. A look that is old, or that was taken before ECS was asked for something, is no longer "now": it is told with its time.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { rolloutIdOf, type ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { MEANING, type RolloutLook } from '../rollout/rollout-rule.ts';
import { isShifting } from '../rollout/stages.ts';
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
    what: seen === undefined ? whatServes(service) : servesBeside(seen),
  };
}

type Running = ServiceSnapshot['deployments'][number];

/**
 * `web:41 (2 tasks)`, or both while two serve. That tasks of a release run that is on its way is no sign that they serve: their health is one, or
 * their share of the traffic.
 */
export function whatServes(service: ServiceSnapshot): string {
  const { ours, others } = runningOf(service);
  if (ours === undefined)
    return others.length === 0 ? `nothing (0 of ${service.desiredCount} tasks run)` : listed(others);
  if (others.length === 0) return listed([ours]);
  // The service alone does not tell the share of each.
  if (ours.rolloutState === 'IN_PROGRESS' && isShifting(service))
    return `${listed(others)} or ${listed([ours])}, or both: the deployment in progress shifts the production traffic to the latter`;
  return ours.rolloutState === 'IN_PROGRESS'
    ? `${listed(others)}, and ${listed([ours])} as far as its tasks are healthy`
    : listed([ours, ...others]);
}

function servesBeside({ service, deployment: { target, status } }: RolloutLook): string {
  const { ours, others } = runningOf(service);
  const share = target.productionWeight;
  const isShared = isShifting(service) && ours?.id === rolloutIdOf(target.revisionArn) && others.length > 0;
  if (!isShared || share === undefined || MEANING[status] !== 'moving') return whatServes(service);
  if (share === 0) return `${listed(others)}; no production traffic goes to ${listed([ours])} yet`;
  return share >= 100
    ? `${listed([ours])} with all production traffic; ${listed(others)} still stands beside it`
    : `${listed(others)}, and ${listed([ours])} with ${share} % of the production traffic`;
}

/** `ours`: what the service is set to. */
function runningOf({ deployments }: ServiceSnapshot) {
  const running = deployments.filter(({ runningCount }) => runningCount > 0);
  const ours = running.find(({ status }) => status === 'PRIMARY');
  return { ours, others: running.filter((one) => one !== ours) };
}

function listed(running: readonly Running[]): string {
  return running.map((one) => `${nameOf(one)} (${countOf(one)})`).join(' and ');
}

function nameOf({ taskDefinitionArn }: Running): string {
  return shortTaskDefinition(taskDefinitionArn);
}

function countOf({ runningCount }: Running): string {
  return `${runningCount} ${runningCount === 1 ? 'task' : 'tasks'}`;
}
