import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from './a-simulator.ts';
import { mutations } from './diary.ts';
import { crashes, healthy } from './runtimes/fates.ts';
import { createScriptedRuntime } from './runtimes/scripted.ts';
import type { SimulatorOptions } from './simulator.ts';

const network = { awsvpcConfiguration: { subnets: ['subnet-1'] } };

/** A cluster with a service of two tasks; revisions after the first one crash. */
async function aRunningService(options: Partial<SimulatorOptions> = {}) {
  const runtime = createScriptedRuntime({
    fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':1') ? healthy() : crashes()),
  });
  const simulator = aSimulator({ runtime, ...options });
  const { ecs } = clientsOf(simulator);
  await ecs.send(new CreateClusterCommand({ clusterName: 'prod' }));
  const register = () =>
    ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
        containerDefinitions: [{ name: 'app', image: 'web:1', portMappings: [{ containerPort: 80 }] }],
      }),
    );
  await register();
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'prod',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: network,
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    }),
  );
  const newest = async () => {
    const { serviceDeployments } = await ecs.send(
      new ListServiceDeploymentsCommand({ cluster: 'prod', service: 'web' }),
    );
    const serviceDeploymentArns = serviceDeployments
      ?.slice(0, 1)
      .map(({ serviceDeploymentArn }) => serviceDeploymentArn ?? '');
    const described = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
    return described.serviceDeployments?.[0];
  };
  return { simulator, ecs, register, newest };
}

describe('a rollout', () => {
  test('is carried out in virtual time, seen through the SDK, without a deviation from the models of AWS', async () => {
    const { simulator, ecs, register, newest } = await aRunningService();
    simulator.advance(300_000);
    expect(await newest()).toMatchObject({ status: 'SUCCESSFUL', startedAt: expect.any(Date) });
    await register();
    await ecs.send(new UpdateServiceCommand({ cluster: 'prod', service: 'web', taskDefinition: 'web:2' }));
    simulator.advance(1_800_000);
    expect((await newest())?.status).toBe('ROLLBACK_SUCCESSFUL');
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'prod', services: ['web'] }));
    expect(services?.[0]?.runningCount).toBe(2);
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: 'prod', desiredStatus: 'STOPPED' }));
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: 'prod', tasks: taskArns }));
    expect(tasks?.[0]?.containers?.[0]?.exitCode).toBe(1);
    expect(problemsOf(simulator)).toEqual([]);
  });

  test('moves on by a fixed amount at each look when it is told to', async () => {
    const { simulator, ecs } = await aRunningService({ advancePerLookMs: 5_000 });
    const before = simulator.world.now;
    for (let look = 0; look < 3; look += 1) {
      await ecs.send(new DescribeServicesCommand({ cluster: 'prod', services: ['web'] }));
    }
    expect(simulator.world.now - before).toBe(15_000);
  });

  test('has times to the millisecond, however finely somebody sleeps', async () => {
    const { simulator } = await aRunningService();
    const before = simulator.world.now;
    simulator.advance(0.25);
    expect(simulator.world.now - before).toBe(1);
  });

  test('is the same world, whether time passes at once or in pieces', async () => {
    const worlds = await Promise.all(
      [300_000, 700].map(async (piece) => {
        const { simulator } = await aRunningService();
        const end = simulator.world.now + 300_000;
        while (simulator.world.now < end) simulator.advance(Math.min(piece, end - simulator.world.now));
        return simulator.world;
      }),
    );
    expect(worlds[0]).toEqual(worlds[1]);
  });
});

describe('a request', () => {
  test('that misses what AWS requires is refused, and the diary says why', async () => {
    const simulator = aSimulator();
    const refused = expect(simulator.call('ecs', 'UpdateService', { cluster: 'prod' })).rejects;
    await refused.toMatchObject({ name: 'AwsError', code: 'InvalidParameterException' });
    expect(problemsOf(simulator)).toEqual(['UpdateService: service is required']);
  });

  test.each([
    ['ecs', 'DescribeServices', { services: 'web' }, 'services must be a list, is string', 'SerializationException'],
    [
      'ecs',
      'ListTasks',
      { desiredStatus: 'DEAD' },
      'desiredStatus must be one of [PENDING, RUNNING, STOPPED], is "DEAD"',
      'InvalidParameterException',
    ],
    ['logs', 'CreateLogGroup', { logGroupName: '' }, 'logGroupName length 0 is below 1', 'InvalidParameterException'],
    [
      'ecr',
      'CreateRepository',
      { repositoryName: 'UPPER' },
      'repositoryName does not match',
      'InvalidParameterException',
    ],
    ['elb', 'DescribeTargetHealth', {}, 'TargetGroupArn is required', 'ValidationError'],
  ] as const)('that breaks the model of AWS is refused: %s %s', async (service, operation, input, problem, code) => {
    const simulator = aSimulator();
    await expect(simulator.call(service, operation, input)).rejects.toMatchObject({ code });
    expect(problemsOf(simulator).join()).toContain(problem);
  });

  test('keeps members that the model does not know only where it was told to', async () => {
    const input = {
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'web', memory: 64, brandNew: { deep: [1] } }],
      novelty: 'yes',
    };
    const strict = aSimulator();
    await strict.call('ecs', 'RegisterTaskDefinition', input);
    expect(problemsOf(strict)).toEqual([
      'RegisterTaskDefinition: containerDefinitions.0.brandNew is no member of ContainerDefinition',
      'RegisterTaskDefinition: novelty is no member of RegisterTaskDefinitionRequest',
    ]);
    const lenient = aSimulator({ allowUnknown: ['brandNew', 'novelty'] });
    await lenient.call('ecs', 'RegisterTaskDefinition', input);
    const answer = await lenient.call('ecs', 'DescribeTaskDefinition', { taskDefinition: 'web' });
    expect(answer).toMatchObject({
      taskDefinition: { novelty: 'yes', containerDefinitions: [{ brandNew: { deep: [1] } }] },
    });
    expect(problemsOf(lenient)).toEqual([]);
  });

  test('for what AWS has and we have not is answered as unknown, and marked', async () => {
    const simulator = aSimulator();
    await expect(simulator.call('ecs', 'CreateGateway', {})).rejects.toMatchObject({
      code: 'UnknownOperationException',
    });
    await expect(simulator.call('elb', 'CreateTrustStore', {})).rejects.toMatchObject({ code: 'InvalidAction' });
    expect(problemsOf(simulator)).toEqual([
      'CreateGateway: CreateGateway is not implemented here',
      'CreateTrustStore: CreateTrustStore is not implemented here',
    ]);
  });

  test('in a language that is not spoken here gets an answer all the same', async () => {
    const simulator = aSimulator();
    const headers = { 'x-amz-target': 'DynamoDB_20120810.ListTables' };
    const answer = await simulator.handle({ method: 'POST', path: '/', headers, body: new Uint8Array() });
    expect(answer.status).toBe(404);
    expect(problemsOf(simulator)).toEqual([
      'DynamoDB_20120810.ListTables: DynamoDB_20120810.ListTables is not implemented here',
    ]);
  });

  test('that is refused changes nothing, and is told by the diary from one that only reads', async () => {
    const { simulator, ecs } = await aRunningService();
    const changes = mutations(simulator.diary).map(({ operation }) => operation);
    expect(changes).toEqual(['CreateCluster', 'RegisterTaskDefinition', 'CreateService']);
    const world = simulator.world;
    await expect(ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'nope' }))).rejects.toThrow();
    await expect(ecs.send(new RunTaskCommand({ cluster: 'nope', taskDefinition: 'web' }))).rejects.toThrow();
    expect(simulator.world).toEqual(world);
    expect(simulator.diary.at(-1)).toMatchObject({
      operation: 'RunTask',
      outcome: 'ClusterNotFoundException',
      status: 400,
    });
  });
});
