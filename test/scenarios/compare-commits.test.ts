// How GitHub is asked about two commits, over a real connection.

import { expect, test } from 'vitest';
import { compareCommits } from '../../lib/github/compare-commits.ts';
import { aCompareDoor, TOKEN } from '../support/compare-door.ts';

const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];
const HISTORY = { [A]: [], [B]: [A], [C]: [A] };
const signal = new AbortController().signal;

test('GitHub is asked at the address that the runner names, and its answer is told as seen from the second commit', async () => {
  const door = await aCompareDoor(HISTORY);
  const compare = (first: string, second: string) =>
    compareCommits({ environment: door.env, token: TOKEN, first, second, signal });
  expect(await compare(A, B)).toEqual({ kind: 'older' });
  expect(await compare(B, A)).toEqual({ kind: 'newer' });
  expect(await compare(B, B)).toEqual({ kind: 'same' });
  expect(await compare(B, C)).toEqual({ kind: 'diverged' });
  expect(await compare('d'.repeat(40), C)).toMatchObject({ kind: 'unknown', why: expect.stringContaining('404') });
  expect(door.asked[0]).toBe(`/api/v3/repos/OWNER/app/compare/${B}...${A}?per_page=1&page=2`);
});

test('a refusal is an answer, trouble is worth another try, and neither holds the token', async () => {
  const door = await aCompareDoor(HISTORY);
  const compare = (token: string, environment = door.env) =>
    compareCommits({ environment, token, first: A, second: B, signal });
  const wrong = 'ghs_WRONG';
  const refused = await compare(wrong);
  expect(refused).toMatchObject({ kind: 'unknown', why: expect.stringContaining('401') });
  expect(JSON.stringify(refused)).not.toContain(wrong);
  for (const status of [502, 408, 'reset'] as const) {
    door.answer(status, 1);
    const failed = await compare(TOKEN).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'AwsFailure', kind: 'unavailable' });
    expect(String(failed)).not.toContain(TOKEN);
  }
  expect(await compare(TOKEN)).toEqual({ kind: 'older' });
});

test('without a repository nobody is asked', async () => {
  const door = await aCompareDoor(HISTORY);
  for (const GITHUB_REPOSITORY of ['', 'app', '../user', 'OWNER/..', 'OWNER/app/../..'])
    expect(
      await compareCommits({
        environment: { ...door.env, GITHUB_REPOSITORY },
        token: TOKEN,
        first: A,
        second: B,
        signal,
      }),
    ).toMatchObject({ kind: 'unknown' });
  expect(door.asked).toEqual([]);
});
