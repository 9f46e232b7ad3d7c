import { describe, expect, it } from 'vitest';
import {
  aDrivenWorld,
  behindLoadBalancer,
  createService,
  type DrivenWorld,
  register,
  vpc,
} from '../../control-plane/driven-world.ts';
import { loadServiceModel } from '../../protocols/model.ts';
import { findDeviations } from '../../protocols/validate.ts';
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

describe('RegisterTaskDefinition', () => {
  it('keeps members that nobody has heard of, at every depth', () => {
    const driven = aDrivenWorld();
    register(driven, {
      futureTop: { a: [1, null] },
      container: { futureInContainer: 'kept', healthCheck: { command: ['CMD', 'true'], futureDeep: 7 } },
    });
    const { taskDefinition } = driven.call('DescribeTaskDefinition', { taskDefinition: 'web' });
    expect(taskDefinition).toMatchObject({
      futureTop: { a: [1, null] },
      containerDefinitions: [{ futureInContainer: 'kept', healthCheck: { futureDeep: 7 } }],
    });
  });

  it('adds the members that AWS adds', () => {
    const driven = aDrivenWorld();
    const { taskDefinition } = driven.call('RegisterTaskDefinition', {
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '.25 vCPU',
      memory: '0.5 GB',
      containerDefinitions: [{ name: 'app', image: 'app:1', portMappings: [{ containerPort: 80 }] }],
    });
    expect(taskDefinition).toEqual({
      taskDefinitionArn: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/web:1',
      family: 'web',
      revision: 1,
      status: 'ACTIVE',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      compatibilities: ['EC2', 'FARGATE'],
      requiresAttributes: [
        { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' },
        { name: 'ecs.capability.task-eni' },
      ],
      cpu: '256',
      memory: '512',
      volumes: [],
      placementConstraints: [],
      registeredAt: driven.world.now,
      registeredBy: 'arn:aws:iam::123456789012:root',
      containerDefinitions: [
        {
          name: 'app',
          image: 'app:1',
          cpu: 0,
          essential: true,
          environment: [],
          mountPoints: [],
          volumesFrom: [],
          systemControls: [],
          portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
        },
      ],
    });
  });

  it.each<{ name: string; changes: Json; message: string }>([
    {
      name: 'no task memory on Fargate',
      changes: { memory: undefined, container: { memory: 128 } },
      message: "Fargate requires that 'memory' be defined at the task level.",
    },
    {
      name: 'a size that Fargate does not have',
      changes: { memory: '4096' },
      message:
        'No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.',
    },
    {
      name: 'a name that is a variable and a secret',
      changes: { container: { environment: [{ name: 'X', value: '1' }], secrets: [{ name: 'X', valueFrom: 'arn' }] } },
      message:
        "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'X'.",
    },
  ])('refuses $name', ({ changes, message }) => {
    const driven = aDrivenWorld();
    expect(() => register(driven, changes)).toThrow(`ClientException: ${message}`);
  });

  it('gives the tags back only where they are asked for, and never gives a number twice', () => {
    const driven = aDrivenWorld();
    register(driven, { tags: [{ key: 'commit', value: 'abc' }] });
    expect(driven.call('DescribeTaskDefinition', { taskDefinition: 'web' }).tags).toBeUndefined();
    expect(driven.call('DescribeTaskDefinition', { taskDefinition: 'web:1', include: ['TAGS'] }).tags).toEqual([
      { key: 'commit', value: 'abc' },
    ]);
    driven.call('DeregisterTaskDefinition', { taskDefinition: 'web:1' });
    expect(register(driven)).toMatch(/web:2$/);
    expect(driven.call('ListTaskDefinitions', { familyPrefix: 'web' }).taskDefinitionArns).toHaveLength(1);
    expect(driven.refusal('DescribeTaskDefinition', { taskDefinition: 'nope' })).toMatchObject({
      code: 'ClientException',
      message: 'Unable to describe task definition.',
    });
  });
});

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
      deploymentCircuitBreaker: { enable: false, rollback: false },
    });
    expect(described(driven).networkConfiguration).toEqual(before.networkConfiguration);
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

describe('every answer', () => {
  it('is what the model of ECS says', async () => {
    const model = await loadServiceModel('ecs');
    const driven = aDrivenWorld();
    register(driven, { tags: [{ key: 'a', value: 'b' }] });
    const targetGroupArn = behindLoadBalancer(driven);
    const problems: string[] = [];
    const call = (operation: string, input: Json): Json => {
      const output = driven.call(operation, input);
      const shape = model.operations.get(operation)?.output;
      const rules = { constraints: {}, allowUnknown: new Set<string>(), nullIsAbsent: false };
      const findings = shape === undefined ? [] : findDeviations(shape, output, rules);
      problems.push(...findings.map(({ path, kind, detail }) => `${operation} ${path}: ${kind} ${detail}`));
      return output;
    };
    const everything = (): void => {
      const { taskArns } = call('ListTasks', { cluster });
      const tasks = [...(taskArns as string[]), ...driven.tasks().map((task) => task.taskArn)];
      if (tasks.length > 0) call('DescribeTasks', { cluster, tasks, include: ['TAGS'] });
      call('DescribeServices', { cluster, services: ['web', 'nope'], include: ['TAGS'] });
      call('ListServiceDeployments', { cluster, service: 'web' });
      const serviceDeploymentArns = driven.deployments().map((one) => one.serviceDeploymentArn);
      call('DescribeServiceDeployments', { serviceDeploymentArns });
      call('DescribeServiceRevisions', { serviceRevisionArns: [driven.primary().serviceRevisionArn] });
    };
    call('CreateService', {
      cluster,
      serviceName: 'web',
      taskDefinition: 'web',
      launchType: 'FARGATE',
      networkConfiguration: vpc,
      loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    });
    for (const ms of [1_000, 5_000, 15_000, 60_000]) {
      driven.run(ms);
      everything();
    }
    call('DescribeTaskDefinition', { taskDefinition: register(driven), include: ['TAGS'] });
    call('UpdateService', { cluster, service: 'web', taskDefinition: 'web' });
    call('StopServiceDeployment', { serviceDeploymentArn: driven.deployment().serviceDeploymentArn });
    driven.run(10_000);
    everything();
    call('RunTask', { cluster, taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration: vpc });
    call('DescribeClusters', { clusters: ['prod', 'nope'], include: ['SETTINGS', 'TAGS', 'CONFIGURATIONS'] });
    call('ListClusters', {});
    call('ListTaskDefinitions', {});
    call('ListTaskDefinitionFamilies', {});
    call('ListServices', { cluster });
    call('StopTask', { cluster, task: driven.tasks()[0]?.taskArn });
    call('DeleteService', { cluster, service: 'web', force: true });
    driven.run(700_000);
    everything();
    expect(problems).toEqual([]);
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
