import { expect, test } from 'vitest';
import { constraintsOf, matches } from './constraints.ts';
import { loadServiceModel, type StructureShape } from './model.ts';
import { findDeviations, withoutUnknownMembers } from './validate.ts';

const { operations } = await loadServiceModel('ecs');

function shapeOf(operation: string): StructureShape {
  const model = operations.get(operation);
  if (model === undefined) throw new Error(`no ${operation}`);
  return model.input;
}

function deviations(operation: string, value: unknown, allowed: readonly string[] = []): string[] {
  const rules = { constraints: constraintsOf('ecs'), allowUnknown: new Set(allowed), nullIsAbsent: true };
  return findDeviations(shapeOf(operation), value, rules).map(({ kind, path }) => `${kind} ${path}`);
}

test.each([
  ['a good request', { service: 'web', desiredCount: 2, forceNewDeployment: true }, []],
  ['an unknown member', { service: 'web', colour: 'blue' }, ['unknown-member colour']],
  ['a missing one', { desiredCount: 2 }, ['missing service']],
  ['text for a number', { service: 'web', desiredCount: '2' }, ['wrong-type desiredCount']],
  ['a number for a boolean', { service: 'web', forceNewDeployment: 1 }, ['wrong-type forceNewDeployment']],
  ['one value for a list', { service: 'web', loadBalancers: {} }, ['wrong-type loadBalancers']],
  ['a list for a structure', { service: 'web', networkConfiguration: [] }, ['wrong-type networkConfiguration']],
  [
    'something deep inside',
    { service: 'web', networkConfiguration: { awsvpcConfiguration: { subnets: ['a', 7], assignPublicIp: 'MAYBE' } } },
    [
      'wrong-type networkConfiguration.awsvpcConfiguration.subnets.1',
      'enum networkConfiguration.awsvpcConfiguration.assignPublicIp',
    ],
  ],
  [
    'an enum that only the newest SDK knows',
    {
      service: 'web',
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration: { type: 'SOME', value: 3 } },
      },
    },
    ['enum deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.type'],
  ],
  ['a null, which AWS reads as absence', { service: 'web', desiredCount: null }, []],
  ['a null where something is required', { service: null }, ['missing service']],
])('finds %s', (_, request, expected) => {
  expect(deviations('UpdateService', request)).toEqual(expected);
});

test('a null in an answer is a mistake', () => {
  const rules = { constraints: {}, allowUnknown: new Set<string>(), nullIsAbsent: false };
  const found = findDeviations(shapeOf('UpdateService'), { service: 'web', desiredCount: null }, rules);
  expect(found.map(({ kind, path }) => `${kind} ${path}`)).toEqual(['wrong-type desiredCount']);
});

test('allowed members pass at any depth and are kept; others are dropped as AWS drops them', () => {
  const request = { family: 'web', containerDefinitions: [{ name: 'app', fresh: 1, stale: 2 }] };
  expect(deviations('RegisterTaskDefinition', request, ['fresh'])).toEqual([
    'unknown-member containerDefinitions.0.stale',
  ]);
  expect(withoutUnknownMembers(shapeOf('RegisterTaskDefinition'), request, new Set(['fresh']))).toEqual({
    family: 'web',
    containerDefinitions: [{ name: 'app', fresh: 1 }],
  });
});

test('keys and values of maps are walked too', () => {
  const logConfiguration = { logDriver: 'awslogs', options: { 'awslogs-group': 7 } };
  const request = { family: 'web', containerDefinitions: [{ name: 'app', logConfiguration }] };
  expect(deviations('RegisterTaskDefinition', request)).toEqual([
    'wrong-type containerDefinitions.0.logConfiguration.options.awslogs-group',
  ]);
});

test('a pattern is about the whole text; one that JavaScript cannot read constrains nothing', () => {
  expect(matches('[a-z]+', 'abc')).toBe(true);
  expect(matches('[a-z]+', 'abc1')).toBe(false);
  expect(matches('(?<broken', 'anything')).toBe(true);
});
