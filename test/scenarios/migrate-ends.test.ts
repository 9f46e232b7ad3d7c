// migrate through its shipped bundle: how a migration may end, and what is said about it.

import { afterEach, expect, test } from 'vitest';
import {
  crashes,
  exits,
  hangs,
  healsAfter,
  networkInterfaceTimeout,
  outOfMemory,
  platformMismatch,
  secretDenied,
} from '../../simulator/runtimes/fates.ts';
import { aMigrationPlace, type MigrationPlace } from '../support/migration-place.ts';

let place: MigrationPlace;
afterEach(() => place.close());

const lines = [
  { afterMs: 500, message: 'applying 0001_users' },
  { afterMs: 900, message: '::error::applying 0002_orders' },
];

test('a migration that exits with 0 has succeeded, with its log and outputs', async () => {
  place = await aMigrationPlace({ release: exits(0, { lines }) });
  const run = await place.migrate();
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ verdict: 'succeeded', 'exit-code': '0', 'task-definition': 'web-migrate:1' });
  expect(run.outputs['task-arn']).toContain(':task/prod/');
  expect(run.outputs['log-url']).toContain('$252Fecs$252Fweb');
  expect(run.lines.join('\n')).toContain('app | applying 0001_users');
  expect(run.summary).toContain('### Slipway migrate: succeeded');
  expect(run.annotations).toEqual([]);
  expect(place.problems()).toEqual([]);
});

test('it runs the new image with the command, beside nothing, and never touches the service', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  await place.migrate({ environment: 'MODE=up' });
  expect(place.mutations()).toEqual(['RegisterTaskDefinition', 'RunTask']);
  const [definition] = place.inputsOf('RegisterTaskDefinition');
  expect(definition).toMatchObject({
    family: 'web-migrate',
    containerDefinitions: [{ name: 'app', image: expect.stringContaining('@sha256:'), essential: true }],
  });
  expect(definition?.containerDefinitions).not.toContainEqual(
    expect.objectContaining({ portMappings: expect.anything() }),
  );
  const [run] = place.inputsOf('RunTask');
  expect(run).toMatchObject({
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } },
    overrides: {
      containerOverrides: [
        { name: 'app', command: ['/bin/sh', '-ec', 'npm run migrate'], environment: [{ name: 'MODE', value: 'up' }] },
      ],
    },
  });
});

test('a migration that exits with 3 has failed, with its last lines, and no line of it is taken for a command', async () => {
  place = await aMigrationPlace({ release: exits(3, { lines }) });
  const run = await place.migrate();
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({
    verdict: 'failed',
    'exit-code': '3',
    reason: 'container "app" exited with code 3',
  });
  expect(run.annotations).toHaveLength(1);
  expect(run.annotations[0]?.message).toContain('exited with code 3');
  expect(run.annotations[0]?.message).toContain('last log line: ::error::applying 0002_orders');
  expect(run.summary).toContain('applying 0001_users');
  expect(place.problems()).toEqual([]);
});

test('a task whose secret is denied never started, and that is final', async () => {
  place = await aMigrationPlace({ release: secretDenied('arn:aws:secretsmanager:eu-west-1:1:secret:db') });
  const run = await place.migrate();
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: 'never-started', 'exit-code': '' });
  expect(run.outputs.reason).toContain('secretsmanager:GetSecretValue');
  expect(place.mutations()).toEqual(['RegisterTaskDefinition', 'RunTask']);
});

test('a task without a network interface is started again, because nothing has run', async () => {
  place = await aMigrationPlace({ release: healsAfter(1, { first: networkInterfaceTimeout(), afterwards: exits(0) }) });
  const run = await place.migrate();
  expect(run.outputs).toMatchObject({ verdict: 'succeeded' });
  expect(run.lines.join('\n')).toContain('Trying again, because nothing has run yet');
  const tokens = place.inputsOf('RunTask').map(({ clientToken }) => clientToken);
  expect(new Set(tokens).size).toBe(2);
});

test('a migration that crashed is never started again', async () => {
  place = await aMigrationPlace({ release: crashes({ exitCode: 1 }) });
  const run = await place.migrate();
  expect(run.outputs.verdict).toBe('failed');
  expect(place.inputsOf('RunTask')).toHaveLength(1);
});

test('one that does not end in time is stopped', async () => {
  place = await aMigrationPlace({ release: hangs() });
  const run = await place.migrate({ timeout: '1s' });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: 'timed-out', 'exit-code': '' });
  expect(place.mutations()).toEqual(['RegisterTaskDefinition', 'RunTask', 'StopTask']);
  expect(place.liveTasks()).toEqual([]);
});

test('a throttled RunTask is asked for again', async () => {
  place = await aMigrationPlace(
    { release: exits(0) },
    { faults: [{ kind: 'throttled', operation: 'RunTask', nth: [1] }] },
  );
  const run = await place.migrate();
  expect(run.outputs.verdict).toBe('succeeded');
  expect(place.tasksEver()).toBe(1);
});

test('an answer of RunTask that is lost starts no second task', async () => {
  place = await aMigrationPlace(
    { release: exits(0) },
    { faults: [{ kind: 'answer-lost', operation: 'RunTask', nth: [1] }] },
  );
  const run = await place.migrate();
  expect(run.outputs.verdict).toBe('succeeded');
  expect(place.tasksEver()).toBe(1);
});

test('a role that may not see tasks is told so, and the task is left alone', async () => {
  place = await aMigrationPlace(
    { release: hangs() },
    { faults: [{ kind: 'access-denied', operation: 'DescribeTasks' }] },
  );
  const run = await place.migrate();
  expect(run.outputs.verdict).toBe('unobserved');
  expect(run.outputs.reason).toContain('ecs:DescribeTasks');
  expect(place.inputsOf('StopTask')).toEqual([]);
});

test('a role that may not read logs still migrates, and is told once', async () => {
  place = await aMigrationPlace(
    { release: exits(0, { lines }) },
    { faults: [{ kind: 'access-denied', operation: 'GetLogEvents' }] },
  );
  const run = await place.migrate();
  expect(run.outputs.verdict).toBe('succeeded');
  expect(run.annotations.map(({ message }) => message)).toEqual([expect.stringContaining('logs:GetLogEvents')]);
});

test.each([
  {
    cause: 'a secret that is denied',
    fate: secretDenied('arn:aws:secretsmanager:eu-west-1:123456789012:secret:db'),
    verdict: 'never-started',
    says: /task execution role .* secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:123456789012:secret:db/,
  },
  {
    cause: 'an image for another processor',
    fate: platformMismatch(),
    verdict: 'never-started',
    says: /built for another processor.*linux\/arm64 for cpuArchitecture ARM64/,
  },
  {
    cause: 'a command that does not exist',
    fate: exits(127, { lines: [{ afterMs: 500, message: '/bin/sh: 1: nmp: not found' }] }),
    verdict: 'failed',
    says: /was not found or may not be executed: look at entryPoint and command/,
  },
  {
    cause: 'too little memory',
    fate: outOfMemory(),
    verdict: 'failed',
    says: /more memory than it has.*raise the memory limit/,
  },
])('$cause is told with what it means and what to do, as deploy-ecs tells it', async ({ fate, verdict, says }) => {
  place = await aMigrationPlace({ release: fate });
  const run = await place.migrate();
  expect(run.outputs.verdict).toBe(verdict);
  expect(run.annotations[0]?.message).toMatch(says);
  expect(run.summary.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toMatch(says);
  expect(run.annotations[0]?.message).toContain('The service was not touched.');
});
