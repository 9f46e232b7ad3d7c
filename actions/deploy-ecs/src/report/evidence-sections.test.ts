import { describe, expect, test } from 'vitest';
import { aCause, aLook, aService, MINUTE } from '../rollout/a-rollout.ts';
import { causeSection, changesSection, eventsSection, targetSection } from './evidence-sections.ts';
import type { Outcome } from './report.ts';

const HINT = {
  name: 'image',
  meaning: 'the image is not there',
  remedy: 'push it',
  source: 'https://docs.aws.amazon.com/pull',
};
const MEANS = 'That means: the image is not there. [What AWS writes about it](https://docs.aws.amazon.com/pull)';

describe('a cause', () => {
  test('is told with its task, its meaning and the last words of its container', () => {
    const cause = aCause({ explanation: 'it <crashed>', hint: HINT, log: ['starting', 'bye'] });
    expect(causeSection([cause], undefined)).toBe(
      `**Cause**\n\nit &#60;crashed&#62; (task \`t0\`)\n\n${MEANS}\n\nLast log lines of container \`app\`:\n\n\`\`\`\nstarting\nbye\n\`\`\`\n\n`,
    );
  });

  test('of several tasks names three of them at most', () => {
    expect(causeSection([aCause({ count: 3, explanation: 'they crashed' })], undefined)).toContain(
      'they crashed (tasks `t0`, `t1`, `t2`)',
    );
    expect(causeSection([aCause({ count: 4, explanation: 'they crashed' })], undefined)).toContain(
      'they crashed (tasks `t0`, `t1`, `t2`, …)',
    );
    expect(causeSection([aCause({ count: 0, explanation: 'no task came to be' })], undefined)).toMatch(
      /no task came to be\n/,
    );
  });

  test('names a task by the first letters of its name', () => {
    const [task] = aCause().tasks;
    const named = {
      ...aCause(),
      tasks: task === undefined ? [] : [{ ...task, taskArn: 'arn:task/prod/0123456789abcdef' }],
    };
    expect(causeSection([named], undefined)).toContain('(task `01234567`)');
  });

  test('that the headline has told is not told again beside its log', () => {
    const told = aCause({ explanation: 'it crashed', log: ['bye'] });
    expect(causeSection([told], told)).toMatch(/^\*\*Cause\*\*\n\nAs said above \(task `t0`\)\.\n/);
    expect(causeSection([told], aCause({ log: ['bye'] }))).toContain('it crashed (task');
    const wordless = aCause({ explanation: 'it crashed' });
    expect(causeSection([wordless], wordless)).toContain('it crashed (task');
  });

  test('that the headline has told in plain words stands in ECS’s here, and its meaning is not said again', () => {
    const told = aCause({ explanation: 'CannotPullContainerError', hint: HINT, log: ['bye'] });
    const section = causeSection([told], told);
    expect(section).toContain('CannotPullContainerError (task `t0`)\n\n[What AWS writes about it](');
    expect(section).not.toContain('That means');
    const other = aCause({ hint: { ...HINT, meaning: 'the disk is full' } });
    expect(causeSection([told, other], told)).toContain('That means: the disk is full. [What');
  });
});

test('targets are told five at most, with what the load balancer says of each; none where all are well', () => {
  expect(targetSection([])).toBeUndefined();
  const target = { address: '10.0.0.5', port: 8080, state: 'unhealthy' };
  const rows = targetSection([
    { ...target, reason: 'Target.Timeout', description: 'no | answer' },
    ...Array.from({ length: 5 }, () => target),
  ])
    ?.trim()
    .split('\n');
  expect(rows?.slice(0, 5)).toEqual([
    'What the load balancer last said:',
    '',
    '| Target | State | Reason |  |',
    '| --- | --- | --- | --- |',
    '| `10.0.0.5:8080` | unhealthy | Target.Timeout | no &#124; answer |',
  ]);
  expect(rows).toHaveLength(4 + 5);
  expect(rows?.at(-1)).toBe('| `10.0.0.5:8080` | unhealthy |  |  |');
});

test('changes are folded away with their number, and nothing stands where there are none', () => {
  expect(changesSection('What changed', [])).toBeUndefined();
  expect(
    changesSection('What changed', [
      { what: 'cpu', before: '256', after: '512' },
      { what: 'memory', after: '1024' },
    ]),
  ).toBe(
    '<details><summary>What changed (2)</summary>\n\n```diff\n~ cpu: 256 → 512\n+ memory: 1024\n```\n\n</details>',
  );
});

describe('events of the service', () => {
  const event = (id: string, at: number) => ({ id, at, message: `message ${id}` });
  const outcome = (...events: ReturnType<typeof event>[]): Outcome => ({
    verdict: 'failed',
    reason: '',
    service: aService(),
    cluster: 'prod',
    changes: [],
    durationMs: 0,
    lookedAt: 0,
    endedAt: 0,
    isRollback: false,
    seen: aLook({ deployment: { createdAt: MINUTE }, service: { events } }),
  });

  test('are those since the deployment began, oldest first, with their times', () => {
    expect(eventsSection(outcome(event('3', 2 * MINUTE), event('2', MINUTE), event('1', MINUTE - 1)))).toBe(
      '<details><summary>Service events since the deployment began (2; ecs-svc/2)</summary>\n\n```\n00:01:00  message 2\n00:02:00  message 3\n```\n\n</details>',
    );
  });

  test('are not told where there are none, and where nobody looked', () => {
    expect(eventsSection(outcome(event('1', 0)))).toBeUndefined();
    const { seen: _, ...unseen } = outcome();
    expect(eventsSection(unseen)).toBeUndefined();
  });
});
