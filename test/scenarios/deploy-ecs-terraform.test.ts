import { expect, test } from 'vitest';
import { aDeployPlace, ending, visible } from '../support/deploy-place.ts';

const OUTPUTS = {
  ecs_cluster_name: { value: 'prod', type: 'string', sensitive: false },
  ecs_service_name: { value: 'web', type: 'string', sensitive: false },
};
const SECRET = { db_password: { value: 'hunter2', type: 'string', sensitive: true } };
const nothingGiven = { cluster: '', service: '' };

test('cluster and service come from the text of terraform output -json, and the log says so', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ ...nothingGiven, image: place.v2, 'terraform-outputs': JSON.stringify(OUTPUTS) });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.lines.join('\n')).toMatch(/cluster .*ecs_cluster_name/);
});

test('they come from a file, whose sensitive values are masked before anything is written', async () => {
  const place = await aDeployPlace();
  place.file('outputs.json', JSON.stringify({ ...OUTPUTS, ...SECRET }));
  const run = await place.deploy({ ...nothingGiven, image: place.v2, 'terraform-outputs': 'outputs.json' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.masks).toEqual(['hunter2']);
  expect(visible(run).replace('::add-mask::hunter2', '')).not.toContain('hunter2');
});

test('names of one’s own are mapped', async () => {
  const place = await aDeployPlace();
  const outputs = { stage: 'prod', backend: 'web' };
  const run = await place.deploy({
    ...nothingGiven,
    image: place.v2,
    'terraform-outputs': JSON.stringify(outputs),
    'terraform-output-names': 'cluster=stage\nservice=backend',
  });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
});

test('a sensitive output in the text is refused by its name, without its value', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2, 'terraform-outputs': JSON.stringify({ ...OUTPUTS, ...SECRET }) });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toContain('db_password');
  expect(visible(run).replace('::add-mask::hunter2', '')).not.toContain('hunter2');
  expect(place.diary()).toEqual([]);
});

test('a file may begin with a mark of its byte order', async () => {
  const place = await aDeployPlace();
  place.file('outputs.json', `\uFEFF${JSON.stringify(OUTPUTS)}`);
  const given = { image: place.v2, 'terraform-outputs': 'outputs.json', 'dry-run': 'true' };
  expect(ending(await place.deploy(given))).toEqual({ exitCode: 0, verdict: 'planned' });
});

test('text that a wrapper of Terraform has put words before is not quoted: it may hold a secret', async () => {
  const place = await aDeployPlace();
  const given = { image: place.v2, 'terraform-outputs': '[command]terraform\n{"password": {"value": "hunter2"}}' };
  const run = await place.deploy(given);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toMatch(/^terraform-outputs: what is given \(it does not begin with "\{"\) is neither/);
  expect(visible(run)).not.toContain('hunter2');
});

test('outputs that cannot be read, and names that do not exist, are refused', async () => {
  const place = await aDeployPlace();
  for (const [given, expected] of [
    ['missing.json', /missing\.json/],
    ['{ "a": ', /not JSON/],
  ] as const) {
    const run = await place.deploy({ image: place.v2, 'terraform-outputs': given });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(run.outputs.reason).toMatch(expected);
  }
  const run = await place.deploy({
    image: place.v2,
    'terraform-outputs': JSON.stringify(OUTPUTS),
    'terraform-output-names': 'cluster=ecs_cluster',
  });
  expect(run.outputs.reason).toMatch(/"ecs_cluster".*"ecs_cluster_name"/);
});
