// Starts what was planned, and finds the service deployment that it made. What is intended is saved before the call that starts work.

import type { AwsApi } from '../../../lib/aws/api.ts';
import {
  describeServiceRevisions,
  listServiceDeployments,
  registerTaskDefinition,
  updateService,
} from '../../../lib/aws/ecs.ts';
import { shortTaskDefinition } from '../../../lib/core/arn.ts';
import { canonicalDefinition } from '../../../lib/core/canonical-definition.ts';
import type { Clock } from '../../../lib/core/clock.ts';
import { AwsFailure, UserError } from '../../../lib/core/errors.ts';
import type { Raw, ServiceRef } from '../../../lib/core/snapshots.ts';
import { isRaw, lostMembers } from '../../../lib/core/task-definition.ts';
import type { Log } from '../../../lib/github/log.ts';
import type { State } from '../../../lib/github/run-action.ts';
import { type PostIntent, saveIntent } from './intent.ts';
import type { DeployPlan } from './plan.ts';

export interface Tools {
  readonly api: AwsApi;
  readonly log: Log;
  readonly clock: Clock;
  readonly state: State;
  readonly signal: AbortSignal;
}

export interface Registration {
  readonly arn: string;
  readonly definition: Raw;
}

/** Throws UserError when AWS dropped a member that was sent: what would serve is not what was asked for. */
export async function register(tools: Tools, definition: Raw, tags: readonly Raw[]): Promise<Registration> {
  // A file may bring tags of its own. They are beside the definition when ECS answers.
  const { tags: own, ...content } = definition;
  const merged = new Map([...(Array.isArray(own) ? own.filter(isRaw) : []), ...tags].map((tag) => [tag.key, tag]));
  const registered = await registerWithTags(tools, content, [...merged.values()]);
  const lost = lostMembers(canonicalDefinition(content), registered.definition);
  if (lost.length > 0) {
    throw new UserError(
      `task-definition: ECS registered ${shortTaskDefinition(registered.arn)} without what was sent as ${lost.join(', ')}. The service was not touched.`,
    );
  }
  tools.log.line(`Registered ${shortTaskDefinition(registered.arn)}.`);
  return registered;
}

async function registerWithTags(tools: Tools, definition: Raw, tags: readonly Raw[]): Promise<Registration> {
  try {
    return await registerTaskDefinition(tools.api, { ...definition, ...(tags.length === 0 ? {} : { tags }) });
  } catch (error) {
    // Tags need ecs:TagResource. A denial that is not about them comes again.
    if (!(error instanceof AwsFailure) || error.kind !== 'denied' || tags.length === 0) throw error;
    const registered = await registerTaskDefinition(tools.api, definition);
    tools.log.line(`Registered without tags: ${error.awsMessage}`);
    return registered;
  }
}

/** The ARN of the service deployment that the update made; undefined when ECS showed none within a minute. */
export async function startDeployment(
  tools: Tools,
  ref: ServiceRef,
  plan: Extract<DeployPlan, { kind: 'deploy' }>,
  taskDefinitionArn: string,
  intent: Omit<PostIntent, 'known'>,
): Promise<string | undefined> {
  const known = (await listServiceDeployments(tools.api, ref, { most: 100 })).map(({ arn }) => arn);
  saveIntent(tools.state, { ...intent, known: known.slice(0, 20) });
  const input = {
    cluster: ref.cluster,
    service: ref.service,
    taskDefinition: taskDefinitionArn,
    ...(plan.force ? { forceNewDeployment: true } : {}),
  };
  try {
    await updateService(tools.api, input);
  } catch (error) {
    if (!(error instanceof AwsFailure) || !error.ambiguous) throw error;
    tools.log.line(`${error.message} It may have been carried out: looking for its deployment before asking again.`);
    const found = await findDeployment(tools, ref, taskDefinitionArn, known, LOST_ANSWER_MS);
    if (found !== undefined) return found;
    await updateService(tools.api, input);
  }
  return findDeployment(tools, ref, taskDefinitionArn, known, APPEARS_WITHIN_MS);
}

/** An empty list for a second or two is normal: ECS makes the deployment after it has answered. */
const APPEARS_WITHIN_MS = 60_000;
const LOST_ANSWER_MS = 10_000;
const LOOK_AGAIN_MS = 500;

/** The one that was not there before and whose target carries our task definition. `currentServiceDeployment` can be stale, so it is not asked. */
export async function findDeployment(
  tools: Pick<Tools, 'api' | 'clock'>,
  ref: ServiceRef,
  taskDefinitionArn: string,
  known: readonly string[],
  withinMs: number,
): Promise<string | undefined> {
  const startedAt = tools.clock.now();
  for (let delayMs = LOOK_AGAIN_MS; ; delayMs = Math.min(delayMs * 2, 5_000)) {
    const fresh = (await listServiceDeployments(tools.api, ref, { most: 20 })).filter(
      ({ arn }) => !known.includes(arn),
    );
    const revisions = await describeServiceRevisions(
      tools.api,
      fresh.map(({ targetRevisionArn }) => targetRevisionArn),
    );
    const ours = fresh.find(
      ({ targetRevisionArn }) => revisions.get(targetRevisionArn)?.taskDefinitionArn === taskDefinitionArn,
    );
    if (ours !== undefined) return ours.arn;
    if (tools.clock.now() + delayMs - startedAt > withinMs) return undefined;
    await tools.clock.sleep(delayMs);
  }
}
