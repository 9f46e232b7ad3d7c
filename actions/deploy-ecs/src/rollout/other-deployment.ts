// A deployment of somebody else that is in progress: whose it is, what it does, whether it is surely bad, and when it has ended.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { renderDuration } from '../../../../lib/core/duration.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import { watch } from '../../../../lib/core/watch.ts';
import { hasNeverSucceeded, isGoingBack, isMoving } from '../history/history.ts';
import { ownerOf } from '../history/owner.ts';
import type { Situation } from '../plan.ts';
import type { Run } from '../prepare.ts';
import type { Outcome } from '../report/report.ts';
import type { Reading } from '../situation.ts';
import { computeTimeout } from './deadline.ts';
import { createRolloutLook } from './look.ts';
import { createNarrator } from './narrate.ts';
import { otherStep, whySurelyBad } from './other-step.ts';
import { paceOf } from './rollout.ts';
import type { RolloutLook } from './rollout-rule.ts';
import { healthOf } from './task-health.ts';

/**
 * Why the deployment in progress may be replaced whatever was asked for: the service has never had a successful one and nothing of it is healthy
 * (as after the first apply), or it is surely bad, by the judgement that its own run would make: the fix is not to be blocked by what it fixes.
 * Undefined where it is not so, where nobody can see it, or where nobody would have to wait for it.
 */
export async function whyReplaced(run: Run, reading: Reading): Promise<string | undefined> {
  const { rollbackTo, onInProgress } = run.request;
  return rollbackTo !== undefined || onInProgress === 'replace' ? undefined : whyInNobodysWay(run, reading);
}

/** The same, whatever was asked for. */
export async function whyInNobodysWay(run: Run, { situation }: Reading): Promise<string | undefined> {
  const [newest] = situation.deployments;
  const { patient } = run;
  if (newest === undefined || !isMoving(newest.status)) return undefined;
  if (hasNeverSucceeded(situation) && (await unlessUnseen(isAnyHealthy(run, situation))) === false)
    return 'is not waited for: the service has never had a successful deployment, and none of its tasks is healthy.';
  if (isGoingBack(newest)) return undefined;
  const seen = await unlessUnseen(lookerAt(run, situation, newest.arn, patient)(undefined));
  const bad = seen === undefined ? undefined : whySurelyBad(run.request.limits, seen);
  return bad === undefined ? undefined : `is surely bad, so it is not waited for: ${bad}`;
}

async function isAnyHealthy({ patient, context, target }: Run, { service }: Situation): Promise<boolean> {
  if (service.runningCount === 0) return false;
  const asked = service.deployments.map(({ id }) => healthOf(patient, context.clock, target, service, id));
  return (await Promise.all(asked)).some(({ isHealthy }) => isHealthy);
}

/** Undefined once the other deployment has ended, or is surely bad; else why this run ends here. Nothing was touched. */
export async function waitForOther(
  run: Run,
  { situation, tags }: Reading,
  deploymentArn: string,
): Promise<Pick<Outcome, 'verdict' | 'reason'> | undefined> {
  const { context, api, request } = run;
  const timeoutMs = request.limits.timeoutMs ?? computeTimeout(situation.service, situation.running);
  const leftMs = Math.max(0, timeoutMs - (context.clock.now() - run.startedAt));
  const other = lastPart(deploymentArn);
  const target = situation.deployments.find(({ arn }) => arn === deploymentArn)?.target;
  const isKnown = target !== undefined && target.taskDefinitionArn === situation.service.taskDefinitionArn;
  const what = target === undefined ? '' : ` of ${shortTaskDefinition(target.taskDefinitionArn)}`;
  const whose = isKnown ? ownerOf(situation.running, tags) : '';
  context.log.line(
    `Another service deployment is in progress (${other}${what}${whose}): waiting for its end, at most until this step is ${renderDuration(timeoutMs)} old.`,
  );
  return watch<RolloutLook, never, Pick<Outcome, 'verdict' | 'reason'> | undefined>({
    look: lookerAt(run, situation, deploymentArn, api),
    decide: otherStep({ other, timeoutMs, leftMs, limits: request.limits }),
    act: async () => undefined,
    pace: paceOf(context, request, leftMs),
    describe: ({ deployment: { rawStatus } }) => rawStatus,
    clock: context.clock,
    signal: context.signal,
    onWait: context.log.line,
    onLook: createNarrator(context.log),
  });
}

/** What nobody can see is bad for nobody: it is waited for, and the wait says what is in the way of seeing it. */
async function unlessUnseen<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof AwsFailure) return undefined;
    throw error;
  }
}

/** The service is set to what it runs or is on its way to: that is the definition of what is in progress. */
function lookerAt({ context, target }: Run, { service, running }: Situation, deploymentArn: string, api: AwsApi) {
  return createRolloutLook({
    api,
    clock: context.clock,
    ref: target,
    deploymentArn,
    taskDefinitionArn: service.taskDefinitionArn,
    definition: running,
    fromStart: false,
  });
}
