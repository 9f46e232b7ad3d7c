import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ancestry, ancestryByGit, ancestryByGitHub, commitIn, type GitWords, shortCommit } from './ancestry.ts';

const REPOSITORY = 'OWNER/app';

test.each<[string, string | undefined]>([
  ['a'.repeat(40), 'a'.repeat(40)],
  [` ${'AB01'.repeat(10)}\n`, 'ab01'.repeat(10)],
  ['0'.repeat(64), '0'.repeat(64)],
  ['a'.repeat(39), undefined],
  ['a'.repeat(41), undefined],
  ['a'.repeat(63), undefined],
  ['a'.repeat(65), undefined],
  [`${'a'.repeat(39)}g`, undefined],
  [`x${'a'.repeat(40)}`, undefined],
  ['--upload-pack=x', undefined],
  ['main', undefined],
  ['', undefined],
])('the whole hash of a commit in %j is %j', (text, commit) => {
  expect(commitIn(text)).toBe(commit);
});

test('a commit is named by its first seven letters', () => {
  expect(shortCommit('0123456789')).toBe('0123456');
});

describe('what git says', () => {
  const words = (
    firstOfSecond: GitWords['firstOfSecond'],
    secondOfFirst: GitWords['secondOfFirst'],
    isShallow = false,
  ) => ancestryByGit({ firstOfSecond, secondOfFirst, isShallow });

  test.each<[string, Parameters<typeof words>, Ancestry | undefined]>([
    ['an ancestor is older', ['yes', 'no'], { kind: 'older' }],
    ['an ancestor is older in a shallow clone too', ['yes', 'no', true], { kind: 'older' }],
    ['an ancestor is older even where the way back is unknown', ['yes', 'unknown'], { kind: 'older' }],
    ['a descendant is newer', ['no', 'yes'], { kind: 'newer' }],
    ['a descendant is newer in a shallow clone too', ['no', 'yes', true], { kind: 'newer' }],
    ['a commit is its own ancestor', ['yes', 'yes'], { kind: 'same' }],
    ['neither is diverged', ['no', 'no'], { kind: 'diverged' }],
    ['neither in a shallow clone is not known', ['no', 'no', true], undefined],
    ['a commit that is not there is not known', ['unknown', 'unknown'], undefined],
    ['half an answer is not known', ['no', 'unknown'], undefined],
    ['the other half neither', ['unknown', 'no'], undefined],
  ])('%s', (_, said, expected) => {
    expect(words(...said)).toEqual(expected);
  });

  test('a clone that hides history never changes what is known, it only knows less', () => {
    const word = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);
    fc.assert(
      fc.property(word, word, (a, b) => {
        const shallow = words(a, b, true);
        if (shallow !== undefined) expect(words(a, b, false)).toEqual(shallow);
      }),
    );
  });
});

describe('what GitHub says', () => {
  const answer = (status: number, body: unknown) =>
    ancestryByGitHub({ status, body: typeof body === 'string' ? body : JSON.stringify(body) }, REPOSITORY);

  test.each([
    ['identical', 'same'],
    ['behind', 'older'],
    ['ahead', 'newer'],
    ['diverged', 'diverged'],
  ])('%s means %s', (status, kind) => {
    expect(answer(200, { status, ahead_by: 1 })).toEqual({ kind });
  });

  test.each<[string, unknown]>([
    ['another word', { status: 'sideways' }],
    ['a word that every object has', { status: 'constructor' }],
    ['no word', {}],
    ['no text', { status: 1 }],
    ['a list', []],
    ['nothing', 'null'],
    ['a text', '"ahead"'],
    ['a page of a proxy', '<html>'],
  ])('%s means nothing', (_, body) => {
    expect(answer(200, body)).toEqual({ kind: 'unknown', why: 'the answer of GitHub was not understood' });
  });

  test.each([
    [401, 'GitHub does not take the github-token (HTTP 401)'],
    [403, 'GitHub refused (HTTP 403): the token lacks "permissions: contents: read", or its rate limit is used up'],
    [429, 'GitHub refused (HTTP 429): the token lacks "permissions: contents: read", or its rate limit is used up'],
    [
      404,
      'GitHub finds no way between the two in OWNER/app (HTTP 404): history was rewritten, one of them is from another repository, or the token lacks "permissions: contents: read"',
    ],
    [422, 'GitHub answered HTTP 422'],
  ])('HTTP %i says why nothing is known, whatever stands in it', (status, why) => {
    expect(answer(status, { status: 'behind' })).toEqual({ kind: 'unknown', why });
  });
});
