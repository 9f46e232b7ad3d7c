import { describe, expect, test } from 'vitest';
import { parseImage } from '../../../../lib/core/image.ts';
import type { RequestedImage } from '../../../../lib/core/requested-images.ts';
import {
  commitOf,
  fittingTags,
  isByEarlierAttempt,
  isForWayBack,
  notedCommit,
  noteOfStep,
  originOfEarlier,
  previousFrom,
  stepRunOf,
  tagsFor,
} from './revision-tags.ts';

const [OLD, NEW, GIVEN] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];
const RAN = [
  { key: 'team', value: 'shop' },
  { key: 'slipway:commit', value: OLD },
  { key: 'slipway:run', value: '1' },
  { key: 'slipway:rolled-back-from', value: 'web:3' },
  { key: 'aws:cloudformation:stack-name', value: 'shop' },
  { key: 'our:slipway:x', value: 'y' },
];
const OTHERS = [
  { key: 'team', value: 'shop' },
  { key: 'our:slipway:x', value: 'y' },
];

test('a new release has the commit and the run that made it, and keeps what others noted', () => {
  expect(tagsFor(RAN, { commit: NEW, run: '2' })).toEqual([
    ...OTHERS,
    { key: 'slipway:commit', value: NEW },
    { key: 'slipway:run', value: '2' },
  ]);
});

test('what is gone back to keeps its commit, and says what was left', () => {
  expect(tagsFor(RAN, { commit: OLD, run: '2', from: 'web:3' })).toEqual([
    ...OTHERS,
    { key: 'slipway:commit', value: OLD },
    { key: 'slipway:run', value: '2' },
    { key: 'slipway:rolled-back-from', value: 'web:3' },
  ]);
});

test('what nobody knows is not noted', () => {
  expect(tagsFor(RAN, {})).toEqual(OTHERS);
  expect(tagsFor([], { commit: '', run: '' })).toEqual([]);
});

test('an earlier release that is registered anew keeps its commit and what it was brought back from', () => {
  expect(originOfEarlier(RAN, { run: '2' })).toEqual({ commit: OLD, run: '2', from: 'web:3' });
  expect(originOfEarlier(RAN, { from: 'web:4' })).toEqual({ commit: OLD, from: 'web:4' });
  expect(originOfEarlier(OTHERS, {})).toEqual({});
});

test('the tags say the commit and whether it was a way back', () => {
  expect(notedCommit(RAN)).toBe(OLD);
  expect(notedCommit([{ key: 'slipway:commit', value: '' }])).toBeUndefined();
  expect(notedCommit([{ key: 'slipway:commit' }])).toBeUndefined();
  expect(notedCommit(OTHERS)).toBeUndefined();
  expect(isForWayBack(RAN)).toBe(true);
  expect(isForWayBack(tagsFor(RAN, { commit: NEW }))).toBe(false);
});

const RUNNER = { GITHUB_RUN_ID: '2', GITHUB_JOB: 'release', GITHUB_ACTION: 'back', GITHUB_RUN_ATTEMPT: '3' };
const BY_PREVIOUS = tagsFor(RAN, { from: 'web:4', step: noteOfStep(stepRunOf(RUNNER)) });

test('previous notes what it went back from, and the step', () => {
  expect(BY_PREVIOUS).toEqual([
    ...OTHERS,
    { key: 'slipway:rolled-back-from', value: 'web:4' },
    { key: 'slipway:rollback-step', value: '2/release/back/3' },
  ]);
  expect(previousFrom(BY_PREVIOUS)).toBe('web:4');
});

test('only previous is taken at its word: what somebody named may be newer than what was left', () => {
  expect(previousFrom(RAN)).toBeUndefined();
  expect(previousFrom(tagsFor([], { step: '2/release/back/3' }))).toBeUndefined();
  expect(previousFrom([{ key: 'slipway:rolled-back-from', value: 3 }, ...tagsFor([], { step: 'x' })])).toBeUndefined();
});

test('outside of GitHub previous is noted all the same, by an unknown step', () => {
  for (const name of Object.keys(RUNNER)) expect(stepRunOf({ ...RUNNER, [name]: '' }), name).toBeUndefined();
  expect(previousFrom(tagsFor([], { from: 'web:3', step: noteOfStep(undefined) }))).toBe('web:3');
  expect(isByEarlierAttempt(tagsFor([], { step: noteOfStep(undefined) }), { step: 'unknow', attempt: 9 })).toBe(false);
});

test.each([
  ['the same step in the next attempt', {}, 4, true],
  ['the same step in a much later one', {}, 12, true],
  ['the same step in the same attempt', {}, 3, false],
  ['the same step in an earlier one', {}, 2, false],
  ['another run', { GITHUB_RUN_ID: '22' }, 4, false],
  ['another job', { GITHUB_JOB: 'other' }, 4, false],
  ['another step', { GITHUB_ACTION: 'back_2' }, 4, false],
])('a step knows its own work of an earlier attempt: %s', (_what, members, attempt, expected) => {
  const now = stepRunOf({ ...RUNNER, ...members, GITHUB_RUN_ATTEMPT: String(attempt) });
  expect(now && isByEarlierAttempt(BY_PREVIOUS, now)).toBe(expected);
});

test('what no step noted is of no earlier attempt', () => {
  expect(isByEarlierAttempt(OTHERS, { step: '', attempt: 9 })).toBe(false);
});

const image = parseImage('app:v2');
const images: readonly RequestedImage[] = image === undefined ? [] : [{ image }];

test.each<[string, Parameters<typeof commitOf>[0], ReturnType<typeof commitOf>]>([
  ['an image is of the commit of the run', { images, source: { kind: 'what-runs' } }, { commit: NEW, isKept: false }],
  ['so is a file', { images: [], source: { kind: 'file', path: 'a.json' } }, { commit: NEW, isKept: false }],
  ['so is a family', { images: [], source: { kind: 'registered', name: 'web' } }, { commit: NEW, isKept: false }],
  ['what runs keeps its own', { images: [], source: { kind: 'what-runs' } }, { commit: OLD, isKept: true }],
  [
    'what is given goes first',
    { commit: GIVEN, images, source: { kind: 'what-runs' } },
    { commit: GIVEN, isKept: false },
  ],
  [
    'what is given goes first where what runs is deployed again',
    { commit: GIVEN, images: [], source: { kind: 'what-runs' } },
    { commit: GIVEN, isKept: false },
  ],
])('which commit is deployed: %s', (_, request, expected) => {
  expect(commitOf(request, RAN, { GITHUB_SHA: NEW })).toEqual(expected);
});

test('a run that is of no commit deploys none', () => {
  const request = { images, source: { kind: 'what-runs' } } as const;
  expect(commitOf(request, RAN, {})).toEqual({ isKept: false });
  expect(commitOf(request, RAN, { GITHUB_SHA: 'main' })).toEqual({ isKept: false });
  expect(commitOf({ ...request, images: [] }, [], { GITHUB_SHA: NEW })).toEqual({ isKept: true });
});

describe('where there are more than the 50 tags that AWS allows', () => {
  const OURS = ['slipway:commit', 'slipway:run', 'slipway:rolled-back-from', 'slipway:rollback-step'];
  const some = (others: number, ours: readonly string[]) => [
    ...Array.from({ length: others }, (_, index) => ({ key: `k${index}`, value: 'x' })),
    ...ours.map((key) => ({ key, value: 'x' })),
  ];

  test.each([
    [46, []],
    [47, ['slipway:run']],
    [48, ['slipway:run', 'slipway:rollback-step']],
    [49, ['slipway:run', 'slipway:rollback-step', 'slipway:rolled-back-from']],
  ])('%i of others leave out %j, and keep the commit', (others, left) => {
    const fitting = fittingTags(some(others, OURS));
    expect(fitting.left).toEqual(left);
    expect(fitting.tags).toEqual(
      some(
        others,
        OURS.filter((name) => !left.includes(name)),
      ),
    );
    expect(fitting.tags.length).toBeLessThanOrEqual(50);
  });

  test('only what is there is left out, and nothing of others', () => {
    expect(fittingTags(some(49, ['slipway:commit', 'slipway:run'])).left).toEqual(['slipway:run']);
    expect(fittingTags(some(50, ['slipway:commit']))).toEqual({ tags: some(50, ['slipway:commit']), left: [] });
  });
});
