// The story of one deployment: read, plan, register, update, watch, report.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeTaskDefinition } from '../../../lib/aws/ecs.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import { UserError } from '../../../lib/core/errors.ts';
import type { Report } from '../../../lib/core/report.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { sayOrigins } from '../../../lib/github/origins.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { describeChange } from './changes.ts';
import { contentKey, pinnedDefinition, successes } from './history.ts';
import { type DeployRequest, parseInputs } from './inputs.ts';
import { saveSettled } from './intent.ts';
import { assignImages, checkFits, type DeployPlan, planDeployment, type Situation, wantedDefinition } from './plan.ts';
import { type Outcome, reportDeployment, whatServes } from './report.ts';
import { backTo, planPrevious } from './rollback.ts';
import { waitForOther, watchRollout } from './rollout.ts';
import {
  allProblemsAtOnce,
  missingImages,
  type Reading,
  type ResolvedImage,
  readSituation,
  readSource,
  resolveImages,
  revisionName,
} from './situation.ts';
import { register, startDeployment, type Tools } from './start.ts';

/** How far back `rollback-to: previous` reads definitions; a plain deployment needs only the newest. */
const ROLLBACK_CONTENTS = 20;

export async function main(context: ActionContext, api: AwsApi): Promise<Report> {
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
  const [first, source, images] = await allProblemsAtOnce([
    readSituation(aws, ref, contents),
    readSource(aws, request.source),
    resolveImages(aws, request.images),
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
  const settled = (rest: Pick<Outcome, 'verdict' | 'reason'> & Partial<Outcome>): Report => {
    saveSettled(state);
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
  return settled({
    verdict: verdict.kind,
    reason: 'reason' in verdict ? verdict.reason : '',
    ...facts,
    ...serving,
    ...(seen === undefined ? {} : { seen }),
  });
}

async function decide(
  aws: AwsApi,
  request: DeployRequest,
  situation: Situation,
  source: Raw | undefined,
  images: readonly ResolvedImage[],
): Promise<DeployPlan> {
  const { rollbackTo } = request;
  if (rollbackTo !== undefined) {
    const plan =
      rollbackTo.kind === 'previous'
        ? planPrevious(situation)
        : await planBackTo(aws, situation, revisionName(rollbackTo.name, situation.service));
    if (plan.kind === 'deploy') await refuseUnpullable(aws, plan);
    return plan;
  }
  const base = source ?? situation.running;
  const assigned = assignImages(images, base, situation.service);
  const wanted = wantedDefinition(
    base,
    assigned.map(({ container, requested }) => ({
      container,
      image: images.find((image) => image === requested)?.reference ?? '',
    })),
  );
  const problems = checkFits(wanted, situation.service);
  if (problems.length > 0) throw new UserError(problems);
  return planDeployment(request, situation, wanted);
}

/** A revision that somebody named: pinned to the digests that it ran with, where ECS still knows them. */
async function planBackTo(aws: AwsApi, situation: Situation, name: string): Promise<DeployPlan> {
  const { definition } = await describeTaskDefinition(aws, name);
  const taskDefinitionArn = String(definition.taskDefinitionArn);
  const ran = situation.deployments.find(({ target }) => target?.taskDefinitionArn === taskDefinitionArn)?.target;
  if (ran !== undefined) return backTo(situation, ran);
  const asRegistered = pinnedDefinition(definition, []);
  return backTo(situation, {
    revisionArn: '',
    taskDefinitionArn,
    definition: asRegistered,
    key: contentKey(asRegistered),
    isPinned: true,
  });
}

/** The one check that stops a rollback: an image that is gone would only make another failed deployment. */
async function refuseUnpullable(aws: AwsApi, plan: Extract<DeployPlan, { kind: 'deploy' }>): Promise<void> {
  const definition = plan.register ?? (await describeTaskDefinition(aws, plan.taskDefinitionArn ?? '')).definition;
  const missing = await missingImages(aws, definition);
  if (missing.length > 0)
    throw new UserError(
      missing.map(
        (why) =>
          `rollback-to: an image of ${plan.taskDefinitionArn ?? String(definition.family)} can no longer be pulled: ${why}`,
      ),
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

function describePlan(plan: DeployPlan, { service }: Situation): string[] {
  const serving = `Serving now: ${whatServes(service)}.`;
  switch (plan.kind) {
    case 'unchanged':
      return [`Nothing to do: ${plan.because}.`, serving];
    case 'resume':
      return [
        `Joining service deployment ${lastPart(plan.deploymentArn)} of ${shortTaskDefinition(plan.taskDefinitionArn)}, which is under way.`,
        serving,
      ];
    case 'stop':
      return [
        `Going back by ending service deployment ${lastPart(plan.deploymentArn)}, which is in progress.`,
        serving,
      ];
    case 'wait':
      return [];
    case 'deploy': {
      const what =
        plan.register === undefined
          ? `deploy ${shortTaskDefinition(plan.taskDefinitionArn ?? '')} as it is`
          : `register a new revision of ${String(plan.register.family)} and deploy it`;
      const replaces =
        plan.replaces === undefined
          ? []
          : [`This takes the place of service deployment ${lastPart(plan.replaces)}, which is in progress.`];
      return [
        `Will ${what}`,
        ...plan.changes.map((change) => `  ${describeChange(change)}`),
        ...(plan.changes.length === 0 ? ['  no difference to what the service runs'] : []),
        ...replaces,
        serving,
      ];
    }
  }
}

/** What was there stays; the commit and the run are noted, so that anybody can tell where a revision comes from. */
function tagsFor(tags: readonly Raw[], environment: ActionContext['environment']): Raw[] {
  const own = [
    { key: 'slipway:commit', value: environment.GITHUB_SHA ?? '' },
    { key: 'slipway:run', value: environment.GITHUB_RUN_ID ?? '' },
  ].filter(({ value }) => value !== '');
  return [...tags.filter(({ key }) => !String(key).startsWith('slipway:') && !String(key).startsWith('aws:')), ...own];
}
