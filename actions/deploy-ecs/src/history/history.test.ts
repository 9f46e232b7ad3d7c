import { describe, expect, test } from 'vitest';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import {
  aDefinition,
  aPastDeployment,
  aPrimary,
  aService,
  aSituation,
  type Chapter,
  digestOf,
  imageOf,
  MINUTE,
  revisionArn,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { contentOf } from './content.ts';
import {
  contentThatRan,
  endedMeanwhile,
  isInCharge,
  isMoving,
  previousOf,
  rememberedSince,
  rolledBackFrom,
  successes,
} from './history.ts';
import { tagsFor } from './revision-tags.ts';

const TAGGED = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:v1';

test.each([
  ['the primary rollout of this revision, completed', [aPrimary(2, 'web:2', 'COMPLETED')], true],
  [
    'the primary rollout of this revision, without a rollout state',
    [{ ...aPrimary(2, 'web:2'), rolloutState: undefined }],
    true,
  ],
  ['the primary rollout of this revision, in progress', [aPrimary(2, 'web:2', 'IN_PROGRESS')], false],
  ['the primary rollout of this revision, failed', [aPrimary(2, 'web:2', 'FAILED')], false],
  ['the primary rollout of another revision', [aPrimary(22, 'web:2', 'COMPLETED')], false],
  ['this revision, no longer primary', [{ ...aPrimary(2, 'web:2'), status: 'ACTIVE' }, aPrimary(3, 'web:3')], false],
  ['nothing', [], false],
])('whether a revision is in charge where there is %s: %s', (_what, deployments, expected) => {
  const list = deployments.map(({ rolloutState, ...rest }) => ({ ...rest, ...(rolloutState && { rolloutState }) }));
  expect(isInCharge(aService({ deployments: list }), revisionArn(2))).toBe(expected);
});

test.each([
  ['PENDING', true],
  ['IN_PROGRESS', true],
  ['STOP_REQUESTED', true],
  ['ROLLBACK_REQUESTED', true],
  ['ROLLBACK_IN_PROGRESS', true],
  ['UNRECOGNISED', true],
  ['SUCCESSFUL', false],
  ['STOPPED', false],
  ['ROLLBACK_SUCCESSFUL', false],
  ['ROLLBACK_FAILED', false],
] as const)('a deployment that is %s moves: %s', (status, expected) => {
  expect(isMoving(status)).toBe(expected);
});

const STORIES: readonly (readonly [string, readonly Chapter[], readonly string[]])[] = [
  ['nothing was ever deployed', [], []],
  ['one release', [['v1', 'SUCCESSFUL']], []],
  [
    'a green deploy',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
    ],
    [],
  ],
  [
    'a green deploy and the way back',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v1', 'SUCCESSFUL'],
    ],
    ['v2'],
  ],
  [
    'back twice',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v3', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v1', 'SUCCESSFUL'],
    ],
    ['v2', 'v3'],
  ],
  [
    'back, and forward again',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
    ],
    [],
  ],
  [
    'back, forward, and back once more',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v1', 'SUCCESSFUL'],
    ],
    ['v2'],
  ],
  [
    'back, and on with the next',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v1', 'SUCCESSFUL'],
      ['v3', 'SUCCESSFUL'],
    ],
    ['v2'],
  ],
  [
    'the same content deployed again',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
    ],
    [],
  ],
  [
    'a failed release in between',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v3', 'ROLLBACK_SUCCESSFUL'],
      ['v1', 'SUCCESSFUL'],
    ],
    ['v2'],
  ],
  [
    'a release that failed first and succeeded later',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'ROLLBACK_SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
    ],
    [],
  ],
  [
    'a release that failed before another one succeeded, and succeeded after it',
    [
      ['v2', 'STOPPED'],
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
    ],
    [],
  ],
  [
    'a failed attempt to go back',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v1', 'ROLLBACK_SUCCESSFUL'],
    ],
    [],
  ],
];

test.each(STORIES)('what was rolled back from after %s', (_what, chapters, expected) => {
  const { deployments } = aSituation(...chapters);
  const keyOf = (release: string) => aPastDeployment(release, 'SUCCESSFUL', 99).target?.key ?? '';
  expect([...rolledBackFrom(deployments)].sort()).toEqual(expected.map(keyOf).sort());
});

test('only successful deployments whose content is known count as successes, newest first', () => {
  const { deployments } = aSituation(
    ['v1', 'SUCCESSFUL'],
    ['v2', 'STOPPED'],
    ['v3', 'SUCCESSFUL'],
    ['v4', 'IN_PROGRESS'],
  );
  const { target: _gone, ...forgotten } = aPastDeployment('v5', 'SUCCESSFUL', 5);
  expect(successes([forgotten, ...deployments]).map(({ revisionArn: arn }) => arn)).toEqual([
    revisionArn(3),
    revisionArn(1),
  ]);
});

describe('what there is to go back to', () => {
  test.each<readonly [string, readonly Chapter[], string | undefined]>([
    [
      'the newest success',
      [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'SUCCESSFUL'],
      ],
      'web:2',
    ],
    [
      'not what fails now',
      [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'IN_PROGRESS'],
      ],
      'web:1',
    ],
    [
      'not what was rolled back',
      [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'ROLLBACK_SUCCESSFUL'],
      ],
      'web:1',
    ],
    ['nothing where the first deployment is still under way', [['v1', 'IN_PROGRESS']], undefined],
    [
      'nothing where none has succeeded',
      [
        ['v1', 'STOPPED'],
        ['v2', 'STOPPED'],
      ],
      undefined,
    ],
    ['nothing where there was no deployment', [], undefined],
  ])('is %s', (_what, chapters, expected) => {
    expect(previousOf(aSituation(...chapters))).toBe(expected === undefined ? undefined : taskDefinitionArn(expected));
  });

  test('is what ECS calls completed and what runs, where it has forgotten the deployment that made it', () => {
    const primary = aPrimary(1, taskDefinitionArn('web:7'));
    expect(previousOf({ service: aService({ deployments: [primary] }), deployments: [] })).toBe(
      taskDefinitionArn('web:7'),
    );
    const idle = { ...primary, runningCount: 0 };
    expect(previousOf({ service: aService({ deployments: [idle] }), deployments: [] })).toBeUndefined();
  });
});

test('a definition that names a moving tag is what it was when it succeeded, not what a later attempt with it pulled', () => {
  const run = (number: number, release: string, status: 'SUCCESSFUL' | 'ROLLBACK_SUCCESSFUL') => ({
    ...aPastDeployment(release, status, number),
    target: contentOf(aDefinition(TAGGED), {
      arn: revisionArn(number),
      taskDefinitionArn: taskDefinitionArn('web:1'),
      images: [{ container: 'app', image: TAGGED, digest: digestOf(release) }],
    }),
  });
  const good = run(1, 'good', 'SUCCESSFUL');
  const bad = run(2, 'bad', 'ROLLBACK_SUCCESSFUL');
  expect(contentThatRan([bad, good], taskDefinitionArn('web:1'))).toBe(good.target);
  expect(contentThatRan([bad], taskDefinitionArn('web:1'))).toBe(bad.target);
  expect(contentThatRan([bad, good], taskDefinitionArn('web:9'))).toBeUndefined();
});

describe('a service and its deployments that were read one after the other', () => {
  const moving = aService({ deployments: [aPrimary(2, taskDefinitionArn('web:2'), 'IN_PROGRESS')] });
  const ended = aService({ deployments: [aPrimary(2, taskDefinitionArn('web:2'))] });

  test.each([
    ['the service moves, and the list says that it has ended', moving, 'SUCCESSFUL', true],
    ['the service moves, and the list says that it is back', moving, 'ROLLBACK_SUCCESSFUL', true],
    ['both say that it moves', moving, 'IN_PROGRESS', false],
    ['both say that it has ended', ended, 'SUCCESSFUL', false],
    ['the list is the older one', ended, 'IN_PROGRESS', false],
  ] as const)('%s', (_what, service, status, expected) => {
    expect(endedMeanwhile({ service, deployments: [aPastDeployment('v2', status, 2)] })).toBe(expected);
  });

  test('only what leads counts', () => {
    const older = { ...aPrimary(2, taskDefinitionArn('web:2'), 'IN_PROGRESS'), status: 'ACTIVE' };
    const service = aService({ deployments: [older, aPrimary(3, taskDefinitionArn('web:3'))] });
    expect(endedMeanwhile({ service, deployments: [aPastDeployment('v3', 'SUCCESSFUL', 3)] })).toBe(false);
    expect(previousOf({ service, deployments: [] })).toBe(taskDefinitionArn('web:3'));
    expect(endedMeanwhile({ service: aService(), deployments: [aPastDeployment('v3', 'SUCCESSFUL', 3)] })).toBe(false);
    expect(previousOf({ service: aService(), deployments: [] })).toBeUndefined();
    const { rolloutState: _, ...silent } = aPrimary(3, taskDefinitionArn('web:3'));
    expect(previousOf({ service: aService({ deployments: [silent] }), deployments: [] })).toBe(
      taskDefinitionArn('web:3'),
    );
  });

  test('no deployment is known: there is nothing to compare', () => {
    expect(endedMeanwhile({ service: moving, deployments: [] })).toBe(false);
  });
});

describe('what ECS has half forgotten', () => {
  /** Release `release`, whose definition was registered at this minute, as ECS shows it that remembers since minute 10. */
  const remembered = (number: number, release: string, registeredAtMinute: number, tags: readonly Raw[] = []) => ({
    ...aPastDeployment(release, 'SUCCESSFUL', number),
    target: contentOf(
      aDefinition(imageOf(release), { registeredAt: registeredAtMinute * 60 }),
      { arn: revisionArn(number), taskDefinitionArn: taskDefinitionArn(`web:${number}`), images: [] },
      tags,
      10 * MINUTE,
    ),
  });

  test('what was registered first had succeeded first, whenever it is deployed', () => {
    const [v2, v1] = [remembered(11, 'v2', 2), remembered(12, 'v1', 1)];
    expect([...rolledBackFrom([v1, v2])]).toEqual([v2.target.key]);
    expect([...rolledBackFrom([remembered(12, 'v2', 2), remembered(11, 'v1', 1)])]).toEqual([]);
  });

  test('what was registered at the same time is not older', () => {
    expect([...rolledBackFrom([remembered(12, 'v1', 1), remembered(11, 'v2', 1)])]).toEqual([]);
  });

  test('the oldest revision of a content counts', () => {
    const v2 = remembered(12, 'v2', 2);
    // Registered anew on the way back, and known by its first revision as well.
    expect([...rolledBackFrom([remembered(13, 'v1', 12), v2, remembered(11, 'v1', 1)])]).toEqual([v2.target.key]);
    expect([...rolledBackFrom([remembered(13, 'v1', 1), v2, remembered(11, 'v1', 10)])]).toEqual([v2.target.key]);
  });

  test('what a way back notes that it went back from is marked, if that is what served', () => {
    const back = (from: string) => remembered(13, 'v1', 12, tagsFor([], { from, step: 'unknown' }));
    const v2 = remembered(12, 'v2', 2);
    expect([...rolledBackFrom([back('web:12'), v2])]).toEqual([v2.target.key]);
    expect([...rolledBackFrom([back('web:7'), v2])]).toEqual([]);
  });

  test('a redeployment of what serves marks nothing, whatever its tags say', () => {
    const again = remembered(13, 'v2', 12, tagsFor([], { from: 'web:12', step: 'unknown' }));
    expect([...rolledBackFrom([again, remembered(12, 'v2', 2)])]).toEqual([]);
  });

  test.each([
    ['made with the first deployment', 600, 600, undefined],
    ['made within the hour before', 600, 660, undefined],
    ['made longer before', 600, 661, 661 * MINUTE],
  ])('a service that was %s is known since then', (_what, created, oldest, expected) => {
    const deployments = [9, 5, 0].map((later) => aPastDeployment('v1', 'SUCCESSFUL', oldest + later));
    expect(rememberedSince({ raw: { createdAt: created * 60 } }, deployments)).toBe(expected);
  });

  test('nothing is known of a service without deployments, or without a time', () => {
    expect(rememberedSince({ raw: { createdAt: 0 } }, [])).toBeUndefined();
    expect(rememberedSince({ raw: {} }, [aPastDeployment('v1', 'SUCCESSFUL', 999)])).toBeUndefined();
  });
});
