import { describe, expect, test } from 'vitest';
import { parseImage } from '../../../../lib/core/image.ts';
import type { RequestedImage } from '../../../../lib/core/requested-images.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf } from '../../../../lib/core/task-definition.ts';
import { aRequest, aService } from '../rollout/a-rollout.ts';
import type { ContainerEdit, TaskEdits } from './edits.ts';
import { editDefinition } from './place-edits.ts';
import { editedDefinition } from './wanted.ts';

const two: Raw = {
  family: 'web',
  cpu: '512',
  memory: '1024',
  containerDefinitions: [
    { name: 'app', image: 'a', cpu: 128, memory: 512 },
    { name: 'envoy', image: 'b', memoryReservation: 256 },
  ],
};
const LEVEL: ContainerEdit = { kind: 'environment', values: [{ name: 'LEVEL', value: 'debug' }] };

const problems = (containers: readonly ContainerEdit[], task: TaskEdits = {}) =>
  editDefinition(
    two,
    { containers, task },
    { container: 'app', place: { isOnFargate: false, isGiven: false, running: two } },
  ).problems;

describe('an edit that names no container is for', () => {
  const image = parseImage('app:v1') as RequestedImage['image'];
  const service = aService({ loadBalancers: [{ containerName: 'app', containerPort: 8080 }] });
  const target = (images: readonly RequestedImage[], of = service) => {
    const request = aRequest({ images, edits: { containers: [LEVEL], task: {} } });
    const { definition, problems: found } = editedDefinition(request, two, { service: of, running: two });
    const changed = containersOf(definition).filter(({ environment }) => environment !== undefined);
    return [...changed.map(({ name }) => name), ...found];
  };

  test('the container that gets the image', () => {
    expect(target([{ container: 'envoy', image }])).toEqual(['envoy']);
  });

  test('the one behind the load balancer, where no image or several ones are given', () => {
    expect(target([])).toEqual(['app']);
    expect(target([{ image }])).toEqual(['app']);
    expect(
      target([
        { container: 'envoy', image },
        { container: 'app', image },
      ]),
    ).toEqual(['app']);
  });

  test('nobody, where nobody can know it: the problem names them all', () => {
    expect(target([], aService())).toEqual([
      'environment: the task definition has several containers (app, envoy); put a line [container] with the name of the one that is meant above',
    ]);
  });
});

test('every edit of a container that does not exist is told, with a name that is near', () => {
  expect(
    problems([
      { ...LEVEL, container: 'evnoy' },
      { kind: 'command', container: 'ap', words: ['x'] },
    ]),
  ).toEqual([
    'environment: the task definition "web" has no container "evnoy". Did you mean "envoy"?',
    'command: the task definition "web" has no container "ap". Did you mean "app"?',
  ]);
});

test.each<readonly [string, readonly ContainerEdit[], RegExp]>([
  [
    'a container that is named and meant without its name',
    [LEVEL, { ...LEVEL, container: 'app' }],
    /^environment: container "app" is given twice/,
  ],
  [
    'a name that is to be variable and secret',
    [LEVEL, { kind: 'secrets', values: [{ name: 'LEVEL', value: 'arn:x' }] }],
    /^environment: container "app": "LEVEL" is given by secrets too/,
  ],
  [
    'a variable that is set and taken away',
    [LEVEL, { kind: 'remove-environment', names: ['LEVEL'] }],
    /^remove-environment: container "app": "LEVEL" is set by environment too$/,
  ],
  [
    'a secret that is set and taken away',
    [
      { kind: 'secrets', values: [{ name: 'A', value: 'arn:x' }] },
      { kind: 'remove-secrets', names: ['A'] },
    ],
    /^remove-secrets: container "app": "A" is set by secrets too$/,
  ],
  [
    'log options without a driver',
    [{ kind: 'log-options', values: [{ name: 'a', value: '1' }] }],
    /^log-options: container "app" has no log driver yet/,
  ],
  [
    'a health check without a command',
    [{ kind: 'health-check', check: { retries: 2 } }],
    /^health-check: container "app" has no health check yet/,
  ],
  [
    'a reservation above the limit',
    [{ kind: 'container-memory-reservation', size: 600 }],
    /^container-memory-reservation: container "app" would reserve 600 MiB and may use no more than 512$/,
  ],
])('is refused: %s', (_what, edits, expected) => {
  expect(problems(edits)).toEqual([expect.stringMatching(expected)]);
});

test('a container may reserve all that it may use', () => {
  expect(problems([{ kind: 'container-memory-reservation', size: 512 }])).toEqual([]);
});

test('what no edit touches is left to ECS', () => {
  const odd: Raw = {
    family: 'web',
    containerDefinitions: [
      {
        name: 'app',
        image: 'a',
        memory: 256,
        memoryReservation: 512,
        healthCheck: { retries: 2 },
        logConfiguration: {},
      },
    ],
  };
  const place = { isOnFargate: false, isGiven: false, running: odd };
  expect(editDefinition(odd, { containers: [LEVEL], task: {} }, { container: 'app', place }).problems).toEqual([]);
});

test('what fits is no problem', () => {
  const moves: ContainerEdit[] = [
    LEVEL,
    { kind: 'remove-secrets', names: ['LEVEL'] },
    { ...LEVEL, container: 'envoy' },
    { kind: 'secrets', container: 'envoy', values: [{ name: 'OTHER', value: 'x' }] },
    { kind: 'log-driver', driver: 'awslogs' },
    { kind: 'log-options', values: [{ name: 'awslogs-group', value: 'x' }] },
    { kind: 'health-check', check: { command: ['CMD', 'x'] } },
    { kind: 'container-memory', size: 768 },
  ];
  expect(problems(moves, { cpu: 256 })).toEqual([]);
});
