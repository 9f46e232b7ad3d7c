import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBaseImage } from '../../demo/base-image.ts';
import type { ServiceDeployment } from '../control-plane/ecs-state.ts';
import { createSimulator, type Simulator } from '../simulator.ts';
import { createDockerRuntime } from './docker.ts';
import { connectEngine } from './docker-engine.ts';

const engine = await connectEngine().catch(() => undefined);
const reason = engine === undefined ? ' (no Docker engine answers here)' : '';

/** Answers with its version, and ends when it is told to, after what it has begun. */
const program = `
  const server = require('node:http').createServer((_, answer) => answer.end(process.env.VERSION));
  process.on('SIGTERM', () => server.close(() => process.exit(0)));
  server.listen(8080);
`;

interface Place {
  readonly simulator: Simulator;
  readonly production: string;
  readonly test: string;
}

type Made = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

const firstOf = (output: object, list: string) => (output as Made)[list]?.[0] ?? {};

describe.runIf(engine !== undefined)(`traffic that is shifted between real containers${reason}`, () => {
  const made: { place?: Place } = {};
  const place = (): Place => {
    if (made.place === undefined) throw new Error('There is no place yet.');
    return made.place;
  };
  const ecs = (operation: string, input: object) => place().simulator.call('ecs', operation, input);
  const newest = (): ServiceDeployment => {
    const { ecs: state } = place().simulator.world;
    const [service] = Object.values(state.services);
    const found = state.serviceDeployments[service?.currentServiceDeployment ?? ''];
    if (found === undefined) throw new Error('no service deployment');
    return found;
  };
  const register = async (version: string): Promise<void> => {
    const container = {
      ...{ name: 'app', image: await ensureBaseImage(engine), command: ['node', '-e', program] },
      ...{ environment: [{ name: 'VERSION', value: version }], portMappings: [{ containerPort: 8080 }] },
    };
    const size = { cpu: '256', memory: '512', requiresCompatibilities: ['FARGATE'] };
    const containerDefinitions = [container];
    await ecs('RegisterTaskDefinition', { family: 'web', networkMode: 'awsvpc', ...size, containerDefinitions });
  };
  const release = async (version: string, deploymentConfiguration: object): Promise<void> => {
    await register(version);
    await ecs('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: 'web', deploymentConfiguration });
  };

  beforeAll(async () => {
    const simulator = createSimulator({ runtime: await createDockerRuntime(), time: 'real', timeScale: 60 });
    made.place = { simulator, production: '', test: '' };
    made.place = await aShiftingService(simulator, () => register('v1'));
    await until(() => newest().status === 'SUCCESSFUL');
  }, 120_000);
  afterAll(() => made.place?.simulator.close());

  test('the test listener is first, production follows at once, and no request is lost', {
    timeout: 120_000,
  }, async () => {
    const load = startLoad(place().production);
    await until(() => load.answers().length > 20);
    const hook = { targetType: 'PAUSE', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] };
    await release('v2', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1, lifecycleHooks: [hook] });
    await until(() => newest().lifecycleHookDetails?.[0]?.status === 'AWAITING_ACTION');
    expect(await ask(place().test)).toBe('200 v2');
    expect(await ask(place().production)).toBe('200 v1');
    expect(new Set(load.answers())).toEqual(new Set(['200 v1']));
    const { serviceDeploymentArn, lifecycleHookDetails } = newest();
    await ecs('ContinueServiceDeployment', { serviceDeploymentArn, hookId: lifecycleHookDetails?.[0]?.hookId });
    await until(() => newest().finishedAt !== undefined);
    expect(newest().status).toBe('SUCCESSFUL');
    const before = load.answers().length;
    await until(() => load.answers().length > before + 20);
    for (const answers of await load.end()) expect(new Set(answers)).toEqual(new Set(['200 v1', '200 v2']));
    expect(load.returned()).toEqual([]);
  });

  test('a rollback while it bakes brings the old one back, and no request is lost', { timeout: 120_000 }, async () => {
    const load = startLoad(place().production);
    await release('v3', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 60 });
    await until(() => newest().lifecycleStage === 'BAKE_TIME');
    const before = load.answers().length;
    await until(() => load.answers().length > before + 20);
    await ecs('StopServiceDeployment', { serviceDeploymentArn: newest().serviceDeploymentArn, stopType: 'ROLLBACK' });
    await until(() => newest().finishedAt !== undefined);
    expect(newest().status).toBe('ROLLBACK_SUCCESSFUL');
    expect(await ask(place().production)).toBe('200 v2');
    await load.end();
    expect(new Set(load.answers())).toEqual(new Set(['200 v2', '200 v3']));
  });

  test('a canary gets its share of the requests, and no more', { timeout: 120_000 }, async () => {
    const canaryConfiguration = { canaryPercent: 25, canaryBakeTimeInMinutes: 60 };
    await release('v4', { strategy: 'CANARY', canaryConfiguration });
    await until(() => newest().targetServiceRevision.requestedProductionTrafficWeight === 25);
    await until(async () => (await ask(place().production)) === '200 v4');
    const answers: string[] = [];
    for (let n = 0; n < 100; n += 1) answers.push(await ask(place().production));
    expect(answers.filter((answer) => answer === '200 v4')).toHaveLength(25);
    expect(answers.filter((answer) => answer === '200 v2')).toHaveLength(75);
    await ecs('StopServiceDeployment', { serviceDeploymentArn: newest().serviceDeploymentArn, stopType: 'ROLLBACK' });
    await until(() => newest().finishedAt !== undefined);
    expect(await ask(place().production)).toBe('200 v2');
  });
});

async function aShiftingService(simulator: Simulator, register: () => Promise<void>): Promise<Place> {
  const elb = (operation: string, input: object) => simulator.call('elb', operation, input);
  await simulator.call('ecs', 'CreateCluster', { clusterName: 'prod' });
  await register();
  const loadBalancer = await elb('CreateLoadBalancer', { Name: 'web', Subnets: ['subnet-1', 'subnet-2'] });
  const { LoadBalancerArn, DNSName } = firstOf(loadBalancer, 'LoadBalancers');
  const group = async (Name: string): Promise<string> => {
    const settings = { Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-1', TargetType: 'ip', HealthCheckIntervalSeconds: 10 };
    const { TargetGroupArn = '' } = firstOf(await elb('CreateTargetGroup', { Name, ...settings }), 'TargetGroups');
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }];
    await elb('ModifyTargetGroupAttributes', { TargetGroupArn, Attributes });
    return TargetGroupArn;
  };
  const rule = async (Port: number, TargetGroupArn: string): Promise<string> => {
    const Actions = [{ Type: 'forward', TargetGroupArn }];
    const listener = await elb('CreateListener', { LoadBalancerArn, Protocol: 'HTTP', Port, DefaultActions: Actions });
    const { ListenerArn } = firstOf(listener, 'Listeners');
    const Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }];
    return firstOf(await elb('CreateRule', { ListenerArn, Priority: 1, Conditions, Actions }), 'Rules').RuleArn ?? '';
  };
  const [blue, green] = [await group('blue'), await group('green')];
  const advancedConfiguration = {
    alternateTargetGroupArn: green,
    productionListenerRule: await rule(8080, blue),
    testListenerRule: await rule(9090, green),
    roleArn: 'arn:aws:iam::123456789012:role/ecs-infrastructure',
  };
  await simulator.call('ecs', 'CreateService', {
    ...{ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 2, launchType: 'FARGATE' },
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    deploymentConfiguration: { strategy: 'BLUE_GREEN' },
    loadBalancers: [{ targetGroupArn: blue, containerName: 'app', containerPort: 8080, advancedConfiguration }],
  });
  return { simulator, production: `http://${DNSName}:8080/`, test: `http://${DNSName}:9090/` };
}

async function ask(url: string): Promise<string> {
  const answer = await fetch(url);
  return `${answer.status} ${await answer.text()}`;
}

interface Load {
  answers(): readonly string[];
  /** Answers by a version that somebody had seen replaced before. */
  returned(): readonly string[];
  /** by client */
  end(): Promise<readonly (readonly string[])[]>;
}

/** Four clients, each asking again as soon as it has its answer. */
function startLoad(url: string): Load {
  const over = new AbortController();
  const clients = Array.from({ length: 4 }, (): string[] => []);
  const running = clients.map(async (answers) => {
    while (!over.signal.aborted) {
      answers.push(await ask(url).catch((error: unknown) => (error instanceof Error ? error.message : String(error))));
    }
  });
  return {
    answers: () => clients.flat(),
    returned: () =>
      clients.flatMap((answers) =>
        answers.filter((answer, at) => at > 0 && answers[at - 1] !== answer && answers.indexOf(answer) < at),
      ),
    end: async () => {
      over.abort();
      await Promise.all(running);
      return clients;
    },
  };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 90_000; !(await holds()); ) {
    if (Date.now() > deadline) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
