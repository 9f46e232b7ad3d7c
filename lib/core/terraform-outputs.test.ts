import { expect, test } from 'vitest';
import { parseTerraformOutputs } from './terraform-outputs.ts';

test('the text of "terraform output -json" is unwrapped', () => {
  const outputs = parseTerraformOutputs(
    JSON.stringify({
      ecs_cluster_name: { sensitive: false, type: 'string', value: 'prod' },
      subnets: { sensitive: false, type: ['list', 'string'], value: ['subnet-1', 'subnet-2'] },
      count: { type: 'number', value: 2 },
      password: { sensitive: true, type: 'string', value: 'hunter2' },
      empty: { type: 'string', value: null },
    }),
    'terraform-outputs',
  );
  expect(Object.fromEntries(outputs.values)).toEqual({
    ecs_cluster_name: 'prod',
    subnets: '["subnet-1","subnet-2"]',
    count: '2',
    password: 'hunter2',
  });
  expect(outputs.sensitive).toEqual(['password']);
});

test('a plain map is taken as it is, also where a value is called value', () => {
  const outputs = parseTerraformOutputs('{"cluster_name":"prod","thing":{"value":1}}', 'x');
  expect(Object.fromEntries(outputs.values)).toEqual({ cluster_name: 'prod', thing: '{"value":1}' });
});

test.each([
  { text: '{"password": hunter2}', words: 'x is not JSON' },
  { text: '["a"]', words: 'x is a list' },
  { text: 'null', words: 'x is null' },
])('what cannot be used is said without its words: $words', ({ text, words }) => {
  expect(() => parseTerraformOutputs(text, 'x')).toThrow(words);
  expect(() => parseTerraformOutputs(text, 'x')).not.toThrow('hunter2');
});
