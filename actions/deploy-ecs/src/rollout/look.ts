// One look at our service deployment. Two calls while all goes well; tasks and logs are asked for only when something failed.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import {
  describeService,
  describeServiceDeployment,
  describeServiceRevisions,
  listServiceDeployments,
} from '../../../../lib/aws/ecs.ts';
import { groupCauses } from '../../../../lib/core/causes.ts';
import type { Clock } from '../../../../lib/core/clock.ts';
import { AwsFailure, UserError } from '../../../../lib/core/errors.ts';
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
import { isAllNew, mayBeHealthy, needsProof } from './judgement.ts';
import { MEANING, type RolloutLook } from './rollout-rule.ts';
import { mayHaveEnded, type Signs, signsOf } from './signs.ts';
import { healthOf, type RolloutHealth } from './task-health.ts';

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

/** `healthy` is undefined where it was not asked for, or may not be seen. */
type SeenHealth = Omit<RolloutHealth, 'healthy'> & { readonly healthy: number | undefined };

/** The last look begins a second before the deadline. */
const LAST_LOOK_MS = 1_000;

export function createRolloutLook(
  options: RolloutLookOptions,
): (previous: RolloutLook | undefined) => Promise<RolloutLook> {
  const { api, clock, ref } = options;
  let signs: Signs | undefined;
  let healthyAt: number | undefined;
  let oldStood = 0;
  const denied = new Set<string>();
  const refused = new Map<string, string>();
  /** What only explains must not blind the watch: where AWS says no to it, the verdict comes without the explanation. */
  const unlessRefused = async <T>(looking: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await looking;
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      if (error.kind === 'denied') denied.add(error.operation);
      else if (error.kind === 'refused') refused.set(error.operation, error.message);
      else throw error;
      return otherwise;
    }
  };
  const endedTasks = createEndedTasks({ api, ref, definition: options.definition, unlessRefused });

  return async (previous) => {
    const isCancelled = options.isCancelled?.() === true;
    const deployment = await deploymentOrFailure(api, ref, options.deploymentArn);
    const service = await serviceOrFailure(api, ref);
    const rolloutId = rolloutIdOf(deployment.target.revisionArn);
    const now = signsOf(deployment, service);
    // On its way back it has fewer tasks with every look.
    const hasEnded = isBadNews(deployment)
      ? now.failures !== signs?.failures || previous?.deployment.status !== deployment.status
      : mayHaveEnded(now, signs);
    const isLast =
      MEANING[deployment.status] === 'moving' &&
      clock.now() >= (options.deadlineAt ?? Number.POSITIVE_INFINITY) - LAST_LOOK_MS;
    const { stopped, logs, gone } = await endedTasks(service, rolloutId, hasEnded || isLast);
    const events = service.events.filter(({ at }) => at >= deployment.createdAt);
    const causes = groupCauses(stopped, logs, events);
    oldStood = Math.max(
      oldStood,
      deployment.sources.reduce((sum, { running }) => sum + running, 0),
    );
    const seen = { deployment, service, causes, oldStood };
    const asksForHealth =
      isLast || causes.length > 0 || (isAllNew(seen) && needsProof(seen)) || (isCancelled && mayBeHealthy(seen));
    // Who cannot look at tasks does not know that none was healthy, so nothing will be done against them.
    const health: SeenHealth =
      asksForHealth && runsAny(deployment, service)
        ? await unlessRefused<SeenHealth>(healthOf(api, clock, ref, service, rolloutId), {
            isHealthy: true,
            healthy: undefined,
            running: 0,
            fails: false,
            unwell: [],
          })
        : { isHealthy: false, healthy: asksForHealth ? 0 : undefined, running: 0, fails: false, unwell: [] };
    const { definition, fromStart } = options;
    const evidence = {
      deployment,
      service,
      definition,
      stopped,
      fromStart,
      failures: now.failures,
      ...(signs === undefined ? {} : { failuresBefore: signs.failures }),
    };
    // One time for both: what is well in the very moment in which another fails speaks for the release.
    const seenNow = seenAt(clock.now(), stopped);
    healthyAt = health.isHealthy ? seenNow : newer(healthyAt, earlierHealth(evidence));
    const lastHealthyAt = newer(healthyAt, unseenHealth(evidence));
    signs = now;
    // The targets of a task that was given up are gone with it: what was last said of one still explains.
    const unwell = health.unwell.length > 0 ? health.unwell : (previous?.unwell ?? []);
    const inCharge = leadsToItsEnd(deployment, service, options.taskDefinitionArn);
    // What leads again, though it does not serve yet, is superseded by nothing. What was stopped leads to nothing.
    const leads = deployment.status === 'SUCCESSFUL' && primaryOf(service)?.id === rolloutId;
    const supersededBy =
      isOver(deployment) && !inCharge && !leads ? await newerDeployment(api, ref, deployment, service) : undefined;
    const goingBackSince = previous?.goingBackSince ?? (isGoingBackOrStopped(deployment) ? clock.now() : undefined);
    return {
      deployment,
      service,
      causes,
      inCharge,
      oldStood,
      ...(health.healthy === undefined
        ? {}
        : { allHealthy: health.healthy >= Math.max(health.running, deployment.target.requested) }),
      ...(unwell.length === 0 ? {} : { unwell }),
      ...(gone === undefined ? {} : { imageGone: gone }),
      ...(denied.size === 0 ? {} : { denied: [...denied] }),
      ...(refused.size === 0 ? {} : { refused: [...refused.values()] }),
      ...(lastHealthyAt === undefined ? {} : { lastHealthyAt }),
      ...(health.fails ? { failingAt: seenNow } : {}),
      ...(supersededBy === undefined ? {} : { supersededBy }),
      ...(goingBackSince === undefined ? {} : { goingBackSince }),
    };
  };
}

/** The counts of a service deployment may be missing or late; those of the service are another answer. */
function runsAny({ target }: DeploymentSnapshot, { deployments }: ServiceSnapshot): boolean {
  const own = deployments.find(({ id }) => id === rolloutIdOf(target.revisionArn));
  return target.running > 0 || (own?.runningCount ?? 0) > 0;
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

function isOver({ status }: DeploymentSnapshot): boolean {
  return status === 'SUCCESSFUL' || status === 'STOPPED' || status === 'ROLLBACK_SUCCESSFUL';
}

export async function deploymentOrFailure(api: AwsApi, ref: ServiceRef, arn: string): Promise<DeploymentSnapshot> {
  const deployment = await describeServiceDeployment(api, arn);
  if (deployment !== undefined) return deployment;
  await serviceOrFailure(api, ref);
  throw new AwsFailure({
    kind: 'unavailable',
    operation: 'ecs:DescribeServiceDeployments',
    code: 'MISSING',
    awsMessage: `ECS does not know ${arn} (yet)`,
  });
}

/** A service that was deleted under our eyes is no mistake in the inputs: something was touched already. */
export async function serviceOrFailure(api: AwsApi, ref: ServiceRef): Promise<ServiceSnapshot> {
  try {
    return await describeService(api, ref);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new AwsFailure(
      { kind: 'refused', operation: 'ecs:DescribeServices', code: 'MISSING', awsMessage: error.message },
      { cause: error },
    );
  }
}

export async function newerDeployment(
  api: AwsApi,
  ref: ServiceRef,
  ours: DeploymentSnapshot,
  service: ServiceSnapshot,
): Promise<RolloutLook['supersededBy']> {
  // Newest first. Two may be made at the same instant, so that their order tells more than their times.
  const listed = await listServiceDeployments(api, ref, { most: 20 });
  const at = listed.findIndex(({ arn }) => arn === ours.arn);
  const [newer] = at < 0 ? listed.filter(({ createdAt }) => createdAt >= ours.createdAt) : listed.slice(0, at);
  if (newer === undefined) return ours.status === 'STOPPED' ? leaderBesides(ours, service) : undefined;
  const revisions = await describeServiceRevisions(api, [newer.targetRevisionArn]);
  return { arn: newer.arn, taskDefinitionArn: revisions.get(newer.targetRevisionArn)?.taskDefinitionArn ?? '' };
}

/** ECS lists a new deployment a moment after the service is led by it. */
function leaderBesides(ours: DeploymentSnapshot, service: ServiceSnapshot): RolloutLook['supersededBy'] {
  const primary = primaryOf(service);
  return primary === undefined || primary.id === rolloutIdOf(ours.target.revisionArn)
    ? undefined
    : { arn: primary.id, taskDefinitionArn: primary.taskDefinitionArn };
}

function isGoingBackOrStopped({ status }: DeploymentSnapshot): boolean {
  return isGoingBack({ status }) || status === 'STOPPED';
}

function isBadNews(deployment: DeploymentSnapshot): boolean {
  return deployment.status !== 'PENDING' && deployment.status !== 'IN_PROGRESS' && deployment.status !== 'SUCCESSFUL';
}
