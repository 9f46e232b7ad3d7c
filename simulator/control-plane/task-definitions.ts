// Finds a task definition revision by its ARN, `family:revision`, or family (its newest active revision).

import type { TaskDefinition, TaskDefinitionRevision } from './ecs-state.ts';
import { lastPart } from './identifiers.ts';
import type { World } from './world.ts';

export function findRevision(world: World, reference: string): TaskDefinitionRevision | undefined {
  const [name = '', number] = lastPart(reference).split(':');
  const family = world.ecs.taskDefinitionFamilies[name];
  if (family === undefined) return undefined;
  if (number !== undefined) return family.revisions[number];
  for (let newest = family.lastRevision; newest > 0; newest -= 1) {
    const revision = family.revisions[String(newest)];
    if (revision?.status === 'ACTIVE') return revision;
  }
  return undefined;
}

/** Of a task or a service revision, whose task definition cannot vanish. */
export function definitionOf(world: World, arn: string): TaskDefinition {
  const revision = findRevision(world, arn);
  if (revision === undefined) throw new Error(`The world has lost the task definition ${arn}.`);
  return revision.definition;
}
