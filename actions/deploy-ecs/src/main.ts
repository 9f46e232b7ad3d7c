// The story of one deployment: read, plan, register, update, watch, report.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeTaskDefinition } from '../../../lib/aws/ecs.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import type { Report } from '../../../lib/core/report.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { sayOrigins } from '../../../lib/github/origins.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { decide, refuseMisfits } from './decide.ts';
import { describePlan } from './describe-plan.ts';
import { successes } from './history.ts';
import { type DeployRequest, parseInputs } from './inputs.ts';
import { saveSettled } from './intent.ts';
import type { Situation } from './plan.ts';
import { type Outcome, reportDeployment } from './report.ts';
import { waitForOther, watchRollout } from './rollout.ts';
import { allProblemsAtOnce, type Reading, readSituation, readSource, resolveImages } from './situation.ts';
import { register, startDeployment, type Tools } from './start.ts';

/** How far back `rollback-to: previous` reads definitions; a plain deployment needs only the newest. */
const ROLLBACK_CONTENTS = 20;

export async function main(context: ActionContext, api: AwsApi): Promise<Report> {
  try {
    return await deploy(context, api);
  } catch (error) {
    // Who failed to see is no cancelled job: its post step must not act against a deployment that nobody found bad.
    if (!context.signal.aborted) saveSettled(context.state);
    throw error;
  }
}

async function deploy(context: ActionContext, api: AwsApi): Promise<Report> {
  const { inputs, log, clock, random, signal, state, environment } = context;
  const startedAt = clock.now();
  const request = parseInputs(inputs);
  const [ref] = request.targets as [DeployRequest['targets'][number]];
  const aws = withRetry(api, {
    clock,
    random,
    signal,
    onRetry: (failure, delayMs) => log.line(`${failure.message} Asking again in ${renderDuration(delayMs)}.`),
  });
  const tools: Tools = { api: aws, log, clock, state, signal };

  log.group('Plan');
  log.line(`Deploying to service ${ref.service} on cluster ${ref.cluster}.`);
  sayOrigins(log, inputs);
  const contents = request.rollbackTo === undefined ? 0 : ROLLBACK_CONTENTS;
  const situationRead = readSituation(aws, ref, contents);
  const sourceRead = readSource(aws, request.source);
  const [first, source, images] = await allProblemsAtOnce([
    situationRead,
    sourceRead,
    resolveImages(aws, request.images),
    refuseMisfits(request, situationRead, sourceRead),
  ]);
  for (const { image, doubt } of images)
    if (doubt !== undefined) log.annotate('notice', 'Image not checked', `${image.repository}: ${doubt}`);

  let reading: Reading = first;
  let plan = await decide(aws, request, reading.situation, source, images);
  for (; plan.kind === 'wait'; plan = await decide(aws, request, reading.situation, source, images)) {
    const ended = await waitForOther({
      context,
      api,
      request,
      situation: reading.situation,
      deploymentArn: plan.deploymentArn,
      startedAt,
    });
    if (ended !== undefined)
      return reportDeployment({
        ...outcomeOf(reading.situation, ref.cluster),
        ...ended,
        durationMs: clock.now() - startedAt,
        isRollback: false,
      });
    reading = await readSituation(aws, ref, contents);
  }
  const { situation } = reading;
  const isRollback = request.rollbackTo !== undefined;
  const settled = (
    rest: Pick<Outcome, 'verdict' | 'reason'> & Partial<Outcome>,
    options: { readonly unfinished?: boolean } = {},
  ): Report => {
    if (options.unfinished !== true) saveSettled(state);
    return reportDeployment({
      ...outcomeOf(situation, ref.cluster),
      durationMs: clock.now() - startedAt,
      isRollback,
      ...rest,
    });
  };
  const planned = describePlan(plan, situation);
  for (const line of planned) log.line(line);
  const changes = plan.kind === 'deploy' ? plan.changes : [];
  if (request.dryRun) return settled({ verdict: 'planned', reason: planned[0] ?? '', changes });
  if (plan.kind === 'unchanged')
    return settled({
      verdict: 'unchanged',
      reason: plan.because,
      taskDefinitionArn: plan.taskDefinitionArn,
      deploymentArn: plan.deploymentArn,
    });
  if (signal.aborted)
    return settled({ verdict: 'cancelled', reason: 'the job was cancelled before anything was started', changes });

  let definition: Raw = situation.running;
  let taskDefinitionArn = situation.service.taskDefinitionArn;
  let deploymentArn: string | undefined;
  if (plan.kind === 'deploy') {
    log.group('Deploy');
    const registered =
      plan.register === undefined
        ? undefined
        : await register(tools, plan.register, tagsFor(reading.tags, environment));
    taskDefinitionArn = registered?.arn ?? plan.taskDefinitionArn ?? taskDefinitionArn;
    definition = registered?.definition ?? (await describeTaskDefinition(aws, taskDefinitionArn)).definition;
    if (signal.aborted)
      return settled({
        verdict: 'cancelled',
        reason: 'the job was cancelled before the service was touched',
        changes,
        taskDefinitionArn,
      });
    deploymentArn = await startDeployment(tools, ref, plan, taskDefinitionArn, {
      ...ref,
      taskDefinitionArn,
      previousTaskDefinitionArn: previousOf(situation),
      onCancel: request.limits.onCancel,
      at: new Date(clock.now()).toISOString(),
    });
    if (deploymentArn === undefined)
      return settled({
        verdict: 'unobserved',
        reason: 'ECS took the update, but shows no service deployment for it',
        changes,
        taskDefinitionArn,
      });
    log.line(`ECS began service deployment ${lastPart(deploymentArn)} of ${shortTaskDefinition(taskDefinitionArn)}.`);
  } else {
    deploymentArn = plan.deploymentArn;
    if (plan.kind === 'resume') taskDefinitionArn = plan.taskDefinitionArn;
  }
  const facts = { changes, taskDefinitionArn, deploymentArn, definition };
  if (request.waitUntil === 'none' && plan.kind !== 'stop')
    return settled({ verdict: 'started', reason: 'not watched', ...facts });

  log.group('Watch');
  const { verdict, seen } = await watchRollout({
    context,
    api,
    request,
    situation,
    deploymentArn,
    taskDefinitionArn,
    definition,
    intent: plan.kind === 'stop' ? 'go-back' : 'deploy',
  });
  // Going back by stopping: what serves is the old definition, and ECS has put it back.
  const serving =
    plan.kind === 'stop' && seen !== undefined ? { taskDefinitionArn: seen.service.taskDefinitionArn } : {};
  return settled(
    {
      verdict: verdict.kind,
      reason: 'reason' in verdict ? verdict.reason : '',
      ...facts,
      ...serving,
      ...(seen === undefined ? {} : { seen }),
    },
    { unfinished: 'unfinished' in verdict },
  );
}

/** The revision that is there to go back to: the newest that succeeded, else what the service is set to. */
function previousOf({ service, deployments }: Situation): string {
  return successes(deployments)[0]?.taskDefinitionArn ?? service.taskDefinitionArn;
}

function outcomeOf(
  situation: Situation,
  cluster: string,
): Pick<Outcome, 'service' | 'cluster' | 'previousTaskDefinitionArn' | 'changes'> {
  return { service: situation.service, cluster, previousTaskDefinitionArn: previousOf(situation), changes: [] };
}

/** What was there stays; the commit and the run are noted, so that anybody can tell where a revision comes from. */
function tagsFor(tags: readonly Raw[], environment: ActionContext['environment']): Raw[] {
  const own = [
    { key: 'slipway:commit', value: environment.GITHUB_SHA ?? '' },
    { key: 'slipway:run', value: environment.GITHUB_RUN_ID ?? '' },
  ].filter(({ value }) => value !== '');
  return [...tags.filter(({ key }) => !String(key).startsWith('slipway:') && !String(key).startsWith('aws:')), ...own];
}
