// Joins the rule with the world: watches our deployment to its end.

import { requestRollback } from '../../../../lib/aws/ecs.ts';
import { withRetry } from '../../../../lib/aws/retry.ts';
import { defined } from '../../../../lib/core/defined.ts';
import { renderDuration } from '../../../../lib/core/duration.ts';
import { nextDelay } from '../../../../lib/core/pace.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { type History, watch } from '../../../../lib/core/watch.ts';
import type { ActionContext } from '../../../../lib/github/run-action.ts';
import type { DeployRequest } from '../inputs.ts';
import type { Situation } from '../plan.ts';
import type { Run } from '../prepare.ts';
import { computeTimeout } from './deadline.ts';
import { createRolloutLook } from './look.ts';
import { createNarrator } from './narrate.ts';
import { nextStep } from './next-step.ts';
import { lookAtWayBack, putBack } from './put-back.ts';
import type { RolloutCommand, RolloutLimits, RolloutLook, RolloutVerdict } from './rollout-rule.ts';
import { isShifting } from './stages.ts';
import type { Begun } from './start.ts';
import { wayBackOf } from './what-to-put-back.ts';

export interface WatchedRollout {
  readonly verdict: RolloutVerdict;
  /** the newest look that succeeded, and when, in epoch milliseconds; absent where none did */
  readonly newest?: { readonly look: RolloutLook; readonly at: number };
}

/** `situation`: as it was before anything was touched, with the settings that this run has sent. */
export async function watchRollout(run: Run, situation: Situation, begun: Begun): Promise<WatchedRollout> {
  const { context, api, request, target } = run;
  const { log, clock } = context;
  const { deploymentArn, taskDefinitionArn, definition, intent } = begun;
  const limits = limitsOf(request, situation, definition);
  for (const line of describeLimits(request, limits)) log.line(line);
  const tell = createNarrator(log);
  // A request that was throttled was not heard. A cancel does not end the asking: it is what asks.
  const patient = withRetry(api, { clock, random: context.random, signal: new AbortController().signal });
  let newest: WatchedRollout['newest'];
  let wayBackArn: string | undefined;
  const lookAtOurs = createRolloutLook({
    api,
    clock,
    ref: target,
    deploymentArn,
    taskDefinitionArn,
    definition,
    fromStart: intent === 'deploy',
    isCancelled: () => context.signal.aborted,
    deadlineAt: clock.now() + limits.timeoutMs,
  });
  const verdict = await watch<RolloutLook, RolloutCommand, RolloutVerdict>({
    look: (previous) =>
      wayBackArn === undefined || previous === undefined
        ? lookAtOurs(previous)
        : lookAtWayBack(api, target, wayBackArn, previous),
    decide: nextStep(limits, intent),
    act: async ({ kind, because }) => {
      if (kind === 'request-rollback') {
        log.line(`Asking ECS to roll back (${because}).`);
        await requestRollback(patient, deploymentArn);
      } else if (newest !== undefined) {
        log.line(`ECS has stopped the deployment without a rollback: deploying what served before (${because}).`);
        wayBackArn = await putBack({ ...run, patient }, situation, newest.look);
      }
    },
    pace: paceOf(context, request, limits.timeoutMs),
    describe: ({ deployment: { rawStatus, target } }) =>
      `${rawStatus} (${target.running} of ${target.requested} tasks running)`,
    clock,
    signal: context.signal,
    onWait: log.line,
    onLook: (seen) => {
      newest = { look: seen, at: clock.now() };
      tell(seen);
    },
  });
  return { verdict, ...defined({ newest }) };
}

function limitsOf(request: DeployRequest, situation: Situation, definition: Raw): RolloutLimits {
  const { service } = situation;
  return {
    ...request.limits,
    timeoutMs: request.limits.timeoutMs ?? computeTimeout(service, definition),
    waitUntil: request.waitUntil === 'shifted' && isShifting(service) ? 'shifted' : 'deployed',
    wayBack: wayBackOf(request, situation, definition),
  };
}

function describeLimits(request: DeployRequest, { timeoutMs, waitUntil }: RolloutLimits): string[] {
  const how = request.limits.timeoutMs === undefined ? ' (computed from the service; set timeout to change it)' : '';
  return [
    `Watching for at most ${renderDuration(timeoutMs)}${how}.`,
    ...(request.waitUntil === 'shifted' && waitUntil === 'deployed'
      ? ['wait-until: shifted means deployed here: a rolling deployment shifts traffic task by task, and ends with it.']
      : []),
  ];
}

/** Milliseconds until the next look; a request that is under way has a deadline of its own. */
export function paceOf({ random }: ActionContext, request: DeployRequest, timeoutMs: number) {
  return ({ blind, now, startedAt, issued }: History<unknown, RolloutCommand>): number => {
    // One that got no answer is sent again, and all of them have one deadline.
    const newest = issued.at(-1);
    const asked = issued.find(({ command }) => command.kind === newest?.command.kind);
    return nextDelay({
      intervalMs: request.limits.pollIntervalMs,
      failures: blind.length,
      now,
      deadlineAt: asked === undefined ? startedAt + timeoutMs : asked.at + request.limits.rollbackTimeoutMs,
      random: random(),
    });
  };
}
