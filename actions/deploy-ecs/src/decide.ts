// From what was read to a plan: forward to what was asked for, or back to what ran before. It reads a little more where going back needs it.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeServiceDeployment, describeTaskDefinition } from '../../../lib/aws/ecs.ts';
import { UserError } from '../../../lib/core/errors.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { type Content, contentKey, pinnedDefinition } from './history.ts';
import type { DeployRequest } from './inputs.ts';
import { assignImages, checkFits, type DeployPlan, planDeployment, type Situation, wantedDefinition } from './plan.ts';
import { backTo, makerOf, planPrevious, previousTarget } from './rollback.ts';
import { missingImages, type Reading, type ResolvedImage, readContent, revisionName } from './situation.ts';

export async function decide(
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
        ? planPrevious(situation, await contentBeyond(aws, situation))
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

/** Read only where the history has no answer of its own. */
async function contentBeyond(aws: AwsApi, situation: Situation): Promise<Content | undefined> {
  const maker = previousTarget(situation) === undefined ? makerOf(situation) : undefined;
  const source = maker === undefined ? undefined : (await describeServiceDeployment(aws, maker.arn))?.sources[0];
  return source === undefined ? undefined : readContent(aws, source.revisionArn);
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
    registeredKey: contentKey(asRegistered),
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

/** Names that fit neither each other nor the service, so that they are told together with whatever else is wrong. */
export async function refuseMisfits(
  { images }: DeployRequest,
  situation: Promise<Reading>,
  source: Promise<Raw | undefined>,
): Promise<void> {
  const [read, definition] = await Promise.allSettled([situation, source]);
  // What could not be read tells so itself.
  if (read.status === 'rejected' || definition.status === 'rejected') return;
  const { service, running } = read.value.situation;
  const base = definition.value ?? running;
  const problems = [...problemsOf(() => assignImages(images, base, service)), ...checkFits(base, service)];
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
