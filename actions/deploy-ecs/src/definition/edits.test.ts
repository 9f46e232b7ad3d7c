import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf } from '../../../../lib/core/task-definition.ts';
import { type ContainerEdit, type HealthCheck, type PlacedEdit, type TaskEdits, withEdits } from './edits.ts';

const edited = (container: Raw, ...edits: readonly ContainerEdit[]) => {
  const definition = { family: 'web', containerDefinitions: [{ name: 'app', ...container }] };
  const placed = edits.map((edit) => ({ ...edit, container: 'app' }));
  const { name: _, ...rest } = containersOf(withEdits(definition, placed, {}))[0] ?? {};
  return rest;
};

test.each<readonly [string, Raw, readonly ContainerEdit[], Raw]>([
  [
    'a variable is set in its place, a new one comes last',
    {
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
    [
      {
        kind: 'environment',
        values: [
          { name: 'C', value: '' },
          { name: 'A', value: '0' },
        ],
      },
    ],
    {
      environment: [
        { name: 'A', value: '0' },
        { name: 'B', value: '2' },
        { name: 'C', value: '' },
      ],
    },
  ],
  [
    'the first variable of all',
    {},
    [{ kind: 'environment', values: [{ name: 'A', value: '1' }] }],
    { environment: [{ name: 'A', value: '1' }] },
  ],
  [
    'a variable becomes a secret',
    {
      environment: [
        { name: 'URL', value: 'x' },
        { name: 'B', value: '2' },
      ],
    },
    [{ kind: 'secrets', values: [{ name: 'URL', value: 'arn:s' }] }],
    { environment: [{ name: 'B', value: '2' }], secrets: [{ name: 'URL', valueFrom: 'arn:s' }] },
  ],
  [
    'a secret becomes a variable',
    { secrets: [{ name: 'URL', valueFrom: 'arn:s' }] },
    [{ kind: 'environment', values: [{ name: 'URL', value: 'x' }] }],
    { secrets: [], environment: [{ name: 'URL', value: 'x' }] },
  ],
  [
    'a secret comes from elsewhere, and keeps a member that nobody knows',
    { secrets: [{ name: 'URL', valueFrom: 'a', mood: 1 }] },
    [{ kind: 'secrets', values: [{ name: 'URL', value: 'b' }] }],
    { secrets: [{ name: 'URL', valueFrom: 'b', mood: 1 }] },
  ],
  [
    'names are taken away, each from its own list',
    {
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      secrets: [{ name: 'S', valueFrom: 'a' }],
    },
    [
      { kind: 'remove-environment', names: ['A', 'S', 'absent'] },
      { kind: 'remove-secrets', names: ['B'] },
    ],
    { environment: [{ name: 'B', value: '2' }], secrets: [{ name: 'S', valueFrom: 'a' }] },
  ],
  ['what is not there is taken away', {}, [{ kind: 'remove-secrets', names: ['A'] }], {}],
  ['a command', { command: ['a'] }, [{ kind: 'command', words: ['b', 'c'] }], { command: ['b', 'c'] }],
  ['the image’s own command', { command: ['a'], user: 'x' }, [{ kind: 'command', words: [] }], { user: 'x' }],
  ['an entry point', {}, [{ kind: 'entry-point', words: ['/init'] }], { entryPoint: ['/init'] }],
  [
    'sizes',
    { cpu: 0, memory: 128 },
    [
      { kind: 'container-cpu', size: 256 },
      { kind: 'container-memory', size: 512 },
      { kind: 'container-memory-reservation', size: 256 },
    ],
    { cpu: 256, memory: 512, memoryReservation: 256 },
  ],
  [
    'log options, beside those that are there',
    { logConfiguration: { logDriver: 'awslogs', options: { a: '1', b: '2' }, mood: 1 } },
    [{ kind: 'log-options', values: [{ name: 'b', value: 'x=y' }] }],
    { logConfiguration: { logDriver: 'awslogs', options: { a: '1', b: 'x=y' }, mood: 1 } },
  ],
  [
    'a log option that came from a secret',
    {
      logConfiguration: {
        logDriver: 'splunk',
        secretOptions: [
          { name: 'splunk-token', valueFrom: 'arn:s' },
          { name: 'other', valueFrom: 'arn:t' },
        ],
      },
    },
    [
      {
        kind: 'log-options',
        values: [
          { name: 'splunk-token', value: 'x' },
          { name: 'splunk-url', value: 'y' },
        ],
      },
    ],
    {
      logConfiguration: {
        logDriver: 'splunk',
        options: { 'splunk-token': 'x', 'splunk-url': 'y' },
        secretOptions: [{ name: 'other', valueFrom: 'arn:t' }],
      },
    },
  ],
  [
    'another log driver, without the options of the old one',
    { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'a' }, secretOptions: [] } },
    [
      { kind: 'log-driver', driver: 'awsfirelens' },
      { kind: 'log-options', values: [{ name: 'Name', value: 'http' }] },
    ],
    { logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'http' } } },
  ],
  [
    'the log driver that is there',
    { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'a' } } },
    [{ kind: 'log-driver', driver: 'awslogs' }],
    { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'a' } } },
  ],
  [
    'labels, beside those that are there',
    { dockerLabels: { a: '1' } },
    [{ kind: 'docker-labels', values: [{ name: 'b', value: 'x=y' }] }],
    { dockerLabels: { a: '1', b: 'x=y' } },
  ],
  [
    'a health check, of which only what is given changes',
    { healthCheck: { command: ['CMD', 'x'], interval: 7, mood: 1 } },
    [{ kind: 'health-check', check: { retries: 5, startPeriod: 60 } }],
    { healthCheck: { command: ['CMD', 'x'], interval: 7, mood: 1, retries: 5, startPeriod: 60 } },
  ],
  ['no health check', { healthCheck: { command: ['CMD', 'x'] } }, [{ kind: 'health-check', check: 'none' }], {}],
])('%s', (_what, before, edits, after) => {
  expect(edited(before, ...edits)).toEqual(after);
});

test.each<readonly [string, Raw, TaskEdits, Raw]>([
  ['sizes, as the text that ECS takes', { cpu: '256' }, { cpu: 512, memory: 1024 }, { cpu: '512', memory: '1024' }],
  [
    'roles',
    { taskRoleArn: 'arn:a' },
    { taskRole: 'arn:b', executionRole: 'arn:c' },
    { taskRoleArn: 'arn:b', executionRoleArn: 'arn:c' },
  ],
  [
    'ephemeral storage, with what else is in it',
    { ephemeralStorage: { sizeInGiB: 21, mood: 1 } },
    { ephemeralStorageGiB: 40 },
    { ephemeralStorage: { sizeInGiB: 40, mood: 1 } },
  ],
  [
    'the processor, on Linux where nothing is said',
    {},
    { cpuArchitecture: 'ARM64' },
    { runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'ARM64' } },
  ],
  [
    'the processor, on the system that is said',
    { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'ARM64' } },
    { cpuArchitecture: 'X86_64' },
    { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'X86_64' } },
  ],
  [
    'the processor that it has',
    { runtimePlatform: { cpuArchitecture: 'ARM64' } },
    { cpuArchitecture: 'ARM64' },
    { runtimePlatform: { cpuArchitecture: 'ARM64' } },
  ],
])('of the task: %s', (_what, before, task, after) => {
  expect(withEdits({ family: 'web', ...before }, [], task)).toEqual({ family: 'web', ...after });
});

describe('of any definition', () => {
  const name = fc.constantFrom('A', 'B', 'C', 'D');
  const value = fc.string({ maxLength: 5 });
  const pairs = fc.uniqueArray(fc.record({ name, value }), { selector: (pair) => pair.name, minLength: 1 });
  const unique = <T extends { name: string }>(list: fc.Arbitrary<T>) =>
    fc.uniqueArray(list, { selector: (item) => item.name });
  const json = fc.dictionary(fc.constantFrom('moodOfAws', 'newMember'), fc.jsonValue());
  const optional = <T>(member: string, arbitrary: fc.Arbitrary<T>) =>
    fc.option(
      arbitrary.map((item) => ({ [member]: item })),
      { nil: {} },
    );
  const container = (of: string) =>
    fc
      .tuple(
        json,
        optional('environment', unique(fc.record({ name, value }))),
        optional('secrets', unique(fc.record({ name, valueFrom: value }))),
        optional(
          'logConfiguration',
          fc.record({ logDriver: fc.constant('awslogs'), options: fc.dictionary(name, value) }),
        ),
        optional('healthCheck', fc.record({ command: fc.array(value), retries: fc.integer({ min: 1, max: 10 }) })),
        optional('command', fc.array(value)),
        optional('cpu', fc.nat()),
      )
      .map((members): Raw => Object.assign({ name: of, image: 'x' }, ...members));
  const definition = fc
    .tuple(json, container('app'), container('envoy'), optional('cpu', fc.constantFrom('256', '1 vCPU')))
    .map(([members, app, envoy, cpu]): Raw => ({ ...members, ...cpu, containerDefinitions: [app, envoy] }));
  const words = fc.array(value, { maxLength: 2 });
  const edit: fc.Arbitrary<PlacedEdit> = fc.oneof(
    fc.record({
      container: fc.constant('app'),
      kind: fc.constantFrom('environment', 'secrets', 'log-options', 'docker-labels'),
      values: pairs,
    }),
    fc.record({
      container: fc.constant('app'),
      kind: fc.constantFrom('remove-environment', 'remove-secrets'),
      names: fc.array(name),
    }),
    fc.record({ container: fc.constant('app'), kind: fc.constantFrom('command', 'entry-point'), words }),
    fc.record({
      container: fc.constant('app'),
      kind: fc.constantFrom('container-cpu', 'container-memory', 'container-memory-reservation'),
      size: fc.nat(),
    }),
    fc.record({
      container: fc.constant('app'),
      kind: fc.constant('log-driver'),
      driver: fc.constantFrom('awslogs', 'splunk'),
    }),
    fc.record({
      container: fc.constant('app'),
      kind: fc.constant('health-check'),
      check: fc.constantFrom<(HealthCheck | 'none')[]>('none', { retries: 2 }, { command: ['CMD', 'x'] }),
    }),
  );
  const task: fc.Arbitrary<TaskEdits> = fc.constantFrom<TaskEdits[]>(
    {},
    { cpu: 512 },
    { memory: 1024, cpuArchitecture: 'ARM64' },
    { taskRole: 'arn:x', ephemeralStorageGiB: 30 },
  );

  test('no edit changes no byte', () => {
    fc.assert(
      fc.property(definition, (given) => {
        expect(JSON.stringify(withEdits(given, [], {}))).toBe(JSON.stringify(given));
      }),
    );
  });

  test('an edit made a second time changes nothing more', () => {
    fc.assert(
      fc.property(definition, edit, task, (given, once, sizes) => {
        const first = withEdits(given, [once], sizes);
        expect(JSON.stringify(withEdits(first, [once], sizes))).toBe(JSON.stringify(first));
      }),
    );
  });

  test('no other container changes, no unknown member is lost, and no name is both a variable and a secret', () => {
    fc.assert(
      fc.property(definition, fc.array(edit, { maxLength: 4 }), (given, edits) => {
        const [app = {}, envoy = {}] = containersOf(given);
        const result = withEdits(given, edits, {});
        const [appNow = {}, envoyNow = {}] = containersOf(result);
        expect(JSON.stringify(envoyNow)).toBe(JSON.stringify(envoy));
        for (const [before, after] of [
          [app, appNow],
          [given, result],
        ])
          for (const member of ['moodOfAws', 'newMember']) expect(after?.[member]).toEqual(before?.[member]);
        const variables = namesIn(appNow.environment);
        const clash = namesIn(appNow.secrets).filter((one) => variables.includes(one));
        const before = namesIn(app.secrets).filter((one) => namesIn(app.environment).includes(one));
        expect(clash.filter((one) => !before.includes(one))).toEqual([]);
      }),
    );
  });

  function namesIn(list: unknown): string[] {
    return Array.isArray(list) ? list.map((item: Raw) => String(item.name)) : [];
  }
});
