// From what was read to a plan: forward to what was asked for, or back to what ran before. It reads a little more where going back needs it.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeServiceDeployment, describeTaskDefinition } from '../../../lib/aws/ecs.ts';
import { shortTaskDefinition } from '../../../lib/core/arn.ts';
import { UserError } from '../../../lib/core/errors.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { misfits, misfitsOf } from './definition/misfits.ts';
import { assignImages, editedDefinition, wantedOf } from './definition/wanted.ts';
import type { Content } from './history/content.ts';
import { previousOf, WINDOWS } from './history/history.ts';
import { readTarget } from './history/named-content.ts';
import { makerOf, planPrevious, previousOrBeyond, previousTarget } from './history/previous.ts';
import { stepRunOf } from './history/revision-tags.ts';
import { backTo } from './history/rollback.ts';
import type { RollbackTarget } from './history/rollback-target.ts';
import { standingOf } from './history/still-serving.ts';
import type { DeployRequest } from './inputs.ts';
import { type DeployPlan, planDeployment, type Situation } from './plan.ts';
import type { Run } from './prepare.ts';
import { type Reading, type ResolvedImage, readContent, readFurther, revisionName } from './situation.ts';
import { readPullable } from './verify/check-images.ts';
import { foreignDefinition } from './verify/foreign.ts';

export async function decide(
  run: Run,
  situation: Situation,
  source: Raw | undefined,
  images: readonly ResolvedImage[],
): Promise<DeployPlan> {
  const { request } = run;
  if (request.rollbackTo !== undefined) return decideBack(run, request.rollbackTo, situation);
  return planDeployment(request, situation, wantedOf(request, situation, source, images));
}

async function decideBack(run: Run, to: RollbackTarget, situation: Situation): Promise<DeployPlan> {
  try {
    return await planBack(run, to, situation);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'refused', because: error.problems.join('\n') };
  }
}

async function planBack(run: Run, to: RollbackTarget, situation: Situation): Promise<DeployPlan> {
  const { patient: aws, context } = run;
  const { rollbackFrom: from } = run.request;
  const foreign = [
    ...(to.kind === 'task-definition' ? foreignDefinition('rollback-to', to.name, situation.service) : []),
    ...foreignDefinition('rollback-from', from ?? '', situation.service),
  ];
  if (foreign.length > 0) throw new UserError(foreign);
  const thisStep = stepRunOf(context.environment);
  const target = to.kind === 'previous' ? undefined : await readTarget(aws, situation, to);
  // The same snapshot as the plan's, so that nothing can come between the two.
  const standing =
    from === undefined ? undefined : standingOf(situation, revisionName(from, situation.service), target);
  if (standing?.kind === 'superseded') return standing;
  const towards = standing?.kind === 'left' ? standing.target : target;
  const plan =
    towards === undefined
      ? planPrevious(situation, { beyond: await contentBeyond(aws, situation), thisStep, isNamed: from !== undefined })
      : backTo(situation, towards);
  if (plan.kind === 'deploy') await refuseHopeless(run, plan, situation);
  return plan;
}

/** What there is to go back to when this plan is done: what served before it; where the plan leads to what serves already, what served before that. */
export async function readPrevious(aws: AwsApi, situation: Situation, plan: DeployPlan): Promise<string | undefined> {
  if (!servesAlready(plan, situation)) return previousOf(situation);
  const isFound = (deployments: Situation['deployments']) =>
    previousTarget({ ...situation, deployments }) !== undefined;
  const read = { ...situation, deployments: await readFurther(aws, situation, WINDOWS, isFound) };
  return previousOrBeyond(read, await contentBeyond(aws, read))?.taskDefinitionArn;
}

function servesAlready(plan: DeployPlan, { deployments }: Situation): boolean {
  if (plan.kind !== 'resume') return plan.kind === 'unchanged' || plan.kind === 'update';
  return deployments.find(({ arn }) => arn === plan.deploymentArn)?.status === 'SUCCESSFUL';
}

/** Read only where the history has no answer of its own. */
async function contentBeyond(aws: AwsApi, situation: Situation): Promise<Content | undefined> {
  const maker = previousTarget(situation) === undefined ? makerOf(situation) : undefined;
  const sources = maker === undefined ? [] : ((await describeServiceDeployment(aws, maker.arn))?.sources ?? []);
  // One that ECS has not forgotten, and that never succeeded, is a release that failed, or the placeholder of the first `terraform apply`.
  const source = sources.find(({ revisionArn }) =>
    situation.deployments.every(
      ({ targetRevisionArn, status }) => targetRevisionArn !== revisionArn || status === 'SUCCESSFUL',
    ),
  );
  return source === undefined ? undefined : readContent(aws, source.revisionArn, Number.POSITIVE_INFINITY);
}

/**
 * The two checks that stop a rollback: an image that is gone would only make another failed deployment, and what does not fit the load balancer
 * (another family) would be registered for nothing.
 */
async function refuseHopeless(
  { api, patient, context }: Run,
  plan: Extract<DeployPlan, { kind: 'deploy' }>,
  { service }: Situation,
): Promise<void> {
  const definition = plan.register ?? (await describeTaskDefinition(patient, plan.taskDefinitionArn ?? '')).definition;
  const of = shortTaskDefinition(plan.back?.taskDefinitionArn ?? '');
  const unfit = misfitsOf(definition, service);
  if (unfit.length > 0) throw new UserError(unfit.map((why) => `rollback-to: ${of} does not fit the service: ${why}`));
  const { missing, unknown } = await readPullable(api, context.clock, definition);
  if (missing.length > 0)
    throw new UserError(missing.map((why) => `rollback-to: an image of ${of} can no longer be pulled: ${why}`));
  if (unknown.length > 0) context.log.annotate('notice', 'Not checked', unknown.join('\n'));
}

/** Names that fit neither each other nor the service, so that they are told together with whatever else is wrong. */
export async function refuseMisfits(
  request: DeployRequest,
  situation: Promise<Reading>,
  source: Promise<Raw | undefined>,
): Promise<void> {
  const [read, definition] = await Promise.allSettled([situation, source]);
  // What could not be read tells so itself.
  if (read.status === 'rejected' || definition.status === 'rejected') return;
  const { service, running } = read.value.situation;
  const base = definition.value ?? running;
  const edited = editedDefinition(request, base, read.value.situation);
  const problems = [
    ...problemsOf(() => assignImages(request.images, base, service)),
    ...edited.problems,
    ...misfits(request, edited.definition, service),
  ];
  if (problems.length > 0) throw new UserError(problems);
}

function problemsOf(check: () => unknown): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
}
