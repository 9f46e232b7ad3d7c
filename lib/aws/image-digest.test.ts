import { expect, test } from 'vitest';
import type { AwsApi } from './api.ts';
import { lookUpImage } from './image-digest.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test('where ECR has said already where the repository is, its own account and region are asked, and nothing else', async () => {
  const asked: unknown[] = [];
  const api: AwsApi = {
    call: async (service, operation, input, options) => {
      asked.push([service, operation, input, options]);
      return { imageDetails: [{ imageDigest: digest, imageTags: ['v1'] }] } as never;
    },
    raw: () => Promise.reject(new Error('not to be asked')),
  };
  const image = { registry: '210987654321.dkr.ecr.us-east-1.amazonaws.com', repository: 'web', digest };
  const repository = { name: 'web', account: '210987654321', region: 'us-east-1' };
  expect(await lookUpImage(api, image, repository)).toEqual({ kind: 'found', digest, tags: ['v1'] });
  expect(asked).toEqual([
    [
      'ecr',
      'DescribeImages',
      { repositoryName: 'web', registryId: '210987654321', imageIds: [{ imageDigest: digest }] },
      { region: 'us-east-1' },
    ],
  ]);
});

test.each(['ARCHIVED', 'ACTIVATING'] as const)(
  'an image that is %s cannot be pulled, and it is said how to get it back',
  async (imageStatus) => {
    const api: AwsApi = {
      call: async () => ({ imageDetails: [{ imageDigest: digest, imageStatus }] }) as never,
      raw: () => Promise.reject(new Error('not to be asked')),
    };
    const found = await lookUpImage(api, { registry: 'registry', repository: 'web', digest }, { name: 'web' });
    expect(found).toMatchObject({
      kind: 'missing',
      why: expect.stringMatching(new RegExp(`archive only \\(${imageStatus}\\).*imageDigest=${digest} .*STANDARD$`)),
    });
  },
);

test('an image that ECR does not describe is gone', async () => {
  const api: AwsApi = {
    call: async () => ({ imageDetails: [] }) as never,
    raw: () => Promise.reject(new Error('not to be asked')),
  };
  expect(await lookUpImage(api, { repository: 'web', tag: 'v1' }, { name: 'web' })).toEqual({
    kind: 'missing',
    why: 'ECR has no image web:v1',
  });
});
