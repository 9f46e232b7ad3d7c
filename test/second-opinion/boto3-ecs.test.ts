import { describe, expect, test } from 'vitest';
import { crashes, exits } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, LOG_GROUP, SERVICE } from '../support/a-service.ts';
import { aBoto3Place, awsTool, carriedOutByHosts, carriedOutByShifting, judgeAtTheEnd } from './boto3-place.ts';
import { aTargetGroupBehindALoadBalancer, network, parameterArn, taskDefinition } from './boto3-service.ts';

const inCluster = { cluster: CLUSTER };
const theService = { ...inCluster, services: [SERVICE] };

describe.skipIf(awsTool.missing !== undefined)(`boto3 on ECS ${awsTool.missing ?? ''}`, () => {
  const place = aBoto3Place({
    secretValues: { [parameterArn]: 'secret' },
    fates: {
      crashing: crashes({ lines: [{ afterMs: 10, message: 'cannot reach db:5432' }] }),
      job: exits(3, { afterMs: 60_000, lines: [{ afterMs: 10, message: 'migrated nothing' }] }),
    },
  });
  const ecs = (method: string, parameters: object = {}) => place().boto3.call('ecs', method, { ...parameters });
  const described = async () => {
    const { services } = (await ecs('describe_services', { ...theService, include: ['TAGS'] })) as {
      services: { taskDefinition: string; runningCount: number; deployments: { rolloutState: string }[] }[];
    };
    return services[0];
  };
  const register = (tag: string, family = SERVICE) =>
    ecs('register_task_definition', { ...taskDefinition(family, tag) });
  const newestDeployment = async () => {
    const { serviceDeployments } = (await ecs('list_service_deployments', { ...inCluster, service: SERVICE })) as {
      serviceDeployments: { serviceDeploymentArn: string; status: string; targetServiceRevisionArn: string }[];
    };
    return serviceDeployments[0];
  };

  test('a service behind a load balancer is made, and the waiter sees it become stable', async () => {
    const { account, boto3 } = place();
    for (const tag of ['v1', 'v2', 'crashing', 'job']) await account.pushImage(tag);
    await boto3.call('logs', 'create_log_group', { logGroupName: LOG_GROUP });
    await ecs('create_cluster', {
      clusterName: CLUSTER,
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      tags: [{ key: 'team', value: 'shop' }],
    });
    await register('v1');
    const targetGroupArn = await aTargetGroupBehindALoadBalancer(boto3);
    await ecs('create_service', {
      ...inCluster,
      serviceName: SERVICE,
      taskDefinition: SERVICE,
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: network,
      loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 8080 }],
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      tags: [{ key: 'team', value: 'shop' }],
    });
    expect((await described())?.deployments[0]?.rolloutState).toBe('IN_PROGRESS');
    await boto3.wait('ecs', 'services_stable', theService);
    // What the waiter calls stable comes before ECS calls the deployment done.
    place().account.simulator.advance(10 * 60_000);
    expect(await described()).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] });
    const health = await boto3.call('elbv2', 'describe_target_health', { TargetGroupArn: targetGroupArn });
    expect(health.TargetHealthDescriptions).toMatchObject([
      { TargetHealth: { State: 'healthy' } },
      { TargetHealth: { State: 'healthy' } },
    ]);
  });

  test('each step of a rollout that the circuit breaker undoes can be looked at', async () => {
    await register('crashing');
    await ecs('update_service', { ...inCluster, service: SERVICE, taskDefinition: SERVICE });
    const statuses = new Set<string>();
    for (let look = 0; look < 400 && !statuses.has('ROLLBACK_SUCCESSFUL'); look += 1) {
      const newest = await newestDeployment();
      statuses.add(newest?.status ?? '');
      await ecs('describe_service_deployments', { serviceDeploymentArns: [newest?.serviceDeploymentArn] });
      await ecs('describe_service_revisions', { serviceRevisionArns: [newest?.targetServiceRevisionArn] });
      await described();
      for (const desiredStatus of ['RUNNING', 'STOPPED']) {
        const { taskArns } = (await ecs('list_tasks', { ...inCluster, serviceName: SERVICE, desiredStatus })) as {
          taskArns: string[];
        };
        const tasks = taskArns.slice(-5);
        if (tasks.length > 0) await ecs('describe_tasks', { ...inCluster, tasks, include: ['TAGS'] });
      }
    }
    expect([...statuses]).toEqual(
      expect.arrayContaining(['IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_SUCCESSFUL']),
    );
    expect((await described())?.taskDefinition).toMatch(/:1$/);
  });

  test('a rollout is stopped by hand, and the waiter sees the old one stand again', async () => {
    await register('v2');
    await ecs('update_service', { ...inCluster, service: SERVICE, taskDefinition: SERVICE });
    await described();
    const serviceDeploymentArn = (await newestDeployment())?.serviceDeploymentArn;
    await ecs('stop_service_deployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
    await place().boto3.wait('ecs', 'services_stable', theService);
    expect((await described())?.taskDefinition).toMatch(/:1$/);
  });

  test('a task runs to its end, with its exit code', async () => {
    await register('job', 'job');
    const { tasks } = (await ecs('run_task', {
      ...inCluster,
      taskDefinition: 'job',
      launchType: 'FARGATE',
      count: 1,
      clientToken: 'once',
      startedBy: 'ci',
      networkConfiguration: network,
      overrides: { containerOverrides: [{ name: 'app', command: ['migrate'] }] },
      tags: [{ key: 'run', value: '1' }],
    })) as { tasks: { taskArn: string }[] };
    const theTask = { ...inCluster, tasks: [tasks[0]?.taskArn] };
    await place().boto3.wait('ecs', 'tasks_running', theTask);
    await place().boto3.wait('ecs', 'tasks_stopped', theTask);
    const ended = (await ecs('describe_tasks', theTask)) as { tasks: unknown[] };
    expect(ended.tasks[0]).toMatchObject({ stopCode: 'EssentialContainerExited', containers: [{ exitCode: 3 }] });
  });

  test('a task is stopped by hand', async () => {
    const started = {
      ...inCluster,
      taskDefinition: `${SERVICE}:1`,
      launchType: 'FARGATE',
      networkConfiguration: network,
    };
    const { tasks } = (await ecs('run_task', started)) as { tasks: { taskArn: string }[] };
    const task = tasks[0]?.taskArn;
    await place().boto3.wait('ecs', 'tasks_running', { ...inCluster, tasks: [task] });
    await ecs('stop_task', { ...inCluster, task, reason: 'no longer wanted' });
    await place().boto3.wait('ecs', 'tasks_stopped', { ...inCluster, tasks: [task] });
  });

  test('waiters give up where there is nothing to wait for', async () => {
    const { boto3, account } = place();
    const unknown = { ...inCluster, services: ['nope'] };
    expect(await boto3.gaveUp('ecs', 'services_stable', unknown)).toContain('failures[].reason');
    const started = { ...inCluster, taskDefinition: 'job', launchType: 'FARGATE', networkConfiguration: network };
    const { tasks } = (await ecs('run_task', started)) as { tasks: { taskArn: string }[] };
    account.simulator.advance(10 * 60_000);
    const over = { ...inCluster, tasks: [tasks[0]?.taskArn] };
    expect(await boto3.gaveUp('ecs', 'tasks_running', over)).toContain('"STOPPED" at least once');
  });

  test('lists come page by page, all of it once', async () => {
    const { boto3 } = place();
    const all = async (method: string, member: string, parameters: object = {}) =>
      (await boto3.pages('ecs', method, { ...parameters, PaginationConfig: { PageSize: 1 } })).flatMap(
        (page) => page[member] as string[],
      );
    for (const name of ['one', 'two']) await ecs('create_cluster', { clusterName: name });
    expect(await all('list_clusters', 'clusterArns')).toHaveLength(3);
    expect(await all('list_services', 'serviceArns', inCluster)).toHaveLength(1);
    expect(await all('list_tasks', 'taskArns', inCluster)).toHaveLength(2);
    expect(await all('list_task_definitions', 'taskDefinitionArns')).toHaveLength(4);
    expect(await all('list_task_definition_families', 'families')).toEqual(['job', 'web']);
    const first = await ecs('list_service_deployments', { ...inCluster, service: SERVICE, maxResults: 1 });
    const rest = await ecs('list_service_deployments', {
      ...inCluster,
      service: SERVICE,
      nextToken: first.nextToken,
    });
    expect([first, rest].map(({ serviceDeployments }) => (serviceDeployments as unknown[]).length)).toEqual([1, 2]);
  });

  test('the settings of a cluster change', async () => {
    const settings = (value: string) => ({ ...inCluster, settings: [{ name: 'containerInsights', value }] });
    await ecs('update_cluster_settings', settings('disabled'));
    expect(await ecs('update_cluster', settings('enhanced'))).toMatchObject({
      cluster: { settings: [{ name: 'containerInsights', value: 'enhanced' }] },
    });
    await ecs('put_cluster_capacity_providers', {
      ...inCluster,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
    });
  });

  test('hosts register, a capacity provider is made, and a task is protected', async () => {
    await ecs('create_capacity_provider', {
      name: 'hosts',
      autoScalingGroupProvider: {
        autoScalingGroupArn: 'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:1',
      },
    });
    await ecs('register_container_instance', inCluster);
    const { taskArns } = (await ecs('list_tasks', { ...inCluster, serviceName: SERVICE })) as { taskArns: string[] };
    const tasks = { ...inCluster, tasks: taskArns };
    for (const protectionEnabled of [true, false]) {
      await ecs('update_task_protection', { ...tasks, protectionEnabled });
      const protectedTasks = taskArns.map((taskArn) => expect.objectContaining({ taskArn, protectionEnabled }));
      expect(await ecs('get_task_protection', tasks)).toMatchObject({ protectedTasks, failures: [] });
    }
  });

  test('what can carry tags is tagged, shown and untagged', async () => {
    const { clusters } = (await ecs('describe_clusters', {
      clusters: [CLUSTER, 'nope'],
      include: ['SETTINGS', 'TAGS', 'CONFIGURATIONS', 'STATISTICS', 'ATTACHMENTS'],
    })) as { clusters: { clusterArn: string }[] };
    const resourceArn = clusters[0]?.clusterArn;
    await ecs('tag_resource', { resourceArn, tags: [{ key: 'stage', value: 'prod' }] });
    await ecs('untag_resource', { resourceArn, tagKeys: ['team'] });
    expect((await ecs('list_tags_for_resource', { resourceArn })).tags).toEqual([{ key: 'stage', value: 'prod' }]);
    const { taskDefinition, tags } = await ecs('describe_task_definition', {
      taskDefinition: SERVICE,
      include: ['TAGS'],
    });
    expect(taskDefinition).toMatchObject({ status: 'ACTIVE', revision: 3 });
    expect(tags).toEqual([{ key: 'team', value: 'shop' }]);
  });

  test.each([
    ['describe_services', { cluster: 'nope', services: ['web'] }, 'ClusterNotFoundException'],
    ['update_service', { ...inCluster, service: 'nope' }, 'ServiceNotFoundException'],
    ['list_service_deployments', { ...inCluster, service: 'nope' }, 'ServiceNotFoundException'],
    ['describe_task_definition', { taskDefinition: 'nope:1' }, 'ClientException'],
    ['deregister_task_definition', { taskDefinition: 'nope' }, 'InvalidParameterException'],
    ['register_task_definition', { family: 'x', containerDefinitions: [] }, 'ClientException'],
    ['describe_tasks', { ...inCluster, tasks: [] }, 'InvalidParameterException'],
    ['stop_task', { ...inCluster, task: 'a'.repeat(32) }, 'InvalidParameterException'],
    ['delete_cluster', inCluster, 'ClusterContainsServicesException'],
    ['delete_service', { ...inCluster, service: SERVICE }, 'InvalidParameterException'],
    [
      'list_tags_for_resource',
      { resourceArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/nope' },
      'InvalidParameterException',
    ],
    [
      'stop_service_deployment',
      { serviceDeploymentArn: 'arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/web/nope' },
      'ServiceDeploymentNotFoundException',
    ],
    [
      'run_task',
      {
        ...inCluster,
        taskDefinition: 'web',
        launchType: 'FARGATE',
        networkConfiguration: network,
        clientToken: 'once',
      },
      'ConflictException',
    ],
  ])('a refused %s(%j) is a %s', async (method, parameters, exception) => {
    expect(await place().boto3.refused('ecs', method, parameters)).toMatchObject({
      exception,
      code: exception,
      status: 400,
    });
  });

  test('a request against the model is refused as one', async () => {
    const missing = await place().boto3.refused('ecs', 'update_service', inCluster, { unchecked: true });
    expect(missing.exception).toBe('InvalidParameterException');
    const mistyped = await place().boto3.refused('ecs', 'update_service', { service: 7 }, { unchecked: true });
    expect(mistyped).toMatchObject({ exception: 'ClientError', code: 'SerializationException' });
  });

  test('all of it is taken away again, and the waiter sees the service go', async () => {
    await ecs('update_service', { ...inCluster, service: SERVICE, desiredCount: 0 });
    await ecs('delete_service', { ...inCluster, service: SERVICE });
    await place().boto3.wait('ecs', 'services_inactive', theService);
    const { service } = await ecs('delete_service', { ...inCluster, service: SERVICE });
    expect(service).toMatchObject({ status: 'INACTIVE' });
    expect(await place().boto3.refused('ecs', 'update_service', { ...inCluster, service: SERVICE })).toMatchObject({
      exception: 'ServiceNotActiveException',
    });
    const { taskDefinition } = await ecs('deregister_task_definition', { taskDefinition: `${SERVICE}:1` });
    expect(taskDefinition).toMatchObject({ status: 'INACTIVE' });
    const { cluster } = await ecs('delete_cluster', inCluster);
    expect(cluster).toMatchObject({ status: 'INACTIVE' });
    await ecs('describe_clusters', { clusters: [CLUSTER] });
  });

  judgeAtTheEnd(place, ['ecs'], [/^UpdateService: service /], [...carriedOutByShifting, ...carriedOutByHosts]);
});
