import { execFileSync } from 'node:child_process';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  DescribeServicesCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { main as deployEcs } from '../../actions/deploy-ecs/src/main.ts';
import { ensureBaseImage } from '../../demo/base-image.ts';
import { everyService } from '../../lib/aws/every-service.ts';
import { createAwsApi } from '../../lib/aws/sdk.ts';
import { aSimulator } from '../../simulator/a-simulator.ts';
import { CLUSTER, LOG_GROUP, SERVICE } from '../support/a-service.ts';
import { dockerEngineAnswers } from '../support/build-place.ts';
import { runInProcess } from '../support/in-process.ts';
import { type BundleRun, runBundle } from '../support/runner.ts';
import { tool } from '../support/tool.ts';
import { aFreePort, type Emulator, startEmulator } from './emulator.ts';

const program = tool('ministack');
const missing = program.missing ?? (dockerEngineAnswers() ? undefined : '(no Docker engine answers here)');
// MiniStack pulls the images of services. Nobody answers at this address, so it takes what the engine has and asks nobody on the internet.
const image = `127.0.0.1:9/slipway-base-${process.pid}:1`;

describe.skipIf(missing !== undefined)(`our actions against MiniStack ${missing ?? ''}`, () => {
  const made: { ministack?: Emulator; instance?: string } = {};
  const ministack = (): Emulator => {
    if (made.ministack === undefined) throw new Error('MiniStack does not run yet.');
    return made.ministack;
  };
  const migrate = (inputs: Readonly<Record<string, string>>): Promise<BundleRun> =>
    runBundle({
      action: 'migrate',
      inputs: { cluster: CLUSTER, service: SERVICE, image, 'poll-interval': '100ms', ...inputs },
      env: { AWS_ENDPOINT_URL: ministack().url, AWS_REGION: ministack().region },
    });

  beforeAll(async () => {
    if (missing !== undefined || program.missing !== undefined) return;
    execFileSync('docker', ['tag', await ensureBaseImage(), image]);
    const port = await aFreePort();
    made.instance = `slipway-second-opinion:${port}`;
    made.ministack = await startEmulator({
      program: program.path,
      env: {
        GATEWAY_PORT: String(port),
        // By itself it listens on every interface, as an MQTT broker too.
        BIND_HOST: '127.0.0.1',
        IOT_MTLS_ENABLED: '0',
        SFTP_ENABLED: '0',
        // It removes containers at its start and at its end: those that carry this name.
        MINISTACK_HOSTNAME: 'slipway-second-opinion',
        ...(process.env.DOCKER_HOST !== undefined && { DOCKER_HOST: process.env.DOCKER_HOST }),
      },
      ready: /Running on http:/,
      url: `http://127.0.0.1:${port}`,
    });
    await createService(ministack());
  });
  afterAll(async () => {
    await made.ministack?.close();
    if (made.instance === undefined) return;
    const left = ['ps', '--all', '--quiet', '--filter', `label=ministack.instance=${made.instance}`];
    expect(execFileSync('docker', left, { encoding: 'utf8' })).toBe('');
    execFileSync('docker', ['rmi', image], { stdio: 'ignore' });
  });

  test('migrate succeeds when its container exits with 0, and shows what it said', async () => {
    const run = await migrate({ command: andThenExits('console.log("applying 0001_users")', 0) });
    expect(run.outputs).toMatchObject({ verdict: 'succeeded', 'exit-code': '0', 'task-definition': 'web-migrate:1' });
    expect(run.exitCode).toBe(0);
    expect(run.lines.join('\n')).toContain('app | applying 0001_users');
  });

  test('migrate fails when its container exits with 3, with the last thing that it said', async () => {
    const run = await migrate({ command: andThenExits('console.error("no such table")', 3) });
    expect([run.exitCode, run.outputs.verdict, run.outputs['exit-code']]).toEqual([1, 'failed', '3']);
    expect(run.annotations.map(({ message }) => message).join('\n')).toContain('last log line: no such table');
  });

  test('migrate has never started when there is no such image', async () => {
    const run = await migrate({ image: '127.0.0.1:9/nowhere:1', command: 'true' });
    expect([run.exitCode, run.outputs.verdict, run.outputs['exit-code']]).toEqual([1, 'never-started', '']);
    expect(run.outputs.reason).toMatch(/^TaskFailedToStart: .*nowhere/);
  });

  test('deploy-ecs is unobserved where ECS shows no service deployment, though MiniStack calls the rollout COMPLETED', async () => {
    const { ecs, url, region } = ministack();
    await ecs.send(new CreateServiceCommand(aService('live', 1)));
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    const { report } = await runInProcess(
      { name: 'deploy-ecs', main: deployEcs },
      {
        // For its clock alone: what is waited for here passes in no time.
        simulator: aSimulator(),
        api: createAwsApi({
          services: everyService,
          environment: { AWS_REGION: region },
          credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'local' },
        }),
        inputs: { cluster: CLUSTER, service: 'live', image },
      },
    ).finally(() => vi.unstubAllEnvs());
    expect([report.conclusion, report.verdict]).toEqual(['failure', 'unobserved']);
    expect(report.outputs.reason).toBe('ECS took the update, but shows no service deployment for it');
    await vi.waitFor(
      async () => {
        const { services } = await ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: ['live'] }));
        expect(services?.[0]?.deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED' }]);
        expect(services?.[0]?.taskDefinition).toBe(report.outputs['task-definition-arn']);
      },
      { timeout: 60_000, interval: 250 },
    );
    await ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: 'live', force: true }));
    await vi.waitFor(
      async () => {
        const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: CLUSTER, desiredStatus: 'RUNNING' }));
        expect(taskArns).toEqual([]);
      },
      { timeout: 60_000, interval: 250 },
    );
  });
});

/** Lives on for a moment: MiniStack does not wait for a container's last lines before it says that the task has stopped. */
function andThenExits(script: string, code: number): string {
  return `node -e '${script}; setTimeout(() => process.exit(${code}), 2000)'`;
}

async function createService({ ecs, logs, region }: Emulator): Promise<void> {
  await logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
  await ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
  const options = { 'awslogs-group': LOG_GROUP, 'awslogs-region': region, 'awslogs-stream-prefix': 'ecs' };
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: SERVICE,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        {
          name: 'app',
          image,
          command: ['node', '-e', 'setInterval(() => {}, 1000)'],
          logConfiguration: { logDriver: 'awslogs', options },
        },
      ],
    }),
  );
  await ecs.send(new CreateServiceCommand(aService(SERVICE, 0)));
}

function aService(serviceName: string, desiredCount: number): CreateServiceCommandInput {
  return {
    cluster: CLUSTER,
    serviceName,
    taskDefinition: SERVICE,
    desiredCount,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } },
  };
}
