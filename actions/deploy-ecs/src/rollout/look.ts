// One look at our service deployment. Two calls while all goes well; tasks and logs are asked for only when something failed.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import {
  describeService,
  describeServiceDeployment,
  describeServiceRevisions,
  listServiceDeployments,
} from '../../../../lib/aws/ecs.ts';
import { logStreamsOf, readLogTail } from '../../../../lib/aws/logs.ts';
import { listStoppedTasks } from '../../../../lib/aws/tasks.ts';
import { groupCauses } from '../../../../lib/core/causes.ts';
import type { Clock } from '../../../../lib/core/clock.ts';
import { AwsFailure, isTransient, UserError } from '../../../../lib/core/errors.ts';
import { clipped } from '../../../../lib/core/log-lines.ts';
import {
  type DeploymentSnapshot,
  primaryOf,
  type Raw,
  rolloutIdOf,
  type ServiceRef,
  type ServiceSnapshot,
} from '../../../../lib/core/snapshots.ts';
import { causeKey, culpritOf, faultOf } from '../../../../lib/core/stopped-task.ts';
import { containersOf } from '../../../../lib/core/task-definition.ts';
import type { TaskSnapshot } from '../../../../lib/core/task-snapshots.ts';
import { isGoingBack, isInCharge } from '../history/history.ts';
import { earlierHealth, seenHealthyAt } from './earlier-health.ts';
import { imageGone } from './image-gone.ts';
import { isAllNew, needsProof } from './judgement.ts';
import type { RolloutLook } from './rollout-rule.ts';
import { healthOf } from './task-health.ts';

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
}

/** As many log lines as a reader wants beside a cause. */
const LOG_LINES = 20;
/** A log arrives seconds after its task stopped; looked for this often, then given up. */
const LOG_LOOKS = 4;

export function createRolloutLook(
  options: RolloutLookOptions,
): (previous: RolloutLook | undefined) => Promise<RolloutLook> {
  const { api, clock, ref } = options;
  const logs = new Map<string, readonly string[]>();
  const logLooks = new Map<string, number>();
  let stopped: readonly TaskSnapshot[] = [];
  let seenFailures = 0;
  let gone: string | undefined;
  const denied = new Set<string>();
  /** What only explains must not blind the watch: a role without the permission gets the verdict without the explanation. */
  const unlessDenied = async <T>(looking: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await looking;
    } catch (error) {
      if (!(error instanceof AwsFailure) || error.kind !== 'denied') throw error;
      denied.add(error.operation);
      return otherwise;
    }
  };
  // What is not in the definition was injected (a security agent, a proxy) and decides nothing.
  const essential = (container: string) =>
    containersOf(options.definition).some((one) => one.name === container && one.essential !== false);

  const readStopped = async (rolloutId: string) => {
    const found = await listStoppedTasks(api, { cluster: ref.cluster, service: ref.service, rolloutId, essential });
    // ECS forgets stopped tasks after an hour; we do not.
    const known = new Set(found.map(({ taskArn }) => taskArn));
    stopped = [...found, ...stopped.filter(({ taskArn }) => !known.has(taskArn))];
    gone ??= await imageGone(api, options.definition, found);
    const missing = newestOfEachCause(stopped).filter(
      ({ taskArn }) => (logs.get(taskArn)?.length ?? 0) === 0 && (logLooks.get(taskArn) ?? 0) < LOG_LOOKS,
    );
    for (const task of missing) {
      logLooks.set(task.taskArn, (logLooks.get(task.taskArn) ?? 0) + 1);
      logs.set(task.taskArn, await unlessDenied(lastWords(api, options.definition, task), []));
    }
    return missing.some(({ taskArn }) => logs.get(taskArn)?.length === 0 && (logLooks.get(taskArn) ?? 0) < LOG_LOOKS);
  };
  let logsPending = false;

  return async (previous) => {
    const deployment = await deploymentOrFailure(api, ref, options.deploymentArn);
    const service = await serviceOrFailure(api, ref);
    const rolloutId = rolloutIdOf(deployment.target.revisionArn);
    const failures = Math.max(
      deployment.circuitBreaker?.failureCount ?? 0,
      service.deployments.find(({ id }) => id === rolloutId)?.failedTasks ?? 0,
    );
    const wentWrong = isBadNews(deployment) && previous?.deployment.status !== deployment.status;
    if (failures !== seenFailures || wentWrong || logsPending)
      logsPending = await unlessDenied(readStopped(rolloutId), false);
    seenFailures = failures;
    const events = service.events.filter(({ at }) => at >= deployment.createdAt);
    const causes = groupCauses(stopped, logs, events);
    const seen = { deployment, service, causes };
    const asksForHealth = causes.length > 0 || (isAllNew(seen) && needsProof(seen));
    // Who may not look at tasks cannot know that none was healthy, so nothing will be done against them.
    const health =
      asksForHealth && deployment.target.running > 0
        ? await unlessDenied(healthOf(api, clock, ref, service, rolloutId), { isHealthy: true, unwell: [] })
        : { isHealthy: false, unwell: [] };
    const { definition, fromStart } = options;
    const earlier = earlierHealth({ deployment, service, definition, stopped, fromStart });
    const lastHealthyAt = health.isHealthy
      ? seenHealthyAt(clock.now(), stopped)
      : newer(previous?.lastHealthyAt, earlier);
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
      ...(unwell.length === 0 ? {} : { unwell }),
      ...(gone === undefined ? {} : { imageGone: gone }),
      ...(denied.size === 0 ? {} : { denied: [...denied] }),
      ...(lastHealthyAt === undefined ? {} : { lastHealthyAt }),
      ...(supersededBy === undefined ? {} : { supersededBy }),
      ...(goingBackSince === undefined ? {} : { goingBackSince }),
    };
  };
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

function newestOfEachCause(stopped: readonly TaskSnapshot[]): TaskSnapshot[] {
  const newest = new Map<string, TaskSnapshot>();
  for (const task of stopped) {
    const key = causeKey(task);
    if (faultOf(task) !== 'none' && !newest.has(key)) newest.set(key, task);
  }
  return [...newest.values()];
}

/** The end of the log of the container that explains the stop; nothing where it cannot be read: the cause stands without it. */
export async function lastWords(api: AwsApi, definition: Raw, task: TaskSnapshot): Promise<readonly string[]> {
  const streams = logStreamsOf(definition, task.taskArn);
  const culprit = culpritOf(task)?.name;
  const stream = streams.find(({ container }) => container === culprit) ?? streams[0];
  if (stream === undefined) return [];
  try {
    return (await readLogTail(api, stream, LOG_LINES)).map(({ message }) => clipped(message));
  } catch (error) {
    // Looked for again with the next look.
    if (isTransient(error)) return [];
    if (error instanceof AwsFailure && error.kind !== 'denied')
      return [`(the log ${stream.group} ${stream.stream} could not be read: ${error.message})`];
    throw error;
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
