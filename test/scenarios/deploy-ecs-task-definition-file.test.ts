import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { aDeployPlace, ending } from '../support/deploy-place.ts';

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
