import { expect, test } from 'vitest';
import { parseYaml } from './yaml-definition.ts';

test.each(['012345678901', '12345678901234567890', '1234e56', '0x1F', '1.10', 'True', '8080', '-0'])(
  'the value %s of a variable, a label or an option is what was written',
  (written) => {
    const parsed = parseYaml(
      `containerDefinitions:\n- environment:\n  - name: A\n    value: ${written}\n  dockerLabels: {a: ${written}}\n  logConfiguration: {options: {a: ${written}}}\n`,
    );
    expect(parsed).toEqual({
      containerDefinitions: [
        {
          environment: [{ name: 'A', value: written }],
          dockerLabels: { a: written },
          logConfiguration: { options: { a: written } },
        },
      ],
    });
  },
);

test('numbers and truths elsewhere are what they mean', () => {
  expect(
    parseYaml('cpu: 0x200\ncontainerDefinitions: [{essential: True, portMappings: [{containerPort: 8080}]}]'),
  ).toEqual({
    cpu: 512,
    containerDefinitions: [{ essential: true, portMappings: [{ containerPort: 8080 }] }],
  });
});

test('what is not set stays so', () => {
  expect(parseYaml('environment: [{name: A, value: null}, {name: B, value: ~}]')).toEqual({
    environment: [
      { name: 'A', value: null },
      { name: 'B', value: null },
    ],
  });
});

test('anchors and merge keys are followed', () => {
  expect(parseYaml('a: &base {x: 1, y: 2}\nb: {<<: *base, y: 3}')).toEqual({ a: { x: 1, y: 2 }, b: { x: 1, y: 3 } });
});

test.each([
  [
    'an anchor beside the definition',
    'x: &labels {v: 1.10, 1.10: on}\ndockerLabels: *labels',
    { v: '1.10', '1.10': 'on' },
  ],
  ['a merge key', 'x: &labels {v: 1.10}\ndockerLabels: {<<: *labels, w: 0777}', { v: '1.10', w: '0777' }],
  ['an alias of one value', 'x: &v 1.10\ndockerLabels: {v: *v}', { v: '1.10' }],
])('text that comes by %s stays as it was written', (_what, text, dockerLabels) => {
  expect(parseYaml(text)).toHaveProperty('dockerLabels', dockerLabels);
});

test('words of commands, names and users are what was written', () => {
  const text =
    'family: 007\ncontainerDefinitions: [{name: 1.0, user: 0777, command: [echo, 1.10, True], healthCheck: {command: [CMD, 0x1], retries: 03}}]';
  expect(parseYaml(text)).toEqual({
    family: '007',
    containerDefinitions: [
      {
        name: '1.0',
        user: '0777',
        command: ['echo', '1.10', 'True'],
        healthCheck: { command: ['CMD', '0x1'], retries: 3 },
      },
    ],
  });
});

test('an anchor is text where its alias is text, and a number elsewhere', () => {
  expect(parseYaml('cpu: &cpu 0x200\nenvironment: [{name: CPU, value: *cpu}]')).toEqual({
    cpu: 512,
    environment: [{ name: 'CPU', value: '0x200' }],
  });
});

test('a day under YAML 1.1 is text too', () => {
  expect(parseYaml('%YAML 1.1\n---\ndockerLabels: {released: 2024-01-01}')).toEqual({
    dockerLabels: { released: '2024-01-01' },
  });
});

test('several documents are told in words of the file', () => {
  expect(() => parseYaml('family: web\n---\nfamily: api\n')).toThrow(
    'it holds several documents (---), of which only one may stay',
  );
});

test('what is no YAML throws', () => {
  expect(() => parseYaml('a: [')).toThrow();
});
