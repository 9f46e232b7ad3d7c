// Which members of a task definition only AWS writes: read from AWS's own model, so that a newer SDK tells of a newer member.

import { RegisterTaskDefinitionRequest$, TaskDefinition$ } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { registrable } from '../../lib/core/task-definition.ts';

const [, , , , described] = TaskDefinition$;
const [, , , , taken] = RegisterTaskDefinitionRequest$;

test('what is described goes to the registration without what the registration does not take, and with all the rest', () => {
  expect(described).toContain('containerDefinitions');
  const definition = Object.fromEntries(described.map((member) => [member, member]));
  expect(Object.keys(registrable(definition)).toSorted()).toEqual(
    described.filter((member) => taken.includes(member)).toSorted(),
  );
});
