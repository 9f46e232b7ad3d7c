// One look at our service deployment. Two calls while all goes well; tasks and logs are asked for only when something failed.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { groupCauses } from '../../../../lib/core/causes.ts';
import type { Clock } from '../../../../lib/core/clock.ts';
import { defined } from '../../../../lib/core/defined.ts';
import {
  type DeploymentSnapshot,
  primaryOf,
  type Raw,
  rolloutIdOf,
  type ServiceRef,
  type ServiceSnapshot,
} from '../../../../lib/core/snapshots.ts';
import { isGoingBack, isInCharge } from '../history/history.ts';
import { earlierHealth, seenAt, unseenHealth } from './earlier-health.ts';
import { createEndedTasks } from './ended-tasks.ts';
import { type HealthAsked, isHealthDue } from './health-due.ts';
import { newerDeployment } from './newer-deployment.ts';
import { MEANING, type RolloutLook } from './rollout-rule.ts';
import { type SeenHealth, seenHealth } from './seen-health.ts';
import { createUnlessRefused, deploymentOrFailure, serviceOrFailure } from './seen-or-failure.ts';
import { mayHaveEnded, type Signs, signsOf } from './signs.ts';

export interface RolloutLookOptions {
  readonly api: AwsApi;
  readonly clock: Clock;
  readonly ref: ServiceRef;
  readonly deploymentArn: string;
  readonly taskDefinitionArn: string;
  /** what our tasks run */
  readonly definition: Raw;
  /** watched since it began */
  readonly fromStart: boolean;
  /** epoch milliseconds, where a verdict rests on the look that is taken then */
  readonly deadlineAt?: number;
  /** true once nothing but what is seen now decides whether the deployment is left as it is */
  readonly isCancelled?: () => boolean;
}

/** The last look begins a second before the deadline. */
const LAST_LOOK_MS = 1_000;

/** Each look gets the one before. Throws AwsFailure where the deployment or its service cannot be seen. */
export function createRolloutLook(
  options: RolloutLookOptions,
): (previous: RolloutLook | undefined) => Promise<RolloutLook> {
  const { api, clock, ref, definition, fromStart } = options;
  const { unlessRefused, denied, refused } = createUnlessRefused();
  const endedTasks = createEndedTasks({ api, ref, definition, unlessRefused });
  let signs: Signs | undefined;
  let healthyAt: number | undefined;
  let asked: HealthAsked | undefined;
  let oldStood = 0;

  return async (previous) => {
    const isCancelled = options.isCancelled?.() === true;
    const deployment = await deploymentOrFailure(api, ref, options.deploymentArn);
    const service = await serviceOrFailure(api, ref);
    const now = signsOf(deployment, service);
    const isLast = MEANING[deployment.status] === 'moving' && isLastLook(clock.now(), options.deadlineAt);
    const isDue = moreMayHaveEnded({ deployment, now, before: signs, previous }) || isLast;
    const { stopped, logs, gone } = await endedTasks(service, rolloutIdOf(deployment.target.revisionArn), isDue);
    const events = service.events.filter(({ at }) => at >= deployment.createdAt);
    oldStood = Math.max(oldStood, oldRunning(deployment));
    const seen = { deployment, service, causes: groupCauses(stopped, logs, events), oldStood };
    const decidesAlone = gone !== undefined || !service.circuitBreaker.enable;
    const moment = { now: clock.now(), causes: seen.causes, ended: stopped.length, healthyAt, asked, decidesAlone };
    const when = { isLast, isCancelled, isDue: isHealthDue(moment) };
    const health = await seenHealth({ api, clock, ref, unlessRefused }, seen, when);
    if (health.isAsked) asked = { at: clock.now(), ended: stopped.length };
    const evidence = {
      deployment,
      service,
      definition,
      stopped,
      fromStart,
      failures: now.failures,
      ...defined({ failuresBefore: signs?.failures }),
    };
    // One time for both: what is well in the very moment in which another fails speaks for the release.
    const seenNow = seenAt(clock.now(), stopped);
    healthyAt = health.isHealthy ? seenNow : newer(healthyAt, earlierHealth(evidence));
    signs = now;
    const inCharge = leadsToItsEnd(deployment, service, options.taskDefinitionArn);
    return {
      ...seen,
      inCharge,
      ...defined({
        allHealthy: areAllHealthy(health, deployment),
        unwell: unwellOf(health, previous),
        imageGone: gone,
        denied: denied(),
        refused: refused(),
        lastHealthyAt: newer(healthyAt, unseenHealth(evidence)),
        failingAt: health.fails ? seenNow : undefined,
        supersededBy: isSuperseded(deployment, service, inCharge)
          ? await newerDeployment(api, ref, deployment, service)
          : undefined,
        goingBackSince: previous?.goingBackSince ?? (isGoingBackOrStopped(deployment) ? clock.now() : undefined),
      }),
    };
  };
}

function isLastLook(now: number, deadlineAt = Number.POSITIVE_INFINITY): boolean {
  return now >= deadlineAt - LAST_LOOK_MS;
}

/** Something says that more of its tasks ended since the look before. On its way back it has fewer tasks with every look. */
function moreMayHaveEnded(look: {
  readonly deployment: DeploymentSnapshot;
  readonly now: Signs;
  readonly before: Signs | undefined;
  readonly previous: RolloutLook | undefined;
}): boolean {
  const { deployment, now, before, previous } = look;
  return isBadNews(deployment)
    ? now.failures !== before?.failures || previous?.deployment.status !== deployment.status
    : mayHaveEnded(now, before);
}

function oldRunning({ sources }: DeploymentSnapshot): number {
  return sources.reduce((sum, { running }) => sum + running, 0);
}

function areAllHealthy({ healthy, running }: SeenHealth, { target }: DeploymentSnapshot): boolean | undefined {
  return healthy === undefined ? undefined : healthy >= Math.max(running, target.requested);
}

/** The targets of a task that was given up are gone with it: what was last said of one still explains. */
function unwellOf({ unwell }: SeenHealth, previous: RolloutLook | undefined): RolloutLook['unwell'] | undefined {
  return unwell.length > 0 ? unwell : previous?.unwell;
}

function newer(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

/** The fresh look that the end of a deployment asks for: what it was to bring, or to bring back, is in charge. */
function leadsToItsEnd(deployment: DeploymentSnapshot, service: ServiceSnapshot, taskDefinitionArn: string): boolean {
  if (deployment.status === 'SUCCESSFUL')
    return isInCharge(service, deployment.target.revisionArn) && service.taskDefinitionArn === taskDefinitionArn;
  const source = deployment.rollback?.revisionArn ?? deployment.sources[0]?.revisionArn;
  return deployment.status === 'ROLLBACK_SUCCESSFUL' && source !== undefined && isInCharge(service, source);
}

/** What leads again, though it does not serve yet, is superseded by nothing. What was stopped leads to nothing. */
function isSuperseded({ status, target }: DeploymentSnapshot, service: ServiceSnapshot, inCharge: boolean): boolean {
  const leads = status === 'SUCCESSFUL' && primaryOf(service)?.id === rolloutIdOf(target.revisionArn);
  const isOver = status === 'SUCCESSFUL' || status === 'STOPPED' || status === 'ROLLBACK_SUCCESSFUL';
  return isOver && !inCharge && !leads;
}

function isGoingBackOrStopped({ status }: DeploymentSnapshot): boolean {
  return isGoingBack({ status }) || status === 'STOPPED';
}

function isBadNews({ status }: DeploymentSnapshot): boolean {
  return status !== 'PENDING' && status !== 'IN_PROGRESS' && status !== 'SUCCESSFUL';
}
