import { expect, test } from 'vitest';
import { aStoppedTask } from './a-rollout.ts';
import { groupCauses } from './evidence.ts';

const NO_LOGS = new Map<string, readonly string[]>();
const exited = (id: string, exitCode: number, stoppedAt: number) =>
  aStoppedTask({ taskArn: id, stoppedAt, containers: [{ name: 'app', essential: true, exitCode }] });

test('tasks that ended alike are one cause, the most frequent first, the newest task first', () => {
  const causes = groupCauses([exited('a', 2, 9), exited('b', 1, 1), exited('c', 1, 3), exited('d', 1, 2)], NO_LOGS);
  expect(causes.map(({ tasks }) => tasks.map(({ taskArn }) => taskArn))).toEqual([['c', 'd', 'b'], ['a']]);
  expect(causes[0]).toMatchObject({ fault: 'application', container: 'app', log: [] });
  expect(causes[0]?.sentence).toContain('3 tasks stopped');
  expect(causes[1]?.sentence).not.toContain('tasks stopped');
});

test('ids and numbers in a reason do not make a cause of their own', () => {
  const failed = (id: string, reason: string) =>
    aStoppedTask({ taskArn: id, stopCode: 'TaskFailedToStart', stoppedReason: reason, containers: [] });
  const causes = groupCauses(
    [
      failed('a', 'CannotPullContainerError: request 0123456789abcdef0123 after 3 times'),
      failed('b', 'CannotPullContainerError: request fedcba98765432100123 after 7 times'),
    ],
    NO_LOGS,
  );
  expect(causes).toHaveLength(1);
  expect(causes[0]?.fault).toBe('platform');
});

test('a task that was scaled in, replaced or stopped by a person explains nothing', () => {
  const stopped = [
    aStoppedTask({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
    }),
    aStoppedTask({ stopCode: 'UserInitiated' }),
  ];
  expect(groupCauses(stopped, NO_LOGS)).toEqual([]);
});

test('the last words of the newest task that has any stand beside the cause', () => {
  const logs = new Map([
    ['newest', []],
    ['older', ['starting', 'cannot reach db:5432', '  ']],
    ['oldest', ['something else']],
  ]);
  const [cause] = groupCauses([exited('oldest', 1, 1), exited('older', 1, 2), exited('newest', 1, 3)], logs);
  expect(cause?.log).toEqual(['starting', 'cannot reach db:5432', '  ']);
  expect(cause?.sentence).toContain('(last log line: cannot reach db:5432)');
});

test('a cause without a log stands without it', () => {
  const [cause] = groupCauses([exited('a', 127, 1)], NO_LOGS);
  expect(cause?.sentence).toContain('127');
  expect(cause?.sentence).not.toContain('log line');
});
