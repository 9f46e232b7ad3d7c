import { expect, test } from 'vitest';
import { type Finding, judged } from './findings.ts';

const FOUND: readonly Finding[] = [
  { kind: 'problem', text: 'no secret' },
  { kind: 'warning', text: 'no breaker' },
  { kind: 'notice', text: 'denied' },
  { kind: 'problem', text: 'no secret' },
  { kind: 'problem', text: 'no log group' },
];

test('a problem stops a deployment, once however often it was found', () => {
  expect(judged(FOUND, { mode: 'fail', isRollback: false })).toEqual({
    problems: ['no secret', 'no log group'],
    warnings: ['no breaker'],
    notices: ['denied'],
  });
});

test.each([
  ['where warn was asked for', { mode: 'warn', isRollback: false }],
  ['on the way back', { mode: 'fail', isRollback: true }],
] as const)('a problem is a warning %s', (_when, how) => {
  expect(judged(FOUND, how)).toEqual({
    problems: [],
    warnings: ['no secret', 'no log group', 'no breaker'],
    notices: ['denied'],
  });
});
