// The edits of a task definition that a user may ask for, and how they are made. Whatever no edit names stays as it is, members included
// that nobody here has heard of. What an edit says is true already changes nothing.

import type { KeyValue } from '../../../../lib/core/key-values.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { isRaw, rawOf } from '../../../../lib/core/task-definition.ts';

/** `kind` is the input that asks for it. */
export type ContainerEdit = {
  /** absent: the action's own rule picks the container */
  readonly container?: string;
} & (
  | { readonly kind: 'environment' | 'log-options' | 'docker-labels'; readonly values: readonly KeyValue[] }
  /** values are what ECS calls `valueFrom` */
  | { readonly kind: 'secrets'; readonly values: readonly KeyValue[] }
  | { readonly kind: 'remove-environment' | 'remove-secrets'; readonly names: readonly string[] }
  /** no words: those of the image */
  | { readonly kind: 'command' | 'entry-point'; readonly words: readonly string[] }
  | {
      readonly kind: 'container-cpu' | 'container-memory' | 'container-memory-reservation';
      /** CPU units or MiB */
      readonly size: number;
    }
  | { readonly kind: 'log-driver'; readonly driver: string }
  | { readonly kind: 'health-check'; readonly check: HealthCheck | 'none' }
);

/** Members in ECS's words, times in seconds; what is absent stays. */
export interface HealthCheck {
  readonly command?: readonly string[];
  readonly interval?: number;
  readonly timeout?: number;
  readonly retries?: number;
  readonly startPeriod?: number;
}

export interface TaskEdits {
  /** CPU units */
  readonly cpu?: number;
  /** MiB */
  readonly memory?: number;
  readonly taskRole?: string;
  readonly executionRole?: string;
  readonly ephemeralStorageGiB?: number;
  readonly cpuArchitecture?: 'X86_64' | 'ARM64';
}

export interface Edits {
  /** in the order in which they are made */
  readonly containers: readonly ContainerEdit[];
  readonly task: TaskEdits;
}

/** An edit whose container is known. */
export type PlacedEdit = ContainerEdit & { readonly container: string };

export function withEdits(definition: Raw, containers: readonly PlacedEdit[], task: TaskEdits): Raw {
  const list = definition.containerDefinitions;
  return {
    ...editedTask(definition, task),
    ...(Array.isArray(list)
      ? { containerDefinitions: list.map((each: unknown) => (isRaw(each) ? edited(each, containers) : each)) }
      : {}),
  };
}

function edited(container: Raw, edits: readonly PlacedEdit[]): Raw {
  return edits.filter((edit) => edit.container === container.name).reduce(withEdit, container);
}

function withEdit(container: Raw, edit: PlacedEdit): Raw {
  switch (edit.kind) {
    case 'environment': {
      const pairs = edit.values.map(({ name, value }) => ({ name, value }));
      return { ...withoutNames(container, 'secrets', edit.values), ...withNamed(container, 'environment', pairs) };
    }
    case 'secrets': {
      const pairs = edit.values.map(({ name, value }) => ({ name, valueFrom: value }));
      return { ...withoutNames(container, 'environment', edit.values), ...withNamed(container, 'secrets', pairs) };
    }
    case 'remove-environment':
      return withoutNames(
        container,
        'environment',
        edit.names.map((name) => ({ name })),
      );
    case 'remove-secrets':
      return withoutNames(
        container,
        'secrets',
        edit.names.map((name) => ({ name })),
      );
    case 'command':
      return withWords(container, 'command', edit.words);
    case 'entry-point':
      return withWords(container, 'entryPoint', edit.words);
    case 'container-cpu':
      return { ...container, cpu: edit.size };
    case 'container-memory':
      return { ...container, memory: edit.size };
    case 'container-memory-reservation':
      return { ...container, memoryReservation: edit.size };
    case 'log-driver':
      return withDriver(container, edit.driver);
    case 'log-options':
      return withLogOptions(container, edit.values);
    case 'docker-labels':
      return { ...container, dockerLabels: { ...rawOf(container.dockerLabels), ...entriesOf(edit.values) } };
    case 'health-check':
      return edit.check === 'none'
        ? without(container, 'healthCheck')
        : { ...container, healthCheck: { ...rawOf(container.healthCheck), ...edit.check } };
  }
}

/** What is there keeps its place and the members that are not given; what is new comes last. */
function withNamed(container: Raw, member: 'environment' | 'secrets', given: readonly Raw[]): Raw {
  const present = listOf(container[member]);
  const kept = present.map((item) =>
    isRaw(item) ? { ...item, ...given.find(({ name }) => name === item.name) } : item,
  );
  const added = given.filter(({ name }) => !present.some((item) => isRaw(item) && item.name === name));
  return { [member]: [...kept, ...added] };
}

/** ECS refuses a name that is both a variable and a secret. */
function withoutNames(container: Raw, member: 'environment' | 'secrets', names: readonly { name: string }[]): Raw {
  const list = container[member];
  if (!Array.isArray(list)) return container;
  return {
    ...container,
    [member]: list.filter((item: unknown) => !isRaw(item) || !names.some(({ name }) => name === item.name)),
  };
}

function withWords(container: Raw, member: 'command' | 'entryPoint', words: readonly string[]): Raw {
  return words.length === 0 ? without(container, member) : { ...container, [member]: words };
}

/** Options belong to their driver: another driver refuses them. */
function withDriver(container: Raw, logDriver: string): Raw {
  const present = rawOf(container.logConfiguration);
  return { ...container, logConfiguration: present.logDriver === logDriver ? present : { logDriver } };
}

/** An option may also come from a secret; a name is one or the other. */
function withLogOptions(container: Raw, values: readonly KeyValue[]): Raw {
  const present = rawOf(container.logConfiguration);
  const { secretOptions } = present;
  const kept = listOf(secretOptions).filter((item) => !isRaw(item) || !values.some(({ name }) => name === item.name));
  return {
    ...container,
    logConfiguration: {
      ...present,
      options: { ...rawOf(present.options), ...entriesOf(values) },
      ...(secretOptions === undefined ? {} : { secretOptions: kept }),
    },
  };
}

function editedTask(definition: Raw, task: TaskEdits): Raw {
  const { cpu, memory, taskRole, executionRole, ephemeralStorageGiB, cpuArchitecture } = task;
  return {
    ...definition,
    ...(cpu === undefined ? {} : { cpu: String(cpu) }),
    ...(memory === undefined ? {} : { memory: String(memory) }),
    ...(taskRole === undefined ? {} : { taskRoleArn: taskRole }),
    ...(executionRole === undefined ? {} : { executionRoleArn: executionRole }),
    ...(ephemeralStorageGiB === undefined
      ? {}
      : { ephemeralStorage: { ...rawOf(definition.ephemeralStorage), sizeInGiB: ephemeralStorageGiB } }),
    ...(cpuArchitecture === undefined
      ? {}
      : { runtimePlatform: withArchitecture(rawOf(definition.runtimePlatform), cpuArchitecture) }),
  };
}

function withArchitecture(platform: Raw, cpuArchitecture: string): Raw {
  return platform.cpuArchitecture === cpuArchitecture
    ? platform
    : { operatingSystemFamily: 'LINUX', ...platform, cpuArchitecture };
}

function entriesOf(values: readonly KeyValue[]): Raw {
  return Object.fromEntries(values.map(({ name, value }) => [name, value]));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function without(raw: Raw, member: string): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => name !== member));
}
