import { expect, test } from 'vitest';
import { tagsFor } from './revision-tags.ts';
import { backFrom, isByEarlierAttempt, stepRunOf, wayBackTags } from './way-back-tags.ts';

const RUNNER = { GITHUB_RUN_ID: '2', GITHUB_JOB: 'release', GITHUB_ACTION: 'back', GITHUB_RUN_ATTEMPT: '3' };

test('previous notes what it went back from, and the step', () => {
  const tags = wayBackTags('web:3', RUNNER);
  expect(tags).toEqual([
    { key: 'slipway:rolled-back-from-revision', value: 'web:3' },
    { key: 'slipway:rollback-step', value: '2/release/back/3' },
  ]);
  expect(backFrom(tags)).toBe('web:3');
});

test('nothing is noted of any other way', () => {
  expect(wayBackTags(undefined, RUNNER)).toEqual([]);
  expect(backFrom([{ key: 'slipway:commit', value: 'web:3' }])).toBeUndefined();
  expect(backFrom([{ key: 'slipway:rolled-back-from-revision', value: '' }])).toBeUndefined();
  expect(backFrom([{ key: 'slipway:rolled-back-from-revision', value: 3 }])).toBeUndefined();
});

test('whatever is made from the revision later forgets that it was gone back to', () => {
  expect(tagsFor([{ key: 'team', value: 'shop' }, ...wayBackTags('web:3', RUNNER)], {})).toEqual([
    { key: 'team', value: 'shop' },
  ]);
});

test('outside of GitHub there is no step to note', () => {
  expect(wayBackTags('web:3', {})).toEqual([{ key: 'slipway:rolled-back-from-revision', value: 'web:3' }]);
  for (const name of Object.keys(RUNNER)) expect(stepRunOf({ ...RUNNER, [name]: '' }), name).toBeUndefined();
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
  expect(now && isByEarlierAttempt(wayBackTags('web:3', RUNNER), now)).toBe(expected);
});

test('what no step noted is of no earlier attempt', () => {
  expect(isByEarlierAttempt([{ key: 'team', value: 'shop' }], { step: '', attempt: 9 })).toBe(false);
});
