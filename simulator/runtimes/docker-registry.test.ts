import { afterEach, describe, expect, test } from 'vitest';
import { pushBaseImage } from '../../demo/base-image.ts';
import { type RegistryAccess, type RunningSimulator, startSimulator } from '../server.ts';
import { createDockerRuntime } from './docker.ts';
import { connectEngine } from './docker-engine.ts';
import { engineHasImage, forgetImages, pullImage } from './docker-image.ts';

const engine = await connectEngine().catch(() => undefined);
const reason = engine === undefined ? ' (no Docker engine answers here)' : '';

const running: RunningSimulator[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
});

async function aLocalAws(): Promise<{ aws: RunningSimulator; registry: RegistryAccess }> {
  let registry: RegistryAccess | undefined;
  const aws = await startSimulator({
    time: 'real',
    timeScale: 50,
    runtime: (access) => {
      registry = access;
      return createDockerRuntime({ registryAuth: access.login });
    },
  });
  running.push(aws);
  if (registry === undefined) throw new Error('the simulator did not tell its registry');
  await aws.simulator.call('ecs', 'CreateCluster', { clusterName: 'main' });
  await aws.simulator.call('ecr', 'CreateRepository', { repositoryName: 'web' });
  await aws.simulator.call('logs', 'CreateLogGroup', { logGroupName: '/ecs/web' });
  return { aws, registry };
}

interface Described {
  readonly lastStatus: string;
  readonly stoppedReason?: string;
  readonly containers: readonly { exitCode?: number; imageDigest?: string }[];
}

async function runToEnd({ simulator }: RunningSimulator, image: string): Promise<{ id: string; task: Described }> {
  await simulator.call('ecs', 'RegisterTaskDefinition', {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [
      {
        name: 'app',
        image,
        command: ['node', '-e', 'console.log("hello from", process.version.slice(0, 4))'],
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
        },
      },
    ],
  });
  const { tasks } = (await simulator.call('ecs', 'RunTask', {
    cluster: 'main',
    taskDefinition: 'web',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  })) as { tasks: { taskArn: string }[] };
  const taskArn = tasks[0]?.taskArn ?? '';
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    await new Promise((resolve) => setImmediate(resolve));
    const answer = await simulator.call('ecs', 'DescribeTasks', { cluster: 'main', tasks: [taskArn] });
    const task = (answer.tasks as Described[])[0];
    if (task?.lastStatus === 'STOPPED') return { id: taskArn.slice(taskArn.lastIndexOf('/') + 1), task };
  }
  throw new Error(`${taskArn} did not stop`);
}

describe.runIf(engine !== undefined)(`an image in ECR${reason}`, () => {
  test('is pushed, pulled by its digest, run, and what it said is in CloudWatch Logs when the task is STOPPED', async () => {
    if (engine === undefined) return;
    const { aws, registry } = await aLocalAws();
    const image = await pushBaseImage({ registry: registry.host, repository: 'web', auth: registry.login(), engine });
    const { id, task } = await runToEnd(aws, image);
    const digest = image.slice(image.indexOf('@') + 1);
    expect(task.containers[0]).toMatchObject({ exitCode: 0, imageDigest: digest });
    const { events } = await aws.simulator.call('logs', 'GetLogEvents', {
      logGroupName: '/ecs/web',
      logStreamName: `web/app/${id}`,
      startFromHead: true,
    });
    expect(events).toMatchObject([{ message: 'hello from v24.' }]);

    await pullImage(engine, { reference: image, auth: registry.login() });
    await forgetImages(engine, registry.host);
    expect(await engineHasImage(engine, image)).toBe(false);
  });

  test('that is not there any more is a task that never started', async () => {
    const { aws, registry } = await aLocalAws();
    const image = `${registry.host}/web@sha256:${'0'.repeat(64)}`;
    const { task } = await runToEnd(aws, image);
    expect(task.stoppedReason).toBe(
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: not found`,
    );
    expect(task.containers[0]?.exitCode).toBeUndefined();
  });
});
