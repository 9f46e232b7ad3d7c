// Whether a task is as large as its containers ask for, and whether Fargate has such a task. ECS says neither before the registration,
// so a dry run would promise what cannot be. What the service runs with already is not ours to judge.

import { canonicalDefinition } from '../../../../lib/core/canonical-definition.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf, isRaw } from '../../../../lib/core/task-definition.ts';
import type { Edits } from './edits.ts';

/** Where a definition is to run. */
export interface Place {
  /** the service has its tasks on Fargate, whatever the definition says */
  readonly isOnFargate: boolean;
  /** Somebody gave the definition (a file, a family, an ARN), so for Fargate every size of it counts; else those that are edited. */
  readonly isGiven: boolean;
  /** what the service runs: ECS took its sizes */
  readonly running: Raw;
}

/** `definition`: as it is after the edits. */
export function sizeProblems(edits: Edits, definition: Raw, place: Place): string[] {
  return [
    ...(['cpu', 'memory'] as const).flatMap((member) => oversized(member, edits, definition, place)),
    ...unknownToFargate(edits, definition, place),
  ];
}

type Member = 'cpu' | 'memory';

/** CPU units and MiB; NaN where the task names none. */
function sizeOf(definition: Raw): Readonly<Record<Member, number>> {
  const { cpu, memory } = canonicalDefinition(definition);
  return { cpu: Number(cpu ?? Number.NaN), memory: Number(memory ?? Number.NaN) };
}

/**
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (cpu, memory, memoryReservation); ECS's refusals: aws/aws-cdk#1553,
 * pulumi/pulumi-awsx#1220
 */
function oversized(member: Member, edits: Edits, definition: Raw, place: Place): string[] {
  const input = editedInput(member, edits) ?? (isJudgedWhole(definition, place) ? GIVEN : undefined);
  const has = sizeOf(definition)[member];
  const asked = askedFor(definition, member);
  const isRunning = asked === askedFor(place.running, member) && has === sizeOf(place.running)[member];
  if (input === undefined || isRunning) return [];
  const unit = member === 'cpu' ? 'CPU units' : 'MiB';
  return asked > has ? [`${input}: the containers ask for ${asked} ${unit} together, and the task has ${has}`] : [];
}

const GIVEN = 'task-definition';

function editedInput(member: Member, { containers, task }: Edits): string | undefined {
  if (task[member] !== undefined) return member;
  return containers.some(({ kind }) => kind.startsWith(`container-${member}`)) ? `container-${member}` : undefined;
}

function askedFor(definition: Raw, member: Member): number {
  return containersOf(definition).reduce((sum, container) => sum + reserved(container, member), 0);
}

function reserved(container: Raw, member: Member): number {
  return Number((member === 'memory' ? container.memoryReservation : undefined) ?? container[member] ?? 0);
}

/** ECS does not look at the sizes of a task of Windows containers: …/APIReference/API_RegisterTaskDefinition.html (cpu, memory) */
function isJudgedWhole(definition: Raw, place: Place): boolean {
  const { runtimePlatform } = definition;
  const family = isRaw(runtimePlatform) ? String(runtimePlatform.operatingSystemFamily ?? '') : '';
  return place.isGiven && isForFargate(definition, place) && !family.startsWith('WINDOWS');
}

/** What the definition asks for goes first; a service on Fargate refuses what it could not run there. */
function isForFargate({ requiresCompatibilities: asked }: Raw, { isOnFargate }: Place): boolean {
  return Array.isArray(asked) && asked.length > 0 ? asked.includes('FARGATE') : isOnFargate;
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
function unknownToFargate({ task }: Edits, definition: Raw, place: Place): string[] {
  if (!isForFargate(definition, place)) return [];
  const { cpu, memory } = sizeOf(definition);
  const isEdited = task.cpu !== undefined || task.memory !== undefined;
  if (!isEdited && !isGivenAnew(definition, place)) return [];
  const [onCpu, onMemory] = isEdited ? ['cpu', 'memory'] : [GIVEN, GIVEN];
  const missing = (['cpu', 'memory'] as const).filter((member) => isUnnamed(definition[member]));
  if (missing.length > 0)
    return [
      `${GIVEN}: a task on Fargate needs a size of its own, and the definition names no ${missing.join(' and no ')}`,
    ];
  const known = [SMALLEST.cpu, ...FARGATE.keys()];
  if (!known.includes(cpu))
    return cpu < Math.max(...known)
      ? [`${onCpu}: Fargate has no task of ${cpu} CPU units; it has ${known.join(', ')}`]
      : [];
  const sizes = FARGATE.get(cpu);
  const has =
    sizes === undefined
      ? SMALLEST.memory.some((mib) => mib === memory)
      : memory >= sizes.from && memory <= sizes.to && memory % sizes.step === 0;
  if (has || Number.isNaN(memory)) return [];
  const allowed =
    sizes === undefined ? SMALLEST.memory.join(', ') : `${sizes.from} to ${sizes.to} in steps of ${sizes.step}`;
  const isCpuAlone = isEdited && task.memory === undefined;
  return [
    `${isCpuAlone ? onCpu : onMemory}: Fargate has no task of ${cpu} CPU units with ${memory} MiB, but with ${allowed}${isCpuAlone ? '; give memory too' : ''}`,
  ];
}

/** Somebody gave its sizes, and the service runs on Fargate with others. */
function isGivenAnew(definition: Raw, place: Place): boolean {
  const [after, before] = [sizeOf(definition), sizeOf(place.running)];
  const isRunning =
    isForFargate(place.running, place) && Object.is(after.cpu, before.cpu) && Object.is(after.memory, before.memory);
  return place.isGiven && !isRunning;
}

function isUnnamed(size: unknown): boolean {
  return size === undefined || size === null || size === '';
}
