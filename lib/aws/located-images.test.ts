import { expect, test } from 'vitest';
import { AwsFailure, UserError } from '../core/errors.ts';
import type { RequestedImage } from '../core/requested-images.ts';
import type { AwsApi } from './api.ts';
import { locateImages } from './located-images.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const HOST = '210987654321.dkr.ecr.us-east-1.amazonaws.com';

interface Asked {
  readonly input: unknown;
  readonly options: unknown;
}

/** ECR with one repository, `web`; or one that refuses. */
function anEcr(asked: Asked[], failure?: AwsFailure): AwsApi {
  const answer = {
    repositories: [{ repositoryName: 'web', repositoryUri: `${HOST}/web`, registryId: '210987654321' }],
  };
  const call = async (_service: unknown, operation: unknown, input: unknown, options: unknown): Promise<never> => {
    if (operation !== 'DescribeRepositories') throw new Error(`${operation} was not to be asked`);
    asked.push({ input, options });
    if (failure !== undefined) throw failure;
    const named = (input as { repositoryNames?: readonly string[] }).repositoryNames;
    if (named !== undefined && !named.includes('web')) throw refusal('RepositoryNotFoundException', 'refused');
    return answer as never;
  };
  return { call, raw: () => Promise.reject(new Error('not to be asked')) };
}

function refusal(code: string, kind: 'refused' | 'denied'): AwsFailure {
  return new AwsFailure({ kind, operation: 'ecr:DescribeRepositories', code, awsMessage: 'no' });
}

const inWeb = { image: { repository: 'web', digest }, repository: { name: 'web' } };
const elsewhere: RequestedImage = { container: 'proxy', image: { repository: 'nginx', tag: '1' } };

test('images that say themselves where they are need no question', async () => {
  const asked: Asked[] = [];
  expect(await locateImages(anEcr(asked), [elsewhere])).toEqual([elsewhere]);
  expect(asked).toEqual([]);
});

test('one question gives all images of the repository its registry', async () => {
  const asked: Asked[] = [];
  const images: RequestedImage[] = [{ container: 'a', ...inWeb }, elsewhere, { container: 'b', ...inWeb }];
  const located = await locateImages(anEcr(asked), images);
  expect(located.map(({ image }) => image.registry)).toEqual([HOST, undefined, HOST]);
  expect(asked).toHaveLength(1);
});

test('an ARN is asked for in its own account and region', async () => {
  const asked: Asked[] = [];
  const repository = { name: 'web', account: '210987654321', region: 'us-east-1' };
  await locateImages(anEcr(asked), [{ ...inWeb, repository }]);
  expect(asked).toEqual([
    { input: { repositoryNames: ['web'], registryId: '210987654321' }, options: { region: 'us-east-1' } },
  ]);
});

test.each([
  ['does not exist', undefined, 'wbe', 'repository: ECR of this account has no repository "wbe". Did you mean "web"?'],
  ['may not be asked for', refusal('AccessDeniedException', 'denied'), 'web', /^repository: .*by its URI/],
])('a repository that %s is a problem of the input', async (_what, failure, name, message) => {
  const locating = locateImages(anEcr([], failure), [{ ...inWeb, repository: { name } }]);
  await expect(locating).rejects.toBeInstanceOf(UserError);
  await expect(locating).rejects.toThrow(message);
});
