import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from '../../a-simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { digestOf } from './put-manifest.ts';

const config = digestOf('{}');
const layer = digestOf('layer');
const manifestOf = (note: string) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: config, size: 2 },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: layer, size: 5 }],
    annotations: { note },
  });
const first = manifestOf('first');
const second = manifestOf('second');

let simulator: Simulator;
let ecr: ReturnType<typeof clientsOf>['ecr'];

beforeEach(async () => {
  simulator = aSimulator();
  ecr = clientsOf(simulator).ecr;
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'shop/web', tags: [{ Key: 'team', Value: 'shop' }] }));
  simulator.transact((draft) => {
    const repository = draft.ecr.repositories['shop/web'];
    if (repository !== undefined) repository.layers = { [config]: 2, [layer]: 5 };
  });
});

afterEach(() => expect(problemsOf(simulator)).toEqual([]));

const put = (imageManifest: string, imageTag?: string) =>
  ecr.send(
    new PutImageCommand({ repositoryName: 'shop/web', imageManifest, ...(imageTag !== undefined && { imageTag }) }),
  );

describe('repositories', () => {
  test('are described as they were made', async () => {
    const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['shop/web'] }));
    expect(repositories?.[0]).toMatchObject({
      repositoryArn: 'arn:aws:ecr:eu-west-1:123456789012:repository/shop/web',
      repositoryUri: '127.0.0.1:4566/shop/web',
      imageTagMutability: 'MUTABLE',
      createdAt: new Date(simulator.world.now),
    });
    const resourceArn = repositories?.[0]?.repositoryArn;
    expect((await ecr.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([
      { Key: 'team', Value: 'shop' },
    ]);
  });

  test('that do not exist are refused in the words of AWS', async () => {
    await expect(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['nope'] }))).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
      message: "The repository with name 'nope' does not exist in the registry with id '123456789012'",
    });
  });

  test('with images are deleted only by force', async () => {
    await put(first);
    const remove = (force: boolean) => ecr.send(new DeleteRepositoryCommand({ repositoryName: 'shop/web', force }));
    await expect(remove(false)).rejects.toMatchObject({ name: 'RepositoryNotEmptyException' });
    await remove(true);
    expect(simulator.world.ecr.repositories).toEqual({});
  });

  test('come page by page', async () => {
    for (const repositoryName of ['aa', 'bb', 'cc']) await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    const page = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 3 }));
    expect(page.repositories?.map(({ repositoryName }) => repositoryName)).toEqual(['aa', 'bb', 'cc']);
    const rest = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 3, nextToken: page.nextToken }));
    expect(rest.repositories?.map(({ repositoryName }) => repositoryName)).toEqual(['shop/web']);
    expect(rest.nextToken).toBeUndefined();
  });
});

test('the login token is for AWS, good for twelve hours, and never in the diary', async () => {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = authorizationData?.[0];
  expect(Buffer.from(token?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:.+/);
  expect(token?.proxyEndpoint).toBe('http://127.0.0.1:4566');
  expect(token?.expiresAt?.getTime()).toBe(simulator.world.now + 12 * 3_600_000);
  expect(JSON.stringify(simulator.diary)).not.toContain(token?.authorizationToken);
});

describe('images', () => {
  test('get a second tag by their manifest', async () => {
    const { image } = await put(first, 'one');
    await put(first, 'two');
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName: 'shop/web' }));
    expect(imageDetails).toHaveLength(1);
    expect(imageDetails?.[0]).toMatchObject({
      imageDigest: image?.imageId?.imageDigest,
      imageTags: ['one', 'two'],
      imageSizeInBytes: 7,
      artifactMediaType: 'application/vnd.oci.image.config.v1+json',
      imageStatus: 'ACTIVE',
    });
  });

  test('pushed again under the same tag are there already', async () => {
    await put(first, 'one');
    await expect(put(first, 'one')).rejects.toMatchObject({ name: 'ImageAlreadyExistsException' });
  });

  test('move a mutable tag, and never an immutable one', async () => {
    await put(first, 'live');
    await put(second, 'live');
    const setImmutable = { repositoryName: 'shop/web', imageTagMutability: 'IMMUTABLE' } as const;
    await ecr.send(new PutImageTagMutabilityCommand(setImmutable));
    await expect(put(first, 'live')).rejects.toMatchObject({
      name: 'ImageTagAlreadyExistsException',
      message:
        "The image tag 'live' already exists in the 'shop/web' repository and cannot be overwritten because the tag is immutable.",
    });
  });

  test('keep tags mutable that are excluded from immutability', async () => {
    await ecr.send(
      new PutImageTagMutabilityCommand({
        repositoryName: 'shop/web',
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
      }),
    );
    await put(first, 'dev-1');
    await put(second, 'dev-1');
    await put(first, 'v1');
    await expect(put(second, 'v1')).rejects.toMatchObject({ name: 'ImageTagAlreadyExistsException' });
  });

  test('need their layers, their children and their digest', async () => {
    const without = first.replace(layer, digestOf('another layer'));
    await expect(put(without)).rejects.toMatchObject({ name: 'LayersNotFoundException' });
    const index = JSON.stringify({ schemaVersion: 2, manifests: [{ digest: digestOf(first) }] });
    await expect(put(index)).rejects.toMatchObject({ name: 'ReferencedImagesNotFoundException' });
    await expect(
      ecr.send(
        new PutImageCommand({ repositoryName: 'shop/web', imageManifest: first, imageDigest: digestOf(second) }),
      ),
    ).rejects.toMatchObject({ name: 'ImageDigestDoesNotMatchException' });
  });

  test('that do not exist are named', async () => {
    const imageIds = [{ imageTag: 'nope' }];
    await expect(ecr.send(new DescribeImagesCommand({ repositoryName: 'shop/web', imageIds }))).rejects.toMatchObject({
      name: 'ImageNotFoundException',
      message:
        "The image with imageId {imageDigest:'null', imageTag:'nope'} does not exist within the repository with name 'shop/web' in the registry with id '123456789012'",
    });
    const { failures } = await ecr.send(new BatchGetImageCommand({ repositoryName: 'shop/web', imageIds }));
    expect(failures).toMatchObject([{ failureCode: 'ImageNotFound', imageId: { imageTag: 'nope' } }]);
  });

  test('come back byte for byte', async () => {
    await put(first, 'one');
    const { images } = await ecr.send(
      new BatchGetImageCommand({ repositoryName: 'shop/web', imageIds: [{ imageTag: 'one' }] }),
    );
    expect(images?.[0]).toMatchObject({
      imageManifest: first,
      imageId: { imageTag: 'one', imageDigest: digestOf(first) },
    });
  });

  test('go with their last tag, but not while an index needs them', async () => {
    await put(first, 'one');
    const index = JSON.stringify({ schemaVersion: 2, manifests: [{ digest: digestOf(first) }] });
    await put(index, 'all');
    const remove = (imageTag: string) =>
      ecr.send(new BatchDeleteImageCommand({ repositoryName: 'shop/web', imageIds: [{ imageTag }] }));
    expect((await remove('one')).failures).toMatchObject([{ failureCode: 'ImageReferencedByManifestList' }]);
    await remove('all');
    await remove('one');
    expect((await ecr.send(new ListImagesCommand({ repositoryName: 'shop/web' }))).imageIds).toEqual([]);
  });
});
