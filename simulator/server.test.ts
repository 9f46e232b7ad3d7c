import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateClusterCommand, DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anIdleRuntime, aSimulator, problemsOf } from './a-simulator.ts';
import { type RunningSimulator, startServer, startSimulator } from './server.ts';

let running: RunningSimulator;

beforeEach(async () => {
  running = await startSimulator({ runtime: anIdleRuntime(), time: 'real' });
});

afterEach(() => running.close());

const configuration = () => ({
  endpoint: running.url,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'local' },
  maxAttempts: 1,
});

test('SDK clients speak to it over a socket, JSON and Query alike', async () => {
  const ecs = new ECSClient(configuration());
  await ecs.send(new CreateClusterCommand({ clusterName: 'prod' }));
  const { clusters, failures } = await ecs.send(new DescribeClustersCommand({ clusters: ['prod', 'test'] }));
  expect(clusters?.[0]).toMatchObject({ clusterName: 'prod', status: 'ACTIVE' });
  expect(failures?.[0]?.reason).toBe('MISSING');
  const elb = new ElasticLoadBalancingV2Client(configuration());
  expect((await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers).toEqual([]);
  expect(problemsOf(running.simulator)).toEqual([]);
  for (const client of [ecs, elb]) client.destroy();
});

test('repositories are where the registry listens', async () => {
  const ecr = new ECRClient(configuration());
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  expect(`http://${repository?.repositoryUri}`).toBe(`${running.url}/web`);
  expect((await fetch(`${running.url}/v2/`)).status).toBe(401);
  ecr.destroy();
});

test('a broken connection and a cut answer are real ones', async () => {
  const ecs = new ECSClient(configuration());
  running.simulator.setFaults([
    { kind: 'answer-lost', operation: 'CreateCluster' },
    { kind: 'truncated', operation: 'DescribeClusters' },
  ]);
  await expect(ecs.send(new CreateClusterCommand({ clusterName: 'prod' }))).rejects.toMatchObject({
    code: 'ECONNRESET',
  });
  expect(Object.keys(running.simulator.world.ecs.clusters)).toHaveLength(1);
  await expect(ecs.send(new DescribeClustersCommand({}))).rejects.toThrow(/aborted|ECONNRESET/);
  ecs.destroy();
});

test('in real time the world follows the clock of the machine', async () => {
  await running.simulator.call('ecs', 'ListClusters');
  expect(Math.abs(Date.now() - running.simulator.world.now)).toBeLessThan(1_000);
});

test('a connection is kept for longer than any client waits between two looks', async () => {
  const agent = new Agent({ keepAlive: true });
  const answered = await new Promise<IncomingMessage>((resolve) => get(running.url, { agent }, resolve));
  expect(answered.headers['keep-alive']).toBe('timeout=60');
  answered.resume();
  agent.destroy();
});

test('closing leaves no socket behind, not even one that a client holds open', async () => {
  const simulator = aSimulator();
  const server = await startServer(simulator);
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await server.close();
  await closed;
  await expect(fetch(server.url)).rejects.toThrow();
});
