import { describe, expect, it } from 'vitest';
import { aDrivenWorld, register } from '../../control-plane/driven-world.ts';
import type { Json } from '../operation.ts';

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

describe('containers that ask for more than their task', () => {
  const sent = (...containers: Json[]) => ({
    family: 'web',
    cpu: '.5 vCPU',
    memory: '1 GB',
    containerDefinitions: containers.map((members, index) => ({ name: `c${index}`, image: 'app:1', ...members })),
  });

  it.each([
    [
      [{ cpu: 512 }, { cpu: 1 }],
      "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    ],
    [[{ memory: 512 }, { memory: 1_025 }], "The 'memory' setting for container 'c1' is greater than for the task."],
  ])('are refused: %j', (containers, message) => {
    expect(aDrivenWorld().refusal('RegisterTaskDefinition', sent(...containers))).toMatchObject({
      code: 'ClientException',
      message,
    });
  });

  it('may have all of it', () => {
    aDrivenWorld().call('RegisterTaskDefinition', sent({ cpu: 256, memory: 512 }, { cpu: 256, memory: 512 }));
    aDrivenWorld().call('RegisterTaskDefinition', sent({ memory: 2_048, memoryReservation: 512 }));
  });
});

describe('a task definition, service or cluster by the ARN of another place', () => {
  const region = { code: 'InvalidParameterException', message: 'Invalid Region in ARN' };
  const account = {
    code: 'InvalidParameterException',
    message: 'Identifier is for 210987654321. Your accountId is 123456789012',
  };

  it.each([
    ['arn:aws:ecs:us-east-1:123456789012', region],
    ['arn:aws:ecs:eu-central-1:210987654321', account],
  ])('is refused: %s', (arn, refusal) => {
    const driven = aDrivenWorld();
    driven.call('CreateCluster', { clusterName: 'default' });
    register(driven);
    for (const [operation, input] of [
      ['DescribeTaskDefinition', { taskDefinition: `${arn}:task-definition/web:1` }],
      ['DeregisterTaskDefinition', { taskDefinition: `${arn}:task-definition/web:1` }],
      ['RunTask', { taskDefinition: `${arn}:task-definition/web:1` }],
      ['DescribeServices', { cluster: `${arn}:cluster/default`, services: ['web'] }],
      ['DescribeServices', { services: [`${arn}:service/default/web`] }],
    ] as const)
      expect(driven.refusal(operation, input)).toMatchObject(refusal);
  });
});
