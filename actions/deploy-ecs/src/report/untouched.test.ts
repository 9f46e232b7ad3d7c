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
  ['expired', 'unobserved', 'Nothing was touched.\nNext: give this step role-to-assume'],
  ['throttled', 'unobserved', 'Nothing was touched.\nNext: run this job again when AWS answers'],
  ['unavailable', 'unobserved', '(ECONNRESET: it is unavailable). Nothing was touched.\nNext: run this job again'],
] as const)('that AWS %s the first look is %s, and says what was done and what to do', (kind, verdict, words) => {
  const report = reportUntouched(aFailure(kind));
  expect(report).toMatchObject({ conclusion: 'failure', verdict });
  expect(report.headline).toContain(words);
});

test('it is told in the log, as annotation, in the summary and as output', () => {
  const report = reportUntouched(aFailure('throttled'));
  const title = 'Slipway deploy-ecs: unobserved';
  const message = 'ecs:DescribeServiceDeployments was throttled (ThrottlingException).';
  const next = 'run this job again when AWS answers';
  expect(report).toMatchObject({
    headline: `${message} Nothing was touched.\nNext: ${next}`,
    summary: `### ${title}\n\n${message} Nothing was touched.\n\n**What to do next**\n\n- ${next}\n`,
    outputs: { reason: message },
    annotations: [{ level: 'error', title, message: `${message} Nothing was touched.\nNext: ${next}` }],
  });
});

test('a change that was throttled is no refusal', () => {
  expect(reportUntouched(aFailure('throttled', { operation: 'ecs:UpdateService' })).verdict).toBe('unobserved');
  expect(reportUntouched(aFailure('denied', { operation: 'ecs:UpdateService' })).verdict).toBe('refused');
});
