import { expect, test } from 'vitest';
import type { AwsApi } from '../../../../lib/aws/api.ts';
import { aDefinition, aService, aStoppedTask } from './a-rollout.ts';
import { imageGone } from './image-gone.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const unpulled = aStoppedTask({ stoppedReason: `CannotPullContainerError: ${registry}/web@${digest}: not found` });

/** An ECR that has the image, in this state. */
function ecr(imageStatus: string): AwsApi {
  const answers: Readonly<Record<string, object>> = {
    DescribeRepositories: { repositories: [{ repositoryUri: `${registry}/web` }] },
    DescribeImages: { imageDetails: [{ imageDigest: digest, imageStatus }] },
  };
  return {
    call: async (_service: unknown, operation: string) => answers[operation] as never,
    raw: () => Promise.reject(new Error('not to be asked')),
  };
}

test.each([
  ['ARCHIVED', expect.stringContaining('in its archive only')],
  ['ACTIVATING', undefined],
  ['ACTIVE', undefined],
])('an image that no task could pull, and that ECR calls %s, is gone for good or not', async (status, expected) => {
  expect(await imageGone(ecr(status), aDefinition(`${registry}/web@${digest}`), [unpulled], aService())).toEqual(
    expected,
  );
});
