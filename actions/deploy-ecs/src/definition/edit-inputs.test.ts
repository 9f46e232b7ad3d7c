import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../lib/core/errors.ts';
import { createInputReader } from '../../../../lib/core/input-reader.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { parseInputs } from '../inputs.ts';
import { aService } from '../rollout/a-rollout.ts';
import { definitionChanges } from './changes.ts';
import { hasEdits, readEdits } from './edit-inputs.ts';
import type { Edits } from './edits.ts';
import { editedDefinition, wantedDefinition } from './wanted.ts';

type Inputs = Readonly<Record<string, string>>;

function read(inputs: Inputs): Edits {
  const reader = createInputReader({ inputs: new Map(Object.entries(inputs)) });
  const edits = readEdits(reader);
  reader.finish();
  return edits;
}

function problems(check: () => unknown): readonly string[] {
  try {
    check();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

test('nothing that is given edits nothing', () => {
  expect(read({})).toEqual({ containers: [], task: {} });
  expect(hasEdits(read({}))).toBe(false);
});

test.each<readonly [string, string, readonly object[]]>([
  [
    'environment',
    'A=1\nB=x=y',
    [
      {
        kind: 'environment',
        values: [
          { name: 'A', value: '1' },
          { name: 'B', value: 'x=y' },
        ],
      },
    ],
  ],
  [
    'environment',
    'A=1\n[envoy]\nA=2',
    [
      { kind: 'environment', values: [{ name: 'A', value: '1' }] },
      { kind: 'environment', container: 'envoy', values: [{ name: 'A', value: '2' }] },
    ],
  ],
  ['secrets', 'A= /prod/url ', [{ kind: 'secrets', values: [{ name: 'A', value: '/prod/url' }] }]],
  [
    'secrets',
    'A=arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/web-a1b2c3:url::',
    [
      {
        kind: 'secrets',
        values: [{ name: 'A', value: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/web-a1b2c3:url::' }],
      },
    ],
  ],
  ['remove-environment', 'A\n\n B ', [{ kind: 'remove-environment', names: ['A', 'B'] }]],
  ['remove-secrets', '[envoy]\nA', [{ kind: 'remove-secrets', container: 'envoy', names: ['A'] }]],
  ['command', 'exec run', [{ kind: 'command', words: ['/bin/sh', '-ec', 'exec run'] }]],
  [
    'command',
    '[app]\n["node", "x.js"]\n[envoy]\none\n  two',
    [
      { kind: 'command', container: 'app', words: ['node', 'x.js'] },
      { kind: 'command', container: 'envoy', words: ['/bin/sh', '-ec', 'one\n  two'] },
    ],
  ],
  ['command', '[ ]', [{ kind: 'command', words: [] }]],
  ['command', '[]', [{ kind: 'command', words: [] }]],
  ['command', 'echo []', [{ kind: 'command', words: ['/bin/sh', '-ec', 'echo []'] }]],
  ['entry-point', '["/init"]', [{ kind: 'entry-point', words: ['/init'] }]],
  ['container-cpu', '[envoy]\n64', [{ kind: 'container-cpu', container: 'envoy', size: 64 }]],
  ['container-memory', '512', [{ kind: 'container-memory', size: 512 }]],
  ['container-memory-reservation', '256', [{ kind: 'container-memory-reservation', size: 256 }]],
  ['log-driver', 'awslogs', [{ kind: 'log-driver', driver: 'awslogs' }]],
  ['log-driver', '[envoy]\n splunk ', [{ kind: 'log-driver', container: 'envoy', driver: 'splunk' }]],
  ['log-options', 'mode=x=y', [{ kind: 'log-options', values: [{ name: 'mode', value: 'x=y' }] }]],
  ['docker-labels', 'a.b=c', [{ kind: 'docker-labels', values: [{ name: 'a.b', value: 'c' }] }]],
  [
    'health-check',
    'command=curl -f http://localhost/?a=b || exit 1\ninterval=30s\ntimeout=5s\nretries=3\nstart-period=1m',
    [
      {
        kind: 'health-check',
        check: {
          command: ['CMD-SHELL', 'curl -f http://localhost/?a=b || exit 1'],
          interval: 30,
          timeout: 5,
          retries: 3,
          startPeriod: 60,
        },
      },
    ],
  ],
  ['health-check', 'command=["wget", "x"]', [{ kind: 'health-check', check: { command: ['CMD', 'wget', 'x'] } }]],
  ['health-check', 'command=["CMD-SHELL", "x"]', [{ kind: 'health-check', check: { command: ['CMD-SHELL', 'x'] } }]],
  ['health-check', 'command=["CMD", "x"]', [{ kind: 'health-check', check: { command: ['CMD', 'x'] } }]],
  ['health-check', 'interval= 30s ', [{ kind: 'health-check', check: { interval: 30 } }]],
  ['health-check', '[envoy]\n none ', [{ kind: 'health-check', container: 'envoy', check: 'none' }]],
  ['health-check', 'none', [{ kind: 'health-check', check: 'none' }]],
])('%s: %s', (input, text, expected) => {
  const edits = read({ [input]: text });
  expect(edits).toEqual({ containers: expected, task: {} });
  expect(hasEdits(edits)).toBe(true);
});

test('the smallest and the largest that is allowed', () => {
  const sizes = (input: string, text: string) =>
    read({ [input]: text }).containers.map((edit) => 'size' in edit && edit.size);
  expect([...sizes('container-memory', '4'), ...sizes('container-memory', '4000000')]).toEqual([4, 4_000_000]);
  for (const [text, check] of [
    ['interval=5s\ntimeout=2s\nretries=1\nstart-period=0s', { interval: 5, timeout: 2, retries: 1, startPeriod: 0 }],
    [
      'interval=5m\ntimeout=1m\nretries=10\nstart-period=5m',
      { interval: 300, timeout: 60, retries: 10, startPeriod: 300 },
    ],
  ] as const)
    expect(read({ 'health-check': text }).containers).toEqual([{ kind: 'health-check', check }]);
});

test('of the task', () => {
  const role = 'arn:aws-cn:iam::123456789012:role/team/web';
  const edits = read({
    cpu: '512',
    memory: '1024',
    'task-role': role,
    'execution-role': role,
    'ephemeral-storage': '40',
    'runtime-platform': 'ARM64',
  });
  expect(edits).toEqual({
    containers: [],
    task: {
      cpu: 512,
      memory: 1024,
      taskRole: role,
      executionRole: role,
      ephemeralStorageGiB: 40,
      cpuArchitecture: 'ARM64',
    },
  });
  expect(hasEdits(edits)).toBe(true);
});

test.each<readonly [string, string, string]>([
  ['environment', 'A=1\nB', 'environment: line 2 is not NAME=value'],
  ['environment', '[app]\nA=1\nB', 'environment: container "app": line 3 is not NAME=value'],
  ['environment', '[app]\nA=1\n[app]\nB=1', 'environment: container "app": stands above two blocks; give it once'],
  ['environment', '[app]\n[envoy]\nA=1', 'environment: container "app": nothing stands under its line'],
  ['environment', '[app]\n  \n[envoy]\nA=1', 'environment: container "app": nothing stands under its line'],
  ['environment', 'export A=1', 'environment: "export …" is no name of a variable: there is white space in it'],
  ['environment', 'TOKEN: czNjcmV0==', 'environment: "TOKEN: …" is no name of a variable: there is white space in it'],
  ['environment', '"A"="1"', 'environment: a name has a quotation mark in it; write NAME=value without any'],
  ['secrets', "'A'=/a", 'secrets: a name has a quotation mark in it; write NAME=value without any'],
  ['remove-environment', 'A=1', 'remove-environment: takes names only, one a line'],
  ['remove-environment', 'A\nB=1', 'remove-environment: takes names only, one a line'],
  ['remove-environment', 'A,B', 'remove-environment: takes names only, one a line'],
  ['remove-secrets', 'A B', 'remove-secrets: takes names only, one a line'],
  ['command', '["a"', 'command: has to be a JSON array of strings, for example ["node", "main.js"]'],
  ['entry-point', '/init', 'entry-point: has to be a JSON array of strings, for example ["node", "main.js"]'],
  [
    'container-cpu',
    '[app]\n0.5',
    'container-cpu: container "app": "0.5" is not allowed; allowed: a whole number from 0 to 196608',
  ],
  ['container-memory', '3', 'container-memory: "3" is not allowed; allowed: a whole number from 4 to 4000000'],
  [
    'log-driver',
    'aws logs',
    'log-driver: "aws logs" is not allowed; allowed: a log driver such as awslogs or awsfirelens',
  ],
  ['health-check', 'intervall=30s', 'health-check: there is no setting "intervall". Did you mean "interval"?'],
  [
    'health-check',
    'interval=30',
    'health-check: interval: "30" is not allowed; allowed: whole seconds from 5s to 300s',
  ],
  [
    'health-check',
    'timeout=1500ms',
    'health-check: timeout: "1500ms" is not allowed; allowed: whole seconds from 2s to 60s',
  ],
  ['health-check', 'retries=11', 'health-check: retries: "11" is not allowed; allowed: a whole number from 1 to 10'],
  [
    'health-check',
    'interval=4s',
    'health-check: interval: "4s" is not allowed; allowed: whole seconds from 5s to 300s',
  ],
  [
    'health-check',
    'interval=301s',
    'health-check: interval: "301s" is not allowed; allowed: whole seconds from 5s to 300s',
  ],
  [
    'health-check',
    'command=["a", 1]',
    'health-check: command has to be a JSON array of strings, for example ["node", "main.js"]',
  ],
  ['health-check', 'command=[]', 'health-check: command is empty; health-check: none takes the check away'],
  ['health-check', 'command=[ ]', 'health-check: command is empty; health-check: none takes the check away'],
  ['health-check', 'command=', 'health-check: command is empty; health-check: none takes the check away'],
  ['health-check', 'curl x', 'health-check: line 1 is not NAME=value'],
  ['cpu', '64', 'cpu: "64" is not allowed; allowed: a whole number from 128 to 196608'],
  ['ephemeral-storage', '20', 'ephemeral-storage: "20" is not allowed; allowed: a whole number from 21 to 200'],
  [
    'runtime-platform',
    'arm64',
    'runtime-platform: "arm64" is not allowed; allowed: X86_64, ARM64. Did you mean "ARM64"?',
  ],
  [
    'task-role',
    'web',
    'task-role: "web" is not allowed; allowed: the ARN of a role, such as arn:aws:iam::123456789012:role/web',
  ],
  ...['role: arn:aws:iam::123456789012:role/web', 'arn:aws:iam::123456789012:role/web web'].map(
    (role) =>
      [
        'execution-role',
        role,
        `execution-role: "${role}" is not allowed; allowed: the ARN of a role, such as arn:aws:iam::123456789012:role/web`,
      ] as const,
  ),
])('is refused: %s: %s', (input, text, expected) => {
  expect(problems(() => read({ [input]: text }))).toEqual([expected]);
});

test.each([
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-3f6a1c2e-7b1d-4c1e-9a54-0c5b8f8e7d11-AbCdEf:password::',
  'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:team/web_1+x=y.z@v-a1b2c3:my key:AWSPREVIOUS:',
  'arn:aws:ssm:eu-west-1:123456789012:parameter/web/url:3',
  '/web/url:3',
  '/web/url:live',
  'web.url',
])('%s is the reference of a secret', (reference) => {
  expect(problems(() => read({ secrets: `A=${reference}` }))).toEqual([]);
});

test('a secret that stands where its reference belongs is refused, and not repeated', () => {
  for (const secret of ['pa$$word!', 'pa$$word', 'arn:pa$$word', 'admin:hunter2', 'a!b']) {
    const told = problems(() => read({ secrets: `A=${secret}\nB=/prod/b` }));
    expect(told).toEqual([expect.stringMatching(/^secrets: "A" is given by something that is neither/)]);
    expect(told.join()).not.toContain('word');
  }
});

test('every problem of every input is told at once', () => {
  expect(
    problems(() => read({ environment: '[app]\nA\nB', secrets: 'C', cpu: 'x', command: '[1]\n["a", 1]' })),
  ).toHaveLength(5);
});

test('whatever stands in an input, its words are in no problem of environment or secrets', () => {
  fc.assert(
    fc.property(
      fc.string().map((text) => `s3cret${text.replaceAll('=', '').replaceAll('<<', '')}`),
      (text) => {
        const told = problems(() => read({ environment: text, secrets: text }));
        expect(told.join()).not.toContain('s3cret');
      },
    ),
  );
});

describe('a step', () => {
  const parse = (inputs: Inputs) =>
    parseInputs(createInputReader({ inputs: new Map(Object.entries({ cluster: 'prod', service: 'web', ...inputs })) }));

  test('may edit without an image', () => {
    expect(parse({ environment: 'A=1' }).edits.containers).toHaveLength(1);
    expect(parse({ memory: '1024' }).edits.task).toEqual({ memory: 1024 });
  });

  test('that goes back edits nothing', () => {
    expect(problems(() => parse({ 'rollback-to': 'previous', environment: 'A=1' }))).toEqual([
      expect.stringMatching(/^rollback-to: goes with neither image nor task-definition nor an edit/),
    ]);
  });
});

/** What each input may change, as `definitionChanges` names it. */
const REACH: Readonly<Record<string, readonly [value: string, allowed: RegExp]>> = {
  environment: ['B=2\nS=3', /^container "app" (environment [BS]|secrets S)$/],
  secrets: ['A=/prod/a', /^container "app" (environment A|secrets A)$/],
  'remove-environment': ['A', /^container "app" environment A$/],
  'remove-secrets': ['S', /^container "app" secrets S$/],
  command: ['run', /^container "app" command$/],
  'entry-point': ['["/init"]', /^container "app" entryPoint$/],
  'container-cpu': ['64', /^container "app" cpu$/],
  'container-memory': ['64', /^container "app" memory$/],
  'container-memory-reservation': ['64', /^container "app" memoryReservation$/],
  'log-driver': ['splunk', /^container "app" logConfiguration (logDriver|options)/],
  'log-options': ['mode=x', /^container "app" logConfiguration options mode$/],
  'docker-labels': ['a=b', /^container "app" dockerLabels a$/],
  'health-check': ['retries=7', /^container "app" healthCheck retries$/],
  cpu: ['1024', /^cpu$/],
  memory: ['2048', /^memory$/],
  'task-role': ['arn:aws:iam::123456789012:role/b', /^taskRoleArn$/],
  'execution-role': ['arn:aws:iam::123456789012:role/b', /^executionRoleArn$/],
  'ephemeral-storage': ['40', /^ephemeralStorage sizeInGiB$/],
  'runtime-platform': ['ARM64', /^runtimePlatform cpuArchitecture$/],
};

/** Every member that an edit could touch, and some that nobody knows. */
const whole: Raw = {
  family: 'web',
  cpu: '512',
  memory: '1024',
  taskRoleArn: 'arn:aws:iam::123456789012:role/a',
  executionRoleArn: 'arn:aws:iam::123456789012:role/a',
  ephemeralStorage: { sizeInGiB: 21, mood: 1 },
  runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX', mood: 1 },
  memberOfTomorrow: [null, 0, '', false],
  containerDefinitions: [
    ...['app', 'envoy'].map((name) => ({
      name,
      image: 'a',
      cpu: 32,
      memory: 128,
      memoryReservation: 32,
      environment: [{ name: 'A', value: '1' }],
      secrets: [{ name: 'S', valueFrom: '/prod/s' }],
      command: ['x'],
      entryPoint: ['y'],
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'a' } },
      dockerLabels: { team: 'shop' },
      healthCheck: { command: ['CMD', 'x'], interval: 10, retries: 2 },
      memberOfTomorrow: { deep: [null, 0, '', false] },
    })),
  ],
};

describe('an input that is given changes what it is for, and an unset one nothing', () => {
  const made = (inputs: Inputs) => {
    const request = parseInputs(
      createInputReader({
        inputs: new Map(Object.entries({ cluster: 'prod', service: 'web', 'task-definition': 'web', ...inputs })),
      }),
    );
    const service = aService({ loadBalancers: [{ containerName: 'app', containerPort: 8080 }] });
    return editedDefinition(request, wantedDefinition(whole, []), { service, running: whole }).definition;
  };

  test('no edit at all: the same bytes go out', () => {
    expect(JSON.stringify(made({}))).toBe(JSON.stringify(whole));
  });

  test('every input of an edit is here', () => {
    const reader = createInputReader({ inputs: new Map() });
    readEdits(reader);
    expect(Object.keys(REACH).toSorted()).toEqual([...reader.origins().keys()].toSorted());
  });

  test('whichever of them are given', () => {
    const names = Object.keys(REACH).filter(
      (name) => name !== 'log-driver' && name !== 'remove-environment' && name !== 'remove-secrets',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...Object.keys(REACH)).map((one) => [one]),
          fc.subarray(names),
        ),
        (given) => {
          const inputs = Object.fromEntries(given.map((name) => [name, REACH[name]?.[0] ?? '']));
          const changed = definitionChanges(whole, made(inputs)).map(({ what }) => what);
          for (const name of given)
            expect(
              changed.some((what) => REACH[name]?.[1].test(what)),
              name,
            ).toBe(true);
          expect(changed.filter((what) => !given.some((name) => REACH[name]?.[1].test(what)))).toEqual([]);
        },
      ),
    );
  });
});
