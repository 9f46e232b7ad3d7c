import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aBoto3Place, awsTool, judgeAtTheEnd } from './boto3-place.ts';

const repositoryName = 'team/app';
const mediaType = 'application/vnd.oci.image.index.v1+json';
/** An index without children is the smallest image that ECR takes. */
const manifest = (name: string) =>
  JSON.stringify({ schemaVersion: 2, mediaType, manifests: [], annotations: { name } });
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const absent = `sha256:${'0'.repeat(64)}`;

describe.skipIf(awsTool.missing !== undefined)(`boto3 on ECR ${awsTool.missing ?? ''}`, () => {
  const place = aBoto3Place();
  const ecr = (method: string, parameters: object = {}) => place().boto3.call('ecr', method, { ...parameters });
  const inRepository = (method: string, parameters: object = {}) => ecr(method, { repositoryName, ...parameters });
  const put = (name: string, imageTag: string) =>
    inRepository('put_image', { imageManifest: manifest(name), imageManifestMediaType: mediaType, imageTag });

  test('a repository is made, shown, tagged and set immutable', async () => {
    const { repository } = await ecr('create_repository', {
      repositoryName,
      imageScanningConfiguration: { scanOnPush: true },
      tags: [{ Key: 'team', Value: 'shop' }],
    });
    const { repositoryArn: resourceArn } = repository as { repositoryArn: string };
    await ecr('tag_resource', { resourceArn, tags: [{ Key: 'stage', Value: 'prod' }] });
    await ecr('untag_resource', { resourceArn, tagKeys: ['team'] });
    expect((await ecr('list_tags_for_resource', { resourceArn })).tags).toEqual([{ Key: 'stage', Value: 'prod' }]);
    await inRepository('put_image_tag_mutability', {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest*' }],
    });
    expect((await ecr('describe_repositories')).repositories).toMatchObject([
      {
        repositoryName,
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageScanningConfiguration: { scanOnPush: true },
      },
    ]);
  });

  test('a lifecycle policy and scanning on push come and go', async () => {
    const rule = {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 },
      action: { type: 'expire' },
    };
    const lifecyclePolicyText = JSON.stringify({ rules: [rule] });
    await inRepository('put_lifecycle_policy', { lifecyclePolicyText });
    expect(await inRepository('get_lifecycle_policy')).toMatchObject({ lifecyclePolicyText });
    await inRepository('delete_lifecycle_policy');
    expect(await place().boto3.refused('ecr', 'get_lifecycle_policy', { repositoryName })).toMatchObject({
      exception: 'LifecyclePolicyNotFoundException',
    });
    await inRepository('put_image_scanning_configuration', { imageScanningConfiguration: { scanOnPush: false } });
  });

  test('a rule by which ECR fetches from upstream is made once, and shown', async () => {
    const rule = { ecrRepositoryPrefix: 'upstream', upstreamRegistryUrl: 'public.ecr.aws' };
    await ecr('create_pull_through_cache_rule', rule);
    expect((await ecr('describe_pull_through_cache_rules')).pullThroughCacheRules).toMatchObject([rule]);
    expect(await place().boto3.refused('ecr', 'create_pull_through_cache_rule', rule)).toMatchObject({
      exception: 'PullThroughCacheRuleAlreadyExistsException',
    });
    const ecrRepositoryPrefixes = ['elsewhere'];
    expect(
      await place().boto3.refused('ecr', 'describe_pull_through_cache_rules', { ecrRepositoryPrefixes }),
    ).toMatchObject({ exception: 'PullThroughCacheRuleNotFoundException' });
  });

  test('the token opens the registry', async () => {
    const { authorizationData } = (await ecr('get_authorization_token')) as {
      authorizationData: { authorizationToken: string }[];
    };
    const authorization = `Basic ${authorizationData[0]?.authorizationToken}`;
    const opened = await fetch(`${place().door.url}/v2/`, { headers: { authorization } });
    expect(opened.status).toBe(200);
    await opened.text();
  });

  test('images are put, found by tag and digest, and described', async () => {
    const { image } = (await put('one', 'v1')) as { image: { imageId: { imageDigest: string } } };
    expect(image.imageId.imageDigest).toBe(digestOf(manifest('one')));
    await put('one', 'v1.0');
    await put('two', 'v2');
    await inRepository('put_image', { imageManifest: manifest('three'), imageManifestMediaType: mediaType });
    const got = await inRepository('batch_get_image', {
      imageIds: [{ imageTag: 'v1' }, { imageDigest: digestOf(manifest('two')) }, { imageTag: 'nope' }],
      acceptedMediaTypes: [mediaType],
    });
    expect(got.images).toMatchObject([{ imageManifest: manifest('one') }, { imageManifest: manifest('two') }]);
    expect(got.failures).toMatchObject([{ failureCode: 'ImageNotFound' }]);
    const { imageDetails } = await inRepository('describe_images', { imageIds: [{ imageTag: 'v1' }] });
    expect(imageDetails).toMatchObject([{ imageTags: ['v1', 'v1.0'], imageManifestMediaType: mediaType }]);
    const { layers } = await inRepository('batch_check_layer_availability', { layerDigests: [absent] });
    expect(layers).toMatchObject([{ layerAvailability: 'UNAVAILABLE' }]);
  });

  test('a layer that is there has an address, and one that is not is refused', async () => {
    place().account.simulator.transact(({ ecr: { repositories } }) => {
      const repository = repositories[repositoryName];
      if (repository !== undefined) repository.layers[digestOf('layer')] = 5;
    });
    const { downloadUrl } = await inRepository('get_download_url_for_layer', { layerDigest: digestOf('layer') });
    expect(new URL(String(downloadUrl)).pathname).toBe(`/v2/${repositoryName}/blobs/${digestOf('layer')}`);
    const asked = { repositoryName, layerDigest: absent };
    expect(await place().boto3.refused('ecr', 'get_download_url_for_layer', asked)).toMatchObject({
      exception: 'LayersNotFoundException',
    });
  });

  test('an image goes into the archive and comes back', async () => {
    const move = (targetStorageClass: string) =>
      inRepository('update_image_storage_class', { imageId: { imageTag: 'v1' }, targetStorageClass });
    expect(await move('ARCHIVE')).toMatchObject({ imageStatus: 'ARCHIVED' });
    expect(await move('STANDARD')).toMatchObject({ imageStatus: 'ACTIVE' });
  });

  test('lists come page by page, all of it once', async () => {
    const { boto3 } = place();
    await ecr('create_repository', { repositoryName: 'other' });
    const page = { PaginationConfig: { PageSize: 1 } };
    const images = await boto3.pages('ecr', 'list_images', { repositoryName, ...page });
    expect(images.flatMap(({ imageIds }) => imageIds)).toHaveLength(4);
    expect(await boto3.pages('ecr', 'describe_images', { repositoryName, ...page })).toHaveLength(3);
    const untagged = { repositoryName, filter: { tagStatus: 'UNTAGGED' } };
    expect((await boto3.pages('ecr', 'list_images', untagged)).flatMap(({ imageIds }) => imageIds)).toHaveLength(1);
    expect(await boto3.pages('ecr', 'describe_repositories', page)).toHaveLength(2);
  });

  test.each([
    ['create_repository', { repositoryName }, 'RepositoryAlreadyExistsException'],
    ['describe_repositories', { repositoryNames: ['nope'] }, 'RepositoryNotFoundException'],
    ['describe_images', { repositoryName, imageIds: [{ imageTag: 'nope' }] }, 'ImageNotFoundException'],
    ['list_images', { repositoryName: 'nope' }, 'RepositoryNotFoundException'],
    ['delete_repository', { repositoryName }, 'RepositoryNotEmptyException'],
    [
      'put_image',
      { repositoryName, imageManifest: manifest('one'), imageManifestMediaType: mediaType, imageTag: 'v1' },
      'ImageAlreadyExistsException',
    ],
    [
      'put_image',
      { repositoryName, imageManifest: manifest('two'), imageManifestMediaType: mediaType, imageTag: 'v1' },
      'ImageTagAlreadyExistsException',
    ],
    [
      'put_image',
      {
        repositoryName,
        imageManifest: manifest('two'),
        imageManifestMediaType: mediaType,
        imageDigest: absent,
        imageTag: 'x',
      },
      'ImageDigestDoesNotMatchException',
    ],
    [
      'put_image',
      {
        repositoryName,
        imageManifest: JSON.stringify({ schemaVersion: 2, config: { digest: absent, size: 1 }, layers: [] }),
        imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
        imageTag: 'x',
      },
      'LayersNotFoundException',
    ],
    [
      'put_image',
      {
        repositoryName,
        imageManifest: JSON.stringify({ schemaVersion: 2, mediaType, manifests: [{ digest: absent, size: 1 }] }),
        imageManifestMediaType: mediaType,
        imageTag: 'x',
      },
      'ReferencedImagesNotFoundException',
    ],
    ['put_image', { repositoryName, imageManifest: 'no JSON' }, 'InvalidParameterException'],
    ['create_repository', { repositoryName: 'UPPER' }, 'InvalidParameterException'],
    [
      'list_tags_for_resource',
      { resourceArn: 'arn:aws:ecr:eu-west-1:123456789012:repository/nope' },
      'RepositoryNotFoundException',
    ],
  ])('a refused %s(%j) is a %s', async (method, parameters, exception) => {
    expect(await place().boto3.refused('ecr', method, parameters)).toMatchObject({
      exception,
      code: exception,
      status: 400,
    });
  });

  test('all of it is taken away again', async () => {
    const deleted = await inRepository('batch_delete_image', { imageIds: [{ imageTag: 'v1' }, { imageTag: 'nope' }] });
    expect(deleted).toMatchObject({ imageIds: [{ imageTag: 'v1' }], failures: [{ failureCode: 'ImageNotFound' }] });
    await inRepository('delete_repository', { force: true });
    await ecr('delete_repository', { repositoryName: 'other' });
  });

  judgeAtTheEnd(place, ['ecr'], [/^CreateRepository: repositoryName does not match/]);
});
