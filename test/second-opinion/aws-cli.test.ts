import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crashes, exits } from '../../simulator/runtimes/fates.ts';
import { type Account, anAccount, CLUSTER, LOG_GROUP, REPOSITORY, SERVICE } from '../support/a-service.ts';
import { dockerEngineAnswers } from '../support/build-place.ts';
import { pathOf, tool } from '../support/tool.ts';
import { type AwsCli, anAwsCli } from './aws-cli.ts';
import { type Door, openDoor } from './botocore-door.ts';
import { loadBotocoreModels } from './botocore-model.ts';
import { runForeign } from './foreign-program.ts';

const program = tool('aws');
const engine = dockerEngineAnswers();
const silent = { exitCode: 0, stdout: '', stderr: '' };
const network = 'awsvpcConfiguration={subnets=[subnet-1],securityGroups=[sg-1],assignPublicIp=DISABLED}';

describe.skipIf(program.missing !== undefined)(`the AWS CLI ${program.missing ?? ''}`, () => {
  const made: { account?: Account; door?: Door; cli?: AwsCli } = {};
  beforeAll(async () => {
    const fates = {
      crashing: crashes({ lines: [{ afterMs: 10, message: 'cannot reach db:5432' }] }),
      job: exits(3, { afterMs: 60_000, lines: [{ afterMs: 10, message: 'migrated nothing' }] }),
    };
    made.account = anAccount({ advancePerLookMs: 10_000, fates });
    made.door = await openDoor(made.account.simulator, loadBotocoreModels(pathOf(program)));
    made.cli = anAwsCli(pathOf(program), made.door.url);
  });
  afterAll(async () => {
    made.cli?.close();
    await made.door?.close();
  });
  const place = () => {
    const { account, door, cli } = made;
    if (account === undefined || door === undefined || cli === undefined) throw new Error('There is no place yet.');
    return { account, door, cli };
  };
  const json = (...words: readonly string[]) => place().cli.json(...words);
  const run = (...words: readonly string[]) => place().cli.run(...words);
  const inCluster = ['--cluster', CLUSTER];
  const register = (family: string, tag: string) =>
    json(
      ...[
        'ecs',
        'register-task-definition',
        '--family',
        family,
        '--network-mode',
        'awsvpc',
        '--cpu',
        '256',
        '--memory',
        '512',
      ],
      ...['--requires-compatibilities', 'FARGATE', '--execution-role-arn', 'arn:aws:iam::123456789012:role/execution'],
      '--container-definitions',
      JSON.stringify([
        {
          name: 'app',
          image: `127.0.0.1:4566/${REPOSITORY}:${tag}`,
          portMappings: [{ containerPort: 8080 }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': LOG_GROUP, 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' },
          },
        },
      ]),
    );
  const targetGroup = () => Object.keys(place().account.simulator.world.elb.targetGroups)[0] ?? '';
  const newest = async () => {
    const listed = await json('ecs', 'list-service-deployments', ...inCluster, '--service', SERVICE);
    return (listed.serviceDeployments as { serviceDeploymentArn: string; status: string }[])[0];
  };

  test('says who is asking', async () => {
    expect(await json('sts', 'get-caller-identity')).toMatchObject({ Account: '123456789012' });
  });

  test('makes a service behind a load balancer and waits until it is stable', async () => {
    for (const tag of ['v1', 'v2', 'crashing', 'job']) await place().account.pushImage(tag);
    await run('logs', 'create-log-group', '--log-group-name', LOG_GROUP);
    await json('ecs', 'create-cluster', '--cluster-name', CLUSTER);
    await register(SERVICE, 'v1');
    const balancer = (await json(
      'elbv2',
      'create-load-balancer',
      '--name',
      'web',
      '--subnets',
      'subnet-1',
      'subnet-2',
    )) as {
      LoadBalancers: { LoadBalancerArn: string }[];
    };
    await json(
      ...['elbv2', 'create-target-group', '--name', 'web', '--protocol', 'HTTP', '--port', '8080'],
      ...['--vpc-id', 'vpc-1', '--target-type', 'ip'],
    );
    await json(
      ...['elbv2', 'create-listener', '--load-balancer-arn', balancer.LoadBalancers[0]?.LoadBalancerArn ?? ''],
      ...['--protocol', 'HTTP', '--port', '80', '--default-actions', `Type=forward,TargetGroupArn=${targetGroup()}`],
    );
    await json(
      ...['ecs', 'create-service', ...inCluster, '--service-name', SERVICE, '--task-definition', SERVICE],
      ...['--desired-count', '2', '--launch-type', 'FARGATE', '--network-configuration', network],
      ...['--load-balancers', `targetGroupArn=${targetGroup()},containerName=app,containerPort=8080`],
      ...['--deployment-configuration', 'deploymentCircuitBreaker={enable=true,rollback=true}'],
    );
    expect(await run('ecs', 'wait', 'services-stable', ...inCluster, '--services', SERVICE)).toEqual(silent);
    place().account.simulator.advance(10 * 60_000);
    const { services } = await json('ecs', 'describe-services', ...inCluster, '--services', SERVICE);
    expect(services).toMatchObject([{ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] }]);
    const healthy = ['--query', 'TargetHealthDescriptions[].TargetHealth.State', '--output', 'text'];
    const { stdout } = await run('elbv2', 'describe-target-health', '--target-group-arn', targetGroup(), ...healthy);
    expect(stdout.trim().split(/\s+/)).toEqual(['healthy', 'healthy']);
  });

  test('sees a release that the circuit breaker rolls back, and why', async () => {
    await register(SERVICE, 'crashing');
    await json('ecs', 'update-service', ...inCluster, '--service', SERVICE, '--task-definition', SERVICE);
    place().account.simulator.advance(60 * 60_000);
    const deployment = await newest();
    expect(deployment?.status).toBe('ROLLBACK_SUCCESSFUL');
    const arns = ['--service-deployment-arns', deployment?.serviceDeploymentArn ?? ''];
    const { serviceDeployments } = await json('ecs', 'describe-service-deployments', ...arns);
    expect(serviceDeployments).toMatchObject([
      {
        deploymentCircuitBreaker: { status: 'TRIGGERED' },
        rollback: { reason: expect.stringContaining('circuit breaker') },
      },
    ]);
  });

  test('stops a rollout', async () => {
    await register(SERVICE, 'v2');
    await json('ecs', 'update-service', ...inCluster, '--service', SERVICE, '--task-definition', SERVICE);
    await json('ecs', 'describe-services', ...inCluster, '--services', SERVICE);
    const arn = (await newest())?.serviceDeploymentArn ?? '';
    await json('ecs', 'stop-service-deployment', '--service-deployment-arn', arn, '--stop-type', 'ROLLBACK');
    place().account.simulator.advance(30 * 60_000);
    expect((await newest())?.status).toBe('ROLLBACK_SUCCESSFUL');
  });

  test('runs a task, waits for its end, and reads what it wrote', async () => {
    await register('job', 'job');
    const { tasks } = (await json(
      ...['ecs', 'run-task', ...inCluster, '--task-definition', 'job', '--launch-type', 'FARGATE'],
      ...[
        '--network-configuration',
        network,
        '--overrides',
        '{"containerOverrides":[{"name":"app","command":["migrate"]}]}',
      ],
    )) as { tasks: { taskArn: string }[] };
    const arn = tasks[0]?.taskArn ?? '';
    expect(await run('ecs', 'wait', 'tasks-stopped', ...inCluster, '--tasks', arn)).toEqual(silent);
    const described = await json('ecs', 'describe-tasks', ...inCluster, '--tasks', arn);
    expect(described.tasks).toMatchObject([{ lastStatus: 'STOPPED', containers: [{ exitCode: 3 }] }]);
    const group = ['--log-group-name', LOG_GROUP];
    const stream = `ecs/app/${arn.slice(arn.lastIndexOf('/') + 1)}`;
    expect(
      await json('logs', 'get-log-events', ...group, '--log-stream-name', stream, '--start-from-head'),
    ).toMatchObject({
      events: [{ message: 'migrated nothing' }],
    });
    expect(await json('logs', 'filter-log-events', ...group, '--filter-pattern', 'migrated')).toMatchObject({
      events: [{ logStreamName: stream, message: 'migrated nothing' }],
    });
  });

  test('gets pages of its own accord', async () => {
    const listed = await json('ecs', 'list-task-definitions', '--page-size', '1');
    expect(listed.taskDefinitionArns).toHaveLength(4);
    const images = await json('ecr', 'list-images', '--repository-name', REPOSITORY, '--page-size', '1');
    expect(images.imageIds).toHaveLength(4);
  });

  test('tells a refusal in words of AWS', async () => {
    expect(await run('ecs', 'describe-services', '--cluster', 'nope', '--services', SERVICE)).toMatchObject({
      exitCode: 255,
      stderr: expect.stringContaining(
        'An error occurred (ClusterNotFoundException) when calling the DescribeServices operation: Cluster not found.',
      ),
    });
    expect(await run('elbv2', 'describe-target-groups', '--names', 'nope')).toMatchObject({
      exitCode: 255,
      stderr: expect.stringContaining(
        'An error occurred (TargetGroupNotFound) when calling the DescribeTargetGroups operation',
      ),
    });
  });

  test.skipIf(!engine)(
    'hands Docker a password that opens the registry (skipped where no engine answers)',
    async () => {
      const { cli, door } = place();
      const { stdout: password } = await cli.run('ecr', 'get-login-password');
      const host = new URL(door.url).host;
      const env = { PATH: process.env.PATH ?? '', HOME: cli.home, DOCKER_CONFIG: join(cli.home, 'docker') };
      const login = ['login', '--username', 'AWS', '--password-stdin', host];
      const opened = await runForeign('docker', login, { env, cwd: cli.home, stdin: password });
      expect(`${opened.stdout}${opened.stderr}`).toContain('Login Succeeded');
      const refused = await runForeign('docker', login, { env, cwd: cli.home, stdin: 'guessed' });
      expect(refused.exitCode).not.toBe(0);
      expect(refused.stderr).toMatch(/401|unauthorized|denied/i);
    },
  );

  test('takes the service away and waits until it is gone', async () => {
    const { service } = await json('ecs', 'delete-service', ...inCluster, '--service', SERVICE, '--force');
    expect(service).toMatchObject({ status: 'DRAINING' });
    expect(await run('ecs', 'wait', 'services-inactive', ...inCluster, '--services', SERVICE)).toEqual(silent);
    expect(await json('ecs', 'delete-cluster', ...inCluster)).toMatchObject({ cluster: { status: 'INACTIVE' } });
  });

  test("was answered what botocore's models say, each time", () => {
    expect(place().door.disagreements()).toEqual([]);
    expect(place().door.problems()).toEqual([]);
  });
});
