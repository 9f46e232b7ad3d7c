import { expect, test } from 'vitest';
import { aFailure } from '../rollout/a-rollout.ts';
import { reportUntouched } from './untouched.ts';

test.each([
  [
    'refused',
    'refused',
    'was refused: it is refused (ConflictException). Nothing was touched.\nNext: look at what AWS',
  ],
  [
    'denied',
    'unobserved',
    'Add ecs:DescribeServiceDeployments to the role that this job assumes. Nothing was touched.\nNext: allow the role',
  ],
  ['unavailable', 'unobserved', '(ECONNRESET: it is unavailable). Nothing was touched.\nNext: run this job again'],
] as const)('that AWS %s the first look is %s, and says what was done and what to do', (kind, verdict, words) => {
  const report = reportUntouched(aFailure(kind));
  expect(report).toMatchObject({ conclusion: 'failure', verdict });
  expect(report.headline).toContain(words);
});
