import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { watch } from '../../../lib/core/watch.ts';
import type { Check } from './check.ts';
import type { Outcome } from './judge.ts';
import { atDeadline, nextStep, type SmokeVerdict } from './next-step.ts';
import { p95, type SmokeSnapshot, withRound } from './snapshot.ts';

const check: Check = {
  name: 'GET /',
  request: { url: 'http://app.example.com/', method: 'GET', headers: [], followRedirects: true },
  status: [{ from: 200, to: 299 }],
  version: { oneOf: ['2.0.0', '2.0.1'], source: { kind: 'body' } },
};
const other: Check = { ...check, name: 'GET /version' };
const good: Outcome = { kind: 'good', ms: 5, words: 'status 200' };
const wrong: Outcome = { kind: 'wrong', words: 'status 503 instead of 200-299', status: 503, excerpt: '' };
const old: Outcome = { kind: 'wrong-version', words: 'status 200, version 1.0.0', seen: '1.0.0' };
const silent: Outcome = { kind: 'no-answer', words: 'connection refused' };
const limits = { timeoutMs: 60_000, consecutiveSuccesses: 2 };

const seen = (...rounds: readonly (readonly Outcome[])[]): SmokeSnapshot | undefined =>
  rounds.reduce<SmokeSnapshot | undefined>(
    (before, round) =>
      withRound(
        before,
        round.map((outcome, index) => ({ check: index === 0 ? check : other, outcome })),
      ),
    undefined,
  );

test.each([
  { name: 'nothing was ever asked to the end', rounds: [], verdict: 'unreachable' },
  { name: 'never an HTTP answer', rounds: [[silent], [silent]], verdict: 'unreachable' },
  { name: 'no check ever got an answer', rounds: [[silent, silent]], verdict: 'unreachable' },
  { name: 'a wrong status to the end', rounds: [[silent], [wrong]], verdict: 'failed' },
  { name: 'a wrong status, then silence', rounds: [[wrong], [silent]], verdict: 'failed' },
  { name: 'well at first, wrong at the end', rounds: [[good], [wrong]], verdict: 'failed' },
  { name: 'one check of two never answers', rounds: [[good, silent]], verdict: 'failed' },
  { name: 'another version', rounds: [[old], [old]], verdict: 'wrong-version' },
  { name: 'another version, then silence', rounds: [[old], [silent]], verdict: 'wrong-version' },
  { name: 'a wrong status beside another version', rounds: [[wrong, old]], verdict: 'failed' },
  { name: 'another version at the second address', rounds: [[good, old]], verdict: 'wrong-version' },
  { name: 'well, then silence', rounds: [[good], [silent]], verdict: 'timed-out' },
  { name: 'well, but not often enough', rounds: [[wrong], [good]], verdict: 'timed-out' },
])('at the deadline: $name → $verdict', ({ rounds, verdict }) => {
  expect(atDeadline(seen(...rounds), limits).kind).toBe(verdict);
});

test('the reasons say what was seen', () => {
  expect(atDeadline(seen([old]), limits)).toMatchObject({
    reason: 'GET / names version 1.0.0 instead of 2.0.0 or 2.0.1 after 1m',
  });
  expect(atDeadline(seen([silent]), limits)).toMatchObject({
    reason: 'no HTTP answer after 1m: GET /: connection refused',
  });
  expect(atDeadline(seen([good], [silent]), limits)).toMatchObject({
    reason: 'well now and then, but never 2 times in a row after 1m; the newest: GET /: connection refused',
  });
  expect(atDeadline(seen([good]), limits)).toMatchObject({
    reason: 'well now and then, but never 2 times in a row after 1m',
  });
  expect(atDeadline(seen([silent, silent]), limits)).toMatchObject({
    reason: 'no HTTP answer after 1m: GET /: connection refused; GET /version: connection refused',
  });
  expect(atDeadline(undefined, limits)).toEqual({
    kind: 'unreachable',
    reason: 'no HTTP answer after 1m: no request was finished',
  });
});

describe('in a watch that began a while after 0', () => {
  const startedAt = 40_000;
  const step = (latest: SmokeSnapshot | undefined, now: number, more: { cancelledAt?: number } = {}) =>
    nextStep(limits)({
      startedAt,
      now,
      issued: [],
      blind: [],
      tally: new Map(),
      ...(latest === undefined ? {} : { latest }),
      ...more,
    });

  test.each([
    { name: 'no round', rounds: [], because: 'no answer yet' },
    { name: 'a good one', rounds: [[good, good]], because: '1 of 2 good answers in a row' },
    { name: 'one bad check of two', rounds: [[good, wrong]], because: 'GET /version: status 503 instead of 200-299' },
    { name: 'silence', rounds: [[good], [silent]], because: 'GET /: connection refused' },
    {
      name: 'another version',
      rounds: [[old]],
      because: 'GET /: status 200, version 1.0.0, waiting for 2.0.0 or 2.0.1',
    },
  ])('$name is waited with: $because', ({ rounds, because }) => {
    expect(step(seen(...rounds), 50_000)).toEqual({ kind: 'wait', because });
  });

  test('its deadline is the moment itself, a minute later', () => {
    expect(step(seen([good]), 99_999).kind).toBe('wait');
    expect(step(seen([good]), 100_000)).toMatchObject({ kind: 'settle', verdict: { kind: 'timed-out' } });
    expect(step(undefined, 99_999).kind).toBe('wait');
  });

  test('the answers that were enough are good at the deadline too', () => {
    const enough = seen([good], [good]);
    expect(step(enough, 100_000)).toEqual({ kind: 'settle', verdict: { kind: 'passed', seen: enough } });
  });

  test('a cancelled job says so, and keeps what it saw', () => {
    const reason = 'the job was cancelled';
    const latest = seen([wrong]);
    const verdict = { kind: 'cancelled', reason };
    expect(step(latest, 50_000, { cancelledAt: 50_000 })).toEqual({
      kind: 'settle',
      verdict: { ...verdict, seen: latest },
    });
    expect(step(undefined, 50_000, { cancelledAt: 50_000 })).toEqual({ kind: 'settle', verdict });
  });
});

test.each([silent, wrong, old, good])('the verdict at the deadline keeps what was seen: $kind', (outcome) => {
  const latest = seen([outcome]);
  expect(atDeadline(latest, limits)).toMatchObject({ seen: latest });
});

test('a bad round ends the row', () => {
  expect(seen([good], [good], [old], [good])?.streak).toBe(1);
  expect(seen([good, silent])?.streak).toBe(0);
});

test('p95 is the nearest rank', () => {
  expect(p95(Array.from({ length: 20 }, (_, index) => index + 1))).toBe(19);
  expect(p95([7])).toBe(7);
  expect(p95([])).toBeUndefined();
});

const outcomes = fc.constantFrom<Outcome>(good, good, wrong, old, silent);

test('in any world it passes only when the last N rounds were good, and ends in time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(outcomes, outcomes), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.option(fc.integer({ min: 0, max: 90_000 }), { nil: undefined }),
      async (rounds, consecutiveSuccesses, cancelAt) => {
        let now = 0;
        let asked = 0;
        const abort = new AbortController();
        const history: (readonly Outcome[])[] = [];
        const verdict = await watch<SmokeSnapshot, never, SmokeVerdict>({
          look: async (previous) => {
            const round = rounds[asked++ % rounds.length] ?? [];
            history.push(round);
            return withRound(
              previous,
              round.map((outcome, index) => ({ check: index === 0 ? check : other, outcome })),
            );
          },
          decide: nextStep({ timeoutMs: 60_000, consecutiveSuccesses }),
          act: async () => undefined,
          pace: () => 5_000,
          describe: () => '',
          clock: {
            now: () => now,
            sleep: async (ms) => {
              now += ms;
              if (cancelAt !== undefined && now >= cancelAt) abort.abort();
            },
          },
          signal: abort.signal,
        });
        expect(now).toBeLessThanOrEqual(65_000);
        const last = history.slice(-consecutiveSuccesses);
        const steady = last.length === consecutiveSuccesses && last.flat().every(({ kind }) => kind === 'good');
        expect(verdict.kind === 'passed').toBe(steady && verdict.kind !== 'cancelled');
        if (verdict.kind === 'unreachable') expect(history.flat().every(({ kind }) => kind === 'no-answer')).toBe(true);
        if (verdict.kind === 'cancelled') expect(cancelAt).toBeDefined();
      },
    ),
    { numRuns: 1_000, seed: 4711 },
  );
});
