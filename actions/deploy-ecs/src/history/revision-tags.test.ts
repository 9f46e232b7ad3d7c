import { expect, test } from 'vitest';
import { parseImage } from '../../../../lib/core/image.ts';
import type { RequestedImage } from '../../../../lib/core/requested-images.ts';
import { commitOf, isWayBack, notedCommit, originOfEarlier, tagsFor } from './revision-tags.ts';

const [OLD, NEW, GIVEN] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];
const RAN = [
  { key: 'team', value: 'shop' },
  { key: 'slipway:commit', value: OLD },
  { key: 'slipway:run', value: '1' },
  { key: 'slipway:rolled-back-from', value: NEW },
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

test('what is gone back to keeps its commit, and says which one was left', () => {
  expect(tagsFor(RAN, { commit: OLD, run: '2', left: NEW })).toEqual([
    ...OTHERS,
    { key: 'slipway:commit', value: OLD },
    { key: 'slipway:run', value: '2' },
    { key: 'slipway:rolled-back-from', value: NEW },
  ]);
});

test('what nobody knows is not noted', () => {
  expect(tagsFor(RAN, {})).toEqual(OTHERS);
  expect(tagsFor([], { commit: '', run: '' })).toEqual([]);
});

test('an earlier release that is registered anew keeps its commit and what it was brought back from', () => {
  expect(originOfEarlier(RAN, '2')).toEqual({ commit: OLD, run: '2', left: NEW });
  expect(originOfEarlier(RAN, '2', GIVEN)).toEqual({ commit: OLD, run: '2', left: GIVEN });
  expect(originOfEarlier(OTHERS, undefined)).toEqual({});
});

test('the tags say the commit and whether it was a way back', () => {
  expect(notedCommit(RAN)).toBe(OLD);
  expect(notedCommit([{ key: 'slipway:commit', value: '' }])).toBeUndefined();
  expect(notedCommit([{ key: 'slipway:commit' }])).toBeUndefined();
  expect(notedCommit(OTHERS)).toBeUndefined();
  expect(isWayBack(RAN)).toBe(true);
  expect(isWayBack(tagsFor(RAN, { commit: NEW }))).toBe(false);
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
