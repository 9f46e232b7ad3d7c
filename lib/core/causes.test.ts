import { expect, test } from 'vitest';
import { causesOfEvents, groupCauses } from './causes.ts';
import type { ServiceEvent } from './snapshots.ts';
import type { StoppedTask } from './stopped-task.ts';

function aStoppedTask(members: Partial<StoppedTask> = {}): StoppedTask {
  return {
    taskArn: 'arn:aws:ecs:eu-west-1:123456789012:task/prod/0123456789abcdef',
    taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:2',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    stoppedAt: 60_000,
    containers: [{ name: 'app', essential: true, exitCode: 1 }],
    ...members,
  };
}

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

const GROUP = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/50dc6c495c0c9188';
const unhealthy = (id: string, exitCode: number) =>
  aStoppedTask({
    taskArn: `arn:aws:ecs:eu-west-1:123456789012:task/prod/${id}`,
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: `Task failed ELB health checks in (target-group ${GROUP})`,
    containers: [{ name: 'app', essential: true, exitCode }],
  });
const event = (message: string, at = 1): ServiceEvent => ({ id: message, at, message });

test('how a container answers to being stopped for a failed check is no cause of its own', () => {
  const causes = groupCauses([unhealthy('a', 143), unhealthy('b', 137), unhealthy('c', 0)], NO_LOGS);
  expect(causes).toHaveLength(1);
  expect(causes[0]?.explanation).toBe('3 tasks stopped: Task failed ELB health checks in target group web');
});

test('a failed check of the load balancer is explained by the event of that very task', () => {
  const events = [
    event(
      `(service web) (task other) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Request timed out).`,
    ),
    event(
      `(service web) (task abc) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed with these codes: [404]).`,
    ),
  ];
  const [cause] = groupCauses([unhealthy('abc', 143)], NO_LOGS, events);
  expect(cause?.explanation).toMatch(/due to \(reason Health checks failed with these codes: \[404\]\)$/);
  expect(cause?.hint?.name).toBe('check-code');
  expect(cause?.hint?.meaning).toContain('HTTP 404');
});

test('an event that names no task explains where none of the others does', () => {
  const events = [
    event(`(service web) (port 5005) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed).`),
  ];
  expect(groupCauses([unhealthy('abc', 143)], NO_LOGS, events)[0]?.hint?.name).toBe('check-failed');
});

test('tasks whose injected agent has another name each time are one cause', () => {
  const withAgent = (suffix: string) =>
    aStoppedTask({
      taskArn: suffix,
      containers: [
        { name: 'app', essential: true, exitCode: 1 },
        { name: `aws-guardduty-agent-${suffix}`, essential: false, reason: 'CannotPullContainerError: 403 Forbidden' },
      ],
    });
  const causes = groupCauses([withAgent('mfjGLB'), withAgent('Xu81aa')], NO_LOGS);
  expect(causes).toHaveLength(1);
  expect(causes[0]).toMatchObject({
    container: 'app',
    explanation: '2 tasks stopped: container "app" exited with code 1',
  });
});

test('a first step that failed is named with what waited for it', () => {
  const reason =
    'CannotStartContainerError:  dependency graph: failed to resolve container ordering dependency  [init(busybox) (STOPPED->RUNNING) -  Exit: 1] for target [app(app) (NONE->RUNNING)] as dependency did not exit successfully.';
  const task = aStoppedTask({
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Task failed to start',
    containers: [
      { name: 'app', essential: true, exitCode: 143, reason },
      { name: 'init', essential: false, exitCode: 1 },
    ],
  });
  const [cause] = groupCauses([task], NO_LOGS);
  expect(cause).toMatchObject({ container: 'init', explanation: 'container "init" exited with code 1' });
  expect(cause?.hint?.remedy).toContain('log and exit code of container init');
});

test('a task that could not even be made is a cause by its event, once, with what it means', () => {
  const words =
    "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::123456789012:role/web' that was provided for this task.).";
  const causes = causesOfEvents([
    event(words, 2),
    event(words, 1),
    event('(service web) has started 1 tasks: (task x).'),
  ]);
  expect(causes).toHaveLength(1);
  expect(causes[0]).toMatchObject({ tasks: [], fault: 'platform', hint: { name: 'role' } });
  expect(causes[0]?.explanation).toMatch(/^ECS failed to launch a task/);
  expect(causes[0]?.hint?.meaning).toContain('arn:aws:iam::123456789012:role/web');
});
