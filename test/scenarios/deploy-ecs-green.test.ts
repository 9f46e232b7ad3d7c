import { expect, test } from 'vitest';
import { SERVICE } from '../support/a-service.ts';
import { aDeployPlace, ending, visible } from '../support/deploy-place.ts';

test('a good release is deployed: outputs, summary, and at most two calls a look', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  expect(run.outputs).toMatchObject({
    'task-definition': 'web:2',
    'task-definition-arn': expect.stringMatching(/:task-definition\/web:2$/),
    'previous-task-definition': 'web:1',
    'service-deployment-arn': place.deployments()[1]?.serviceDeploymentArn,
    'console-url': expect.stringContaining(SERVICE),
    diff: expect.stringMatching(/image: .*:v1 → .*@sha256:/),
  });
  expect(run.summary).toContain('deployed');
  expect(run.summary).toContain('web:2');
  expect(run.annotations).toEqual([]);
  expect(place.changes()).toEqual(['RegisterTaskDefinition', 'UpdateService']);
  const looks = place.count('DescribeServiceDeployments');
  expect(looks).toBeGreaterThan(5);
  expect(place.diary().length).toBeLessThanOrEqual(2 * looks + 15);
});

test('what is registered is the image by its digest, tagged with the commit and the run', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2 });
  const revision = await place.simulator.call('ecs', 'DescribeTaskDefinition', {
    taskDefinition: run.outputs['task-definition'] ?? '',
    include: ['TAGS'],
  });
  expect(revision).toMatchObject({
    taskDefinition: { containerDefinitions: [{ image: expect.stringMatching(new RegExp(`@${place.digest}$`)) }] },
    tags: [
      { key: 'slipway:commit', value: 'c0ffee0000000000000000000000000000000001' },
      { key: 'slipway:run', value: '4711' },
    ],
  });
});

test('the same once more touches nothing', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const before = place.diary().length;
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(run.outputs).toMatchObject({ 'task-definition': 'web:2', 'previous-task-definition': 'web:1' });
  expect(place.changes()).toHaveLength(2);
  expect(place.diary().length - before).toBeLessThanOrEqual(10);
});

test('a service with a desired count of 0 is idle, and it says that nothing serves', async () => {
  const place = await aDeployPlace({ service: { desiredCount: 0 } });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'idle' });
  expect(run.summary).toMatch(/nothing serves/);
});

test('a dry run prints the plan and changes nothing', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2, 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(run.outputs.diff).toContain('image');
  expect(run.summary).toContain('v1');
  expect(place.changes()).toEqual([]);
});

test('wait-until: none ends as soon as ECS has taken the deployment', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2, 'wait-until': 'none' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'started' });
  expect(run.outputs['service-deployment-arn']).toBe(place.deployments()[1]?.serviceDeploymentArn);
  expect(place.count('DescribeServiceDeployments')).toBe(0);
});

test('force-new-deployment deploys what serves once more', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ 'force-new-deployment': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

test('no secret is shown: neither the credentials nor values of variables that look like one', async () => {
  const containerDefinition = { environment: [{ name: 'DB_PASSWORD', value: 'hunter2' }] };
  const place = await aDeployPlace({ service: { containerDefinition } });
  const definition = {
    family: 'web',
    containerDefinitions: [
      {
        name: 'app',
        image: place.v2,
        portMappings: [{ containerPort: 8080 }],
        environment: [
          { name: 'DB_PASSWORD', value: 'hunter3' },
          { name: 'DATABASE_URL', value: 'postgres://app:hunter4@db/app' },
        ],
      },
      { name: 'agent', image: place.v2, essential: false, environment: [{ name: 'API_KEY', value: 'hunter5' }] },
    ],
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
  };
  place.file('web.json', JSON.stringify(definition));
  const run = await place.deploy({ 'task-definition': 'web.json' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.outputs.diff).toContain('DB_PASSWORD');
  expect(visible(run)).not.toMatch(/hunter\d|wJalrXUtnFEMI/);
});
