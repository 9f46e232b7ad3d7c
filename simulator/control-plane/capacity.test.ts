import { describe, expect, it } from 'vitest';
import type { Json } from '../operations/operation.ts';
import { healsAfter, healthy, spotInterruption } from '../runtimes/fates.ts';
import type { FateOf } from '../runtimes/scripted.ts';
import { aDrivenWorld, createService, type DrivenWorld, register, vpc } from './driven-world.ts';

const spotMostly = [
  { capacityProvider: 'FARGATE', base: 1, weight: 1 },
  { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 3 },
];

function running(driven: DrivenWorld) {
  return driven.tasks().filter((task) => task.desiredStatus === 'RUNNING');
}

function shown(driven: DrivenWorld, member: string): unknown[] {
  return running(driven).map((task) => task.configuration[member]);
}

function finish(driven: DrivenWorld): void {
  driven.until(() => driven.deployment().finishedAt !== undefined);
}

function deploy(driven: DrivenWorld): void {
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven) });
}

describe('a service on Fargate and Fargate Spot', () => {
  function aSpotService(fateOf: FateOf = () => healthy()): DrivenWorld {
    const driven = aDrivenWorld({ fateOf });
    const capacityProviders = ['FARGATE', 'FARGATE_SPOT'];
    driven.call('PutClusterCapacityProviders', {
      cluster: 'prod',
      capacityProviders,
      defaultCapacityProviderStrategy: [],
    });
    register(driven);
    createService(driven, { launchType: undefined, desiredCount: 5, capacityProviderStrategy: spotMostly });
    return driven;
  }

  it('has its base first and shares the rest by weight', () => {
    const driven = aSpotService();
    finish(driven);
    expect(shown(driven, 'capacityProviderName').sort()).toEqual([
      'FARGATE',
      'FARGATE',
      'FARGATE_SPOT',
      'FARGATE_SPOT',
      'FARGATE_SPOT',
    ]);
    expect(new Set(shown(driven, 'launchType'))).toEqual(new Set(['FARGATE']));
  });

  it('gets the task that Spot takes away during a deployment back with its own service revision', () => {
    const driven = aSpotService(({ taskDefinitionArn }, nth) =>
      taskDefinitionArn.endsWith(':2')
        ? healthy({ startMs: 900_000 })
        : nth === 5
          ? spotInterruption(240_000)
          : healthy(),
    );
    finish(driven);
    deploy(driven);
    driven.until(() => driven.tasks().some((task) => task.stopCode === 'SpotInterruption'));
    const [lost] = driven.tasks().filter((task) => task.stopCode === 'SpotInterruption');
    driven.run(60_000);
    const old = running(driven).filter((task) => task.serviceRevisionArn === lost?.serviceRevisionArn);
    expect(old).toHaveLength(5);
    expect(driven.deployment().deploymentCircuitBreaker.failureCount).toBe(0);
    finish(driven);
    expect(driven.deployment().status).toBe('SUCCESSFUL');
  });
});

describe('a service on hosts', () => {
  it.each<{ name: string; provider: Json; launchType: string }>([
    {
      name: 'an Auto Scaling group',
      provider: { autoScalingGroupProvider: { autoScalingGroupArn: 'arn:aws:autoscaling:::group' } },
      launchType: 'EC2',
    },
    {
      name: 'managed instances',
      provider: {
        managedInstancesProvider: {
          infrastructureRoleArn: 'arn:aws:iam::123456789012:role/infrastructure',
          instanceLaunchTemplate: {
            ec2InstanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/hosts',
            networkConfiguration: { subnets: ['subnet-1'] },
          },
        },
      },
      launchType: 'MANAGED_INSTANCES',
    },
  ])('of $name shows them in its tasks', ({ provider, launchType }) => {
    const driven = aDrivenWorld();
    driven.call('CreateCapacityProvider', { name: 'hosts', ...provider });
    const capacityProviderStrategy = [{ capacityProvider: 'hosts', weight: 1 }];
    driven.call('PutClusterCapacityProviders', {
      cluster: 'prod',
      capacityProviders: ['hosts'],
      defaultCapacityProviderStrategy: capacityProviderStrategy,
    });
    register(driven);
    createService(driven, { launchType: undefined });
    finish(driven);
    expect(driven.service().configuration.capacityProviderStrategy).toEqual(capacityProviderStrategy);
    expect(driven.tasks().map(({ configuration }) => configuration)).toEqual(
      Array.from({ length: 2 }, () => expect.objectContaining({ launchType, capacityProviderName: 'hosts' })),
    );
    expect(shown(driven, 'platformVersion')).toEqual([undefined, undefined]);
  });
});

describe('a DAEMON service', () => {
  const daemon = {
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    schedulingStrategy: 'DAEMON',
    networkConfiguration: vpc,
  };

  function aDaemon(hosts: number, fateOf: FateOf = () => healthy()): DrivenWorld {
    const driven = aDrivenWorld({ fateOf });
    for (let n = 0; n < hosts; n += 1) driven.call('RegisterContainerInstance', { cluster: 'prod' });
    register(driven);
    driven.call('CreateService', daemon);
    finish(driven);
    return driven;
  }

  it('runs one task on each host, with limits of its own', () => {
    const driven = aDaemon(3);
    expect(driven.service()).toMatchObject({
      desiredCount: 3,
      configuration: { deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 } },
    });
    expect(new Set(shown(driven, 'containerInstanceArn'))).toEqual(
      new Set(Object.keys(driven.world.ecs.containerInstances)),
    );
    expect(driven.call('DescribeClusters', { clusters: ['prod'] })).toMatchObject({
      clusters: [{ registeredContainerInstancesCount: 3 }],
    });
  });

  it('replaces them in place: nothing is started on a host before the old task is gone', () => {
    const driven = aDaemon(2);
    deploy(driven);
    driven.until(
      () => driven.deployment().finishedAt !== undefined,
      () => expect(new Set(shown(driven, 'containerInstanceArn')).size).toBe(running(driven).length),
    );
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(running(driven).map((task) => task.taskDefinitionArn.at(-1))).toEqual(['2', '2']);
  });

  it('gets a task for a host that comes later', () => {
    const driven = aDaemon(1);
    driven.call('RegisterContainerInstance', { cluster: 'prod' });
    driven.run(120_000);
    expect(driven.service().desiredCount).toBe(2);
    expect(running(driven)).toHaveLength(2);
  });

  it('heals like any other', () => {
    const driven = aDaemon(1, () => healsAfter(1, { first: spotInterruption(600_000), afterwards: healthy() }));
    driven.run(900_000);
    expect(running(driven)).toMatchObject([{ lastStatus: 'RUNNING' }]);
  });

  it.each([
    {
      change: { desiredCount: 2 },
      says: /^The daemon scheduling strategy does not support a desired count for services/,
    },
    { change: { deploymentConfiguration: { maximumPercent: 200 } }, says: /values above 100 for maximumPercent/ },
    { change: { placementStrategy: [{ type: 'random' }] }, says: /does not support placement strategies/ },
    { change: { launchType: 'FARGATE' }, says: /is not implemented here/ },
  ])('is refused with $change', ({ change, says }) => {
    const driven = aDrivenWorld();
    register(driven);
    expect(driven.refusal('CreateService', { ...daemon, ...change }).message).toMatch(says);
  });
});

it('what a service is found by, Cloud Map and Service Connect, comes back whole after a rollback', () => {
  const driven = aDrivenWorld({
    fateOf: ({ taskDefinitionArn }) =>
      taskDefinitionArn.endsWith(':1') ? healthy() : { kind: 'exits', exitCode: 1, afterMs: 1_000 },
  });
  register(driven);
  const found = {
    serviceRegistries: [
      { registryArn: 'arn:aws:servicediscovery:::service/srv-1', containerName: 'app', containerPort: 80 },
    ],
    serviceConnectConfiguration: {
      enabled: true,
      namespace: 'prod',
      services: [{ portName: 'http', clientAliases: [{ port: 80, dnsName: 'web' }] }],
    },
  };
  createService(driven, {
    ...found,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  finish(driven);
  driven.call('UpdateService', {
    cluster: 'prod',
    service: 'web',
    taskDefinition: register(driven),
    serviceRegistries: [],
    serviceConnectConfiguration: { enabled: false },
  });
  finish(driven);
  expect(driven.deployment().status).toBe('ROLLBACK_SUCCESSFUL');
  expect(driven.service().configuration).toMatchObject(found);
});
