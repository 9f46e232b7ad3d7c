import { describe, expect, it } from 'vitest';
import {
  aDrivenWorld,
  behindLoadBalancer,
  createService,
  type DrivenWorld,
  register,
  vpc,
} from '../../control-plane/driven-world.ts';
import type { Json } from '../operation.ts';

const cluster = 'prod';

function aService(changes: Json = {}): DrivenWorld {
  const driven = aDrivenWorld();
  register(driven);
  createService(driven, changes);
  driven.until(() => driven.deployment().finishedAt !== undefined);
  return driven;
}

function described(driven: DrivenWorld, service = 'web'): Json {
  const output = driven.call('DescribeServices', { cluster, services: [service] });
  return (output.services as Json[])[0] ?? {};
}

/** What AWS answers of every circuit breaker that says no more. */
const STANDARD = { resetOnHealthyTask: true, thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 } };

describe('a service', () => {
  it.each<{ name: string; input: Json; code: string }>([
    { name: 'a cluster that is not there', input: { cluster: 'nope' }, code: 'ClusterNotFoundException' },
    { name: 'a service that is not there', input: { service: 'wbe' }, code: 'ServiceNotFoundException' },
    { name: 'a definition that is not there', input: { taskDefinition: 'nope:1' }, code: 'ClientException' },
    {
      name: 'limits that block every deployment',
      input: { deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 100 } },
      code: 'InvalidParameterException',
    },
  ])('is not updated for $name, and stays as it was', ({ input, code }) => {
    const driven = aService();
    const before = driven.world;
    expect(driven.refusal('UpdateService', { cluster, service: 'web', ...input }).code).toBe(code);
    expect(driven.world).toBe(before);
  });

  it('replaces nested structures whole, and leaves alone what was not sent', () => {
    const driven = aService({
      deploymentConfiguration: {
        maximumPercent: 150,
        minimumHealthyPercent: 50,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
    });
    const before = described(driven);
    driven.call('UpdateService', { cluster, service: 'web', desiredCount: 3 });
    expect(described(driven).deploymentConfiguration).toEqual(before.deploymentConfiguration);
    driven.call('UpdateService', { cluster, service: 'web', deploymentConfiguration: { maximumPercent: 175 } });
    expect(described(driven).deploymentConfiguration).toEqual({
      strategy: 'ROLLING',
      maximumPercent: 175,
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: { enable: false, rollback: false, ...STANDARD },
    });
    expect(described(driven).networkConfiguration).toEqual(before.networkConfiguration);
  });

  it('keeps how the circuit breaker counts when that is not sent with it', () => {
    const driven = aService();
    const breaker = () => (described(driven).deploymentConfiguration as Json).deploymentCircuitBreaker;
    const send = (deploymentCircuitBreaker: Json) =>
      driven.call('UpdateService', { cluster, service: 'web', deploymentConfiguration: { deploymentCircuitBreaker } });
    expect(breaker()).toEqual({ enable: false, rollback: false, ...STANDARD });
    const own = { resetOnHealthyTask: false, thresholdConfiguration: { type: 'COUNT', value: 7 } };
    send({ enable: true, rollback: true, ...own });
    expect(breaker()).toEqual({ enable: true, rollback: true, ...own });
    send({ enable: true, rollback: false });
    expect(breaker()).toEqual({ enable: true, rollback: false, ...own });
  });

  it.each<{ name: string; input: Json; deploys: boolean }>([
    { name: 'the same network', input: { networkConfiguration: vpc }, deploys: false },
    {
      name: 'another network',
      input: { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-2'] } } },
      deploys: true,
    },
    { name: 'another platform version', input: { platformVersion: '1.4.0' }, deploys: true },
    { name: 'a grace period', input: { healthCheckGracePeriodSeconds: 60 }, deploys: false },
    { name: 'a circuit breaker', input: { deploymentConfiguration: { maximumPercent: 150 } }, deploys: false },
    { name: 'the same definition', input: { taskDefinition: 'web:1' }, deploys: false },
    { name: 'force', input: { forceNewDeployment: true }, deploys: true },
    { name: 'no force', input: { forceNewDeployment: false }, deploys: false },
  ])('is deployed anew for $name: $deploys', ({ input, deploys }) => {
    const driven = aService();
    const before = driven.primary().id;
    driven.call('UpdateService', { cluster, service: 'web', ...input });
    expect(driven.primary().id !== before).toBe(deploys);
  });

  it('is refused at creation for what does not fit its task definition', () => {
    const driven = aDrivenWorld();
    register(driven);
    const targetGroupArn = behindLoadBalancer(driven);
    const create = (changes: Json) =>
      driven.refusal('CreateService', {
        cluster,
        serviceName: 'web',
        taskDefinition: 'web',
        launchType: 'FARGATE',
        ...changes,
      });
    const behind = (changes: Json) =>
      create({
        networkConfiguration: vpc,
        loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80, ...changes }],
      });
    expect(create({}).message).toBe("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    expect(behind({ containerName: 'nope' }).message).toBe('The container nope does not exist in the task definition.');
    expect(behind({ containerPort: 81 }).message).toBe('The container app did not have a container port 81 defined.');
    createService(driven);
    expect(create({ networkConfiguration: vpc }).message).toBe('Creation of service was not idempotent.');
  });

  it('drains when it is deleted, is INACTIVE in the end, and may then be made again', () => {
    const driven = aService();
    expect(driven.refusal('DeleteService', { cluster, service: 'web' }).message).toBe(
      'The service cannot be stopped while it is scaled above 0.',
    );
    driven.call('DeleteService', { cluster, service: 'web', force: true });
    expect(described(driven).status).toBe('DRAINING');
    expect(driven.refusal('DeleteCluster', { cluster }).code).toBe('ClusterContainsServicesException');
    driven.run(120_000);
    expect(described(driven)).toMatchObject({ status: 'INACTIVE', runningCount: 0 });
    expect(driven.refusal('UpdateService', { cluster, service: 'web' }).code).toBe('ServiceNotActiveException');
    createService(driven);
    driven.until(() => driven.deployment().status === 'SUCCESSFUL');
    expect(described(driven)).toMatchObject({ status: 'ACTIVE', runningCount: 2 });
  });

  it('is told as MISSING when it is not there', () => {
    const driven = aDrivenWorld();
    expect(driven.call('DescribeServices', { cluster, services: ['nope'] })).toEqual({
      services: [],
      failures: [{ arn: 'arn:aws:ecs:eu-central-1:123456789012:service/prod/nope', reason: 'MISSING' }],
    });
  });

  it('runs every task of a deployment from the digest that its tag had at the start', () => {
    const driven = aDrivenWorld();
    const image = `${driven.world.ecr.registryHost}/web:latest`;
    const push = (imageDigest: string) =>
      driven.edit((world) => ({
        ...world,
        ecr: { ...world.ecr, repositories: { web: aRepository('web', { latest: imageDigest }) } },
      }));
    push('sha256:one');
    register(driven, { image });
    createService(driven);
    push('sha256:two');
    driven.call('UpdateService', { cluster, service: 'web', desiredCount: 4 });
    driven.until(() => driven.deployment().finishedAt !== undefined);
    const arns = [driven.primary().serviceRevisionArn];
    expect(driven.call('DescribeServiceRevisions', { serviceRevisionArns: arns }).serviceRevisions).toMatchObject([
      { containerImages: [{ containerName: 'app', image, imageDigest: 'sha256:one' }] },
    ]);
    expect(driven.tasks().map((task) => task.containers[0]?.imageDigest)).toEqual(Array(4).fill('sha256:one'));
  });

  it('lists its pages one after the other', () => {
    const driven = aDrivenWorld();
    register(driven);
    for (const serviceName of ['a', 'b', 'c']) createService(driven, { serviceName });
    const first = driven.call('ListServices', { cluster, maxResults: 2 });
    const second = driven.call('ListServices', { cluster, maxResults: 2, nextToken: first.nextToken });
    expect([...(first.serviceArns as string[]), ...(second.serviceArns as string[])]).toHaveLength(3);
    expect(second).not.toHaveProperty('nextToken');
  });
});

function aRepository(repositoryName: string, imageTags: Record<string, string>) {
  const images = Object.values(imageTags).map((imageDigest) => ({
    imageDigest,
    imageManifest: '{}',
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    imageSizeInBytes: 1,
    imagePushedAt: 0,
    imageStatus: 'ACTIVE' as const,
  }));
  return {
    repositoryArn: `arn:aws:ecr:eu-central-1:123456789012:repository/${repositoryName}`,
    repositoryName,
    repositoryUri: `127.0.0.1:5000/${repositoryName}`,
    createdAt: 0,
    imageTagMutability: 'MUTABLE' as const,
    tags: [],
    layers: {},
    images: Object.fromEntries(images.map((image) => [image.imageDigest, image])),
    imageTags,
  };
}
