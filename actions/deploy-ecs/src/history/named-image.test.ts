import { describe, expect, test } from 'vitest';
import type { DeploymentStatus } from '../../../../lib/core/snapshots.ts';
import { deploymentArn, digestOf, revisionArn, taskDefinitionArn } from '../rollout/a-rollout.ts';
import { contentOf } from './content.ts';
import type { PastDeployment } from './history.ts';
import { namedRelease, repositoriesOf } from './named-image.ts';

const HOST = 'registry.example.com';
type Images = Readonly<Record<string, string>>;

/** Deployment n is of web:n. An image is `repository:tag`; what ran under the tag has the digest of `repository` and `ran`. */
function past(number: number, images: Images, ran: Images, status: DeploymentStatus = 'SUCCESSFUL'): PastDeployment {
  const names = Object.entries(images);
  const definition = {
    family: 'web',
    containerDefinitions: names.map(([name, image]) => ({ name, image: `${HOST}/${image}` })),
  };
  return {
    arn: deploymentArn(number),
    status,
    createdAt: number,
    targetRevisionArn: revisionArn(number),
    target: contentOf(definition, {
      arn: revisionArn(number),
      taskDefinitionArn: taskDefinitionArn(`web:${number}`),
      images: names.map(([container, image]) => ({ container, image, digest: digestOf(ran[container] ?? '') })),
    }),
  };
}

const app = { registry: HOST, repository: 'app' };
const proxy = { registry: HOST, repository: 'proxy' };
const ONE = past(1, { app: 'app:v1', proxy: 'proxy:v1' }, { app: 'a1', proxy: 'p1' });
const TWO = past(2, { app: 'app:v2', proxy: 'proxy:v1' }, { app: 'a2', proxy: 'p1' });
const THREE = past(3, { app: 'app:v3', proxy: 'proxy:v2' }, { app: 'a3', proxy: 'p2' });
const HISTORY = [THREE, TWO, ONE];

const tag = (text: string) => ({ text, tag: text });

describe('the repositories that are asked', () => {
  test('are those of the releases, each once', () => {
    expect(repositoriesOf(HISTORY, tag('v1'))).toEqual([app, proxy]);
  });

  test('is the one that is named', () => {
    expect(repositoriesOf(HISTORY, { text: 'app:v1', repository: 'app', tag: 'v1' })).toEqual([app]);
    expect(repositoriesOf(HISTORY, { text: '', registry: HOST, repository: 'app', tag: 'v1' })).toEqual([app]);
    expect(repositoriesOf(HISTORY, { text: '', registry: 'other', repository: 'app', tag: 'v1' })).toEqual([]);
  });

  test('are without a registry where the image is', () => {
    const hub = {
      ...ONE,
      target: contentOf(
        { containerDefinitions: [{ name: 'app', image: 'nginx:1' }] },
        {
          arn: revisionArn(1),
          taskDefinitionArn: taskDefinitionArn('web:1'),
          images: [],
        },
      ),
    };
    expect(repositoriesOf([hub], tag('1'))).toStrictEqual([{ repository: 'nginx' }]);
  });
});

describe('by digest', () => {
  test('it is the newest release with that image, in whatever container', () => {
    expect(namedRelease(HISTORY, { text: '', digest: digestOf('a2') })).toEqual({ kind: 'found', content: TWO.target });
    expect(namedRelease(HISTORY, { text: '', digest: digestOf('p1') })).toEqual({ kind: 'found', content: TWO.target });
  });

  test('it is no release that never succeeded', () => {
    const failed = past(4, { app: 'app:v4' }, { app: 'a4' }, 'ROLLBACK_SUCCESSFUL');
    expect(namedRelease([failed, ...HISTORY], { text: '', digest: digestOf('a4') })).toEqual({ kind: 'none' });
  });

  test('it is none in another repository than the one that is named', () => {
    const wanted = { text: '', repository: 'proxy', digest: digestOf('a2') };
    expect(namedRelease(HISTORY, wanted)).toEqual({ kind: 'none' });
  });

  test('one image in two repositories is no question: it is the newest release with it', () => {
    const copied = past(4, { app: 'copy:v1' }, { app: 'a1' });
    expect(namedRelease([copied, ...HISTORY], { text: '', digest: digestOf('a1') })).toEqual({
      kind: 'found',
      content: copied.target,
    });
  });
});

describe('by tag', () => {
  const meanings = (appMeans?: string, proxyMeans?: string) => [
    { repository: app, ...(appMeans === undefined ? {} : { digest: digestOf(appMeans) }) },
    { repository: proxy, ...(proxyMeans === undefined ? {} : { digest: digestOf(proxyMeans) }) },
  ];

  test('it is what the registry says, not what ran under that name', () => {
    expect(namedRelease(HISTORY, tag('v3'), meanings('a1'))).toEqual({ kind: 'found', content: ONE.target });
  });

  test('it is what ran under that name, where the registry knows no such tag', () => {
    expect(namedRelease(HISTORY, tag('v2'), meanings())).toMatchObject({ kind: 'ambiguous' });
    const wanted = { text: 'app:v2', repository: 'app', tag: 'v2' };
    expect(namedRelease(HISTORY, wanted, [{ repository: app }])).toEqual({ kind: 'found', content: TWO.target });
  });

  test('it is none where the registry means an image that never served', () => {
    const wanted = { text: 'app:v2', repository: 'app', tag: 'v2' };
    expect(namedRelease(HISTORY, wanted, meanings('a9'))).toEqual({ kind: 'none' });
  });

  test('two containers with two answers are told apart by whoever asks', () => {
    const found = namedRelease(HISTORY, tag('v1'), meanings('a1', 'p1'));
    expect(found).toMatchObject({
      kind: 'ambiguous',
      places: [
        { image: { container: 'proxy' }, content: { revisionArn: revisionArn(2) } },
        { image: { container: 'app' }, content: { revisionArn: revisionArn(1) } },
      ],
    });
  });

  test('two containers with one answer are no question', () => {
    expect(namedRelease(HISTORY, tag('now'), meanings('a3', 'p2'))).toEqual({ kind: 'found', content: THREE.target });
  });

  test('nothing is found in no history', () => {
    expect(namedRelease([], tag('v1'))).toEqual({ kind: 'none' });
  });
});
