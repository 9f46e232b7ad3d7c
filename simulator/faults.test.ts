import { CreateClusterCommand, DescribeClustersCommand, ListClustersCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from './a-simulator.ts';
import { planFaults } from './faults.ts';

test('throttles the requests that it is told to, in the words of AWS', async () => {
  const simulator = aSimulator({ faults: [{ kind: 'throttled', operation: 'ListClusters', nth: [2] }] });
  const { ecs } = clientsOf(simulator);
  const list = () => ecs.send(new ListClustersCommand({}));
  await list();
  await expect(list()).rejects.toMatchObject({
    name: 'ThrottlingException',
    message: 'Rate exceeded',
    $metadata: { httpStatusCode: 400 },
  });
  await list();
  expect(simulator.diary.map(({ outcome, fault }) => [outcome, fault])).toEqual([
    ['ok', undefined],
    ['ThrottlingException', 'throttled'],
    ['ok', undefined],
  ]);
  expect(problemsOf(simulator)).toEqual([]);
});

test('denies with the text that names principal, action and resource', async () => {
  const simulator = aSimulator({ faults: [{ kind: 'access-denied' }] });
  const { ecs, elb } = clientsOf(simulator);
  const arn = 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod';
  await expect(ecs.send(new DescribeClustersCommand({ clusters: [arn] }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: arn:aws:sts::123456789012:assumed-role/deploy/local is not authorized to perform: ecs:DescribeClusters on resource: ${arn} because no identity-based policy allows the ecs:DescribeClusters action`,
  });
  await expect(elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: 'x' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    $metadata: { httpStatusCode: 403 },
  });
});

test.each([
  ['server-error', 'ServerException', 500],
  ['expired-token', 'ExpiredTokenException', 400],
] as const)('plays %s', async (kind, name, httpStatusCode) => {
  const { ecs } = clientsOf(aSimulator({ faults: [{ kind }] }));
  await expect(ecs.send(new ListClustersCommand({}))).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
});

test('breaks the connection before anything is done, or after', async () => {
  const create = new CreateClusterCommand({ clusterName: 'prod' });
  const before = aSimulator({ faults: [{ kind: 'connection-reset' }] });
  await expect(clientsOf(before).ecs.send(create)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(Object.keys(before.world.ecs.clusters)).toEqual([]);
  const after = aSimulator({ faults: [{ kind: 'answer-lost' }] });
  await expect(clientsOf(after).ecs.send(create)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(Object.keys(after.world.ecs.clusters)).toHaveLength(1);
  expect(after.diary).toMatchObject([{ operation: 'CreateCluster', outcome: 'ok', fault: 'answer-lost' }]);
});

test('cuts an answer in half, after the operation was carried out', async () => {
  const simulator = aSimulator({ faults: [{ kind: 'truncated', times: 1 }] });
  const { ecs } = clientsOf(simulator);
  await expect(ecs.send(new CreateClusterCommand({ clusterName: 'prod' }))).rejects.toMatchObject({
    name: 'SyntaxError',
  });
  expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toHaveLength(1);
});

test('lets virtual time pass while an answer is late', async () => {
  const simulator = aSimulator({ faults: [{ kind: 'latency', latencyMs: 7_000 }] });
  const before = simulator.world.now;
  await clientsOf(simulator).ecs.send(new ListClustersCommand({}));
  expect(simulator.world.now - before).toBe(7_000);
});

test('meets direct calls too, and can be changed on the way', async () => {
  const simulator = aSimulator({ faults: [{ kind: 'throttled' }] });
  await expect(simulator.call('ecs', 'ListClusters')).rejects.toMatchObject({ code: 'ThrottlingException' });
  simulator.setFaults([]);
  expect(await simulator.call('ecs', 'ListClusters')).toEqual({ clusterArns: [] });
});

test('names the resource that was meant when the request has no ARN', async () => {
  const simulator = aSimulator({ faults: [{ kind: 'access-denied' }] });
  await expect(simulator.call('ecs', 'UpdateService', { cluster: 'prod', service: 'web' })).rejects.toMatchObject({
    message: expect.stringContaining('on resource: arn:aws:ecs:eu-west-1:123456789012:service/prod/web because'),
  });
  await expect(simulator.call('ecr', 'DescribeImages', { repositoryName: 'web' })).rejects.toMatchObject({
    message: expect.stringContaining('on resource: arn:aws:ecr:eu-west-1:123456789012:repository/web because'),
  });
});

test('lets credentials expire at some request and stay so', async () => {
  const plan = planFaults([{ kind: 'expired-token', fromNth: 3 }]);
  const asked = Array.from({ length: 5 }, () => plan.judge('ecs', 'DescribeServices')?.kind);
  expect(asked).toEqual([undefined, undefined, 'expired-token', 'expired-token', 'expired-token']);
});

test('chooses the same victims for the same seed', () => {
  const victims = (seed: number) => {
    const plan = planFaults([{ kind: 'throttled', service: 'ecs', probability: 0.3, times: 20 }], seed);
    return Array.from({ length: 100 }, () => plan.judge('ecs', 'DescribeServices') !== undefined);
  };
  expect(victims(7)).toEqual(victims(7));
  expect(victims(7)).not.toEqual(victims(8));
  expect(victims(7).filter(Boolean)).toHaveLength(20);
});

test('counts for each rule only the requests that the rule is about', () => {
  const plan = planFaults([
    { kind: 'throttled', operation: 'ListTasks', nth: [1] },
    { kind: 'server-error', service: 'ecs', nth: [3] },
  ]);
  const asked = ['DescribeServices', 'ListTasks', 'ListTasks'].map((operation) => plan.judge('ecs', operation)?.kind);
  expect(asked).toEqual([undefined, 'throttled', 'server-error']);
});
