// The story of one deployment: prepare, say the plan, begin, watch, report.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { lastPart } from '../../../lib/core/arn.ts';
import { defined } from '../../../lib/core/defined.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import { AwsFailure } from '../../../lib/core/errors.ts';
import type { Report } from '../../../lib/core/report.ts';
import type { Log } from '../../../lib/github/log.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { previousOf } from './history/history.ts';
import { type DeployRequest, parseInputs } from './inputs.ts';
import { saveSettled } from './intent.ts';
import { type EndedBefore, type Prepared, prepare, type Run } from './prepare.ts';
import { describePlan, inShort } from './report/describe-plan.ts';
import { type Outcome, reportDeployment } from './report/report.ts';
import { reportUntouched } from './report/untouched.ts';
import { doneInVain, withDone } from './rollout/in-vain.ts';
import { notBegun } from './rollout/not-begun.ts';
import { type WatchedRollout, watchRollout } from './rollout/rollout.ts';
import { type Begun, begin, type Overtaken } from './rollout/start.ts';
import type { ServiceEdit } from './settings/service-settings.ts';
import { asUpdated, sayOtherCount, update, withSettings } from './settings/update.ts';
import { watchSettled } from './settings/watch-settled.ts';

export async function main(context: ActionContext, api: AwsApi): Promise<Report> {
  try {
    return await deploy(openRun(context, api));
  } catch (error) {
    // Who failed to see is no cancelled job: its post step must not act against a deployment that nobody found bad.
    if (!context.signal.aborted) saveSettled(context.state);
    throw error;
  }
}

async function deploy(run: Run, unused?: Overtaken['unused']): Promise<Report> {
  const { context, request } = run;
  const { log, signal, state } = context;

  log.group('Plan');
  const prepared = await orFailure(() => prepare(run), signal).catch((error: unknown) => {
    throw withDone(error, unused);
  });
  const inVain = doneInVain(unused);
  if (prepared instanceof AwsFailure) {
    saveSettled(state);
    return reportUntouched(prepared, inVain.done);
  }
  const { report, settled } = reportsOf(run, prepared);
  if ('ended' in prepared) return settled({ ...prepared.ended, ...inVain });
  const { plan } = prepared;
  const { situation } = prepared.reading;
  for (const line of describePlan(plan, situation)) log.line(line);
  const planned = plannedChanges(plan);
  if (request.dryRun) return settled({ verdict: 'planned', reason: inShort(plan, situation), ...planned });
  if (plan.kind === 'unchanged') {
    const verdict = situation.service.desiredCount === 0 ? 'idle' : 'unchanged';
    return settled({ ...plan, verdict, reason: plan.because });
  }
  if (signal.aborted)
    return settled({ verdict: 'cancelled', reason: 'cancelled before anything was started', ...planned, ...inVain });

  log.group('Deploy');
  const begun = await (plan.kind === 'update'
    ? update(run, situation, plan)
    : begin(run, { ...prepared, plan, unused })
  ).catch(notBegun(run));
  if (begun.kind === 'overtaken') {
    log.line(`Service deployment ${lastPart(begun.by)} was made meanwhile: planning anew.`);
    return deploy(run, begun.unused);
  }
  if (begun.kind === 'not-begun') return ('unfinished' in begun ? report : settled)({ ...begun, ...planned });
  if (begun.kind === 'updated')
    return settled({ ...asUpdated(situation, planned.serviceChanges), ...(await watchSettled(run, situation, begun)) });
  const { deploymentArn, taskDefinitionArn, definition, intent } = begun;
  const facts = { ...planned, deploymentArn, taskDefinitionArn, definition };
  if (request.waitUntil === 'none' && intent !== 'go-back')
    return settled({ verdict: 'started', reason: 'not watched', ...facts });

  log.group('Watch');
  const watched = await watchRollout(run, withSettings(situation, editOf(plan)), begun);
  if (watched.newest !== undefined) sayOtherCount(run, watched.newest.look.service);
  // What a cancelled job left undone is for the post step.
  return ('unfinished' in watched.verdict ? report : settled)({ ...facts, ...seenAtTheEnd(watched, intent) });
}

/** `settled`: the same, and the post step has nothing left to do. */
function reportsOf(run: Run, prepared: Prepared | EndedBefore) {
  const { context, request, target } = run;
  const { situation } = prepared.reading;
  const report = (rest: Pick<Outcome, 'verdict' | 'reason'> & Partial<Outcome>): Report =>
    reportDeployment({
      service: situation.service,
      cluster: target.cluster,
      changes: [],
      durationMs: context.clock.now() - run.startedAt,
      lookedAt: prepared.readAt,
      endedAt: context.clock.now(),
      isRollback: request.rollbackTo !== undefined,
      ...defined({
        previousTaskDefinitionArn: 'ended' in prepared ? previousOf(situation) : prepared.previous,
        releases: 'ended' in prepared ? undefined : prepared.releases,
        findings: 'ended' in prepared ? undefined : prepared.findings,
      }),
      ...rest,
    });
  const settled: typeof report = (rest) => {
    saveSettled(context.state);
    return report(rest);
  };
  return { report, settled };
}

function plannedChanges(plan: Prepared['plan']) {
  return {
    changes: plan.kind === 'deploy' ? plan.changes : [],
    serviceChanges: editOf(plan)?.changes ?? [],
    stays: plan.kind === 'deploy' ? (plan.back?.stays ?? []) : [],
  };
}

function editOf(plan: Prepared['plan']): ServiceEdit | undefined {
  return 'edit' in plan ? plan.edit : undefined;
}

function seenAtTheEnd({ verdict, newest }: WatchedRollout, intent: Begun['intent']) {
  return {
    verdict: verdict.kind,
    reason: 'reason' in verdict ? verdict.reason : '',
    ...defined({
      lacks: 'lacks' in verdict ? verdict.lacks : undefined,
      seen: newest?.look,
      lookedAt: newest?.at,
      // Going back by ending a deployment: what serves is the old definition, and ECS has put it back.
      taskDefinitionArn: intent === 'go-back' ? newest?.look.service.taskDefinitionArn : undefined,
    }),
  };
}

/** What AWS did not let be done; of a job that was cancelled it says nothing. */
async function orFailure<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | AwsFailure> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AwsFailure && !signal.aborted) return error;
    throw error;
  }
}

function openRun(given: ActionContext, api: AwsApi): Run {
  const { inputs, clock, random, signal, environment } = given;
  const startedAt = clock.now();
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  const request = parseInputs(inputs, region === undefined ? {} : { region });
  const context = request.dryRun ? { ...given, log: withoutAnnotations(given.log) } : given;
  const { log } = context;
  if (request.githubToken !== undefined) log.mask(request.githubToken);
  const [target] = request.targets as [DeployRequest['targets'][number]];
  const onRetry = (failure: Error, delayMs: number) =>
    log.line(`${failure.message} Asking again in ${renderDuration(delayMs)}.`);
  return { context, request, target, api, patient: withRetry(api, { clock, random, signal, onRetry }), startedAt };
}

/** The deployment after a dry run finds the same again, and the run's page is to show it once. */
function withoutAnnotations(log: Log): Log {
  return {
    ...log,
    annotate: (_level, title, message) => log.line(`${title}${title.endsWith('?') ? '' : ':'} ${message}`),
  };
}
