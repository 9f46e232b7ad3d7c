// What a watch must see: where it is not there, the look has failed, and the watch decides what that means.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { describeService, describeServiceDeployment } from '../../../../lib/aws/ecs.ts';
import { AwsFailure, UserError } from '../../../../lib/core/errors.ts';
import type { DeploymentSnapshot, ServiceRef, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';

/** Throws AwsFailure: `unavailable` where ECS does not know the deployment (yet), `refused` where its service is gone. */
export async function deploymentOrFailure(api: AwsApi, ref: ServiceRef, arn: string): Promise<DeploymentSnapshot> {
  const deployment = await describeServiceDeployment(api, arn);
  if (deployment !== undefined) return deployment;
  await serviceOrFailure(api, ref);
  throw new AwsFailure({
    kind: 'unavailable',
    operation: 'ecs:DescribeServiceDeployments',
    code: 'MISSING',
    awsMessage: `ECS does not know ${arn} (yet)`,
  });
}

/** A service that was deleted under our eyes is no mistake in the inputs: something was touched already. Throws AwsFailure (`refused`). */
export async function serviceOrFailure(api: AwsApi, ref: ServiceRef): Promise<ServiceSnapshot> {
  try {
    return await describeService(api, ref);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new AwsFailure(
      { kind: 'refused', operation: 'ecs:DescribeServices', code: 'MISSING', awsMessage: error.message },
      { cause: error },
    );
  }
}
