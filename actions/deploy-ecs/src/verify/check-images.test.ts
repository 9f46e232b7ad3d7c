import { expect, test } from 'vitest';
import type { AwsApi } from '../../../../lib/aws/api.ts';
import type { Clock } from '../../../../lib/core/clock.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import { readPullable } from './check-images.ts';

const HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const definition = { containerDefinitions: [{ name: 'app', image: `${HOST}/app@${DIGEST}` }] };

/** ECR, by what it answers for an image. */
function ecr(images: () => Promise<object>): { api: AwsApi; asked: string[] } {
  const asked: string[] = [];
  const call = async (_service: unknown, operation: string): Promise<never> => {
    asked.push(operation);
    const repositories = { repositories: [{ repositoryUri: `${HOST}/app` }] };
    return (await (operation === 'DescribeRepositories' ? repositories : images())) as never;
  };
  return { api: { call, raw: () => Promise.reject(new Error('not to be asked')) }, asked };
}

/** Sleeps until it is told that it need not, as the system's clock does, or until the time is let pass. */
function aClock() {
  const slept: number[] = [];
  let pass: () => void = () => undefined;
  const clock: Clock = {
    now: () => 0,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        slept.push(ms);
        pass = resolve;
        signal?.addEventListener('abort', () => resolve());
      }),
  };
  return { clock, slept, pass: () => pass() };
}

const failure = (kind: 'throttled' | 'expired' | 'refused', code: string) =>
  ecr(() => Promise.reject(new AwsFailure({ kind, operation: 'ecr:DescribeImages', code, awsMessage: 'no' })));

test('an image that is there is not talked about', async () => {
  const { api } = ecr(async () => ({ imageDetails: [{ imageDigest: DIGEST }] }));
  expect(await readPullable(api, aClock().clock, definition)).toEqual({ missing: [], unknown: [] });
});

test('one that is gone is missing', async () => {
  const { api } = failure('refused', 'ImageNotFoundException');
  const { missing, unknown } = await readPullable(api, aClock().clock, definition);
  expect(missing).toEqual([expect.stringMatching(/^ECR repository "app" has no image sha256:/)]);
  expect(unknown).toEqual([]);
});

test('a registry that is throttled is asked once, and says nothing of the image', async () => {
  const { api, asked } = failure('throttled', 'ThrottlingException');
  const { missing, unknown } = await readPullable(api, aClock().clock, definition);
  expect(missing).toEqual([]);
  expect(unknown).toEqual([
    expect.stringMatching(/^whether .*app@sha256:a+ can still be pulled is not known: .*[^.]$/),
  ]);
  expect(asked).toEqual(['DescribeRepositories', 'DescribeImages']);
});

test('one that does not answer is waited for five seconds and no longer', async () => {
  const { api } = ecr(() => new Promise(() => undefined));
  const { clock, slept, pass } = aClock();
  const reading = readPullable(api, clock, definition);
  expect(slept).toEqual([5_000]);
  pass();
  expect(await reading).toEqual({
    missing: [],
    unknown: [`whether ${HOST}/app@${DIGEST} can still be pulled is not known: ECR does not answer`],
  });
});

test('credentials that have expired are everybody’s concern', async () => {
  const { api } = failure('expired', 'ExpiredTokenException');
  await expect(readPullable(api, aClock().clock, definition)).rejects.toMatchObject({ kind: 'expired' });
});
