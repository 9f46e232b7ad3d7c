import { expect, test } from 'vitest';
import { causeKey, culpritOf, explainStoppedTask, faultOf, type StoppedTask } from './stopped-task.ts';

function aTask(task: Partial<StoppedTask> = {}): StoppedTask {
  return { taskArn: 'arn:task', taskDefinitionArn: 'web:1', containers: [], ...task };
}
const logging = 'Error response from daemon: failed to initialize logging driver: RequestError: send request failed';
const pull = 'CannotPullContainerError: pull image manifest has been retried 7 time(s): not found';

test.each([
  {
    task: aTask({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ name: 'app', essential: true, exitCode: 1 }],
    }),
    words: 'container "app" exited with code 1',
  },
  {
    task: aTask({
      stopCode: 'EssentialContainerExited',
      containers: [{ name: 'app', essential: true, exitCode: 127 }],
    }),
    words: 'container "app" exited with code 127 (command not found)',
  },
  {
    task: aTask({ stopCode: 'EssentialContainerExited', containers: [{ name: 'app', essential: true, exitCode: 0 }] }),
    words: 'container "app" exited with code 0',
  },
  {
    task: aTask({
      stopCode: 'EssentialContainerExited',
      containers: [
        {
          name: 'app',
          essential: true,
          exitCode: 137,
          reason: 'OutOfMemoryError: Container killed due to memory usage',
        },
      ],
    }),
    words: 'container "app" (exit code 137): OutOfMemoryError: Container killed due to memory usage',
  },
  {
    task: aTask({
      stopCode: 'TaskFailedToStart',
      stoppedReason: pull,
      containers: [{ name: 'app', essential: true, reason: pull }],
    }),
    words: `container "app": ${pull}`,
  },
  {
    task: aTask({ stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' }),
    words: 'Your Spot Task was interrupted.',
  },
  { task: aTask({ stopCode: 'SomethingNew' }), words: 'SomethingNew' },
  { task: aTask(), words: 'ECS gives no reason' },
])('$words', ({ task, words }) => {
  expect(explainStoppedTask(task)).toBe(words);
});

test('the container that failed is the culprit, not those that ECS stopped after it', () => {
  const containers = [
    { name: 'router', essential: true, exitCode: 143 },
    { name: 'app', essential: true, exitCode: 2 },
    { name: 'sidecar', essential: false, exitCode: 1 },
  ];
  expect(culpritOf(aTask({ containers }))?.name).toBe('app');
});

test('of a check that failed, the culprit is the container that was checked', () => {
  const proxy = { name: 'proxy', essential: true, exitCode: 1 };
  const app = { name: 'app', essential: true, exitCode: 143 };
  const culprit = (stoppedReason: string, marks: object) =>
    culpritOf(aTask({ stoppedReason, containers: [proxy, { ...app, ...marks }] }))?.name;
  expect(culprit('Task failed ELB health checks in (target-group arn)', { balanced: true })).toBe('app');
  expect(culprit('Task failed ELB health checks in (target-group arn)', { unhealthy: true })).toBe('proxy');
  expect(culprit('Task failed container health checks', { unhealthy: true })).toBe('app');
  expect(culprit('Task failed container health checks', { balanced: true })).toBe('proxy');
  expect(culprit('Essential container in task exited', { balanced: true, unhealthy: true })).toBe('proxy');
});

test('tasks that stopped for the same reason have the same key, whatever their ids', () => {
  const key = (stoppedReason: string, exitCode: number) =>
    causeKey(aTask({ stoppedReason, containers: [{ name: 'app', essential: true, exitCode }] }));
  expect(key('Task failed ELB health checks in (target-group arn:x/0123456789abcdef0)', 0)).toBe(
    key('Task failed ELB health checks in (target-group arn:x/fedcba98765432100)', 0),
  );
  expect(key('x', 1)).not.toBe(key('x', 2));
});

test.each([
  { fault: 'application', task: aTask({ stopCode: 'EssentialContainerExited' }) },
  {
    fault: 'application',
    task: aTask({ stopCode: 'TaskFailedToStart', stoppedReason: 'CannotStartContainerError: exec: "x": not found' }),
  },
  { fault: 'platform', task: aTask({ stopCode: 'TaskFailedToStart', stoppedReason: pull }) },
  {
    fault: 'platform',
    task: aTask({
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'ResourceInitializationError: unable to pull secrets',
    }),
  },
  {
    fault: 'platform',
    task: aTask({ stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' }),
  },
  { fault: 'platform', task: aTask({ stopCode: 'SomethingNew' }) },
  {
    fault: 'health',
    task: aTask({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed ELB health checks in (target-group x)',
    }),
  },
  {
    fault: 'none',
    task: aTask({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
    }),
  },
  { fault: 'none', task: aTask({ stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' }) },
  {
    fault: 'platform',
    task: aTask({ stopCode: 'TaskFailedToStart', stoppedReason: `CannotStartContainerError: ${logging}` }),
  },
  {
    fault: 'platform',
    task: aTask({
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotCreateContainerError: Error response from daemon: no space left on device',
    }),
  },
])('$task.stopCode, $task.stoppedReason → $fault', ({ fault, task }) => {
  expect(faultOf(task)).toBe(fault);
});

test.each([
  {
    who: 'the container that ended by itself, though well, and not the one that was stopped after it',
    culprit: 'app',
    task: aTask({
      stopCode: 'EssentialContainerExited',
      containers: [
        { name: 'router', essential: true, exitCode: 143 },
        { name: 'app', essential: true, exitCode: 0 },
      ],
    }),
  },
  {
    who: 'the application, and not an injected agent that could not be pulled',
    culprit: 'app',
    task: aTask({
      stopCode: 'EssentialContainerExited',
      containers: [
        { name: 'aws-guardduty-agent-mfjGLB', essential: false, reason: pull },
        { name: 'app', essential: true, exitCode: 0 },
      ],
    }),
  },
  {
    who: 'an injected agent, where nothing of ours could start without it',
    culprit: 'aws-guardduty-agent-mfjGLB',
    task: aTask({
      stopCode: 'TaskFailedToStart',
      containers: [
        { name: 'app', essential: true },
        { name: 'aws-guardduty-agent-mfjGLB', essential: false, reason: pull },
      ],
    }),
  },
  {
    who: 'the first step that the application waited for',
    culprit: 'init',
    task: aTask({
      stopCode: 'TaskFailedToStart',
      containers: [
        {
          name: 'app',
          essential: true,
          exitCode: 143,
          reason:
            'CannotStartContainerError:  dependency graph: failed to resolve container ordering dependency  [init(busybox) (STOPPED->RUNNING) -  Exit: 1] for target [app(app) (NONE->RUNNING)] as dependency did not exit successfully.',
        },
        { name: 'init', essential: false, exitCode: 1 },
      ],
    }),
  },
])('the culprit is $who', ({ task, culprit }) => {
  expect(culpritOf(task)?.name).toBe(culprit);
});

test.each([143, 137, 1])(
  'exit code %d of a container that was told to stop is an effect, and not told as the cause',
  (exitCode) => {
    const task = aTask({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed container health checks',
      containers: [{ name: 'app', essential: true, exitCode }],
    });
    expect(explainStoppedTask(task)).toBe('Task failed container health checks');
  },
);

test.each([
  ['an image that could not be pulled beside a container that ran', 'platform', [{ exitCode: 143 }, { reason: pull }]],
  ['the same where the other was killed', 'platform', [{ reason: pull }, { exitCode: 137 }]],
  ['a log that could not be opened', 'platform', [{ exitCode: 128, reason: `CannotStartContainerError: ${logging}` }]],
  ['a daemon that was too slow', 'platform', [{ reason: 'DockerTimeoutError: Could not transition to started' }]],
  ['a container that failed beside one that was kept from running', 'application', [{ exitCode: 1 }, { reason: pull }]],
  ['a container that ended well beside it', 'application', [{ exitCode: 0 }, { reason: pull }]],
  ['a command that is not there', 'application', [{ reason: 'CannotStartContainerError: exec: "x": not found' }]],
  ['a kill that nobody explains', 'application', [{ exitCode: 137 }]],
])('the exit of an essential container is of its own doing, or not: %s → %s', (_what, fault, ends) => {
  const containers = ends.map((end, index) => ({ name: `c${index}`, essential: true, ...end }));
  expect(faultOf(aTask({ stopCode: 'EssentialContainerExited', containers }))).toBe(fault);
});

test('a sidecar that could not be pulled excuses nobody', () => {
  const containers = [
    { name: 'app', essential: true, exitCode: 137 },
    { name: 'sidecar', essential: false, reason: pull },
  ];
  expect(faultOf(aTask({ stopCode: 'EssentialContainerExited', containers }))).toBe('application');
});
