// Complaint 18: an input that is not given changes nothing. Each optional input is given alone, on a service with every setting of its own;
// what ECS was sent differs from what it was sent without the input in just the places that the input is about.

import { describe, expect, test } from 'vitest';
import { main } from '../../actions/deploy-ecs/src/main.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { type Account, anAccount, CLUSTER, SERVICE } from '../support/a-service.ts';
import { directDoor } from '../support/aws-doors.ts';
import { runInProcess } from '../support/in-process.ts';
import { manifestOf } from '../support/repository.ts';

type Raw = Readonly<Record<string, unknown>>;

const CONFIGURATION = {
  strategy: 'ROLLING',
  maximumPercent: 150,
  minimumHealthyPercent: 50,
  bakeTimeInMinutes: 0,
  deploymentCircuitBreaker: { enable: true, rollback: true, resetOnHealthyTask: false, moodOfTheFuse: 'calm' },
  alarms: { alarmNames: ['web-5xx'], enable: true, rollback: false, ringTone: 'soft' },
  earlySuccessCriteria: { enable: true, healthyPercent: 100, sourceServiceRevisionCleanup: 'BLOCKING' },
  stepsOfTheDance: [{ left: 1 }, { right: 2 }],
};

/** What DescribeServices shows of it must stay, whatever no input names. */
const SETTINGS = {
  launchType: undefined,
  capacityProviderStrategy: [
    { capacityProvider: 'FARGATE', base: 1, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 3 },
  ],
  platformVersion: '1.4.0',
  availabilityZoneRebalancing: 'DISABLED',
  enableECSManagedTags: true,
  enableExecuteCommand: true,
  propagateTags: 'TASK_DEFINITION',
  healthCheckGracePeriodSeconds: 17,
  serviceRegistries: [{ registryArn: 'arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1' }],
  volumeConfigurations: [{ name: 'data', managedEBSVolume: { roleArn: 'arn:aws:iam::123456789012:role/ebs' } }],
  deploymentConfiguration: CONFIGURATION,
};

const ROLE = 'arn:aws:iam::123456789012:role/';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/web-a1b2c3';
const CONTAINER = 'containerDefinitions.0.';
const BREAKER = 'deploymentConfiguration.deploymentCircuitBreaker';

interface About {
  readonly value: string;
  /** paths of RegisterTaskDefinition that it is about */
  readonly registers?: readonly string[];
  /** paths of UpdateService that it is about */
  readonly updates?: readonly string[];
}

/** Every input that may be left out, with a value that is not the one that is there. */
const INPUTS: Readonly<Record<string, About>> = {
  environment: { value: 'LOG_LEVEL=debug', registers: [`${CONTAINER}environment`] },
  'remove-environment': { value: 'LOG_LEVEL', registers: [`${CONTAINER}environment`] },
  secrets: { value: `TOKEN=${SECRET}`, registers: [`${CONTAINER}secrets`] },
  'remove-secrets': { value: 'REGION', registers: [`${CONTAINER}secrets`] },
  command: { value: '["node"]', registers: [`${CONTAINER}command`] },
  'entry-point': { value: '["/init"]', registers: [`${CONTAINER}entryPoint`] },
  'container-cpu': { value: '128', registers: [`${CONTAINER}cpu`] },
  'container-memory': { value: '256', registers: [`${CONTAINER}memory`] },
  'container-memory-reservation': { value: '128', registers: [`${CONTAINER}memoryReservation`] },
  'log-driver': { value: 'json-file', registers: [`${CONTAINER}logConfiguration`] },
  'log-options': { value: 'mode=non-blocking', registers: [`${CONTAINER}logConfiguration.options`] },
  'docker-labels': { value: 'a=b', registers: [`${CONTAINER}dockerLabels`] },
  'health-check': { value: 'command=true', registers: [`${CONTAINER}healthCheck`] },
  cpu: { value: '512', registers: ['cpu'] },
  memory: { value: '2048', registers: ['memory'] },
  'task-role': { value: `${ROLE}web`, registers: ['taskRoleArn'] },
  'execution-role': { value: `${ROLE}other`, registers: ['executionRoleArn'] },
  'ephemeral-storage': { value: '40', registers: ['ephemeralStorage'] },
  'runtime-platform': { value: 'ARM64', registers: ['runtimePlatform'] },
  'desired-count': { value: '3', updates: ['desiredCount'] },
  'circuit-breaker': { value: 'on', updates: [`${BREAKER}.rollback`] },
  'circuit-breaker-threshold': { value: 'COUNT=5', updates: [`${BREAKER}.thresholdConfiguration`] },
  'circuit-breaker-reset-on-healthy-task': { value: 'true', updates: [`${BREAKER}.resetOnHealthyTask`] },
  alarms: { value: 'web-latency', updates: ['deploymentConfiguration.alarms.alarmNames.0'] },
  'alarms-rollback': { value: 'true', updates: ['deploymentConfiguration.alarms.rollback'] },
  'force-new-deployment': { value: 'true', updates: ['forceNewDeployment'] },
  commit: { value: 'c0ffee'.padEnd(40, '0'), registers: ['tags'] },
  'on-older-commit': { value: 'allow' },
  'task-definition': { value: 'web' },
  timeout: { value: '2h' },
  'rollback-timeout': { value: '2h' },
  'poll-interval': { value: '7s' },
  'max-failed-tasks': { value: '7' },
  'rollback-on-failure': { value: 'false' },
  'on-cancel': { value: 'leave' },
  'on-deployment-in-progress': { value: 'replace' },
  verify: { value: 'warn' },
  'wait-until': { value: 'none' },
};

/** These make another kind of run, or are about whose credentials and words are used. */
const ELSEWHERE = [
  'cluster',
  'service',
  'image',
  'repository',
  'rollback-to',
  'rollback-from',
  'dry-run',
  'github-token',
  'role-to-assume',
  'role-session-name',
  'role-audience',
  'terraform-outputs',
  'terraform-output-names',
];

async function aRichAccount(): Promise<{ readonly account: Account; readonly image: string }> {
  const account = anAccount({
    allowUnknown: ['moodOfTheFuse', 'ringTone', 'stepsOfTheDance'],
    secretValues: { '/prod/region': 'eu-west-1', [SECRET]: 'x' },
  });
  const { simulator } = account;
  await account.pushImage('v1');
  for (const AlarmName of ['web-5xx', 'web-latency'])
    await simulator.call('cloudwatch', 'PutMetricAlarm', {
      AlarmName,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      MetricName: 'x',
      Namespace: 'y',
      Period: 60,
      Statistic: 'Sum',
      Threshold: 1,
    });
  await simulator.call('ecs', 'CreateCluster', {
    clusterName: CLUSTER,
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
  });
  await account.createService({
    containerDefinition: { secrets: [{ name: 'REGION', valueFrom: '/prod/region' }] },
    taskDefinition: { memory: '1024', volumes: [{ name: 'data', configuredAtLaunch: true }] },
    service: SETTINGS,
  });
  return { account, image: (await account.pushImage('v2')).reference };
}

async function played(inputs: Readonly<Record<string, string>>) {
  const { account, image } = await aRichAccount();
  const { simulator } = account;
  const before = await serviceOf(simulator);
  const asked = simulator.diary.length;
  const all = { cluster: CLUSTER, service: SERVICE, image, ...inputs };
  const { report } = await runInProcess(
    { name: 'deploy-ecs', main },
    { simulator, api: directDoor(simulator), inputs: all },
  );
  const sent = (operation: string) =>
    simulator.diary.slice(asked).flatMap((entry) => (entry.operation === operation ? [entry.input as Raw] : []));
  return {
    report,
    before,
    after: await serviceOf(simulator),
    registered: sent('RegisterTaskDefinition'),
    updated: sent('UpdateService'),
    problems: simulator.diary.flatMap(({ problems }) => problems),
  };
}

async function serviceOf(simulator: Simulator): Promise<Raw> {
  const answer = await simulator.call('ecs', 'DescribeServices', { cluster: CLUSTER, services: [SERVICE] });
  const [service] = answer.services as readonly Raw[];
  if (service === undefined) throw new Error('the service is gone');
  return service;
}

/** What DescribeServices says of how the service is set, and not of how it fares. */
const FARES = ['deployments', 'events', 'taskDefinition', 'currentServiceDeployment', 'currentServiceRevisions'];
const settingsOf = (service: Raw) =>
  Object.fromEntries(Object.entries(service).filter(([member]) => !FARES.includes(member)));

/** Paths at which two values differ. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [path];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) =>
    differences((a as Raw)[name], (b as Raw)[name], path === '' ? name : `${path}.${name}`),
  );
}

const isAbout = (places: readonly string[] = []) => {
  return (path: string) => places.some((place) => path === place || path.startsWith(`${place}.`));
};

test('every input that may be left out is either tried here or of another kind', () => {
  const inputs = Object.keys(manifestOf('deploy-ecs').inputs ?? {});
  expect(inputs.filter((name) => !(name in INPUTS) && !ELSEWHERE.includes(name))).toEqual([]);
});

test('with nothing but an image, UpdateService names the service and its new definition, and no setting changes', async () => {
  const { report, before, after, updated, problems } = await played({});
  expect(report.verdict).toBe('deployed');
  expect(updated).toEqual([
    { cluster: CLUSTER, service: SERVICE, taskDefinition: expect.stringMatching(/:task-definition\/web:2$/) },
  ]);
  expect(settingsOf(after)).toEqual(settingsOf(before));
  expect(settingsOf(after)).toMatchObject({ deploymentConfiguration: CONFIGURATION });
  expect(problems).toEqual([]);
});

describe('an input changes what it is about, and nothing else:', () => {
  const plain = played({});

  test.each(Object.entries(INPUTS))('%s', { timeout: 60_000 }, async (input, { value, registers, updates }) => {
    const { before, after, registered, updated } = await played({ [input]: value });
    const without = await plain;
    expect(registered).toHaveLength(1);
    expect(updated).toHaveLength(1);
    const inDefinition = differences(without.registered[0], registered[0]);
    expect(inDefinition.filter((path) => !isAbout(registers)(path))).toEqual([]);
    expect(inDefinition.length > 0).toBe(registers !== undefined);
    // What was sent takes the place of what is there: seen as the service that comes of it.
    const inService = differences({ ...before, ...without.updated[0] }, { ...before, ...updated[0] });
    expect(inService.filter((path) => !isAbout(updates)(path))).toEqual([]);
    expect(inService.length > 0).toBe(updates !== undefined);
    expect(differences(settingsOf(before), settingsOf(after)).filter((path) => !isCounted(path))).toEqual(
      inService.filter((path) => path !== 'forceNewDeployment'),
    );
  });
});

/** While nobody watches, or more tasks are asked for, the counts of the moment differ. */
const isCounted = (path: string) => path === 'runningCount' || path === 'pendingCount';
