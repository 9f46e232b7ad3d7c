import { describe, expect, it } from 'vitest';
import { aDrivenWorld, type DrivenWorld, register, vpc } from '../../control-plane/driven-world.ts';
import {
  execFormat,
  exits,
  type Fate,
  hangs,
  healthy,
  imageMissing,
  networkInterfaceTimeout,
  outOfMemory,
  secretDenied,
} from '../../runtimes/fates.ts';
import type { Json } from '../operation.ts';

const cluster = 'prod';
const minute = 60_000;

function aWorldWith(fate: Fate, container: Json = {}): DrivenWorld {
  const driven = aDrivenWorld({ fateOf: () => fate });
  register(driven, { container });
  return driven;
}

function run(driven: DrivenWorld, changes: Json = {}): Json {
  return driven.call('RunTask', {
    cluster,
    taskDefinition: 'web',
    launchType: 'FARGATE',
    networkConfiguration: vpc,
    ...changes,
  });
}

function described(driven: DrivenWorld): Json {
  const tasks = driven.tasks().map((task) => task.taskArn);
  return (driven.call('DescribeTasks', { cluster, tasks }).tasks as Json[])[0] ?? {};
}

describe('a task of its own', () => {
  it('goes through the life cycle of ECS', () => {
    const driven = aWorldWith(exits(0));
    run(driven);
    const seen = new Set<string>(['PROVISIONING']);
    driven.until(
      () => driven.tasks()[0]?.lastStatus === 'STOPPED',
      () => seen.add(driven.tasks()[0]?.lastStatus ?? ''),
    );
    expect([...seen]).toEqual(['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING', 'DEPROVISIONING', 'STOPPED']);
    expect(described(driven)).toMatchObject({
      desiredStatus: 'STOPPED',
      group: 'family:web',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ lastStatus: 'STOPPED', exitCode: 0 }],
    });
  });

  it.each<{ name: string; fate: Fate; stopped: Json; container: Json }>([
    {
      name: 'exits with 3',
      fate: exits(3),
      stopped: { stopCode: 'EssentialContainerExited' },
      container: { exitCode: 3 },
    },
    {
      name: 'runs out of memory',
      fate: outOfMemory(),
      stopped: { stopCode: 'EssentialContainerExited' },
      container: { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
    },
    {
      name: 'is of another architecture',
      fate: execFormat(),
      stopped: { stopCode: 'EssentialContainerExited' },
      container: { exitCode: 1 },
    },
  ])('that $name says so', ({ fate, stopped, container }) => {
    const driven = aWorldWith(fate);
    run(driven);
    driven.run(2 * minute);
    expect(described(driven)).toMatchObject({ lastStatus: 'STOPPED', ...stopped, containers: [container] });
  });

  it.each([
    { name: 'its image', fate: imageMissing('app:1'), reason: /^CannotPullContainerError: / },
    { name: 'its secret', fate: secretDenied('arn:x'), reason: /^ResourceInitializationError: .*AccessDenied/ },
    { name: 'its network interface', fate: networkInterfaceTimeout(), reason: /network interface/ },
  ])('that cannot get $name never has an exit code', ({ fate, reason }) => {
    const driven = aWorldWith(fate);
    run(driven);
    driven.run(2 * minute);
    const task = described(driven) as { stoppedReason: string; containers: Json[] };
    expect(task).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart' });
    expect(task.stoppedReason).toMatch(reason);
    expect(task.containers[0]).not.toHaveProperty('exitCode');
    expect(task).not.toHaveProperty('startedAt');
  });

  it('does not start without its secret, nor without its log group', () => {
    const secrets = [{ name: 'PASSWORD', valueFrom: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:db' }];
    const withSecret = aWorldWith(healthy(), { secrets });
    run(withSecret);
    withSecret.run(minute);
    expect(described(withSecret).stoppedReason).toMatch(/^ResourceInitializationError: unable to pull secrets/);
    const logConfiguration = { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'x' } };
    const withLog = aWorldWith(healthy(), { logConfiguration });
    run(withLog);
    withLog.run(minute);
    expect(described(withLog).stoppedReason).toMatch(/^ResourceInitializationError: failed to validate logger args/);
    expect(withLog.commands).toEqual([]);
  });

  it('starts with its overrides and the secrets of the world', () => {
    const secrets = [{ name: 'PASSWORD', valueFrom: '/db/password' }];
    const driven = aWorldWith(healthy(), { secrets, environment: [{ name: 'MODE', value: 'web' }] });
    driven.edit((world) => ({
      ...world,
      ssm: {
        parameters: {
          '/db/password': {
            name: '/db/password',
            type: 'SecureString',
            value: 'hush',
            version: 1,
            lastModifiedDate: 0,
          },
        },
      },
    }));
    const environment = [{ name: 'MODE', value: 'migrate' }];
    run(driven, {
      overrides: { containerOverrides: [{ name: 'app', command: ['npm', 'run', 'migrate'], environment }] },
    });
    driven.run(minute);
    expect(driven.commands[0]).toMatchObject({
      kind: 'start-task',
      launch: {
        containers: [{ command: ['npm', 'run', 'migrate'], environment: { MODE: 'migrate', PASSWORD: 'hush' } }],
      },
    });
  });

  it('keeps its logs under prefix, container and id', () => {
    const options = { 'awslogs-group': '/ecs/web', 'awslogs-stream-prefix': 'ecs', 'awslogs-create-group': 'true' };
    const lines = [{ afterMs: 100, message: 'cannot reach db:5432' }];
    const driven = aWorldWith(exits(1, { lines }), { logConfiguration: { logDriver: 'awslogs', options } });
    run(driven);
    driven.run(minute);
    const id = driven.tasks()[0]?.taskArn.split('/').at(-1);
    const stream = driven.world.logs.groups['/ecs/web']?.streams[`ecs/app/${id}`];
    expect(stream?.events.map((event) => event.message)).toEqual(['cannot reach db:5432']);
  });
});

describe('RunTask', () => {
  it('answers a repeated client token with the same tasks, and another request under it with a conflict', () => {
    const driven = aWorldWith(hangs());
    const first = run(driven, { clientToken: 'once', startedBy: 'job-1' });
    const again = run(driven, { clientToken: 'once', startedBy: 'job-1' });
    expect(driven.tasks()).toHaveLength(1);
    expect(again).toEqual(first);
    const conflict = driven.refusal('RunTask', {
      cluster,
      taskDefinition: 'web',
      launchType: 'FARGATE',
      networkConfiguration: vpc,
      clientToken: 'once',
      startedBy: 'job-2',
    });
    expect(conflict).toMatchObject({
      code: 'ConflictException',
      members: { resourceIds: [driven.tasks()[0]?.taskArn] },
    });
  });

  it('answers MISSING for a moment to whoever looks at once', () => {
    const driven = aWorldWith(hangs());
    run(driven);
    const tasks = driven.tasks().map((task) => task.taskArn);
    expect(driven.call('DescribeTasks', { cluster, tasks })).toEqual({
      tasks: [],
      failures: [{ arn: tasks[0], reason: 'MISSING' }],
    });
    driven.run(2_000);
    expect(driven.call('DescribeTasks', { cluster, tasks }).failures).toEqual([]);
  });

  it.each<{ name: string; changes: Json; message: string }>([
    {
      name: 'a container that is not in the definition',
      changes: { overrides: { containerOverrides: [{ name: 'nope' }] } },
      message: 'Override for container named nope is not a container in the TaskDefinition.',
    },
    {
      name: 'no network',
      changes: { networkConfiguration: undefined },
      message: "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    },
  ])('refuses $name', ({ changes, message }) => {
    const driven = aWorldWith(hangs());
    expect(() => run(driven, changes)).toThrow(message);
  });

  it('is found again by who started it, while it runs and after', () => {
    const driven = aWorldWith(hangs());
    run(driven, { startedBy: 'job-1', count: 2 });
    run(driven, { startedBy: 'job-2' });
    driven.run(minute);
    const list = (input: Json) => (driven.call('ListTasks', { cluster, ...input }).taskArns as string[]).length;
    expect(list({ startedBy: 'job-1' })).toBe(2);
    expect(list({ family: 'web' })).toBe(3);
    expect(list({ startedBy: 'job-1', desiredStatus: 'STOPPED' })).toBe(0);
    const [task] = driven.call('ListTasks', { cluster, startedBy: 'job-1' }).taskArns as string[];
    driven.call('StopTask', { cluster, task, reason: 'cancelled by job-1' });
    driven.run(minute);
    expect(list({ startedBy: 'job-1', desiredStatus: 'STOPPED' })).toBe(1);
    expect(driven.world.ecs.tasks[task ?? '']).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'cancelled by job-1',
    });
  });

  it('kills what does not listen to SIGTERM after its stop timeout', () => {
    const driven = aWorldWith(hangs({ ignoresSigterm: true }), { stopTimeout: 60 });
    run(driven);
    driven.run(minute);
    driven.call('StopTask', { cluster, task: driven.tasks()[0]?.taskArn });
    driven.run(50_000);
    expect(driven.tasks()[0]?.lastStatus).toBe('STOPPING');
    driven.run(30_000);
    expect(driven.tasks()[0]).toMatchObject({ lastStatus: 'STOPPED', containers: [{ exitCode: 137 }] });
  });

  it('forgets stopped tasks after an hour', () => {
    const driven = aWorldWith(exits(0));
    run(driven);
    driven.run(50 * minute);
    expect(driven.tasks()).toHaveLength(1);
    driven.run(20 * minute);
    expect(driven.tasks()).toHaveLength(0);
  });
});
