import { expect, test } from 'vitest';
import type { AwsApi } from '../../../../lib/aws/api.ts';
import { aFailure, imageOf } from '../rollout/a-rollout.ts';
import { readImageFacts } from './release-facts.ts';

const releases = [
  {
    taskDefinition: 'web:1',
    servedFrom: 0,
    images: [
      { container: 'app', named: imageOf('v1'), ran: imageOf('v1') },
      { container: 'proxy', named: 'nginx:1', ran: 'nginx:1' },
    ],
  },
];

function aRegistry(answer: () => unknown): AwsApi {
  const repositoryUri = imageOf('v1').split('@')[0];
  return {
    call: async (_service, operation) =>
      (operation === 'DescribeRepositories' ? { repositories: [{ repositoryUri }] } : answer()) as never,
    raw: () => Promise.reject(new Error('not to be asked')),
  };
}

test('an image has its tags, or is gone', async () => {
  const found = aRegistry(() => ({ imageDetails: [{ imageDigest: 'sha256:1', imageTags: ['v1', 'latest'] }] }));
  expect(await readImageFacts(found, releases)).toEqual(new Map([[imageOf('v1'), { tags: ['v1', 'latest'] }]]));
  const gone = aRegistry(() => ({ imageDetails: [] }));
  expect(await readImageFacts(gone, releases)).toEqual(new Map([[imageOf('v1'), 'gone']]));
});

test.each(['denied', 'throttled', 'unavailable'] as const)(
  'a registry that is %s tells nothing, and holds nothing up',
  async (kind) => {
    const silent = aRegistry(() => {
      throw aFailure(kind);
    });
    expect(await readImageFacts(silent, releases)).toEqual(new Map());
  },
);

test('a mistake of our own is not hidden', async () => {
  const broken = aRegistry(() => {
    throw new TypeError('a bug');
  });
  await expect(readImageFacts(broken, releases)).rejects.toThrow('a bug');
});
