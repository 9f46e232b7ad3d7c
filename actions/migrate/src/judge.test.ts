import { expect, test } from 'vitest';
import type { StoppedTask } from '../../../lib/core/stopped-task.ts';
import { exitCodeOf, hasStarted, judge } from './judge.ts';

function aTask(task: Partial<StoppedTask> = {}): StoppedTask {
  return { taskArn: 'arn', taskDefinitionArn: 'td', stopCode: 'EssentialContainerExited', containers: [], ...task };
}
const app = (exitCode?: number, reason?: string) => ({
  name: 'app',
  essential: true,
  ...(exitCode === undefined ? {} : { exitCode }),
  ...(reason === undefined ? {} : { reason }),
});
const sidecar = (exitCode?: number, reason?: string) => ({
  ...app(exitCode, reason),
  name: 'injected',
  essential: false,
});

test('a sidecar that was injected and failed is not judged', () => {
  const task = aTask({ containers: [sidecar(undefined, 'CannotPullContainerError: denied'), app(0)] });
  expect(judge(task)).toEqual({ kind: 'succeeded' });
});

test('all essential containers have to end with 0', () => {
  expect(judge(aTask({ containers: [app(0), { ...app(1), name: 'second' }] })).kind).toBe('failed');
  expect(judge(aTask({ containers: [app(0), { ...app(), name: 'second' }] })).kind).toBe('failed');
});

test('a task without essential containers is no success', () => {
  expect(judge(aTask({ containers: [sidecar(0)] })).kind).not.toBe('succeeded');
});

test('no exit code means never started, with the reason of the container', () => {
  const reason = 'CannotPullContainerError: pull image manifest has been retried 7 time(s): not found';
  expect(
    judge(aTask({ stopCode: 'TaskFailedToStart', stoppedReason: reason, containers: [app(undefined, reason)] })),
  ).toEqual({
    kind: 'never-started',
    reason: `container "app": ${reason}`,
    retryable: false,
  });
});

test('a task that ran and lost its exit code with its host has not "never started"', () => {
  const task = aTask({
    stopCode: 'InfrastructureHealth',
    stoppedReason: 'host gone',
    startedAt: 1,
    containers: [app()],
  });
  expect(judge(task)).toEqual({
    kind: 'failed',
    reason: 'the task had started, and ended without an exit code: InfrastructureHealth: host gone',
  });
});

test.each([
  { reason: 'RESOURCE:ENI', retryable: true },
  {
    reason: 'Capacity is unavailable at this time. Please try again later or in a different availability zone',
    retryable: true,
  },
  { reason: 'Timeout waiting for network interface provisioning to complete.', retryable: true },
  {
    reason: 'CannotPullContainerError: ref pull has been retried 5 time(s): dial tcp 52.1.2.3:443: i/o timeout',
    retryable: true,
  },
  {
    reason: 'CannotPullContainerError: image Manifest does not contain descriptor matching platform linux/amd64',
    retryable: false,
  },
  {
    reason: 'ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException',
    retryable: false,
  },
  { reason: 'CannotStartContainerError: exec: "migrate": executable file not found in $PATH', retryable: false },
])('$reason → started again: $retryable', ({ reason, retryable }) => {
  const task = aTask({ stopCode: 'TaskFailedToStart', stoppedReason: reason, containers: [app()] });
  expect(judge(task)).toMatchObject({ kind: 'never-started', retryable });
});

test('nothing is started again once any container has run, a sidecar included', () => {
  const task = aTask({ stopCode: 'TaskFailedToStart', stoppedReason: 'RESOURCE:ENI', containers: [app(), sidecar(1)] });
  expect(hasStarted(task)).toBe(true);
  expect(judge(task)).toMatchObject({ kind: 'never-started', retryable: false });
});

test('what a person stopped before it started is not started again', () => {
  const task = aTask({ stopCode: 'UserInitiated', stoppedReason: 'RESOURCE:ENI', containers: [app()] });
  expect(judge(task)).toMatchObject({ retryable: false });
});

test('the exit code that is told is the first bad one of the essential containers', () => {
  expect(exitCodeOf(aTask({ containers: [sidecar(9), app(0), { ...app(3), name: 'second' }] }))).toBe(3);
  expect(exitCodeOf(aTask({ containers: [app(0)] }))).toBe(0);
  expect(exitCodeOf(aTask({ containers: [app()] }))).toBeUndefined();
});
