import { expect, test } from 'vitest';
import type { AwsApi } from '../../../../lib/aws/api.ts';
import { AwsFailure, type AwsFailureKind } from '../../../../lib/core/errors.ts';
import { checkUnnamedImages, imageFindings } from './unnamed-images.ts';

const HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const [APP, SIDECAR] = [`${HOST}/app@${digest('a')}`, `${HOST}/proxy@${digest('b')}`];
const definition = (...images: readonly string[]) => ({
  containerDefinitions: images.map((image, index) => ({ name: `c${index}`, image })),
});

/** ECR, which has what it is told to have, or fails. */
function ecr(has: readonly string[], failing?: AwsFailureKind) {
  const asked: string[] = [];
  const failure = (kind: AwsFailureKind, code: string) =>
    new AwsFailure({ kind, operation: 'ecr:DescribeImages', code, awsMessage: 'no' });
  const call = async (_service: unknown, operation: string, input: object): Promise<never> => {
    asked.push(operation);
    if (failing !== undefined) throw failure(failing, 'Code');
    if ('repositoryNames' in input) {
      const [name] = input.repositoryNames as string[];
      return { repositories: [{ repositoryName: name, repositoryUri: `${HOST}/${name}` }] } as never;
    }
    const [id] = 'imageIds' in input ? (input.imageIds as { imageDigest: string }[]) : [];
    if (id === undefined || !has.some((image) => image.endsWith(id.imageDigest)))
      throw failure('refused', 'ImageNotFoundException');
    return { imageDetails: [{ imageDigest: id.imageDigest }] } as never;
  };
  const api: AwsApi = { call, raw: () => Promise.reject(new Error('not to be asked')) };
  return { api, asked };
}

test('an image that was looked up already is not asked for again, and neither is one of Docker Hub', async () => {
  const { api, asked } = ecr([]);
  const wanted = definition(APP, 'nginx:1.27');
  expect(await checkUnnamedImages(api, wanted, wanted, new Set([APP]))).toEqual([]);
  expect(asked).toEqual([]);
});

test('what two containers share is asked for once, and what is there is not talked about', async () => {
  const { api, asked } = ecr([APP, SIDECAR]);
  const wanted = definition(APP, SIDECAR, SIDECAR);
  expect(await checkUnnamedImages(api, wanted, wanted, new Set([APP]))).toEqual([]);
  expect(asked.toSorted()).toEqual(['DescribeImages', 'DescribeRepositories']);
});

test('an image that is gone is a problem with its remedy', async () => {
  const { api } = ecr([APP]);
  const wanted = definition(APP, SIDECAR);
  expect(await checkUnnamedImages(api, wanted, wanted, new Set())).toEqual([
    {
      kind: 'problem',
      text: `container "c1": ECR repository "proxy" has no image ${digest('b')}; so no new task can start. Name an image that is there (image), or push this one again`,
    },
  ]);
});

test.each(['denied', 'throttled', 'unavailable', 'refused'] as const)(
  'where ECR answers %s, it is a notice',
  async (kind) => {
    const { api } = ecr([], kind);
    const wanted = definition(APP);
    expect(await checkUnnamedImages(api, wanted, wanted, new Set())).toEqual([
      {
        kind: 'notice',
        text: expect.stringMatching(/^container "c0": whether its image can be pulled is not known: /),
      },
    ]);
  },
);

test('credentials that have expired are no notice', async () => {
  const wanted = definition(APP);
  await expect(checkUnnamedImages(ecr([], 'expired').api, wanted, wanted, new Set())).rejects.toMatchObject({
    kind: 'expired',
  });
});

test('what is outside of this ECR is spoken of only where it is new', () => {
  const elsewhere = { kind: 'unknown', why: 'it is not in ECR', isElsewhere: true } as const;
  expect(imageFindings('app', elsewhere, true)).toEqual([]);
  expect(imageFindings('app', elsewhere, false)).toEqual([expect.objectContaining({ kind: 'notice' })]);
  expect(imageFindings('app', { kind: 'unknown', why: 'denied' }, true)).toHaveLength(1);
});
