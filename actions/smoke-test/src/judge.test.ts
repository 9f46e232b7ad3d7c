import { expect, test } from 'vitest';
import type { Check, VersionSource } from './check.ts';
import { judge, versionIn } from './judge.ts';

const COMMIT = 'c0ffee1234567890c0ffee1234567890c0ffee12';
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

function aCheck(expected: Partial<Check> = {}): Check {
  return {
    name: 'GET /',
    request: { url: 'http://app.example.com/', method: 'GET', headers: [], followRedirects: true },
    status: [{ from: 200, to: 299 }],
    ...expected,
  };
}
const answer = (body: string, status = 200, headers: Record<string, string> = {}) =>
  ({ kind: 'answer', status, headers, body, ms: 5, redirects: 0 }) as const;

test.each([
  { exchange: answer(''), expected: {}, kind: 'good' },
  { exchange: answer('', 304), expected: {}, kind: 'wrong' },
  {
    exchange: answer('', 304),
    expected: {
      status: [
        { from: 200, to: 299 },
        { from: 304, to: 304 },
      ],
    },
    kind: 'good',
  },
  { exchange: answer('all well'), expected: { body: 'well' }, kind: 'good' },
  { exchange: answer('sick'), expected: { body: 'well' }, kind: 'wrong' },
  { exchange: answer('a\nb'), expected: { bodyPattern: 'a.b' }, kind: 'good' },
  { exchange: answer('c'), expected: { bodyPattern: '^[ab]' }, kind: 'wrong' },
  {
    exchange: { kind: 'no-answer', code: 'ECONNREFUSED', why: 'connection refused', ms: 1 } as const,
    expected: {},
    kind: 'no-answer',
  },
])('$exchange against $expected → $kind', ({ exchange, expected, kind }) => {
  expect(judge(aCheck(expected), exchange).kind).toBe(kind);
});

const named = (body: string, version: string, source: VersionSource = { kind: 'body' }, headers = {}) =>
  versionIn({ headers, body }, { oneOf: [version], source }) === version;

test.each([
  { body: `{"commit":"${COMMIT}"}`, version: COMMIT, is: true },
  { body: `commit ${COMMIT.slice(0, 7)} is up`, version: COMMIT, is: true },
  { body: `commit ${COMMIT.slice(0, 6)} is up`, version: COMMIT, is: false },
  { body: `x${COMMIT.slice(0, 7)}`, version: COMMIT, is: false },
  { body: 'c0ffee9', version: COMMIT, is: false },
  { body: `repo@${DIGEST}`, version: DIGEST, is: true },
  { body: DIGEST.slice(0, 19), version: DIGEST, is: true },
  { body: 'v1.2.3', version: '1.2.3', is: true },
  { body: '1.2.3', version: '1.2', is: false },
  { body: '11.2', version: '1.2', is: false },
  { body: '0.1.2', version: '1.2', is: false },
  { body: '1.2-rc1', version: '1.2', is: false },
  { body: 'version 1.2.', version: '1.2', is: true },
  { body: 'src-0a1b', version: 'src-0a1b', is: true },
  { body: 'axb', version: 'a.b', is: false },
  { body: '', version: '1', is: false },
])('"$body" names $version: $is', ({ body, version, is }) => {
  expect(named(body, version)).toBe(is);
});

test('the version stands where it is said to stand', () => {
  const json: VersionSource = { kind: 'json', path: ['build', 'commit'], text: 'build.commit' };
  expect(named(`{"build":{"commit":"${COMMIT}"}}`, COMMIT, json)).toBe(true);
  expect(named(`{"commit":"${COMMIT}"}`, COMMIT, json)).toBe(false);
  expect(named('not json', COMMIT, json)).toBe(false);
  expect(named('', COMMIT, { kind: 'header', name: 'X-Commit' }, { 'x-commit': COMMIT })).toBe(true);
});

test.each([
  { body: 'release 0123456789abcdef0123456789abcdef01234567 of web', seen: '0123456789abcdef0123456789abcdef01234567' },
  { body: 'release v1.4.0', seen: 'v1.4.0' },
  { body: 'hello', seen: 'none in "hello"' },
  { body: '', seen: 'none (the body is empty)' },
])('it says which version it saw in "$body"', ({ body, seen }) => {
  const version = { oneOf: [COMMIT], source: { kind: 'body' as const } };
  expect(judge(aCheck({ version }), answer(body))).toMatchObject({ kind: 'wrong-version', seen });
});

test('a wrong status goes before a wrong version', () => {
  const version = { oneOf: [COMMIT], source: { kind: 'body' as const } };
  expect(judge(aCheck({ version }), answer('', 503)).kind).toBe('wrong');
});
