import { describe, expect, test } from 'vitest';
import { AwsFailure } from '../core/errors.ts';
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

describe('an image in the archive of ECR cannot be pulled', () => {
  const lookedUp = (imageStatus: string) => {
    const api: AwsApi = {
      call: async () => ({ imageDetails: [{ imageDigest: digest, imageStatus }] }) as never,
      raw: () => Promise.reject(new Error('not to be asked')),
    };
    return lookUpImage(api, { registry: 'registry', repository: 'web', digest }, { name: 'web' });
  };

  test('and it is said how to get it back', async () => {
    expect(await lookedUp('ARCHIVED')).toEqual({
      kind: 'missing',
      why: expect.stringMatching(new RegExp(`archive only \\(ARCHIVED\\).*imageDigest=${digest} .*STANDARD$`)),
    });
  });

  test('yet, where it is being restored', async () => {
    expect(await lookedUp('ACTIVATING')).toEqual({
      kind: 'missing',
      isRestoring: true,
      why: expect.stringMatching(/is being restored from the archive of ECR \(ACTIVATING\).*run this job again/),
    });
  });
});

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

describe('an image that ECR does not have', () => {
  const image = { registry: 'registry', repository: 'docker-hub/library/nginx', tag: '1.27' };
  const failure = (code: string, kind: 'refused' | 'denied' = 'refused') =>
    new AwsFailure({ kind, operation: 'ecr:X', code, awsMessage: code });
  const ecr = (prefixes: readonly string[] | AwsFailure): AwsApi => ({
    call: async (_service, operation) => {
      if (operation === 'DescribeRepositories')
        return { repositories: [{ repositoryUri: `registry/${image.repository}` }] } as never;
      if (operation === 'DescribeImages') throw failure('ImageNotFoundException');
      if (operation !== 'DescribePullThroughCacheRules') return {} as never;
      if (prefixes instanceof AwsFailure) throw prefixes;
      return { pullThroughCacheRules: prefixes.map((ecrRepositoryPrefix) => ({ ecrRepositoryPrefix })) } as never;
    },
    raw: () => Promise.reject(new Error('not to be asked')),
  });

  test.each([['docker-hub'], ['ROOT'], ['docker-hub/library']])(
    'may be fetched from upstream by a rule for %s',
    async (prefix) => {
      const found = await lookUpImage(ecr(['other', prefix]), image);
      expect(found).toMatchObject({ kind: 'unknown', why: expect.stringContaining('pull-through cache') });
    },
  );

  test('is missing where no rule is for its repository, and where nobody may ask for rules', async () => {
    for (const rules of [[], ['docker'], ['library'], failure('AccessDeniedException', 'denied')])
      expect(await lookUpImage(ecr(rules), image)).toMatchObject({ kind: 'missing' });
  });
});
