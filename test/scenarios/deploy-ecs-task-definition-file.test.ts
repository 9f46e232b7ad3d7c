import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Raw } from '../../lib/core/snapshots.ts';
import { containersOf } from '../../lib/core/task-definition.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';
import { moveTag } from '../support/move-tag.ts';

const definition = (image: string) => ({
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: 512,
  memory: 1024,
  executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
  taskRoleArn: null,
  tags: [{ key: 'team', value: 'shop' }],
  containerDefinitions: [
    { name: 'app', image, essential: true, portMappings: [{ containerPort: 8080, protocol: 'tcp' }] },
  ],
});

test.each([
  ['a JSON file', 'deploy.json', (value: object) => JSON.stringify(value)],
  ['a YAML file', 'deploy.yaml', (value: object) => stringify(value)],
  [
    'a file that "aws ecs describe-task-definition" wrote',
    'described.json',
    (value: object) =>
      JSON.stringify({ taskDefinition: { ...value, revision: 7, status: 'ACTIVE', registeredAt: 1 }, tags: [] }),
  ],
])('%s is registered and deployed, with the image put in by its digest', async (_what, name, write) => {
  const place = await aDeployPlace();
  place.file(name, write(definition('app')));
  const run = await place.deploy({ 'task-definition': name, image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const { taskDefinition, tags } = await place.simulator.call('ecs', 'DescribeTaskDefinition', {
    taskDefinition: 'web:2',
    include: ['TAGS'],
  });
  expect(taskDefinition).toMatchObject({
    cpu: '512',
    containerDefinitions: [{ image: expect.stringContaining(place.digest) }],
  });
  expect(taskDefinition).not.toHaveProperty('taskRoleArn');
  expect(tags).toEqual(expect.arrayContaining([{ key: 'team', value: 'shop' }]));
  expect(run.outputs.diff).toContain('cpu: 256 → 512');
  const before = place.changes().length;
  expect(ending(await place.deploy({ 'task-definition': name, image: place.v2 }))).toEqual({
    exitCode: 0,
    verdict: 'unchanged',
  });
  expect(place.changes()).toHaveLength(before);
});

test('text in YAML stays as it was written, and a mark of the byte order is no content', async () => {
  const place = await aDeployPlace();
  place.file(
    'deploy.yaml',
    `\uFEFFfamily: web
networkMode: awsvpc
requiresCompatibilities: [FARGATE]
cpu: 512
memory: 1024
executionRoleArn: arn:aws:iam::123456789012:role/execution
containerDefinitions:
- name: app
  image: app
  portMappings: [{containerPort: "8080"}]
  user: 1000
  command: [node, server.js, 8080]
  environment:
  - {name: ACCOUNT, value: 012345678901}
  - {name: VERSION, value: 1.10}
`,
  );
  const run = await place.deploy({ 'task-definition': 'deploy.yaml', image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const { taskDefinition } = await place.simulator.call('ecs', 'DescribeTaskDefinition', { taskDefinition: 'web:2' });
  expect(taskDefinition).toHaveProperty('containerDefinitions', [
    expect.objectContaining({
      user: '1000',
      command: ['node', 'server.js', '8080'],
      environment: [
        { name: 'ACCOUNT', value: '012345678901' },
        { name: 'VERSION', value: '1.10' },
      ],
    }),
  ]);
});

test.each([
  ['web.yaml', 'a: [1\npassword: {', /is not YAML: Flow sequence .* at line 2, column 1$/],
  ['web.yaml', 'family: web\r\n---\r\nfamily: api\r\n', /is not YAML: it holds several documents \(---\)/],
  ['web.json', '// x\n{}', /is not JSON: Unexpected token '\/', near line 1$/],
])('%s that cannot be read is told in one line, which is whole', async (name, text, reason) => {
  const place = await aDeployPlace();
  place.file(name, text);
  const run = await place.deploy({ 'task-definition': name, image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toMatch(reason);
});

test('a container whose image is a place for one is refused, and deployed with the image that is given', async () => {
  const place = await aDeployPlace();
  const [app] = containersOf(definition('<IMAGE1_NAME>'));
  const sidecar = { name: 'proxy', essential: false };
  place.file('web.json', JSON.stringify({ ...definition(''), containerDefinitions: [app, sidecar] }));
  const run = await place.deploy({ 'task-definition': 'web.json', 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason?.split('\n')).toEqual([
    'task-definition: container "app" has the image "<IMAGE1_NAME>", which is no image reference; give one there, or by the input image',
    'task-definition: container "proxy" has no image; give one there, or by the input image',
  ]);
  const image = `app=${place.v2}\nproxy=${place.v2}`;
  expect(ending(await place.deploy({ 'task-definition': 'web.json', image })).verdict).toBe('deployed');
});

test('a name in environment and in secrets is refused before anything is registered; an edit that moves it helps', async () => {
  const place = await aDeployPlace();
  const [app] = containersOf(definition('app'));
  const both = {
    ...definition('app'),
    containerDefinitions: [
      { ...app, environment: [{ name: 'URL', value: 'x' }], secrets: [{ name: 'URL', valueFrom: '/web/url' }] },
    ],
  };
  place.file('deploy.json', JSON.stringify(both));
  const run = await place.deploy({ 'task-definition': 'deploy.json', image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toMatch(/"app" has "URL" in its environment and in its secrets/);
  expect(place.count('RegisterTaskDefinition')).toBe(0);
  const moved = await place.deploy({ 'task-definition': 'deploy.json', image: place.v2, environment: 'URL=y' });
  expect(ending(moved)).toEqual({ exitCode: 0, verdict: 'deployed' });
});

test('a family, a revision and an ARN are taken as they are registered', async () => {
  const place = await aDeployPlace();
  const { taskDefinition } = await place.simulator.call('ecs', 'RegisterTaskDefinition', {
    ...definition(place.v2),
    cpu: '512',
    memory: '1024',
    taskRoleArn: undefined,
    family: 'other',
  });
  const { taskDefinitionArn = '' } = taskDefinition as { taskDefinitionArn?: string };
  const run = await place.deploy({ 'task-definition': taskDefinitionArn, image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.outputs['task-definition']).toBe('other:2');
  for (const name of ['other', 'other:1'])
    expect(ending(await place.deploy({ 'task-definition': name, image: place.v2 }))).toEqual({
      exitCode: 0,
      verdict: 'unchanged',
    });
});

describe('a tag in the definition', () => {
  const withProxy = (place: DeployPlace, proxy: string) => {
    const { containerDefinitions, ...rest } = definition(place.v2);
    return {
      ...rest,
      containerDefinitions: [...containerDefinitions, { name: 'proxy', image: proxy, essential: false }],
    };
  };
  const registeredImages = async (place: DeployPlace, taskDefinition: string) => {
    const answer = await place.simulator.call('ecs', 'DescribeTaskDefinition', { taskDefinition });
    return containersOf(answer.taskDefinition as Raw).map(({ image }) => image);
  };

  test('becomes its digest, so that a second run finds it serving', async () => {
    const place = await aDeployPlace();
    const uri = place.v2.replace(/:v2$/, '');
    const { digest } = await place.account.pushImage('proxy');
    place.file('web.json', JSON.stringify(withProxy(place, `${uri}:proxy`)));
    const run = await place.deploy({ 'task-definition': 'web.json' });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(await registeredImages(place, 'web:2')).toEqual([`${uri}@${place.digest}`, `${uri}@${digest}`]);
    const before = place.changes().length;
    expect(ending(await place.deploy({ 'task-definition': 'web.json' })).verdict).toBe('unchanged');
    expect(place.changes()).toHaveLength(before);
  });

  test('that moves is deployed again, and only then', async () => {
    const place = await aDeployPlace();
    place.file('web.json', JSON.stringify(definition(place.v2)));
    await place.deploy({ 'task-definition': 'web.json' });
    await moveTag(place, 'v2', (await place.account.pushImage('newer')).digest);
    const again = await place.deploy({ 'task-definition': 'web.json' });
    expect(ending(again)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(again.outputs['task-definition']).toBe('web:3');
  });

  test('that ECR does not have is refused, unless the input image takes its place', async () => {
    const place = await aDeployPlace();
    place.file('web.json', JSON.stringify(definition(place.v2.replace('v2', 'v9'))));
    const run = await place.deploy({ 'task-definition': 'web.json' });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(run.outputs.reason).toMatch(
      /^task-definition: container "app": ECR repository "app" has no image with the tag "v9"/,
    );
    expect(place.changes()).toEqual([]);
    const given = await place.deploy({ 'task-definition': 'web.json', image: place.v2 });
    expect(ending(given)).toEqual({ exitCode: 0, verdict: 'deployed' });
  });

  test('outside ECR stays, and the log says why', async () => {
    const place = await aDeployPlace();
    place.file('web.json', JSON.stringify(withProxy(place, 'nginx:1')));
    const run = await place.deploy({ 'task-definition': 'web.json' });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(await registeredImages(place, 'web:2')).toEqual([expect.stringContaining(place.digest), 'nginx:1']);
    expect(run.lines.join('\n')).toContain('Container "proxy" keeps its image as it is written: nginx:1 is not in ECR');
    expect(run.annotations).toEqual([]);
  });
});
