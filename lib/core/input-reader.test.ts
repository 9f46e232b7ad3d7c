import { expect, test } from 'vitest';
import { UserError } from './errors.ts';
import { createInputReader } from './input-reader.ts';
import { parseTerraformOutputs } from './terraform-outputs.ts';

function aReader(
  inputs: Readonly<Record<string, string>>,
  terraform?: Readonly<Record<string, string>>,
  names: Readonly<Record<string, string>> = {},
) {
  return createInputReader({
    inputs: new Map(Object.entries(inputs)),
    terraformNames: new Map(Object.entries(names)),
    ...(terraform === undefined
      ? {}
      : { terraform: parseTerraformOutputs(JSON.stringify(terraform), 'terraform-outputs') }),
  });
}

function problemsOf(reader: ReturnType<typeof aReader>): readonly string[] {
  try {
    reader.finish();
    return [];
  } catch (error) {
    return error instanceof UserError ? error.problems : [String(error)];
  }
}

test('the input goes before Terraform, and Terraform before nothing; the reader knows which', () => {
  const reader = aReader({ cluster: 'given' }, { ecs_cluster_name: 'tf', ecs_service_name: 'web' });
  expect(reader.text('cluster', { terraform: ['ecs_cluster_name'] })).toBe('given');
  expect(reader.text('service', { terraform: ['service_name', 'ecs_service_name'] })).toBe('web');
  expect(reader.text('image')).toBeUndefined();
  expect(Object.fromEntries(reader.origins())).toEqual({
    cluster: { kind: 'input' },
    service: { kind: 'terraform', output: 'ecs_service_name', from: 'terraform-outputs' },
    image: { kind: 'default' },
  });
});

test('an explicit map goes before the conventional names', () => {
  const reader = aReader({}, { mine: 'a', ecs_cluster_name: 'b' }, { cluster: 'mine' });
  expect(reader.text('cluster', { terraform: ['ecs_cluster_name'] })).toBe('a');
});

test('white space is not a value', () => {
  expect(aReader({ cluster: '  ' }).text('cluster')).toBeUndefined();
});

test('a required value that is given nowhere says where it could come from', () => {
  const without = aReader({});
  without.required('cluster', { terraform: ['ecs_cluster_name'] });
  expect(problemsOf(without)).toEqual([
    'cluster: is required; give it, or terraform-outputs with one of ecs_cluster_name',
  ]);
  const withOthers = aReader({}, { vpc_id: 'x' });
  withOthers.required('cluster', { terraform: ['ecs_cluster_name'] });
  expect(problemsOf(withOthers)[0]).toContain('it has vpc_id');
});

test('all problems of all inputs come at once', () => {
  const reader = aReader({
    mode: 'fats',
    flag: 'yes',
    count: '7',
    timeout: 'soon',
    variables: 's3cret',
  });
  expect(reader.choice('mode', ['fast', 'slow'], 'slow')).toBe('slow');
  expect(reader.boolean('flag', false)).toBe(false);
  expect(reader.integer('count', { min: 1, max: 5 })).toBeUndefined();
  expect(reader.duration('timeout')).toBeUndefined();
  expect(reader.keyValues('variables')).toEqual([]);
  reader.generalProblem('Nothing to do');
  const problems = problemsOf(reader);
  expect(problems).toHaveLength(6);
  expect(problems[0]).toBe('mode: "fats" is not allowed; allowed: fast, slow. Did you mean "fast"?');
  expect(problems.join('\n')).not.toContain('s3cret');
});

test('a problem of a value from Terraform names the output', () => {
  const reader = aReader({}, { wait: 'soon' }, { timeout: 'wait' });
  reader.duration('timeout');
  expect(problemsOf(reader)[0]).toContain('timeout (from Terraform output "wait"): "soon" is not a duration');
});

test('a map to an output that does not exist is a problem, with near names', () => {
  const reader = aReader({}, { ecs_cluster_name: 'x' }, { cluster: 'ecs_cluster_nmae' });
  reader.text('cluster');
  expect(problemsOf(reader)).toEqual([
    'terraform-output-names: "cluster" is to come from Terraform output "ecs_cluster_nmae", which does not exist. Did you mean "ecs_cluster_name"?',
  ]);
});

test('a map for an input that nobody reads is a problem, with near names', () => {
  const reader = aReader({}, { ecs_cluster_name: 'x' }, { clutser: 'ecs_cluster_name' });
  reader.text('cluster');
  expect(problemsOf(reader)).toEqual(['terraform-output-names: there is no input "clutser". Did you mean "cluster"?']);
});

test('a map for an input of another action is passed over, so that one map serves a whole job', () => {
  const reader = aReader({}, { app: 'x' }, { url: 'app', repository: 'app' });
  reader.text('cluster');
  expect(problemsOf(reader)).toEqual([]);
});

test('what is required says why, where that is not plain', () => {
  const reader = aReader({});
  reader.required('repository', { because: 'image is a digest' });
  expect(problemsOf(reader)).toEqual([expect.stringMatching(/^repository: is required, because image is a digest/)]);
});

test.each([
  { text: 'true', value: true },
  { text: 'True', value: true },
  { text: 'TRUE', value: true },
  { text: 'false', value: false },
  { text: 'False', value: false },
  { text: 'FALSE', value: false },
])('boolean $text', ({ text, value }) => {
  expect(aReader({ flag: text }).boolean('flag', !value)).toBe(value);
});

test('defaults stand where nothing is given', () => {
  const reader = aReader({});
  expect(reader.boolean('a', true)).toBe(true);
  expect(reader.optionalBoolean('a')).toBeUndefined();
  expect(reader.integer('b', { min: 0, max: 9 })).toBeUndefined();
  expect(reader.list('c')).toEqual([]);
  expect(reader.isGiven('d')).toBe(false);
  expect(problemsOf(reader)).toEqual([]);
});

test('a list is one item a line', () => {
  expect(aReader({ list: ' a \n\n b,c \r\n' }).list('list')).toEqual(['a', 'b,c']);
});
