import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tool } from '../support/tool.ts';
import { aRegistryPlace, type RegistryPlace } from './registry-place.ts';

const crane = tool('crane');
const program = crane.missing === undefined ? crane.path : '';

interface Manifest {
  readonly mediaType: string;
  readonly config: { readonly size: number };
  readonly layers: readonly { readonly digest: string; readonly size: number }[];
}

interface Index {
  readonly manifests: readonly { readonly digest: string; readonly platform: { readonly architecture: string } }[];
}

interface ImageDetail {
  readonly imageDigest: string;
  readonly imageTags?: readonly string[];
  readonly imageSizeInBytes: number;
  readonly imageManifestMediaType: string;
}

describe.skipIf(crane.missing !== undefined)(`crane at the registry ${crane.missing ?? ''}`, () => {
  const made: { place?: RegistryPlace } = {};
  const place = (): RegistryPlace => {
    if (made.place === undefined) throw new Error('There is no place yet.');
    return made.place;
  };
  const run = (args: readonly string[], stdin?: string) =>
    place().run(program, args, stdin === undefined ? {} : { stdin });
  /** what crane printed, when it succeeds */
  const ask = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ args, exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ args, exitCode: 0, stderr: '' });
    return stdout.trim();
  };
  const at = (name: string) => `${place().host}/${name}`;
  const file = (name: string) => join(place().home, name);
  /** a tar of one file, to be a layer */
  const layer = (name: string, text: string): string => {
    writeFileSync(file(`${name}.txt`), text);
    execFileSync('tar', ['-C', place().home, '-cf', file(`${name}.tar`), `${name}.txt`]);
    return file(`${name}.tar`);
  };
  const manifestOf = async (reference: string) => JSON.parse(await ask('manifest', reference)) as Manifest;
  const describeImages = async (repositoryName: string, ...imageIds: readonly object[]) => {
    const { imageDetails } = await place().ecr('DescribeImages', {
      repositoryName,
      ...(imageIds.length > 0 && { imageIds }),
    });
    return imageDetails as ImageDetail[];
  };
  const since = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    const before = place().asked().length;
    await work();
    return place().asked().slice(before);
  };

  beforeAll(async () => {
    if (crane.missing === undefined) made.place = await aRegistryPlace(['shop/web', 'shop/copy', 'shop/frozen']);
  });
  afterAll(async () => made.place?.close());

  test('is not let in before it has logged in', async () => {
    const { exitCode, stderr } = await run(['ls', at('shop/web')]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('401 Unauthorized: Not Authorized');
  });

  test("logs in with ECR's password, and pushes an image that it made itself", async () => {
    const { user, password } = await place().login();
    expect((await run(['auth', 'login', place().host, '-u', user, '--password-stdin'], password)).exitCode).toBe(0);
    const from = ['--oci-empty-base', '--new_layer', layer('app', 'release 1')];
    await ask('append', ...from, '--new_tag', at('shop/web:v1'), '--output', file('image.tar'));
    const pushed = await ask('push', file('image.tar'), at('shop/web:v1'));
    const digest = await ask('digest', at('shop/web:v1'));
    expect(pushed).toBe(`${at('shop/web')}@${digest}`);
    const manifest = await manifestOf(at('shop/web:v1'));
    expect(await describeImages('shop/web')).toMatchObject([
      {
        imageDigest: digest,
        imageTags: ['v1'],
        imageManifestMediaType: manifest.mediaType,
        imageSizeInBytes: manifest.config.size + manifest.layers.reduce((sum, { size }) => sum + size, 0),
      },
    ]);
  });

  test('pulls it, finds it whole, and reads its layer byte for byte', async () => {
    await ask('pull', '--format', 'oci', at('shop/web:v1'), file('pulled'));
    const { manifests } = JSON.parse(readFileSync(file('pulled/index.json'), 'utf8')) as Index;
    expect(manifests.map(({ digest }) => digest)).toEqual([await ask('digest', at('shop/web:v1'))]);
    await ask('validate', '--remote', at('shop/web:v1'));
    const [only] = (await manifestOf(at('shop/web:v1'))).layers;
    await ask('pull', at('shop/web:v1'), file('again.tar'));
    const blob = readFileSync(file(`pulled/blobs/${only?.digest.replace(':', '/')}`));
    expect(`sha256:${createHash('sha256').update(blob).digest('hex')}`).toBe(only?.digest);
    expect((await ask('blob', `${at('shop/web')}@${only?.digest}`)).length).toBeGreaterThan(0);
  });

  test('is shown the manifest that ECR gives, byte for byte', async () => {
    const { images } = await place().ecr('BatchGetImage', {
      repositoryName: 'shop/web',
      imageIds: [{ imageTag: 'v1' }],
    });
    expect(images).toMatchObject([{ imageManifest: await ask('manifest', at('shop/web:v1')) }]);
  });

  test('copies it into another repository under the same digest, and sends no layer twice', async () => {
    const asked = await since(() => ask('copy', at('shop/web:v1'), at('shop/copy:v1')));
    expect(await ask('digest', at('shop/copy:v1'))).toBe(await ask('digest', at('shop/web:v1')));
    expect(asked).toContain('StartUpload');
    expect(asked).not.toContain('PatchUpload');
    expect(asked).not.toContain('FinishUpload');
    const [here] = await describeImages('shop/web', { imageTag: 'v1' });
    expect((await describeImages('shop/copy'))[0]).toMatchObject({ imageDigest: here?.imageDigest, imageTags: ['v1'] });
  });

  test('gives it a second tag, and lists both as ECR does', async () => {
    await ask('tag', at('shop/web:v1'), 'stable');
    expect((await ask('ls', at('shop/web'))).split('\n')).toEqual(['stable', 'v1']);
    const { imageIds } = await place().ecr('ListImages', { repositoryName: 'shop/web' });
    expect((imageIds as { imageTag: string }[]).map(({ imageTag }) => imageTag).sort()).toEqual(['stable', 'v1']);
    expect(await ask('digest', at('shop/web:stable'))).toBe(await ask('digest', at('shop/web:v1')));
  });

  test('changes its label and puts a layer on top: new images, the old one stays', async () => {
    const before = await ask('digest', at('shop/web:v1'));
    await ask('mutate', at('shop/web:v1'), '--label', 'team=shop', '--tag', at('shop/web:labelled'));
    const config = JSON.parse(await ask('config', at('shop/web:labelled'))) as { config: { Labels: object } };
    expect(config.config.Labels).toEqual({ team: 'shop' });
    await ask(
      'append',
      '--base',
      at('shop/web:v1'),
      '--new_layer',
      layer('more', 'more'),
      '--new_tag',
      at('shop/web:v2'),
    );
    expect((await manifestOf(at('shop/web:v2'))).layers).toHaveLength(2);
    expect(await ask('digest', at('shop/web:v1'))).toBe(before);
    expect(await describeImages('shop/web')).toHaveLength(3);
  });

  test('makes an index of two platforms, and finds each through it', async () => {
    for (const architecture of ['amd64', 'arm64'])
      await ask(
        'mutate',
        at('shop/web:v1'),
        '--set-platform',
        `linux/${architecture}`,
        '--tag',
        at(`shop/web:${architecture}`),
      );
    const children = ['--manifest', at('shop/web:amd64'), '--manifest', at('shop/web:arm64')];
    await ask('index', 'append', ...children, '--tag', at('shop/web:all'));
    const { manifests } = JSON.parse(await ask('manifest', at('shop/web:all'))) as Index;
    expect(manifests.map(({ platform }) => platform.architecture).sort()).toEqual(['amd64', 'arm64']);
    expect(await ask('digest', '--platform', 'linux/arm64', at('shop/web:all'))).toBe(
      await ask('digest', at('shop/web:arm64')),
    );
    const [index] = await describeImages('shop/web', { imageTag: 'all' });
    expect(index).toMatchObject({ imageDigest: await ask('digest', at('shop/web:all')), imageTags: ['all'] });
    expect(index?.imageManifestMediaType).toMatch(/image\.index\.v1\+json|manifest\.list\.v2\+json/);
    await ask('copy', at('shop/web:all'), at('shop/copy:all'));
    await ask('validate', '--remote', at('shop/copy:all'));
  });

  test('deletes an image, and ECR knows it no more', async () => {
    const digest = await ask('digest', at('shop/copy:all'));
    await ask('delete', `${at('shop/copy')}@${digest}`);
    const { exitCode, stderr } = await run(['manifest', `${at('shop/copy')}@${digest}`]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/: MANIFEST_UNKNOWN: Requested image not found$/m);
    expect((await describeImages('shop/copy')).map(({ imageDigest }) => imageDigest)).not.toContain(digest);
    expect((await ask('ls', at('shop/copy'))).split('\n')).toEqual(['v1']);
  });

  test('may not move an immutable tag, and may push the same content again', async () => {
    await place().ecr('PutImageTagMutability', { repositoryName: 'shop/frozen', imageTagMutability: 'IMMUTABLE' });
    await ask('copy', at('shop/web:v1'), at('shop/frozen:v1'));
    await ask('copy', at('shop/web:v1'), at('shop/frozen:v1'));
    const { exitCode, stderr } = await run(['copy', at('shop/web:v2'), at('shop/frozen:v1')]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "TAG_INVALID: The image tag 'v1' already exists in the 'shop/frozen' repository and cannot be overwritten because the tag is immutable.",
    );
    expect(await ask('digest', at('shop/frozen:v1'))).toBe(await ask('digest', at('shop/web:v1')));
  });

  test.each([
    ['push', ['push', 'image.tar']],
    ['copy', ['copy', 'shop/web:v1']],
  ])('may not %s into a repository that was not created', async (_, [verb = '', source = '']) => {
    const from = verb === 'push' ? file(source) : at(source);
    const { exitCode, stderr } = await run([verb, from, at('shop/nope:v1')]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "NAME_UNKNOWN: The repository with name 'shop/nope' does not exist in the registry with id '",
    );
  });

  test('is told that its password is too old, in the words of ECR', async () => {
    place().pass(12 * 3_600_000);
    const { exitCode, stderr } = await run(['ls', at('shop/web')]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('DENIED: Your authorization token has expired. Reauthenticate and try again.');
  });

  test('the simulator had no fault to find with what crane asked, nor with itself', () => {
    expect(place().problems()).toEqual([]);
  });
});
