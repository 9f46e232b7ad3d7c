// What a watch must see, or its look has failed; and what only explains, which must not blind it.

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

export interface UnlessRefused {
  /** Throws what is neither denied nor refused: that look failed, and the next one may succeed. */
  readonly unlessRefused: <T>(looking: Promise<T>, otherwise: T) => Promise<T>;
  /** since the watch began: operations as IAM spells them */
  readonly denied: () => readonly string[] | undefined;
  /** since the watch began: a sentence each, the newest of each operation */
  readonly refused: () => readonly string[] | undefined;
}

/** Where AWS says no to what only explains, the verdict comes without the explanation. */
export function createUnlessRefused(): UnlessRefused {
  const denied = new Set<string>();
  const refused = new Map<string, string>();
  return {
    unlessRefused: async (looking, otherwise) => {
      try {
        return await looking;
      } catch (error) {
        if (!(error instanceof AwsFailure)) throw error;
        if (error.kind === 'denied') denied.add(error.operation);
        else if (error.kind === 'refused') refused.set(error.operation, error.message);
        else throw error;
        return otherwise;
      }
    },
    denied: () => (denied.size === 0 ? undefined : [...denied]),
    refused: () => (refused.size === 0 ? undefined : [...refused.values()]),
  };
}
