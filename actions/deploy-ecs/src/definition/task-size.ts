// Whether a task is as large as its containers ask for, and whether Fargate has such a task. ECS says neither before the registration,
// so a dry run would promise what cannot be. Judged only where a size is edited: what ECS took before is not ours to judge.

import { canonicalDefinition } from '../../../../lib/core/canonical-definition.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf } from '../../../../lib/core/task-definition.ts';
import type { Edits } from './edits.ts';

/** `definition`: as it is after the edits. */
export function sizeProblems(edits: Edits, definition: Raw): string[] {
  const { cpu, memory } = canonicalDefinition(definition);
  const task = { cpu: Number(cpu ?? Number.NaN), memory: Number(memory ?? Number.NaN) };
  return [...oversized(edits, definition, task), ...unknownToFargate(edits, definition, task)];
}

interface Size {
  /** CPU units; NaN where the task names none */
  readonly cpu: number;
  /** MiB; NaN where the task names none */
  readonly memory: number;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (cpu, memory, memoryReservation) */
function oversized({ containers, task }: Edits, definition: Raw, size: Size): string[] {
  return (['cpu', 'memory'] as const).flatMap((member) => {
    const isEdited =
      task[member] !== undefined || containers.some(({ kind }) => kind.startsWith(`container-${member}`));
    const asked = containersOf(definition).reduce((sum, container) => sum + reserved(container, member), 0);
    if (!isEdited || !(asked > size[member])) return [];
    const input = task[member] === undefined ? `container-${member}` : member;
    const unit = member === 'cpu' ? 'CPU units' : 'MiB';
    return [`${input}: the containers ask for ${asked} ${unit} together, and the task has ${size[member]}`];
  });
}

function reserved(container: Raw, member: 'cpu' | 'memory'): number {
  return Number((member === 'memory' ? container.memoryReservation : undefined) ?? container[member] ?? 0);
}

/** MiB by CPU units; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size */
const FARGATE: ReadonlyMap<number, { readonly from: number; readonly to: number; readonly step: number }> = new Map([
  [512, { from: 1_024, to: 4_096, step: 1_024 }],
  [1_024, { from: 2_048, to: 8_192, step: 1_024 }],
  [2_048, { from: 4_096, to: 16_384, step: 1_024 }],
  [4_096, { from: 8_192, to: 30_720, step: 1_024 }],
  [8_192, { from: 16_384, to: 61_440, step: 4_096 }],
  [16_384, { from: 32_768, to: 122_880, step: 8_192 }],
]);
const SMALLEST = { cpu: 256, memory: [512, 1_024, 2_048] } as const;

/** Sizes above the largest that is known here are AWS's to judge: there may be new ones. */
function unknownToFargate({ task }: Edits, definition: Raw, { cpu, memory }: Size): string[] {
  const { requiresCompatibilities } = definition;
  if (task.cpu === undefined && task.memory === undefined) return [];
  if (!Array.isArray(requiresCompatibilities) || !requiresCompatibilities.includes('FARGATE')) return [];
  const known = [SMALLEST.cpu, ...FARGATE.keys()];
  if (!known.includes(cpu))
    return cpu < Math.max(...known) ? [`cpu: Fargate has no task of ${cpu} CPU units; it has ${known.join(', ')}`] : [];
  const sizes = FARGATE.get(cpu);
  const has =
    sizes === undefined
      ? SMALLEST.memory.some((mib) => mib === memory)
      : memory >= sizes.from && memory <= sizes.to && memory % sizes.step === 0;
  if (has || Number.isNaN(memory)) return [];
  const allowed =
    sizes === undefined ? SMALLEST.memory.join(', ') : `${sizes.from} to ${sizes.to} in steps of ${sizes.step}`;
  const input = task.memory === undefined ? 'cpu' : 'memory';
  const both = task.memory === undefined ? '; give memory too' : '';
  return [`${input}: Fargate has no task of ${cpu} CPU units with ${memory} MiB, but with ${allowed}${both}`];
}
