// Deploys what served before once more, where ECS has stopped our deployment and left it at that. When, the rule says; how it goes on is looked at here too.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { listServiceDeployments } from '../../../../lib/aws/ecs.ts';
import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import { primaryOf, rolloutIdOf, type ServiceRef } from '../../../../lib/core/snapshots.ts';
import { type Content, onceMore } from '../history/content.ts';
import { isInCharge, successes } from '../history/history.ts';
import { originOfEarlier, tagsFor } from '../history/revision-tags.ts';
import type { Situation } from '../plan.ts';
import type { Run } from '../prepare.ts';
import { readContent } from '../situation.ts';
import { newerDeployment } from './newer-deployment.ts';
import { registerWithTags } from './registration.ts';
import type { RolloutLook } from './rollout-rule.ts';
import { deploymentOrFailure, serviceOrFailure } from './seen-or-failure.ts';
import { startDeployment } from './start.ts';

/** The ARN of the service deployment that was begun. Throws AwsFailure, ambiguous where the update may have been taken all the same. */
export async function putBack(run: Run, situation: Situation, seen: RolloutLook): Promise<string> {
  const { patient, target, context } = run;
  const taskDefinitionArn = await deployable(run, await contentBefore(patient, situation, seen));
  const known = (await listServiceDeployments(patient, target, { most: 100 })).map(({ arn }) => arn);
  // The last moment: what somebody began since is not to be taken the place of.
  if (known[0] !== seen.deployment.arn)
    throw failure(`service deployment ${lastPart(known[0] ?? '')} was made meanwhile`);
  const started = await startDeployment(run, { force: false }, taskDefinitionArn, known);
  if ('lost' in started) throw failure(started.lost, true);
  context.log.line(
    `ECS began service deployment ${lastPart(started.deploymentArn)} of ${shortTaskDefinition(taskDefinitionArn)}.`,
  );
  return started.deploymentArn;
}

/** By digest. Where ECS has forgotten every success, what led when this run began is a source of its deployment. */
async function contentBefore(api: AwsApi, { service, deployments }: Situation, seen: RolloutLook): Promise<Content> {
  const [newest] = successes(deployments);
  if (newest !== undefined) return newest;
  const led = primaryOf(service)?.id;
  const source = seen.deployment.sources.find(({ revisionArn }) => rolloutIdOf(revisionArn) === led);
  const content = source === undefined ? undefined : await readContent(api, source.revisionArn);
  if (content === undefined) throw failure('ECS no longer knows what served before');
  return content;
}

/** What is registered anew is tagged with where it comes from. */
async function deployable(run: Run, content: Content): Promise<string> {
  const how = onceMore(content);
  if ('taskDefinitionArn' in how) return how.taskDefinitionArn;
  const tags = tagsFor(
    content.tags,
    originOfEarlier(content.tags, { run: run.context.environment.GITHUB_RUN_ID ?? '' }),
  );
  return (await registerWithTags(run, how.register, tags)).arn;
}

function failure(awsMessage: string, ambiguous = false): AwsFailure {
  return new AwsFailure({
    kind: ambiguous ? 'unavailable' : 'refused',
    operation: 'ecs:UpdateService',
    code: ambiguous ? 'NOT_FOUND' : 'SUPERSEDED',
    awsMessage,
    ambiguous,
  });
}

/** One look at the way back. Our own deployment has ended, so that nothing more is to be seen of it. */
export async function lookAtWayBack(
  api: AwsApi,
  ref: ServiceRef,
  arn: string,
  previous: RolloutLook,
): Promise<RolloutLook> {
  const deployment = await deploymentOrFailure(api, ref, arn);
  const service = await serviceOrFailure(api, ref);
  const inCharge = deployment.status === 'SUCCESSFUL' && isInCharge(service, deployment.target.revisionArn);
  const isOver = deployment.status === 'SUCCESSFUL' || deployment.status === 'STOPPED';
  const supersededBy = isOver && !inCharge ? await newerDeployment(api, ref, deployment, service) : undefined;
  const { supersededBy: _, ...rest } = previous;
  return {
    ...rest,
    service,
    wayBack: { deployment, inCharge },
    ...(supersededBy === undefined ? {} : { supersededBy }),
  };
}
