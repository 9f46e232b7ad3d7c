// Which container each edit is for, and whether the edits go together, with each other and with the definition. Every problem is told.

import { suggestion } from '../../../../lib/core/near-names.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containerNames, containersOf, isRaw } from '../../../../lib/core/task-definition.ts';
import { type ContainerEdit, type Edits, type PlacedEdit, withEdits } from './edits.ts';
import { type Place, sizeProblems } from './task-size.ts';

export interface EditedDefinition {
  /** what the edits make of it, as far as they could be made */
  readonly definition: Raw;
  readonly problems: readonly string[];
}

export interface Defaults {
  /** the container of an edit that names none; undefined where nobody can know it */
  readonly container: string | undefined;
  readonly place: Place;
}

export function editDefinition(
  definition: Raw,
  edits: Edits,
  { container: picked, place }: Defaults,
): EditedDefinition {
  const names = containerNames(definition);
  const problems: string[] = [];
  const placed = edits.containers.flatMap((edit): PlacedEdit[] => {
    const container = edit.container ?? picked;
    if (container === undefined) problems.push(unplaced(edit, names));
    else if (!names.includes(container)) problems.push(unknown(edit, container, definition));
    else return [{ ...edit, container }];
    return [];
  });
  const result = withEdits(definition, placed, edits.task);
  for (const name of names) {
    const own = placed.filter(({ container }) => container === name);
    problems.push(...twice(name, own), ...contradictions(name, own), ...misfits(name, own, result));
  }
  return { definition: result, problems: [...new Set([...problems, ...sizeProblems(edits, result, place)])] };
}

function unplaced({ kind }: ContainerEdit, names: readonly string[]): string {
  return `${kind}: the task definition has several containers (${names.join(', ')}); put a line [container] with the name of the one that is meant above`;
}

function unknown({ kind }: ContainerEdit, container: string, definition: Raw): string {
  return `${kind}: the task definition "${String(definition.family)}" has no container "${container}".${suggestion(container, containerNames(definition))}`;
}

function twice(container: string, edits: readonly PlacedEdit[]): string[] {
  return edits
    .filter(({ kind }, index) => edits.findIndex((other) => other.kind === kind) !== index)
    .map(({ kind }) => `${kind}: container "${container}" is given twice, with its name and without; give it once`);
}

/** Names that one input sets and another one sets otherwise or takes away. */
function contradictions(container: string, edits: readonly PlacedEdit[]): string[] {
  const of = (kind: ContainerEdit['kind']) =>
    edits.flatMap((edit) =>
      edit.kind !== kind
        ? []
        : 'names' in edit
          ? edit.names
          : 'values' in edit
            ? edit.values.map(({ name }) => name)
            : [],
    );
  const both = (one: ContainerEdit['kind'], other: ContainerEdit['kind'], words: string) =>
    of(one)
      .filter((name) => of(other).includes(name))
      .map((name) => `${one}: container "${container}": "${name}" ${words}`);
  return [
    ...both('environment', 'secrets', 'is given by secrets too; a name is either a variable or a secret'),
    ...both('remove-environment', 'environment', 'is set by environment too'),
    ...both('remove-secrets', 'secrets', 'is set by secrets too'),
  ];
}

/** What ECS would refuse of one container, now that it is edited. */
function misfits(name: string, edits: readonly PlacedEdit[], definition: Raw): string[] {
  const container = containersOf(definition).find((each) => each.name === name) ?? {};
  const { logConfiguration, healthCheck, memory, memoryReservation } = container;
  const has = (kind: ContainerEdit['kind']) => edits.some((edit) => edit.kind === kind);
  const problems: string[] = [];
  if (has('log-options') && !(isRaw(logConfiguration) && typeof logConfiguration.logDriver === 'string'))
    problems.push(`log-options: container "${name}" has no log driver yet; give log-driver too, such as awslogs`);
  if (has('health-check') && isRaw(healthCheck) && !Array.isArray(healthCheck.command))
    problems.push(`health-check: container "${name}" has no health check yet; give its command too: command=…`);
  if (
    (has('container-memory') || has('container-memory-reservation')) &&
    Number(memoryReservation ?? 0) > Number(memory ?? Number.POSITIVE_INFINITY)
  )
    problems.push(
      `container-memory-reservation: container "${name}" would reserve ${Number(memoryReservation)} MiB and may use no more than ${Number(memory)}`,
    );
  return problems;
}
