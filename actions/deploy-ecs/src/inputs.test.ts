import { describe, expect, test } from 'vitest';
import { UserError } from '../../../lib/core/errors.ts';
import { createInputReader } from '../../../lib/core/input-reader.ts';
import { parseTerraformOutputs } from '../../../lib/core/terraform-outputs.ts';
import { type DeployRequest, parseInputs } from './inputs.ts';
import { digestOf } from './rollout/a-rollout.ts';

const REQUIRED = { cluster: 'prod', service: 'web' };

function parse(
  inputs: Readonly<Record<string, string>>,
  terraform?: object,
  names: Readonly<Record<string, string>> = {},
): DeployRequest {
  return parseInputs(
    createInputReader({
      inputs: new Map(Object.entries(inputs)),
      terraformNames: new Map(Object.entries(names)),
      ...(terraform === undefined
        ? {}
        : { terraform: parseTerraformOutputs(JSON.stringify(terraform), 'terraform-outputs') }),
    }),
  );
}

function problems(inputs: Readonly<Record<string, string>>, terraform?: object): readonly string[] {
  try {
    parse(inputs, terraform);
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

test('what is not given is as the documentation says', () => {
  expect(parse({ ...REQUIRED, image: 'app:v1' })).toEqual({
    targets: [{ cluster: 'prod', service: 'web' }],
    images: [{ image: { repository: 'app', tag: 'v1' } }],
    source: { kind: 'what-runs' },
    edits: { containers: [], task: {} },
    settings: {},
    onOlderCommit: 'refuse',
    onInProgress: 'wait',
    verify: 'fail',
    waitUntil: 'deployed',
    forceNewDeployment: false,
    dryRun: false,
    limits: {
      rollbackTimeoutMs: 900_000,
      pollIntervalMs: 5_000,
      maxFailedTasks: 3,
      rollbackOnFailure: true,
      onCancel: 'rollback',
    },
  });
});

test('everything that is given is taken', () => {
  const given = parse({
    ...REQUIRED,
    'task-definition': 'web:7',
    timeout: '1h30m',
    'rollback-timeout': '90s',
    'poll-interval': '10ms',
    'max-failed-tasks': '7',
    'rollback-on-failure': 'false',
    'on-cancel': 'leave',
    'on-deployment-in-progress': 'replace',
    verify: 'warn',
    'wait-until': 'none',
    'force-new-deployment': 'true',
    'dry-run': 'true',
  });
  expect(given).toMatchObject({
    source: { kind: 'registered', name: 'web:7' },
    onInProgress: 'replace',
    verify: 'warn',
    waitUntil: 'none',
    forceNewDeployment: true,
    dryRun: true,
    limits: {
      timeoutMs: 5_400_000,
      rollbackTimeoutMs: 90_000,
      pollIntervalMs: 10,
      maxFailedTasks: 7,
      rollbackOnFailure: false,
      onCancel: 'leave',
    },
  });
});

describe('images', () => {
  const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
  test.each([
    ['a bare reference', 'app:v1', [{ image: { repository: 'app', tag: 'v1' } }]],
    ['a container', 'web=app:v1', [{ container: 'web', image: { repository: 'app', tag: 'v1' } }]],
    [
      'a digest',
      `${registry}/team/app@${digestOf('v1')}`,
      [{ image: { registry, repository: 'team/app', digest: digestOf('v1') } }],
    ],
    [
      'several containers, with empty lines and white space',
      '\n  web = app:v1  \r\n\nenvoy=envoy:v2\n',
      [
        { container: 'web', image: { repository: 'app', tag: 'v1' } },
        { container: 'envoy', image: { repository: 'envoy', tag: 'v2' } },
      ],
    ],
  ])('are read from %s', (_what, image, expected) => {
    expect(parse({ ...REQUIRED, image }).images).toEqual(expected);
  });

  test.each([
    ['no reference', 'not an image', /"not an image" is neither/],
    ['no container before the "="', '=app:v1', /"=app:v1" is neither/],
    ['several lines without containers', 'app:v1\nenvoy:v2', /has to name its container/],
    ['a container twice', 'web=app:v1\nweb=app:v2', /"web" twice/],
  ])('are refused with %s', (_what, image, expected) => {
    expect(problems({ ...REQUIRED, image })).toEqual([expect.stringMatching(expected)]);
  });
});

test.each([
  ['task-definition.json', { kind: 'file', path: 'task-definition.json' }],
  ['web.yml', { kind: 'file', path: 'web.yml' }],
  ['deploy/web.YAML', { kind: 'file', path: 'deploy/web.YAML' }],
  ['deploy/web', { kind: 'file', path: 'deploy/web' }],
  ['web', { kind: 'registered', name: 'web' }],
  ['web:42', { kind: 'registered', name: 'web:42' }],
  [
    'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42',
    { kind: 'registered', name: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42' },
  ],
])('task-definition "%s" is a file or a name', (text, expected) => {
  expect(parse({ ...REQUIRED, 'task-definition': text }).source).toEqual(expected);
});

describe('rollback-to', () => {
  test.each([
    ['previous', { kind: 'previous' }],
    ['42', { kind: 'task-definition', name: '42', orImage: { text: '42', tag: '42' } }],
    ['web:42', { kind: 'task-definition', name: 'web:42', orImage: { text: 'web:42', repository: 'web', tag: '42' } }],
    ['v1.4.2', { kind: 'image', image: { text: 'v1.4.2', tag: 'v1.4.2' } }],
    [
      'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42',
      { kind: 'task-definition', name: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42' },
    ],
  ])('takes %s', (text, expected) => {
    expect(parse({ ...REQUIRED, 'rollback-to': text }).rollbackTo).toEqual(expected);
  });

  test.each(['last release', 'team/web', 'web:', 'arn:aws:ecs:eu-west-1:123456789012:service/prod/web'])(
    'refuses %s',
    (text) => {
      expect(problems({ ...REQUIRED, 'rollback-to': text })).toEqual([expect.stringMatching(/rollback-to.*previous/)]);
    },
  );

  test.each([
    ['image', 'app:v1', /^rollback-to: goes with neither image/],
    ['task-definition', 'web', /^rollback-to: goes with neither image nor task-definition/],
    ['environment', 'A=1', /^rollback-to: .* nor an edit of it/],
    ['secrets', 'A=/prod/a', /^rollback-to: .* nor an edit of it/],
    ['cpu', '512', /^rollback-to: .* nor an edit of it/],
    ['desired-count', '2', /^rollback-to: goes with no setting of the service, such as desired-count/],
    ['circuit-breaker', 'rollback', /^rollback-to: goes with no setting of the service/],
    ['force-new-deployment', 'true', /^rollback-to: does not go with force-new-deployment: .*leave one of the two out/],
  ])('does not go with %s', (input, value, sentence) => {
    expect(problems({ ...REQUIRED, 'rollback-to': 'previous', [input]: value })).toEqual([
      expect.stringMatching(sentence),
    ]);
  });

  test('goes with what says how it is done, and with force-new-deployment: false', () => {
    const rest = { 'dry-run': 'true', 'force-new-deployment': 'false', 'wait-until': 'none', verify: 'warn' };
    expect(parse({ ...REQUIRED, 'rollback-to': 'previous', ...rest }).rollbackTo).toEqual({ kind: 'previous' });
  });
});

test.each([
  ['command', '["a", 1]'],
  ['cpu', 'many'],
  ['desired-count', 'two'],
  ['alarms-rollback', 'perhaps'],
])('a wish that is wrong is told as that, and not as the lack of any: %s', (input, value) => {
  expect(problems({ ...REQUIRED, [input]: value })).toEqual([expect.stringMatching(`^${input}: `)]);
});

test('there has to be something to deploy', () => {
  expect(problems(REQUIRED)).toEqual([expect.stringMatching(/Nothing to deploy/)]);
  expect(problems({ ...REQUIRED, 'force-new-deployment': 'true' })).toEqual([]);
});

test('every problem of every input is told at once', () => {
  const told = problems({
    service: 'web\nworker',
    image: 'not an image',
    timeout: '15',
    'rollback-timeout': '0s',
    'poll-interval': 'often',
    'max-failed-tasks': 'three',
    'rollback-on-failure': 'yes',
    'on-cancel': 'rolback',
    'on-deployment-in-progress': 'queue',
    'wait-until': 'stable',
    'dry-run': '1',
    'rollback-to': 'last release',
  });
  const named = [
    'cluster',
    'service',
    'image',
    'timeout',
    'rollback-timeout',
    'poll-interval',
    'max-failed-tasks',
    'rollback-on-failure',
    'on-cancel',
    'on-deployment-in-progress',
    'wait-until',
    'dry-run',
    'rollback-to',
  ];
  for (const name of named)
    expect(
      told.some((problem) => problem.startsWith(`${name}:`)),
      name,
    ).toBe(true);
  expect(told.find((problem) => problem.startsWith('on-cancel'))).toContain('"rollback"');
});

describe('rollback-from', () => {
  test.each(['42', 'web:42', 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42'])('takes %s', (from) => {
    expect(parse({ ...REQUIRED, 'rollback-to': 'previous', 'rollback-from': from }).rollbackFrom).toBe(from);
  });

  test('refuses what is no revision, and goes with rollback-to alone', () => {
    expect(problems({ ...REQUIRED, 'rollback-to': 'previous', 'rollback-from': 'v1.4.2' })).toEqual([
      'rollback-from: "v1.4.2" is not allowed; allowed: a revision (42 or web:42), or the ARN of a task definition revision',
    ]);
    expect(problems({ ...REQUIRED, image: 'app:v1', 'rollback-from': 'web:42' })).toEqual([
      'rollback-from: goes only with rollback-to; is the output that rollback-to comes from empty?',
    ]);
  });
});

test('one step is for one service', () => {
  expect(problems({ ...REQUIRED, service: 'web\nworker', image: 'app:v1' })).toEqual([
    'service: one service a step for now; run the step once for each',
  ]);
});

test.each(['timeout', 'rollback-timeout', 'poll-interval'])('%s cannot be nothing', (input) => {
  expect(problems({ ...REQUIRED, image: 'app:v1', [input]: '0s' })).toEqual([expect.stringMatching(`^${input}: "0s"`)]);
});

test('a setting of the service is enough to be done, and does not go with rollback-to', () => {
  expect(parse({ ...REQUIRED, 'desired-count': '3' }).settings).toEqual({ desiredCount: 3 });
  expect(problems({ ...REQUIRED, 'rollback-to': 'previous', alarms: 'none' })).toEqual([
    expect.stringMatching(/^rollback-to: goes with no setting of the service/),
  ]);
});

describe('Terraform stands in for what is not given', () => {
  test.each(['ecs_cluster_name', 'cluster_name', 'ecs_cluster', 'ecs_cluster_arn', 'cluster_arn'])('as %s', (name) => {
    expect(parse({ service: 'web', image: 'app:v1' }, { [name]: 'prod' }).targets).toEqual([
      { cluster: 'prod', service: 'web' },
    ]);
  });

  test.each(['ecs_service_name', 'service_name', 'ecs_service', 'backend_service_name'])('as %s', (name) => {
    expect(parse({ cluster: 'prod', image: 'app:v1' }, { [name]: { value: 'web', type: 'string' } }).targets).toEqual([
      { cluster: 'prod', service: 'web' },
    ]);
  });

  test('by a name that is mapped', () => {
    expect(parse({ service: 'web', image: 'app:v1' }, { main: 'prod' }, { cluster: 'main' }).targets).toEqual([
      { cluster: 'prod', service: 'web' },
    ]);
  });

  test('but the input wins', () => {
    expect(parse({ ...REQUIRED, image: 'app:v1' }, { ecs_cluster_name: 'other' }).targets).toEqual([
      { cluster: 'prod', service: 'web' },
    ]);
  });

  test('and where nothing does, the names that would are told', () => {
    expect(problems({ service: 'web', image: 'app:v1' }, { vpc: 'vpc-1' })).toEqual([
      expect.stringMatching(/cluster.*ecs_cluster_name.*vpc/),
    ]);
  });
});

test.each([
  ['a release', { image: 'app:v2' }, 'rollback'],
  ['a way back', { 'rollback-to': 'previous' }, 'leave'],
  ['a way back that is told otherwise', { 'rollback-to': 'previous', 'on-cancel': 'rollback' }, 'rollback'],
])('a cancel of %s is answered as its inputs say', (_what, inputs, expected) => {
  const given = new Map(Object.entries({ cluster: 'prod', service: 'web', ...inputs }));
  expect(parseInputs(createInputReader({ inputs: given })).limits.onCancel).toBe(expected);
});

test('the commit is a whole hash, and the order of commits a choice', () => {
  const commit = 'AB01'.repeat(10);
  const given = { ...REQUIRED, image: 'app:v1', commit, 'on-older-commit': 'warn', 'github-token': 'secret' };
  expect(parse(given)).toMatchObject({
    commit: commit.toLowerCase(),
    onOlderCommit: 'warn',
    githubToken: 'secret',
  });
  expect(problems({ ...REQUIRED, image: 'app:v1', commit: 'main', 'on-older-commit': 'refused' })).toEqual([
    'commit: "main" is not allowed; allowed: the whole hash of a commit, as github.sha is',
    'on-older-commit: "refused" is not allowed; allowed: refuse, warn, allow. Did you mean "refuse"?',
  ]);
});
