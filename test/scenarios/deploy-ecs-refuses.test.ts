import { expect, test } from 'vitest';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

/** One clear error that lists all problems, and nothing was changed. */
async function problems(place: DeployPlace, inputs: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const before = place.changes().length;
  const run = await place.deploy(inputs);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(place.changes()).toHaveLength(before);
  const list = (run.outputs.reason ?? '').split('\n');
  expect(run.annotations).toEqual([
    expect.objectContaining({ level: 'error', title: expect.stringContaining('refused') }),
  ]);
  for (const problem of list) expect(run.annotations[0]?.message).toContain(problem);
  expect(run.summary).toContain('refused');
  return list;
}

test('a service that does not exist is refused with a near name', async () => {
  const place = await aDeployPlace();
  expect(await problems(place, { image: place.v2, service: 'wbe' })).toEqual([
    expect.stringMatching(/^service: .*"wbe".*"web"/),
  ]);
});

test('a cluster that does not exist is refused with a near name', async () => {
  const place = await aDeployPlace();
  expect(await problems(place, { image: place.v2, cluster: 'pord' })).toEqual([
    expect.stringMatching(/^cluster: .*"pord".*"prod"/),
  ]);
});

test('a container that does not exist is refused with a near name', async () => {
  const place = await aDeployPlace();
  expect(await problems(place, { image: `ap=${place.v2}` })).toEqual([expect.stringMatching(/^image: .*"ap".*"app"/)]);
});

test('a tag, a digest and a repository that ECR does not have are refused', async () => {
  const place = await aDeployPlace();
  const repository = place.v2.replace(/:v2$/, '');
  expect(await problems(place, { image: `${repository}:v3` })).toEqual([expect.stringMatching(/^image: .*"v3".*"v2"/)]);
  expect(await problems(place, { image: `${repository}@sha256:${'0'.repeat(64)}` })).toEqual([
    expect.stringMatching(/^image: .*sha256:000/),
  ]);
  expect(await problems(place, { image: `${repository}s:v2` })).toEqual([
    expect.stringMatching(/^image: .*no repository "apps"/),
  ]);
});

test('a task definition that does not exist is refused', async () => {
  const place = await aDeployPlace();
  expect(await problems(place, { 'task-definition': 'wbe' })).toEqual([
    expect.stringMatching(/^task-definition: "wbe"/),
  ]);
  expect(await problems(place, { 'task-definition': 'web:99' })).toEqual([
    expect.stringMatching(/^task-definition: "web:99"/),
  ]);
});

test('a task definition file that cannot be used is refused', async () => {
  const place = await aDeployPlace();
  place.file('broken.json', '{ "family": ');
  place.file('broken.yaml', 'family: [');
  place.file('empty.json', '{}');
  place.file('list.yml', '- family: web');
  place.file(
    'other.json',
    '{ "family": "web", "cpu": 256, "memory": 512, "containerDefinitions": [{ "name": "api", "image": "api" }] }',
  );
  expect(await problems(place, { 'task-definition': 'missing.json' })).toEqual([
    expect.stringMatching(/missing\.json.*ENOENT/),
  ]);
  expect(await problems(place, { 'task-definition': 'broken.json' })).toEqual([
    expect.stringMatching(/broken\.json.*not JSON/),
  ]);
  expect(await problems(place, { 'task-definition': 'broken.yaml' })).toEqual([
    expect.stringMatching(/broken\.yaml.*not YAML/),
  ]);
  expect(await problems(place, { 'task-definition': 'empty.json' })).toEqual([
    expect.stringMatching(/empty\.json.*family/),
  ]);
  expect(await problems(place, { 'task-definition': 'list.yml' })).toEqual([
    expect.stringMatching(/list\.yml.*containerDefinitions/),
  ]);
  expect(await problems(place, { 'task-definition': 'other.json' })).toEqual([
    expect.stringMatching(/load balancer.*"app"/),
  ]);
});

test('malformed durations, numbers, words and lists are told together', async () => {
  const place = await aDeployPlace();
  const told = await problems(place, {
    image: `app=${place.v2}\nnot an image`,
    timeout: '15',
    'rollback-timeout': 'long',
    'max-failed-tasks': '0',
    'on-cancel': 'rolback',
    'dry-run': 'yes',
  });
  expect(told.map((problem) => problem.split(':')[0]).sort()).toEqual([
    'dry-run',
    'image',
    'max-failed-tasks',
    'on-cancel',
    'rollback-timeout',
    'timeout',
  ]);
  expect(place.diary()).toEqual([]);
});

test('what is wrong in ECS, in ECR and in a file is told together', async () => {
  const place = await aDeployPlace();
  const told = await problems(place, {
    service: 'wbe',
    image: place.v2.replace('v2', 'v3'),
    'task-definition': 'missing.json',
  });
  expect(told.map((problem) => problem.split(':')[0]).sort()).toEqual(['image', 'service', 'task-definition']);
  const names = await problems(place, { image: `ap=${place.v2.replace('v2', 'v3')}` });
  expect(names).toEqual([expect.stringMatching(/"v3"/), expect.stringMatching(/"ap".*"app"/)]);
});

test('nothing to deploy, and what contradicts itself, is refused', async () => {
  const place = await aDeployPlace();
  expect(await problems(place, {})).toEqual([expect.stringMatching(/Nothing to deploy/)]);
  expect(await problems(place, { image: place.v2, 'rollback-to': 'previous' })).toEqual([
    expect.stringMatching(/rollback-to/),
  ]);
});

test('a service that was deleted is refused', async () => {
  const place = await aDeployPlace();
  await place.simulator.call('ecs', 'DeleteService', { cluster: 'prod', service: 'web', force: true });
  place.simulator.advance(20 * 60_000);
  expect(await problems(place, { image: place.v2 })).toEqual([expect.stringMatching(/^service: .*deleted/)]);
});

test('without credentials or region it says what to do', async () => {
  const place = await aDeployPlace();
  const noRegion = await place.deploy({ image: place.v2 }, { env: { AWS_REGION: undefined } });
  expect(ending(noRegion)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(noRegion.outputs.reason).toContain('AWS_REGION');
  const nobody = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, HOME: place.workspace };
  const noCredentials = await place.deploy({ image: place.v2 }, { env: nobody });
  expect(ending(noCredentials)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(noCredentials.outputs.reason).toContain('configure-aws-credentials');
  expect(place.diary()).toEqual([]);
});
