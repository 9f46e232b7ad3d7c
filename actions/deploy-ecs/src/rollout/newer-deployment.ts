// Which deployment took the place of ours.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { describeServiceRevisions, listServiceDeployments } from '../../../../lib/aws/ecs.ts';
import {
  type DeploymentSnapshot,
  primaryOf,
  rolloutIdOf,
  type ServiceRef,
  type ServiceSnapshot,
} from '../../../../lib/core/snapshots.ts';
import type { RolloutLook } from './rollout-rule.ts';

/** The newest one made since ours; undefined where ECS shows none. */
export async function newerDeployment(
  api: AwsApi,
  ref: ServiceRef,
  ours: DeploymentSnapshot,
  service: ServiceSnapshot,
): Promise<RolloutLook['supersededBy']> {
  // Newest first. Two may be made at the same instant, so that their order tells more than their times.
  const listed = await listServiceDeployments(api, ref, { most: 20 });
  const at = listed.findIndex(({ arn }) => arn === ours.arn);
  const [newer] = at < 0 ? listed.filter(({ createdAt }) => createdAt >= ours.createdAt) : listed.slice(0, at);
  if (newer === undefined) return ours.status === 'STOPPED' ? leaderBesides(ours, service) : undefined;
  const revisions = await describeServiceRevisions(api, [newer.targetRevisionArn]);
  return { arn: newer.arn, taskDefinitionArn: revisions.get(newer.targetRevisionArn)?.taskDefinitionArn ?? '' };
}

/** ECS lists a new deployment a moment after the service is led by it. */
function leaderBesides(ours: DeploymentSnapshot, service: ServiceSnapshot): RolloutLook['supersededBy'] {
  const primary = primaryOf(service);
  return primary === undefined || primary.id === rolloutIdOf(ours.target.revisionArn)
    ? undefined
    : { arn: primary.id, taskDefinitionArn: primary.taskDefinitionArn };
}
