import { describe, expect, it } from 'vitest';
import { aDrivenWorld, register, vpc } from '../../control-plane/driven-world.ts';
import type { Json } from '../operation.ts';

const cluster = 'prod';
const fargateFirst = [{ capacityProvider: 'FARGATE', base: 1, weight: 50 }];

function aClusterOnFargate() {
  const driven = aDrivenWorld();
  driven.call('PutClusterCapacityProviders', {
    cluster,
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: fargateFirst,
  });
  register(driven);
  return driven;
}

const aService = { cluster, serviceName: 'web', taskDefinition: 'web', desiredCount: 1, networkConfiguration: vpc };

describe('the settings of a cluster', () => {
  it.each(['UpdateCluster', 'UpdateClusterSettings'])('are changed one by one by %s', (operation) => {
    const driven = aDrivenWorld();
    driven.call(operation, { cluster, settings: [{ name: 'containerInsights', value: 'enhanced' }] });
    const { clusters } = driven.call('DescribeClusters', { clusters: [cluster], include: ['SETTINGS'] });
    expect((clusters as Json[])[0]?.settings).toEqual([{ name: 'containerInsights', value: 'enhanced' }]);
  });
});

describe('capacity providers', () => {
  it('are shown with the cluster, and their default strategy serves a service that names none', () => {
    const driven = aClusterOnFargate();
    const { clusters } = driven.call('DescribeClusters', { clusters: [cluster] });
    expect((clusters as Json[])[0]).toMatchObject({
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: fargateFirst,
    });
    const { service } = driven.call('CreateService', aService);
    expect(service).toMatchObject({ capacityProviderStrategy: fargateFirst, platformFamily: 'Linux' });
    expect(service).not.toHaveProperty('launchType');
  });

  it('serve a task of its own that names none', () => {
    const driven = aClusterOnFargate();
    const { tasks } = driven.call('RunTask', { cluster, taskDefinition: 'web', networkConfiguration: vpc });
    expect((tasks as Json[])[0]?.capacityProviderName).toMatch(/^FARGATE/);
  });

  it('give way to the launch type that a service names', () => {
    const { service } = aClusterOnFargate().call('CreateService', { ...aService, launchType: 'FARGATE' });
    expect(service).toMatchObject({ launchType: 'FARGATE' });
    expect(service).not.toHaveProperty('capacityProviderStrategy');
  });

  it('cannot be taken away while a service uses them', () => {
    const driven = aClusterOnFargate();
    driven.call('CreateService', aService);
    const none = { cluster, capacityProviders: [], defaultCapacityProviderStrategy: [] };
    expect(driven.refusal('PutClusterCapacityProviders', none).code).toBe('ResourceInUseException');
    driven.call('DeleteService', { cluster, service: 'web', force: true });
    driven.until(() => driven.service().status === 'INACTIVE');
    driven.call('PutClusterCapacityProviders', none);
  });

  it('can only be in the default strategy when the cluster has them', () => {
    const stranger = { cluster, capacityProviders: ['FARGATE_SPOT'], defaultCapacityProviderStrategy: fargateFirst };
    expect(aDrivenWorld().refusal('PutClusterCapacityProviders', stranger).code).toBe('InvalidParameterException');
  });
});
