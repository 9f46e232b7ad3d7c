// Starts what was planned, and finds the service deployment that it made. What is intended is saved before the call that starts work.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { describeServiceRevisions, listServiceDeployments, updateService } from '../../../../lib/aws/ecs.ts';
import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { Clock } from '../../../../lib/core/clock.ts';
import { renderDuration } from '../../../../lib/core/duration.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import { ended } from '../../../../lib/core/sentence.ts';
import type { Raw, ServiceRef } from '../../../../lib/core/snapshots.ts';
import { previousOf } from '../history/history.ts';
import { commitOf, type Origin, originOfEarlier, tagsFor } from '../history/revision-tags.ts';
import { type PostIntent, saveIntent } from '../intent.ts';
import type { DeployPlan } from '../plan.ts';
import type { Run } from '../prepare.ts';
import { sayLostSettings, sendSettings } from '../settings/send-settings.ts';
import type { Reading } from '../situation.ts';
import { type Lost, lookedUp, lostAnswer, lostUnseen } from './lost-answer.ts';
import { notBegun } from './not-begun.ts';
import { type Registration, register, registered } from './registration.ts';
import type { Intent } from './rollout-rule.ts';

/** A service deployment to watch: ours, or the one that is to be ended. */
export interface Begun {
  readonly kind: 'begun';
  readonly deploymentArn: string;
  readonly taskDefinitionArn: string;
  readonly definition: Raw;
  readonly intent: Intent;
}

export interface NotBegun {
  readonly kind: 'not-begun';
  readonly verdict: 'cancelled' | 'superseded' | 'unobserved' | 'refused';
  readonly reason: string;
  /** absent where nothing was registered */
  readonly taskDefinitionArn?: string;
  /** what had been done by then, where AWS said no */
  readonly done?: string;
  /** the IAM action that the role lacks */
  readonly lacks?: string;
  /** cancelled, and the update may have been taken: the post step looks for its deployment */
  readonly unfinished?: true;
}

/** Somebody has begun a deployment since the plan was made, which knows nothing of it: the plan is to be made anew. */
export interface Overtaken {
  readonly kind: 'overtaken';
  readonly by: string;
  readonly unused: Registration;
}

interface Begin {
  readonly reading: Reading;
  readonly plan: Exclude<DeployPlan, { kind: 'wait' | 'unchanged' | 'superseded' | 'refused' | 'update' }>;
  /** what an earlier plan of this run has registered in vain */
  readonly unused?: Registration | undefined;
}

/**
 * Registers and updates where the plan is to deploy; else only names what is under way already. Throws AwsFailure where AWS did not take the
 * registration, or the settings that go before.
 */
export async function begin(run: Run, { reading, plan, unused }: Begin): Promise<Begun | NotBegun | Overtaken> {
  const { service, running } = reading.situation;
  if (plan.kind === 'resume') {
    if (plan.edit !== undefined) sayLostSettings(run.context.log, plan.edit, await sendSettings(run, plan.edit));
    // Whoever joins is asked for the same as whoever began.
    leaveIntent(run, reading, {
      taskDefinitionArn: plan.taskDefinitionArn,
      known: [],
      deploymentArn: plan.deploymentArn,
    });
    return {
      kind: 'begun',
      intent: 'join',
      deploymentArn: plan.deploymentArn,
      taskDefinitionArn: plan.taskDefinitionArn,
      definition: running,
    };
  }
  if (plan.kind === 'stop')
    return {
      kind: 'begun',
      intent: 'go-back',
      deploymentArn: plan.deploymentArn,
      taskDefinitionArn: service.taskDefinitionArn,
      definition: running,
    };
  const registration =
    plan.register === undefined
      ? await registered(run.patient, plan.taskDefinitionArn ?? service.taskDefinitionArn)
      : await register(
          run,
          plan.register,
          tagsFor(plan.back?.tags ?? reading.tags, originOf(run, reading, plan)),
          unused,
        );
  return startRegistered(run, { reading, plan }, registration).catch(notBegun(run, registration));
}

async function startRegistered(
  run: Run,
  { reading, plan }: { readonly reading: Reading; readonly plan: Extract<DeployPlan, { kind: 'deploy' }> },
  registration: Registration,
): Promise<Begun | NotBegun | Overtaken> {
  const { signal, log } = run.context;
  const { arn, definition } = registration;
  const stopped = { kind: 'not-begun', taskDefinitionArn: arn } as const;
  const known = (await listServiceDeployments(run.patient, run.target, { most: 100 })).map((brief) => brief.arn);
  // The last moment: behind this line is the call that starts work.
  if (signal.aborted) return { ...stopped, verdict: 'cancelled', reason: 'cancelled before the service was touched' };
  const [newest] = known;
  if (run.request.rollbackFrom !== undefined && newest !== reading.situation.deployments[0]?.arn)
    return {
      ...stopped,
      verdict: 'superseded',
      reason: `service deployment ${lastPart(newest ?? '')} was made meanwhile; the service was not touched`,
    };
  if (newest !== undefined && mindsOthers(run) && !reading.situation.deployments.some((known) => known.arn === newest))
    return { kind: 'overtaken', by: newest, unused: registration };
  leaveIntent(run, reading, { taskDefinitionArn: arn, known: known.slice(0, 20) });
  const started = await startDeployment(run, plan, arn, known);
  if ('lost' in started)
    return {
      ...stopped,
      verdict: 'unobserved',
      reason: started.lost,
      ...(signal.aborted ? { unfinished: true } : {}),
    };
  const { deploymentArn } = started;
  log.line(`ECS began service deployment ${lastPart(deploymentArn)} of ${shortTaskDefinition(arn)}.`);
  return { kind: 'begun', intent: 'deploy', deploymentArn, taskDefinitionArn: arn, definition };
}

/** Whoever goes back, or takes the place of others, asks for that whatever was begun since. */
function mindsOthers({ request }: Run): boolean {
  return request.rollbackTo === undefined && request.onInProgress !== 'replace';
}

function originOf(
  { request, context }: Run,
  { tags }: Reading,
  { back }: Extract<Begin['plan'], { kind: 'deploy' }>,
): Origin {
  const { environment } = context;
  const run = environment.GITHUB_RUN_ID ?? '';
  if (back === undefined) return { ...commitOf(request, tags, environment), run };
  const { from, step } = back;
  return originOfEarlier(back.tags, { run, from, ...(step === undefined ? {} : { step }) });
}

/** The service deployment that the update made; `lost` when the update was taken and its deployment cannot be found. */
export async function startDeployment(
  { patient, context, target }: Run,
  { force, edit, register: own }: Pick<Extract<DeployPlan, { kind: 'deploy' }>, 'force' | 'edit' | 'register'>,
  taskDefinitionArn: string,
  known: readonly string[],
): Promise<{ readonly deploymentArn: string } | Lost> {
  const { clock, log } = context;
  const find = (withinMs: number) =>
    findDeployment({ api: patient, clock }, target, taskDefinitionArn, known, withinMs);
  const send = async (forced: boolean) => {
    const input = {
      ...target,
      taskDefinition: taskDefinitionArn,
      ...(forced ? { forceNewDeployment: true } : {}),
      ...edit?.send,
    };
    sayLostSettings(log, edit, await updateService(patient, input));
  };
  const lostOnTheWay = await lostAnswer(() => send(force));
  if (lostOnTheWay !== undefined) {
    log.line(`${lostOnTheWay.message} It may have been carried out: looking for its deployment before asking again.`);
    const found = await lookedUp(() => find(LOST_ANSWER_MS));
    if (found instanceof AwsFailure) return lostUnseen(lostOnTheWay, found);
    if (found !== undefined) return { deploymentArn: found };
    // Nobody wants it any more.
    if (context.signal.aborted) return { lost: lostOnTheWay.message };
  }
  // Where this answer is lost, too, there is nothing left but to look.
  // A revision of its own makes a deployment by itself, and only one, however often it is asked for: ECS may have been slow to list the first.
  const lostAgain =
    lostOnTheWay === undefined ? undefined : await lookedUp(() => lostAnswer(() => send(force && own === undefined)));
  if (lostOnTheWay !== undefined && lostAgain !== undefined && !lostAgain.ambiguous)
    return {
      lost: `${ended(lostOnTheWay.message)} No service deployment of it was found, and asked again: ${lostAgain.message}`,
    };
  const deploymentArn = await lookedUp(() => find(APPEARS_WITHIN_MS));
  if (deploymentArn instanceof AwsFailure) return lostUnseen(lostAgain, deploymentArn);
  if (deploymentArn !== undefined) return { deploymentArn };
  if (lostAgain === undefined) return { lost: 'ECS took the update, but shows no service deployment for it' };
  return {
    lost: `${ended(lostAgain.message)} No service deployment of ${shortTaskDefinition(taskDefinitionArn)} was found within ${renderDuration(APPEARS_WITHIN_MS)}, so ECS has most likely not taken the update.`,
  };
}

/** For the post step, should this process not come to its end. */
function leaveIntent(
  { context, request, target }: Run,
  { situation }: Reading,
  ours: Pick<PostIntent, 'taskDefinitionArn' | 'known' | 'deploymentArn'>,
): void {
  const previousTaskDefinitionArn = previousOf(situation);
  saveIntent(context.state, {
    ...target,
    ...ours,
    ...(previousTaskDefinitionArn === undefined ? {} : { previousTaskDefinitionArn }),
    onCancel: request.limits.onCancel,
    at: new Date(context.clock.now()).toISOString(),
  });
}

/** An empty list for a second or two is normal: ECS makes the deployment after it has answered. */
const APPEARS_WITHIN_MS = 60_000;
const LOST_ANSWER_MS = 10_000;
const LOOK_AGAIN_MS = 1_000;

/** The one that was not there before and whose target carries our task definition. `currentServiceDeployment` can be stale, so it is not asked. */
export async function findDeployment(
  tools: { readonly api: AwsApi; readonly clock: Clock },
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
    // Newest first: one that somebody else forced since carries the same definition, and takes the place of ours.
    const ours = fresh.findLast(
      ({ targetRevisionArn }) => revisions.get(targetRevisionArn)?.taskDefinitionArn === taskDefinitionArn,
    );
    if (ours !== undefined) return ours.arn;
    if (tools.clock.now() + delayMs - startedAt > withinMs) return undefined;
    await tools.clock.sleep(delayMs);
  }
}
