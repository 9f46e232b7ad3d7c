import { describe, expect, test } from 'vitest';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import type { ContainerEdit, Edits, TaskEdits } from './edits.ts';
import { editDefinition } from './place-edits.ts';
import type { Place } from './task-size.ts';

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
  editDefinition(
    definition,
    { containers, task },
    { container: 'app', place: { isOnFargate: false, isGiven: false, running: definition } },
  ).problems;
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

  test('is asked about memory that is edited alone', () => {
    expect(told({ memory: 4_096 }, { cpu: '256' })).toEqual([
      'memory: Fargate has no task of 256 CPU units with 4096 MiB, but with 512, 1024, 2048',
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

describe('a definition that is given', () => {
  const container = (members: Raw): Raw => ({ name: 'app', image: 'a', ...members });
  const definition = (members: Raw = {}): Raw => ({
    family: 'web',
    cpu: '512',
    memory: '1024',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [container({})],
    ...members,
  });
  const told = (members: Raw, place: Partial<Place> = {}, edits: Partial<Edits> = {}) =>
    editDefinition(
      definition(members),
      { containers: [], task: {}, ...edits },
      { container: 'app', place: { isOnFargate: false, isGiven: true, running: definition(), ...place } },
    ).problems;
  const BAD = { cpu: 300, memory: 512 };
  const UNKNOWN =
    'task-definition: Fargate has no task of 300 CPU units; it has 256, 512, 1024, 2048, 4096, 8192, 16384';

  test.each<readonly [string, Raw, string]>([
    ['CPU that Fargate does not have', BAD, UNKNOWN],
    [
      'memory that does not go with it',
      { cpu: '.5 vCPU', memory: '8 GB' },
      'task-definition: Fargate has no task of 512 CPU units with 8192 MiB, but with 1024 to 4096 in steps of 1024',
    ],
    [
      'no memory',
      { memory: undefined },
      'task-definition: a task on Fargate needs a size of its own, and the definition names no memory',
    ],
    [
      'no size at all',
      { cpu: null, memory: '' },
      'task-definition: a task on Fargate needs a size of its own, and the definition names no cpu and no memory',
    ],
    [
      'containers that ask for more CPU than it has',
      { containerDefinitions: [container({ cpu: 512 }), container({ name: 'b', cpu: 1 })] },
      'task-definition: the containers ask for 513 CPU units together, and the task has 512',
    ],
    [
      'containers that ask for more memory than it has',
      { containerDefinitions: [container({ memory: 1_025 })] },
      'task-definition: the containers ask for 1025 MiB together, and the task has 1024',
    ],
  ])('has, for Fargate, %s, and is refused', (_what, members, expected) => {
    expect(told(members)).toEqual([expected]);
  });

  test('goes to Fargate where it says so, or says nothing and the service is there', () => {
    expect(told({ ...BAD, requiresCompatibilities: ['EC2', 'FARGATE'] })).toEqual([UNKNOWN]);
    expect(told({ ...BAD, requiresCompatibilities: undefined }, { isOnFargate: true })).toEqual([UNKNOWN]);
    expect(told({ ...BAD, requiresCompatibilities: [] }, { isOnFargate: true })).toEqual([UNKNOWN]);
    expect(told({ ...BAD, requiresCompatibilities: undefined })).toEqual([]);
    expect(told({ ...BAD, requiresCompatibilities: ['EC2'] }, { isOnFargate: true })).toEqual([]);
  });

  test('is not judged by what the service runs with already, for Fargate tells AWS more than it tells us', () => {
    const greedy = { containerDefinitions: [container({ cpu: 600 })] };
    expect(told(BAD, { running: definition(BAD) })).toEqual([]);
    expect(told(BAD, { running: definition({ ...BAD, requiresCompatibilities: ['EC2'] }) })).toEqual([UNKNOWN]);
    expect(told(BAD, { running: definition({ ...BAD, memory: 1_024 }) })).toEqual([UNKNOWN]);
    expect(told(greedy, { running: definition(greedy) })).toEqual([]);
    expect(told(greedy, { running: definition({ ...greedy, cpu: 1_024 }) })).toHaveLength(1);
    expect(told(BAD, { isGiven: false })).toEqual([]);
  });

  test('is judged by the edits where they say the size: nothing is told twice', () => {
    expect(told(BAD, {}, { task: { cpu: 512, memory: 1_024 } })).toEqual([]);
    expect(told({ memory: undefined }, {}, { task: { cpu: 256 } })).toEqual([
      'task-definition: a task on Fargate needs a size of its own, and the definition names no memory',
    ]);
    expect(told({}, {}, { task: { cpu: 300 } })).toEqual([UNKNOWN.replace('task-definition', 'cpu')]);
    expect(told({}, {}, { containers: [memory(2_000)] })).toEqual([
      'container-memory: the containers ask for 2000 MiB together, and the task has 1024',
    ]);
    expect(told(BAD, {}, { containers: [memory(500)] })).toEqual([UNKNOWN]);
  });

  test('is left to AWS where its sum does not count: Windows containers, and tasks on instances', () => {
    const greedy = { containerDefinitions: [container({ cpu: 600 })] };
    const windows = { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
    expect(told({ ...greedy, ...windows })).toEqual([]);
    expect(told({ ...greedy, requiresCompatibilities: ['EC2'] })).toEqual([]);
    const command: ContainerEdit = { kind: 'command', words: ['x'] };
    expect(told({ ...greedy, requiresCompatibilities: ['EC2'] }, {}, { containers: [command] })).toEqual([]);
  });
});
