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

test('what is no YAML throws', () => {
  expect(() => parseYaml('a: [')).toThrow();
});
