import { describe, expect, test } from 'vitest';
import type { Outcome } from './outcome.ts';
import { type BuildFacts, reportBuild } from './report.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const facts: BuildFacts = {
  repository: 'shop/web',
  registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  tags: ['v1', 'latest'],
  sourceRevision: 'c0ffee',
  builder: 'buildx 0.37.2',
  durationMs: 61_000,
};

const outcomes: readonly Outcome[] = [
  { kind: 'pushed', digest: DIGEST, moved: [], sizeInBytes: 12_345_678 },
  { kind: 'reused', digest: DIGEST, added: ['latest'] },
  { kind: 'reused', digest: DIGEST, added: [], source: { revision: 'deadbeef' } },
  { kind: 'conflict', tag: 'v1', digest: DIGEST, pushed: ['latest'] },
  { kind: 'build-failed', phase: 'push', failure: { error: 'denied', output: [] }, pushed: ['v1'] },
  { kind: 'unobserved', reason: 'ECR could not be asked.' },
  { kind: 'cancelled', during: 'the build', pushed: [] },
];

test.each(outcomes)('$kind is the verdict, in headline and summary too', (outcome) => {
  const report = reportBuild(outcome, facts);
  expect(report.verdict).toBe(outcome.kind);
  expect(report.headline.startsWith(`${outcome.kind}: `)).toBe(true);
  expect(report.summary).toContain(`### Slipway build-push: ${outcome.kind}`);
});

test.each(outcomes)('$kind is green only with a digest', (outcome) => {
  const { conclusion, outputs } = reportBuild(outcome, facts);
  expect(conclusion === 'success').toBe(outputs.digest === DIGEST);
});

test.each(outcomes)('$kind has no trace of markup that somebody else wrote', (outcome) => {
  const report = reportBuild(outcome, { ...facts, repository: 'a|b`c' });
  expect(report.summary).not.toContain('a|b`c');
});

describe('what is named', () => {
  test('what was pushed before the conflict', () => {
    const { headline } = reportBuild({ kind: 'conflict', tag: 'v1', digest: DIGEST, pushed: ['latest'] }, facts);
    expect(headline).toContain('The tag "v1" of shop/web is immutable');
    expect(headline).toContain('Pushed before that: latest.');
  });

  test('of a reused image the commit that it says itself, not the one of this run', () => {
    const outcome: Outcome = { kind: 'reused', digest: DIGEST, added: ['v1'], source: { revision: 'deadbeef' } };
    const { headline, outputs, annotations } = reportBuild(outcome, facts);
    expect(headline).toContain('built from deadbeef); nothing was built, tags added: v1');
    expect(outputs['source-revision']).toBe('deadbeef');
    expect(annotations).toEqual([]);
  });

  test('that the commit of a reused image is not known', () => {
    const outcome: Outcome = { kind: 'reused', digest: DIGEST, added: [], source: { problem: 'it is denied' } };
    const { outputs, annotations } = reportBuild(outcome, facts);
    expect(outputs['source-revision']).toBe('');
    expect(annotations[0]?.message).toContain('is not known (it is denied)');
  });

  test('the image of the same source that the tag does not hold', () => {
    const sameSource = `sha256:${'b'.repeat(64)}`;
    const outcome: Outcome = { kind: 'conflict', tag: 'v1', digest: DIGEST, sameSource, pushed: [] };
    expect(reportBuild(outcome, facts).headline).toContain('than the one of this source (sha256:bbbbbbbbbbbb)');
  });

  test('the size and the time', () => {
    const { summary } = reportBuild({ kind: 'pushed', digest: DIGEST, moved: [], sizeInBytes: 12_345_678 }, facts);
    expect(summary).toContain('12.3 MB');
    expect(summary).toContain('1m1s');
  });

  test('names that survive masking, apart from those that do not', () => {
    const { outputs } = reportBuild({ kind: 'pushed', digest: DIGEST, moved: [] }, facts);
    const withAccount = Object.entries(outputs).filter(([, value]) => value.includes('123456789012'));
    expect(withAccount.map(([name]) => name)).toEqual(['image', 'registry']);
  });
});
