import { expect, test } from 'vitest';
import { operations } from '../operations/index.ts';
import { constraintsOf } from './constraints.ts';
import { loadServiceModel, type Shape } from './model.ts';
import { type ServiceName, services } from './services.ts';

const names = Object.keys(services) as ServiceName[];

test.each(names)('every operation of %s that is carried out here exists at AWS', async (name) => {
  const model = await loadServiceModel(name);
  expect(Object.keys(operations[name]).filter((operation) => !model.operations.has(operation))).toEqual([]);
});

test.each(names)('constraints of %s name only structures and members that the SDK knows', async (name) => {
  const known = new Map<string, ReadonlySet<string>>();
  for (const { input, output } of (await loadServiceModel(name)).operations.values()) {
    collect(input, known);
    collect(output, known);
  }
  for (const [structure, members] of Object.entries(constraintsOf(name))) {
    expect(known.has(structure), structure).toBe(true);
    for (const member of Object.keys(members)) expect([...(known.get(structure) ?? [])]).toContain(member);
  }
});

test('the newest enum values are there', () => {
  expect(constraintsOf('ecs').ServiceDeployment?.status?.enum).toContain('ROLLBACK_SUCCESSFUL');
  expect(constraintsOf('ecs').DeploymentLifecycleHook?.targetType?.enum).toContain('PAUSE');
  expect(constraintsOf('elb').TargetHealth?.State?.enum).toContain('draining');
});

function collect(shape: Shape, known: Map<string, ReadonlySet<string>>): void {
  if (shape.kind === 'list') collect(shape.item(), known);
  if (shape.kind === 'map') collect(shape.value(), known);
  if (shape.kind !== 'structure' || known.has(shape.name)) return;
  known.set(shape.name, new Set(shape.members.keys()));
  for (const member of shape.members.values()) collect(member(), known);
}
