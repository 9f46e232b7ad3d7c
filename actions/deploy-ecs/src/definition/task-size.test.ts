import { describe, expect, test } from 'vitest';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import type { ContainerEdit, TaskEdits } from './edits.ts';
import { editDefinition } from './place-edits.ts';

const two: Raw = {
  family: 'web',
  cpu: '512',
  memory: '1024',
  containerDefinitions: [
    { name: 'app', image: 'a', cpu: 128, memory: 512 },
    { name: 'envoy', image: 'b', memory: 900, memoryReservation: 256 },
  ],
};
const problems = (containers: readonly ContainerEdit[], task: TaskEdits = {}, definition: Raw = two) =>
  editDefinition(definition, { containers, task }, { container: 'app' }).problems;
const memory = (size: number): ContainerEdit => ({ kind: 'container-memory', size });
const cpu = (size: number): ContainerEdit => ({ kind: 'container-cpu', container: 'envoy', size });

describe('containers may ask for', () => {
  test('as much as their task has, a reservation counting before the limit', () => {
    expect(problems([memory(768), cpu(384)])).toEqual([]);
    expect(problems([], { cpu: 128, memory: 768 })).toEqual([]);
  });

  test.each<readonly [string, readonly ContainerEdit[], TaskEdits, string]>([
    ['more CPU', [cpu(385)], {}, 'container-cpu: the containers ask for 513 CPU units together, and the task has 512'],
    [
      'more memory',
      [memory(769)],
      {},
      'container-memory: the containers ask for 1025 MiB together, and the task has 1024',
    ],
    [
      'a larger reservation',
      [{ kind: 'container-memory-reservation', container: 'envoy', size: 600 }],
      {},
      'container-memory: the containers ask for 1112 MiB together, and the task has 1024',
    ],
    [
      'it in a smaller task',
      [],
      { memory: 767 },
      'memory: the containers ask for 768 MiB together, and the task has 767',
    ],
  ])('%s, and are refused', (_what, containers, task, expected) => {
    expect(problems(containers, task)).toEqual([expected]);
  });

  test('what they have asked for before, where no size is edited or the task names none', () => {
    expect(problems([{ kind: 'command', words: ['x'] }], {}, { ...two, memory: '64' })).toEqual([]);
    expect(problems([memory(4_000)], {}, { ...two, memory: undefined })).toEqual([]);
  });

  test('no more than their task has, also where it is written with a unit', () => {
    expect(problems([memory(768)], {}, { ...two, memory: '1 GB' })).toEqual([]);
    expect(problems([memory(769)], {}, { ...two, memory: '1 GB' })).toHaveLength(1);
  });
});

describe('Fargate', () => {
  const fargate = (members: Raw = {}): Raw => ({
    ...two,
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'app', image: 'a' }],
    ...members,
  });
  const told = (task: TaskEdits, members: Raw = {}) => problems([], task, fargate(members));

  test.each([
    [256, 512],
    [256, 2_048],
    [512, 1_024],
    [512, 4_096],
    [1_024, 3_072],
    [4_096, 30_720],
    [8_192, 20_480],
    [16_384, 122_880],
  ])('has %i CPU units with %i MiB', (units, mib) => {
    expect(told({ cpu: units, memory: mib })).toEqual([]);
  });

  test.each([
    [256, 3_072, '512, 1024, 2048'],
    [512, 512, '1024 to 4096 in steps of 1024'],
    [512, 5_120, '1024 to 4096 in steps of 1024'],
    [512, 1_500, '1024 to 4096 in steps of 1024'],
    [8_192, 17_408, '16384 to 61440 in steps of 4096'],
  ])('has no %i CPU units with %i MiB', (units, mib, allowed) => {
    expect(told({ cpu: units, memory: mib })).toEqual([
      `memory: Fargate has no task of ${units} CPU units with ${mib} MiB, but with ${allowed}`,
    ]);
  });

  test('wants memory together with CPU where the memory there is does not go with it', () => {
    expect(told({ cpu: 1_024 }, { memory: '1 GB' })).toEqual([
      'cpu: Fargate has no task of 1024 CPU units with 1024 MiB, but with 2048 to 8192 in steps of 1024; give memory too',
    ]);
  });

  test('has no CPU sizes between its own; larger ones than are known are left to AWS', () => {
    expect(told({ cpu: 300 })).toEqual([
      'cpu: Fargate has no task of 300 CPU units; it has 256, 512, 1024, 2048, 4096, 8192, 16384',
    ]);
    expect(told({ cpu: 32_768, memory: 5 })).toEqual([]);
  });

  test('is not asked where the definition is not for it, or no size is edited', () => {
    expect(told({ cpu: 300 }, { requiresCompatibilities: ['EC2'] })).toEqual([]);
    expect(told({ cpu: 300 }, { requiresCompatibilities: undefined })).toEqual([]);
    expect(told({ taskRole: 'arn:x' }, { cpu: '300' })).toEqual([]);
  });
});
