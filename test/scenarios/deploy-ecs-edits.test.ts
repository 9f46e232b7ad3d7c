// The edits of a task definition, by the shipped bundle against the local AWS: what they make, what they leave, and that they are made once.

import { expect, test } from 'vitest';
import type { Raw } from '../../lib/core/snapshots.ts';
import { containersOf } from '../../lib/core/task-definition.ts';
import { aDeployPlace, type DeployPlace, ending, visible } from '../support/deploy-place.ts';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/web-a1b2c3';
const ROLE = 'arn:aws:iam::123456789012:role/';

/** Two containers, each with a member that no SDK knows. */
async function aPlace(): Promise<DeployPlace> {
  const place = await aDeployPlace({
    allowUnknown: ['planetOfOrigin', 'restartMood'],
    secretValues: { '/prod/region': 'eu-west-1', '/prod/token': 'x', [`${SECRET}:url::`]: 'postgres://x' },
    service: { taskDefinition: { planetOfOrigin: 'Mars' } },
  });
  const definition = await definitionOf(place, 'web:1');
  const [app = {}] = containersOf(definition);
  place.file(
    'web.json',
    JSON.stringify({
      ...definition,
      containerDefinitions: [
        {
          ...app,
          restartMood: { after: 3 },
          environment: [
            { name: 'LOG_LEVEL', value: 'info' },
            { name: 'DATABASE_URL', value: 'postgres://app:hunter2@db/app' },
            { name: 'OLD_FLAG', value: 'on' },
          ],
          dockerLabels: { team: 'shop' },
        },
        {
          name: 'envoy',
          image: place.v2,
          essential: false,
          cpu: 64,
          memoryReservation: 64,
          secrets: [{ name: 'REGION', valueFrom: '/prod/region' }],
          restartMood: { after: 7 },
        },
      ],
    }),
  );
  expect(ending(await place.deploy({ 'task-definition': 'web.json' }))).toEqual({ exitCode: 0, verdict: 'deployed' });
  return place;
}

async function definitionOf(place: DeployPlace, taskDefinition: string): Promise<Raw> {
  const answer = await place.simulator.call('ecs', 'DescribeTaskDefinition', { taskDefinition });
  return answer.taskDefinition as Raw;
}

const EDITS = {
  environment: 'LOG_LEVEL=debug\nCERTIFICATE<<END\n-----BEGIN\n[x]=\nEND\n[envoy]\nREGION=eu-west-1',
  secrets: `DATABASE_URL=${SECRET}:url::`,
  'remove-environment': 'OLD_FLAG\nNEVER_THERE',
  'remove-secrets': '[envoy]\nNEVER_THERE',
  command: '["node", "server.js"]\n[envoy]\nexec envoy -c /etc/envoy.yaml',
  'entry-point': '["/init"]',
  'container-cpu': '[app]\n128\n[envoy]\n32',
  'container-memory': '256',
  'container-memory-reservation': '[envoy]\n128',
  'log-options': 'mode=non-blocking\nawslogs-datetime-format=%Y=%m',
  'docker-labels': 'rule=Host(`a`) && Query(`b=c`)',
  'health-check': 'command=curl -f http://localhost:8080/?a=b || exit 1\nstart-period=1m',
  cpu: '512',
  memory: '1024',
  'task-role': `${ROLE}web`,
  'execution-role': `${ROLE}execution-2`,
  'ephemeral-storage': '40',
  'runtime-platform': 'ARM64',
};

test('all edits at once, in two containers, and a second time nothing', async () => {
  const place = await aPlace();
  const before = await definitionOf(place, 'web:2');
  const run = await place.deploy(EDITS);
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const after = await definitionOf(place, 'web:3');
  const [app, envoy] = containersOf(after);
  const [appBefore = {}, envoyBefore = {}] = containersOf(before);
  expect(app).toEqual({
    ...appBefore,
    environment: [
      { name: 'LOG_LEVEL', value: 'debug' },
      { name: 'CERTIFICATE', value: '-----BEGIN\n[x]=' },
    ],
    secrets: [{ name: 'DATABASE_URL', valueFrom: `${SECRET}:url::` }],
    command: ['node', 'server.js'],
    entryPoint: ['/init'],
    cpu: 128,
    memory: 256,
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': '/ecs/web',
        'awslogs-region': 'eu-west-1',
        'awslogs-stream-prefix': 'ecs',
        mode: 'non-blocking',
        'awslogs-datetime-format': '%Y=%m',
      },
    },
    dockerLabels: { team: 'shop', rule: 'Host(`a`) && Query(`b=c`)' },
    healthCheck: {
      command: ['CMD-SHELL', 'curl -f http://localhost:8080/?a=b || exit 1'],
      interval: 30,
      timeout: 5,
      retries: 3,
      startPeriod: 60,
    },
  });
  expect(envoy).toEqual({
    ...envoyBefore,
    environment: [{ name: 'REGION', value: 'eu-west-1' }],
    secrets: [],
    command: ['/bin/sh', '-ec', 'exec envoy -c /etc/envoy.yaml'],
    cpu: 32,
    memoryReservation: 128,
  });
  expect(after).toMatchObject({
    planetOfOrigin: 'Mars',
    cpu: '512',
    memory: '1024',
    taskRoleArn: `${ROLE}web`,
    executionRoleArn: `${ROLE}execution-2`,
    ephemeralStorage: { sizeInGiB: 40 },
    runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
  });
  const changes = place.changes().length;
  expect(ending(await place.deploy(EDITS))).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(place.changes()).toHaveLength(changes);
});

test('a dry run shows each change by its name, secrets by their place, and nothing of what a value hides', async () => {
  const place = await aPlace();
  const changes = place.changes().length;
  const run = await place.deploy({
    ...EDITS,
    environment: `${EDITS.environment}\nAPI_TOKEN=s3cret`,
    'dry-run': 'true',
  });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(place.changes()).toHaveLength(changes);
  expect(run.outputs.diff?.split('\n')).toEqual(
    expect.arrayContaining([
      '~ cpu: 256 → 512',
      `~ executionRoleArn: ${ROLE}execution → ${ROLE}execution-2`,
      '+ runtimePlatform cpuArchitecture: ARM64',
      '~ container "app" environment LOG_LEVEL: info → debug',
      '- container "app" environment OLD_FLAG: on',
      `+ container "app" secrets DATABASE_URL: ${SECRET}:url::`,
      '- container "envoy" secrets REGION: /prod/region',
      '+ container "envoy" environment API_TOKEN: ***',
    ]),
  );
  expect(visible(run)).not.toMatch(/hunter2|s3cret/);
});

test('without an edit, the definition goes out as it runs, but for the image', async () => {
  const place = await aPlace();
  const before = await definitionOf(place, 'web:2');
  const { reference, digest } = await place.account.pushImage('v3');
  expect(ending(await place.deploy({ image: `app=${reference}` })).verdict).toBe('deployed');
  const after = await definitionOf(place, 'web:3');
  const [app = {}, ...others] = containersOf(before);
  expect(containersOf(after)).toEqual([{ ...app, image: expect.stringContaining(digest) }, ...others]);
  const rest = ({ taskDefinitionArn: _a, revision: _r, registeredAt: _t, containerDefinitions: _c, ...members }: Raw) =>
    members;
  expect(rest(after)).toEqual(rest(before));
});

test('an image and edits of another container go out together; a bare edit is for the container with the image', async () => {
  const place = await aPlace();
  const { reference, digest } = await place.account.pushImage('v3');
  const run = await place.deploy({ image: `envoy=${reference}`, environment: 'A=1\n[app]\nB=2' });
  expect(ending(run).verdict).toBe('deployed');
  expect(containersOf(await definitionOf(place, 'web:3'))).toMatchObject([
    { name: 'app', environment: expect.arrayContaining([{ name: 'B', value: '2' }]) },
    { name: 'envoy', image: expect.stringContaining(digest), environment: [{ name: 'A', value: '1' }] },
  ]);
});

test('whatever is wrong with the edits is told at once, and nothing is touched', async () => {
  const place = await aPlace();
  const changes = place.changes().length;
  const run = await place.deploy({
    environment: '[ap]\nA=1\n[app]\nX=1',
    secrets: '[app]\nX=/prod/x',
    'log-options': '[envoy]\nmode=non-blocking',
    'container-memory': '[app]\n4096',
    image: place.v2.replace('v2', 'v9'),
  });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  for (const words of [
    'environment: the task definition "web" has no container "ap". Did you mean "app"?',
    'environment: container "app": "X" is given by secrets too',
    'log-options: container "envoy" has no log driver yet',
    'container-memory: the containers ask for 4160 MiB together, and the task has 512',
    'has no image with the tag "v9"',
  ])
    expect(run.outputs.reason).toContain(words);
  expect(place.changes()).toHaveLength(changes);
});

test('a file is edited on its way too: a second time it is unchanged, and without the edit its own value goes out', async () => {
  const place = await aPlace();
  const inputs = { 'task-definition': 'web.json', environment: 'LOG_LEVEL=debug', 'runtime-platform': 'ARM64' };
  expect(ending(await place.deploy(inputs)).verdict).toBe('deployed');
  const changes = place.changes().length;
  expect(ending(await place.deploy(inputs)).verdict).toBe('unchanged');
  expect(place.changes()).toHaveLength(changes);
  const plain = await place.deploy({ 'task-definition': 'web.json' });
  expect(plain.outputs.diff).toContain('~ container "app" environment LOG_LEVEL: debug → info');
});

test('an edit goes back with its release', async () => {
  const place = await aPlace();
  await place.deploy({ environment: 'LOG_LEVEL=debug', secrets: 'TOKEN=/prod/token' });
  expect(ending(await place.deploy({ 'rollback-to': 'previous' })).verdict).toBe('deployed');
  const [serving] = Object.values(place.simulator.world.ecs.services);
  const [app] = containersOf(await definitionOf(place, serving?.taskDefinition ?? ''));
  expect(app).not.toHaveProperty('secrets');
  expect(app?.environment).toContainEqual({ name: 'LOG_LEVEL', value: 'info' });
});

test('a definition with a size that Fargate does not have is refused before it is registered, whatever verify says', async () => {
  const place = await aDeployPlace();
  const [running] = Object.values(place.simulator.world.ecs.services);
  const given = { ...(await definitionOf(place, running?.taskDefinition ?? '')), cpu: '512', memory: '8192' };
  place.file('web.json', JSON.stringify(given));
  for (const verify of ['fail', 'off']) {
    const run = await place.deploy({ image: place.v2, 'task-definition': 'web.json', verify });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(run.outputs.reason).toBe(
      'task-definition: Fargate has no task of 512 CPU units with 8192 MiB, but with 1024 to 4096 in steps of 1024',
    );
  }
  expect(place.changes()).toEqual([]);
});

test('a size that Fargate does not have is refused by the dry run already', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ cpu: '1024', 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toContain('cpu: Fargate has no task of 1024 CPU units with 512 MiB');
});
