import { expect, test } from 'vitest';
import { tagsFor } from './revision-tags.ts';

const RAN = [
  { key: 'team', value: 'shop' },
  { key: 'slipway:commit', value: 'old' },
  { key: 'slipway:run', value: '1' },
  { key: 'aws:cloudformation:stack-name', value: 'shop' },
];

test('a new release has the commit and the run that made it, and keeps what others noted', () => {
  expect(tagsFor(RAN, { GITHUB_SHA: 'new', GITHUB_RUN_ID: '2' }, 'forward')).toEqual([
    { key: 'team', value: 'shop' },
    { key: 'slipway:commit', value: 'new' },
    { key: 'slipway:run', value: '2' },
  ]);
});

test('what is gone back to keeps its commit: that of the run is not what it was made from', () => {
  expect(tagsFor(RAN, { GITHUB_SHA: 'new', GITHUB_RUN_ID: '2' }, 'back')).toEqual([
    { key: 'team', value: 'shop' },
    { key: 'slipway:commit', value: 'old' },
    { key: 'slipway:run', value: '2' },
  ]);
});

test('what nobody knows is not noted', () => {
  expect(tagsFor(RAN, {}, 'forward')).toEqual([{ key: 'team', value: 'shop' }]);
});
