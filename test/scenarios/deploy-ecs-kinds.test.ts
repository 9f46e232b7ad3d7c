// Every kind of service is deployed with nothing else changed: by scheduling, by where its tasks run, and by how it is reached.

import { describe, expect, test } from 'vitest';
import { crashes } from '../../simulator/runtimes/fates.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { CLUSTER, COUNTS_AS_USUAL, SERVICE, type ServiceOptions } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, type DeployPlaceOptions, ending } from '../support/deploy-place.ts';

type Raw = Readonly<Record<string, unknown>>;

interface Kind {
  readonly name: string;
  readonly before?: (simulator: Simulator) => Promise<void>;
  readonly service: ServiceOptions;
  /** members that each of its tasks shows, before and after */
  readonly tasks: readonly Raw[];
}

const ON_HOSTS = { requiresCompatibilities: ['EC2'] };
const onHosts = [{ capacityProvider: 'hosts', base: 0, weight: 1 }];
const fargate = { launchType: 'FARGATE' };

async function aCluster(simulator: Simulator, capacityProviders: readonly string[], provider?: object): Promise<void> {
  if (provider !== undefined) await simulator.call('ecs', 'CreateCapacityProvider', { name: 'hosts', ...provider });
  await simulator.call('ecs', 'CreateCluster', { clusterName: CLUSTER, capacityProviders });
}

async function hosts(simulator: Simulator, count: number): Promise<void> {
  await simulator.call('ecs', 'CreateCluster', { clusterName: CLUSTER });
  for (let host = 0; host < count; host += 1)
    await simulator.call('ecs', 'RegisterContainerInstance', { cluster: CLUSTER });
}

const KINDS: readonly Kind[] = [
  { name: 'Fargate behind a load balancer', service: {}, tasks: [fargate, fargate] },
  { name: 'Fargate with nothing before it', service: { loadBalancer: false }, tasks: [fargate, fargate] },
  {
    name: 'Fargate and Fargate Spot, found through Cloud Map as by an API Gateway',
    before: (simulator) => aCluster(simulator, ['FARGATE', 'FARGATE_SPOT']),
    service: {
      loadBalancer: false,
      desiredCount: 3,
      service: {
        launchType: undefined,
        capacityProviderStrategy: [
          { capacityProvider: 'FARGATE', base: 1, weight: 1 },
          { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 3 },
        ],
        serviceRegistries: [
          {
            registryArn: 'arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1',
            containerName: 'app',
            containerPort: 8080,
          },
        ],
      },
    },
    tasks: ['FARGATE', 'FARGATE_SPOT', 'FARGATE_SPOT'].map((capacityProviderName) => ({ capacityProviderName })),
  },
  {
    name: 'Service Connect',
    service: {
      loadBalancer: false,
      containerDefinition: { portMappings: [{ name: 'http', containerPort: 8080, protocol: 'tcp' }] },
      service: {
        serviceConnectConfiguration: {
          enabled: true,
          namespace: 'prod',
          services: [{ portName: 'http', clientAliases: [{ port: 80, dnsName: 'web' }] }],
        },
      },
    },
    tasks: [fargate, fargate],
  },
  {
    name: 'EC2 by launch type',
    before: (simulator) => hosts(simulator, 2),
    service: { taskDefinition: ON_HOSTS, service: { launchType: 'EC2' } },
    tasks: [{ launchType: 'EC2' }, { launchType: 'EC2' }],
  },
  {
    name: 'EC2 by an Auto Scaling group',
    before: (simulator) =>
      aCluster(simulator, ['hosts'], {
        autoScalingGroupProvider: {
          autoScalingGroupArn:
            'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:0b1c:autoScalingGroupName/hosts',
        },
      }),
    service: { taskDefinition: ON_HOSTS, service: { launchType: undefined, capacityProviderStrategy: onHosts } },
    tasks: [0, 1].map(() => ({ launchType: 'EC2', capacityProviderName: 'hosts' })),
  },
  {
    name: 'managed instances',
    before: (simulator) =>
      aCluster(simulator, ['hosts'], {
        managedInstancesProvider: {
          infrastructureRoleArn: 'arn:aws:iam::123456789012:role/infrastructure',
          instanceLaunchTemplate: {
            ec2InstanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/hosts',
            networkConfiguration: { subnets: ['subnet-1'] },
          },
        },
      }),
    service: {
      taskDefinition: { requiresCompatibilities: ['MANAGED_INSTANCES'] },
      service: { launchType: undefined, capacityProviderStrategy: onHosts },
    },
    tasks: [0, 1].map(() => ({ launchType: 'MANAGED_INSTANCES', capacityProviderName: 'hosts' })),
  },
  {
    name: 'DAEMON: one task on each host',
    before: (simulator) => hosts(simulator, 3),
    service: {
      loadBalancer: false,
      maximumPercent: 100,
      minimumHealthyPercent: 0,
      taskDefinition: ON_HOSTS,
      service: { schedulingStrategy: 'DAEMON', desiredCount: undefined, launchType: 'EC2' },
    },
    tasks: [0, 1, 2].map(() => ({ launchType: 'EC2' })),
  },
];

const placeOf = (kind: Kind, options: DeployPlaceOptions = {}) =>
  aDeployPlace({
    service: kind.service,
    ...(kind.before === undefined ? {} : { before: kind.before }),
    ...options,
  });

/** Everything that is set, and nothing of how it fares. */
async function settingsOf({ simulator }: DeployPlace): Promise<Raw> {
  const answer = await simulator.call('ecs', 'DescribeServices', { cluster: CLUSTER, services: [SERVICE] });
  const [service = {}] = answer.services as readonly Raw[];
  const {
    deployments: _d,
    events: _e,
    taskDefinition: _t,
    currentServiceDeployment: _c,
    currentServiceRevisions: _r,
    ...settings
  } = service;
  return settings;
}

/** The tasks that run, each with its definition and how it is placed, in a fixed order. */
function tasksOf({ simulator }: DeployPlace): readonly Raw[] {
  return Object.values(simulator.world.ecs.tasks)
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .map(({ taskDefinitionArn, configuration }) => ({
      revision: taskDefinitionArn.split(':').at(-1),
      ...configuration,
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function updates(place: DeployPlace): readonly Raw[] {
  return place.diary().flatMap(({ operation, input }) => (operation === 'UpdateService' ? [input as Raw] : []));
}

const byProvider = (a: Raw, b: Raw) => (String(a.capacityProviderName) < String(b.capacityProviderName) ? -1 : 1);

describe.each(KINDS)('$name', (kind) => {
  test('a release replaces every task, and changes nothing else', async () => {
    const place = await placeOf(kind);
    const before = await settingsOf(place);
    const run = await place.deploy({ image: place.v2 });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(updates(place)).toEqual([
      { cluster: CLUSTER, service: SERVICE, taskDefinition: expect.stringMatching(/:task-definition\/web:2$/) },
    ]);
    expect(await settingsOf(place)).toEqual(before);
    expect(tasksOf(place).toSorted(byProvider)).toEqual(
      kind.tasks.map((members) => expect.objectContaining({ revision: '2', ...members })),
    );
    expect(ending(await place.deploy({ image: place.v2 })).verdict).toBe('unchanged');
  });

  test('a release that crashes is rolled back, and the service is as it was', async () => {
    const place = await placeOf(kind, { fates: { v2: crashes() } });
    const before = await settingsOf(place);
    const run = await place.deploy({ image: place.v2 });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
    expect(await settingsOf(place)).toEqual(before);
    expect(tasksOf(place).toSorted(byProvider)).toEqual(
      kind.tasks.map((members) => expect.objectContaining({ revision: '1', ...members })),
    );
  });

  test('its circuit breaker is set alone, and nothing else', async () => {
    const place = await placeOf(kind);
    const before = await settingsOf(place);
    const run = await place.deploy({ 'circuit-breaker': 'on' });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'updated' });
    expect(await settingsOf(place)).toEqual({
      ...before,
      deploymentConfiguration: {
        ...(before.deploymentConfiguration as Raw),
        deploymentCircuitBreaker: { enable: true, rollback: false, ...COUNTS_AS_USUAL },
      },
    });
    expect(place.statuses()).toEqual(['SUCCESSFUL']);
  });
});

test('a DAEMON service has as many tasks as there are hosts: a count is refused before anything is touched', async () => {
  const daemon = KINDS.find(({ name }) => name.startsWith('DAEMON'));
  if (daemon === undefined) throw new Error('there is no DAEMON kind');
  const place = await placeOf(daemon);
  const run = await place.deploy({ image: place.v2, 'desired-count': '2' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toContain('desired-count: "web" is a DAEMON service');
  expect(place.changes()).toEqual([]);
});
