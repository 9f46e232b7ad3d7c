import { describe, expect, test } from 'vitest';
import type { ServiceRevision } from '../../../../lib/core/snapshots.ts';
import { aDefinition, digestOf, imageOf, MINUTE, revisionArn, taskDefinitionArn } from '../rollout/a-rollout.ts';
import { contentKey, contentOf, onceMore, pinnedDefinition } from './content.ts';

const aRevision = (images: ServiceRevision['images']): ServiceRevision => ({
  arn: revisionArn(7),
  taskDefinitionArn: taskDefinitionArn('web:7'),
  images,
});
const TAGGED = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:v1';

describe('the content of a deployment', () => {
  test('is the same whatever the order of members, the revision number and what AWS adds to it', () => {
    const one = contentOf(aDefinition(imageOf('v1'), { cpu: '256', memory: '512' }), aRevision([]));
    const other = contentOf(
      aDefinition(imageOf('v1'), {
        memory: '512',
        cpu: '256',
        revision: 99,
        registeredAt: 5,
        compatibilities: ['EC2'],
      }),
      aRevision([]),
    );
    expect(other.key).toBe(one.key);
  });

  test('is another one as soon as a member or an image differs', () => {
    const key = contentKey(aDefinition(imageOf('v1')));
    expect(contentKey(aDefinition(imageOf('v2')))).not.toBe(key);
    expect(contentKey(aDefinition(imageOf('v1'), { cpu: '512' }))).not.toBe(key);
  });

  test('is the same however ECS writes it down: with its defaults, and what only it writes', () => {
    const sent = { family: 'web', containerDefinitions: [{ name: 'app', image: imageOf('v1') }] };
    const described = {
      family: 'web',
      volumes: [],
      revision: 7,
      status: 'ACTIVE',
      containerDefinitions: [{ name: 'app', image: imageOf('v1'), essential: true, cpu: 0, environment: [] }],
    };
    expect(contentKey(described)).toBe(contentKey(sent));
  });

  test('keeps the order of lists, which means something in a command', () => {
    expect(contentKey({ command: ['a', 'b'] })).not.toBe(contentKey({ command: ['b', 'a'] }));
  });

  test('names the digest that ran, where the definition names a tag', () => {
    const ran = contentOf(
      aDefinition(TAGGED),
      aRevision([{ container: 'app', image: TAGGED, digest: digestOf('v1') }]),
    );
    expect(ran.key).toBe(contentOf(aDefinition(imageOf('v1')), aRevision([])).key);
    expect(ran.isReady).toBe(false);
    expect(contentOf(aDefinition(imageOf('v1')), aRevision([])).isReady).toBe(true);
  });

  test('keeps the digest that the definition names, whatever ECS says of the container', () => {
    const pinned = pinnedDefinition(aDefinition(imageOf('v1')), [
      { container: 'app', image: '', digest: digestOf('v2') },
    ]);
    expect(JSON.stringify(pinned)).toContain(digestOf('v1'));
  });

  test('has each container’s own image, as it is named and as it ran', () => {
    const other = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/proxy:v1';
    const containerDefinitions = [
      { name: 'app', image: TAGGED },
      { name: 'proxy', image: other },
      { name: 'odd', image: 'Not An Image' },
    ];
    const ran = [
      { container: 'proxy', image: other, digest: digestOf('p1') },
      { container: 'app', image: TAGGED, digest: digestOf('v1') },
      { container: 'odd', image: 'Not An Image', digest: digestOf('odd') },
    ];
    const content = contentOf({ family: 'web', containerDefinitions }, aRevision(ran));
    expect(content.images).toEqual([
      { container: 'app', named: TAGGED, ran: imageOf('v1') },
      { container: 'proxy', named: other, ran: imageOf('p1').replace('/app@', '/proxy@') },
      { container: 'odd', named: 'Not An Image', ran: 'Not An Image' },
    ]);
    expect(content.tags).toEqual([]);
    expect(content).not.toHaveProperty('settings');
    expect(content).not.toHaveProperty('registeredAt');
    expect(contentOf({}, { ...aRevision([]), settings: { launchType: 'FARGATE' } }).settings).toEqual({
      launchType: 'FARGATE',
    });
  });

  test.each([
    [undefined, true],
    ['ACTIVE', true],
    ['INACTIVE', false],
    ['DELETE_IN_PROGRESS', false],
  ])('can be deployed again as it is where its definition is %s: %s', (status, expected) => {
    expect(contentOf(aDefinition(imageOf('v1'), { status }), aRevision([])).isReady).toBe(expected);
  });

  test('keeps an image whose digest nobody knows as it is named', () => {
    expect(JSON.stringify(pinnedDefinition(aDefinition(TAGGED), []))).toContain(TAGGED);
  });

  test('is known since its registration, where that was before all that is remembered', () => {
    const registered = (at: number, remembered?: number) =>
      contentOf(aDefinition(imageOf('v1'), { registeredAt: at / 1_000 }), aRevision([]), [], remembered);
    expect(registered(9 * MINUTE, 10 * MINUTE).knownSince).toBe(9 * MINUTE);
    expect(registered(10 * MINUTE, 10 * MINUTE)).not.toHaveProperty('knownSince');
    expect(registered(1_000)).not.toHaveProperty('knownSince');
    expect(registered(1_000).registeredAt).toBe(1_000);
    const silent = contentOf(aDefinition(imageOf('v1')), aRevision([]), [], 10 * MINUTE);
    expect(silent).not.toHaveProperty('knownSince');
  });
});

test('what can be deployed as it is registered is not registered anew', () => {
  const content = contentOf(aDefinition(imageOf('v1')), aRevision([]));
  expect(onceMore(content)).toEqual({ taskDefinitionArn: content.taskDefinitionArn });
  expect(onceMore({ ...content, isReady: false })).toEqual({ register: content.definition });
});
