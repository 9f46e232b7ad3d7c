// The release job of deploy.yml, step by step: what runs, what must not, and what each action is given.

import { expect, test } from 'vitest';
import { holds } from '../support/expressions.ts';
import { runScript } from '../support/step-script.ts';
import { inputsOf, jobOf, type Walked, type World, walk } from '../support/workflows.ts';

const FILE = '.github/workflows/deploy.yml';
const LAST = 'what became of the release';
const GUARD = 'what the build did not hand on';
const NO_ADDRESS = 'an address that is missing';

/** Inputs for deploy-ecs alone: the name, a value, and its name there where that is another one. */
const HANDED_ON: [name: string, value: string | boolean, as?: string][] = [
  ['task-definition', 'web'],
  ['container-environment', 'LOG_LEVEL=info', 'environment'],
  ['remove-container-environment', 'OLD_FLAG', 'remove-environment'],
  ['container-secrets', 'TOKEN=/prod/token', 'secrets'],
  ['remove-container-secrets', 'OLD_TOKEN', 'remove-secrets'],
  ['desired-count', '3'],
  ['circuit-breaker', 'rollback'],
  ['alarms', 'web-5xx\nweb-latency'],
  ['wait-until', 'shifted'],
  ['force-new-deployment', true],
  ['timeout', '40m'],
  ['rollback-timeout', '20m'],
  ['max-failed-tasks', '5'],
  ['on-deployment-in-progress', 'fail'],
  ['commit', 'c0ffee1'],
  ['on-older-commit', 'warn'],
  ['verify', 'off'],
  ['on-cancel', 'leave'],
];

interface Case {
  readonly inputs?: Readonly<Record<string, string | boolean>>;
  readonly verdicts?: Readonly<Record<string, string>>;
  /** by step id; a red smoke test has one of its own */
  readonly reasons?: Readonly<Record<string, string>>;
  /** what serves after the rollback */
  readonly serves?: string;
  /** what served before; empty: nothing did */
  readonly previous?: string;
  readonly build?: { readonly result: string; readonly outputs: Readonly<Record<string, string>> };
  readonly vars?: Readonly<Record<string, string>>;
  readonly cancelledIn?: string;
}

const DIGEST = `sha256:${'a1'.repeat(32)}`;
const BUILT = { result: 'success', outputs: { digest: DIGEST, 'source-revision': 'c0ffee1' } };

/** A release after a build, of a service that has an address, whose smoke test is red, unless the case says something else. */
function release(world: Case): Walked {
  const verdicts = {
    before: 'passed',
    plan: 'planned',
    deploy: 'deployed',
    smoke: 'failed',
    rollback: 'deployed',
    ...world.verdicts,
  };
  const outputs: Record<string, Record<string, string>> = Object.fromEntries(
    Object.entries({ migrate: 'succeeded', 'smoke-after': 'passed', ...verdicts }).map(([id, verdict]) => [
      id,
      { verdict, reason: { smoke: 'GET /: status 500.', ...world.reasons }[id] ?? '' },
    ]),
  );
  Object.assign(outputs.deploy ?? {}, {
    'task-definition': 'web:42',
    'previous-task-definition': world.previous ?? 'web:41',
  });
  Object.assign(outputs.rollback ?? {}, { 'task-definition': world.serves ?? 'web:41' });
  Object.assign(outputs.smoke ?? {}, { url: 'https://shop.example.com' });
  const walked: World = {
    contexts: {
      inputs: inputsOf(FILE, {
        environment: 'production',
        'aws-region': 'eu-central-1',
        cluster: 'shop',
        service: 'web',
        repository: 'team/web',
        url: 'https://shop.example.com',
        ...world.inputs,
      }),
      needs: { build: world.build ?? BUILT },
      vars: world.vars ?? {},
    },
    outputs,
    failedIn: [GUARD, NO_ADDRESS],
    ...(world.cancelledIn === undefined ? {} : { cancelledIn: world.cancelledIn }),
  };
  return walk(jobOf(FILE, 'release'), walked);
}

/** What the last step of the job says, in the log and at the end of the summary. */
function lastWord(world: Case): { level: string; title: string; text: string; summary: string } {
  const { ran, given } = release(world);
  expect(ran.at(-1)).toBe(LAST);
  const { log, summary } = runScript(jobOf(FILE, 'release'), LAST, given.get(LAST) ?? {});
  const [, level = '', title = '', text = ''] = /^::(\w+) title=([^:]*)::(.*)\n$/.exec(log) ?? [];
  return { level, title, text, summary };
}

test('a release that is well ends after its smoke test', () => {
  const { ran, conclusion, outputs, environmentUrl } = release({ verdicts: { smoke: 'passed' } });
  expect(ran).toEqual(['before', 'deploy', 'smoke']);
  expect(conclusion).toBe('success');
  expect(outputs).toMatchObject({ verdict: 'deployed', 'smoke-test': 'passed', 'task-definition': 'web:42' });
  expect(environmentUrl).toBe('https://shop.example.com');
});

test.each<[string, Case]>([
  ['failed', { verdicts: { smoke: 'failed' } }],
  ['wrong-version', { verdicts: { smoke: 'wrong-version' } }],
  ['unhealthy-targets', { verdicts: { smoke: 'unhealthy-targets' } }],
  ['timed-out', { verdicts: { smoke: 'timed-out' } }],
  ['unreachable where it answered before', { verdicts: { smoke: 'unreachable', before: 'passed' } }],
  ['failed where it did not answer before', { verdicts: { smoke: 'failed', before: 'unreachable' } }],
  ['failed after a migration', { inputs: { 'migration-command': 'migrate' } }],
  ['failed, nothing migrated, and no way back after a migration', { inputs: { 'rollback-after-migration': false } }],
])('a red smoke test brings the old release back: %s', (_, world) => {
  const { ran, given, conclusion, outputs } = release(world);
  expect(ran.slice(-4)).toEqual(['smoke', 'rollback', 'smoke after the rollback', LAST]);
  expect(given.get('rollback')).toMatchObject({ 'rollback-to': 'web:41', 'rollback-from': 'web:42', service: 'web' });
  expect(conclusion).toBe('failure');
  expect(outputs).toMatchObject({ verdict: 'rolled-back', 'previous-task-definition': 'web:41' });
});

test('while the old tasks still stand, the way back is to end the deployment', () => {
  const shifted = { inputs: { 'wait-until': 'shifted' }, verdicts: { deploy: 'shifted' } };
  const { ran, given, outputs } = release(shifted);
  expect(ran.slice(-4)).toEqual(['smoke', 'rollback', 'smoke after the rollback', LAST]);
  expect(given.get('rollback')).toMatchObject({ 'rollback-to': 'previous', 'rollback-from': 'web:42' });
  expect(outputs.verdict).toBe('rolled-back');
  expect(release({ ...shifted, verdicts: { deploy: 'shifted', smoke: 'passed' } })).toMatchObject({
    conclusion: 'success',
    outputs: { verdict: 'shifted' },
  });
});

test('what is scaled to zero is not tested, and not gone back from', () => {
  const { ran, given, conclusion, outputs } = release({
    inputs: { 'desired-count': '0' },
    verdicts: { deploy: 'idle', smoke: 'skipped' },
  });
  expect(ran).toEqual(['before', 'deploy', 'smoke']);
  // The smoke test skips itself, and says why.
  expect(given.get('smoke')).toMatchObject({ 'deploy-verdict': 'idle' });
  expect(conclusion).toBe('success');
  expect(outputs).toMatchObject({ verdict: 'idle', 'smoke-test': 'skipped' });
});

test.each<[string, Case, string]>([
  [
    'the address did not answer before either',
    { verdicts: { smoke: 'unreachable', before: 'unreachable' } },
    'the address did not answer before the deployment either, so this says nothing of the release',
  ],
  ['the smoke test was refused', { verdicts: { smoke: 'refused' } }, 'such an end says nothing of the release'],
  ['the smoke test has a bug', { verdicts: { smoke: 'error' } }, 'such an end says nothing of the release'],
  [
    'nothing was deployed',
    { verdicts: { deploy: 'unchanged' } },
    'this run deployed nothing new (deploy-ecs: unchanged)',
  ],
  [
    'only settings were changed',
    { verdicts: { deploy: 'updated' } },
    'this run deployed nothing new (deploy-ecs: updated)',
  ],
  [
    'nobody watched the deployment',
    { verdicts: { deploy: 'started' } },
    'this run deployed nothing new (deploy-ecs: started)',
  ],
  ['nothing served before', { previous: '' }, 'there is no earlier release to go back to'],
  ['it is switched off', { inputs: { 'rollback-on-failure': false } }, 'rollback-on-failure is false'],
  [
    'the schema has gone ahead',
    { inputs: { 'migration-command': 'migrate', 'rollback-after-migration': false } },
    'a migration of this run has succeeded, after which rollback-after-migration: false keeps the new release',
  ],
])('a red smoke test touches nothing when %s, and says so', (_, world, because) => {
  const { ran, conclusion, outputs } = release(world);
  expect(ran.slice(-2)).toEqual(['smoke', LAST]);
  expect(conclusion).toBe('failure');
  expect(outputs.verdict).toBe(world.verdicts?.deploy ?? 'deployed');
  const smoke = world.verdicts?.smoke ?? 'failed';
  const red = `smoke test of web:42 ${smoke === 'failed' ? smoke : `ended ${smoke}`}`;
  expect(lastWord(world)).toEqual({
    level: 'notice',
    title: 'Nothing was rolled back',
    text: `The ${red} (GET /: status 500), and nothing was rolled back: ${because}.`,
    summary: `\n### Nothing was rolled back\n\nThe ${red} (\`GET /: status 500\`), and nothing was rolled back: ${because}.\n`,
  });
});

test.each<[string, Case, ReturnType<typeof lastWord>['level'], string, string]>([
  [
    'the old release is well',
    {},
    'notice',
    'Rolled back',
    'web:42 was rolled back: its smoke test failed (GET /: status 500). web:41 serves again, and its smoke test passed.',
  ],
  [
    'the old release was pinned anew',
    { serves: 'web:43', verdicts: { smoke: 'wrong-version' } },
    'notice',
    'Rolled back',
    'web:42 was rolled back: its smoke test ended wrong-version (GET /: status 500). web:41 serves again, as web:43, and its smoke test passed.',
  ],
  [
    'somebody had gone back already',
    { verdicts: { rollback: 'unchanged' } },
    'notice',
    'Rolled back',
    'web:42 was rolled back: its smoke test failed (GET /: status 500). web:41 serves again, and its smoke test passed.',
  ],
  [
    'the old release is red too',
    { verdicts: { 'smoke-after': 'failed' }, reasons: { 'smoke-after': 'GET /: status 502' } },
    'error',
    'Rolled back, and still red',
    'web:42 was rolled back: its smoke test failed (GET /: status 500). web:41 serves again, but its smoke test failed (GET /: status 502) too: look for what both of them need.',
  ],
  [
    'somebody else has deployed since',
    { verdicts: { rollback: 'superseded' }, serves: '', reasons: { rollback: 'web:44 is in progress' } },
    'notice',
    'Nothing was rolled back',
    'The smoke test of web:42 failed (GET /: status 500), and nothing was rolled back: something newer leads already (web:44 is in progress).',
  ],
  [
    'the way back failed',
    { verdicts: { rollback: 'rollback-failed' }, serves: '', reasons: { rollback: 'the image is gone' } },
    'error',
    'The way back ended rollback-failed',
    'The smoke test of web:42 failed (GET /: status 500), and the way back to web:41 ended rollback-failed (the image is gone). The step rollback says what serves and what to do.',
  ],
])('the last word of a red release: %s', (_, world, level, title, text) => {
  const said = lastWord(world);
  expect(said).toMatchObject({ level, title, text });
  expect(said.summary.replaceAll('`', '')).toBe(`\n### ${title}\n\n${text}\n`);
});

test('words of others are neither commands nor markup in the last word', () => {
  const said = lastWord({ reasons: { smoke: '50%25 `x`\n::error::no <b> $(exit 1)\r\n' } });
  expect(said.text).toContain("(50%2525 'x' ::error::no <b> $(exit 1)).");
  expect(said.summary).toContain("(`50%25 'x' ::error::no <b> $(exit 1)`).");
});

test.each<[string, Case, readonly string[]]>([
  ['a cancelled smoke test', { verdicts: { smoke: 'cancelled' }, cancelledIn: 'smoke' }, ['before', 'deploy', 'smoke']],
  ['a job that is cancelled at a red one', { cancelledIn: 'smoke' }, ['before', 'deploy', 'smoke']],
  ['a deployment that ECS rolled back', { verdicts: { deploy: 'rolled-back' } }, ['before', 'deploy']],
  ['a deployment that was overtaken', { verdicts: { deploy: 'superseded' } }, ['before', 'deploy']],
  ['a deployment that nobody could see', { verdicts: { deploy: 'unobserved' } }, ['before', 'deploy']],
  ['a deployment that was refused', { verdicts: { deploy: 'refused' } }, ['before', 'deploy']],
  [
    'a failed migration, after which nothing is deployed',
    { inputs: { 'migration-command': 'migrate' }, verdicts: { migrate: 'failed' } },
    ['before', 'plan', 'migrate'],
  ],
  [
    'a plan that is refused, such as an older commit: nothing is migrated',
    { inputs: { 'migration-command': 'migrate' }, verdicts: { plan: 'refused' } },
    ['before', 'plan'],
  ],
])('nothing follows %s', (_, world, steps) => {
  const { ran, conclusion } = release(world);
  expect(ran).toEqual(steps);
  expect(conclusion).not.toBe('success');
});

test.each(['superseded', 'refused', 'rollback-failed', 'unobserved'])(
  'a way back that ended %s is red, is not tested, and is not called rolled-back',
  (verdict) => {
    const { ran, outputs, conclusion } = release({ verdicts: { rollback: verdict } });
    expect(ran.slice(-3)).toEqual(['smoke', 'rollback', LAST]);
    expect(outputs.verdict).toBe('deployed');
    expect(conclusion).toBe('failure');
  },
);

test('a way back that has nothing left to do is tested too', () => {
  expect(release({ verdicts: { rollback: 'unchanged' } }).ran).toContain('smoke after the rollback');
});

test('what is asked before is the address of the smoke test, by the same way, and any answer will do', () => {
  const { given } = release({ inputs: { path: '/health', 'expected-body': 'well', 'expected-status': '204' } });
  const [before, smoke] = [given.get('before') ?? {}, given.get('smoke') ?? {}];
  // A redirect that leads to where this runner cannot go has to be unreachable both times.
  for (const same of ['url', 'path', 'redirects', 'terraform-outputs', 'terraform-output-names'])
    expect(before[same], same).toBe(smoke[same]);
  expect(before).toMatchObject({ 'any-answer': 'true', timeout: '10s', interval: '10s' });
  expect(Object.keys(before).filter((name) => name.startsWith('expected-'))).toEqual([]);
});

test('the old release is not asked for the new version', () => {
  const { given } = release({ inputs: { 'version-path': '/version', path: '/health' } });
  expect(given.get('smoke')).toMatchObject({ 'expected-version': 'c0ffee1', 'version-path': '/version' });
  const after = given.get('smoke after the rollback') ?? {};
  expect(after).toMatchObject({ path: '/health' });
  expect(Object.keys(after).filter((name) => name.includes('version'))).toEqual([]);
});

test('the version is asserted only where it can be known', () => {
  const expected = (inputs: Case['inputs'] = {}, build: Case['build'] = BUILT) => {
    const smoke = release({ inputs, build }).given.get('smoke') ?? {};
    return [smoke['expected-version'], smoke['version-path'], smoke['version-json-path']];
  };
  const skipped = { result: 'skipped', outputs: {} };
  const image = { image: 'registry.example.com/web:7', 'version-path': '/version' };
  expect(expected()).toEqual(['', '', '']);
  expect(expected({ 'assert-version': true })).toEqual(['c0ffee1', '', '']);
  expect(expected({ 'version-json-path': 'commit' })).toEqual(['c0ffee1', '', 'commit']);
  expect(expected({ 'expected-version': '1.2.3' })).toEqual(['1.2.3', '', '']);
  expect(expected(image, skipped)).toEqual(['', '', '']);
  expect(expected({ ...image, 'expected-version': '7' }, skipped)).toEqual(['7', '/version', '']);
});

test.each<[string, Case, RegExp | undefined]>([
  ['the digest', { build: { ...BUILT, outputs: { 'source-revision': 'c0ffee1' } } }, /The digest of the image is not/],
  ['the digest of one container', { inputs: { container: 'app' }, build: { ...BUILT, outputs: {} } }, /The digest/],
  [
    'the commit that is to be asserted',
    { inputs: { 'version-path': '/version' }, build: { ...BUILT, outputs: { digest: DIGEST, 'source-revision': '' } } },
    /The commit that the image was built from is not/,
  ],
  [
    'the commit',
    { inputs: { 'assert-version': true }, build: { ...BUILT, outputs: { digest: DIGEST } } },
    /The commit/,
  ],
  ['a commit that nobody asks for', { build: { ...BUILT, outputs: { digest: DIGEST } } }, undefined],
  [
    'a commit that another version stands for',
    { inputs: { 'expected-version': '1.2', 'version-path': '/v' }, build: { ...BUILT, outputs: { digest: DIGEST } } },
    undefined,
  ],
  [
    'what a given image needs not',
    { inputs: { image: 'web:7' }, build: { result: 'skipped', outputs: {} } },
    undefined,
  ],
])('nothing is deployed without what the build hands on: %s', (_, world, says) => {
  const { ran, given, conclusion } = release({ ...world, verdicts: { smoke: 'passed' } });
  if (says === undefined) {
    expect(ran).toEqual(['before', 'deploy', 'smoke']);
    return;
  }
  expect(ran).toEqual([GUARD]);
  expect(conclusion).toBe('failure');
  const guard = { stdout: expect.stringMatching(says), status: 1 };
  expect(() => runScript(jobOf(FILE, 'release'), GUARD, given.get(GUARD) ?? {})).toThrow(
    expect.objectContaining(guard),
  );
});

test.each<Record<string, string | boolean>>([
  { path: '/health' },
  { 'expected-status': '204' },
  { 'expected-body': 'well' },
  { 'assert-version': true },
  { 'expected-version': '1.2' },
  { 'version-path': '/version' },
  { 'version-json-path': 'commit', 'terraform-outputs': '{"alb_dns_name":""}' },
])('a smoke test that has no address is not left out, and nothing is deployed: %j', (inputs) => {
  const { ran, conclusion } = release({ inputs: { ...inputs, url: '' } });
  expect(ran).toEqual([NO_ADDRESS]);
  expect(conclusion).toBe('failure');
  const refused = { status: 1, stdout: expect.stringContaining('there is no address') };
  expect(() => runScript(jobOf(FILE, 'release'), NO_ADDRESS, {})).toThrow(expect.objectContaining(refused));
});

test('who asks for no smoke test needs no address', () => {
  expect(release({ inputs: { url: '' } }).ran).toEqual(['deploy']);
});

test('deploy-ecs rolls nothing back by itself either, where that is not wanted', () => {
  const way = (inputs: Case['inputs']) => {
    const deploy = release({ inputs: inputs ?? {} }).given.get('deploy') ?? {};
    return [deploy['rollback-on-failure'], deploy['on-cancel']];
  };
  expect(way({})).toEqual(['true', 'rollback']);
  expect(way({ 'migration-command': 'migrate' })).toEqual(['true', 'rollback']);
  expect(way({ 'migration-command': 'migrate', 'rollback-after-migration': false })).toEqual(['false', 'leave']);
  expect(way({ 'rollback-after-migration': false })).toEqual(['true', 'rollback']);
  expect(way({ 'rollback-on-failure': false })).toEqual(['false', 'leave']);
});

test('what a cancelled job does is what was asked for, but for a schema that has gone ahead', () => {
  const onCancel = (inputs: Case['inputs']) => release({ inputs: inputs ?? {} }).given.get('deploy')?.['on-cancel'];
  expect(onCancel({ 'on-cancel': 'leave' })).toBe('leave');
  expect(onCancel({ 'on-cancel': 'rollback', 'rollback-on-failure': false })).toBe('rollback');
  const noWayBack = { 'on-cancel': 'rollback', 'rollback-after-migration': false };
  expect(onCancel(noWayBack)).toBe('rollback');
  expect(onCancel({ ...noWayBack, 'migration-command': 'migrate' })).toBe('leave');
});

test('before a migration a dry run says what the deployment will be refused for, and is asked for just that', () => {
  const { given } = release({ inputs: { 'migration-command': 'migrate', ...Object.fromEntries(HANDED_ON) } });
  const { 'dry-run': dryRun, ...planned } = given.get('plan') ?? {};
  const { 'rollback-on-failure': onFailure, ...asked } = given.get('deploy') ?? {};
  expect(planned).toEqual(asked);
  expect([dryRun, onFailure]).toEqual(['true', 'true']);
  expect(release({}).ran).not.toContain('plan');
});

test.each(HANDED_ON)(
  'the input %s reaches deploy-ecs, in the plan as in the deployment, and no way back',
  (name, value, as = name) => {
    const { given } = release({ inputs: { 'migration-command': 'migrate', [name]: value } });
    for (const step of ['plan', 'deploy']) expect(given.get(step)?.[as], step).toBe(String(value));
    expect(Object.keys(given.get('rollback') ?? {})).not.toContain(as);
  },
);

test('what is not given changes nothing', () => {
  const { given } = release({ inputs: { 'migration-command': 'migrate' } });
  for (const [name, , as = name] of HANDED_ON)
    if (as !== 'on-cancel') expect(given.get('deploy')?.[as], as).toBe(as === 'force-new-deployment' ? 'false' : '');
});

test('the commit is that of the run and not that of a reused image, which a revert brings back', () => {
  const { given } = release({ build: { ...BUILT, outputs: { ...BUILT.outputs, reused: 'true' } } });
  expect(given.get('deploy')).toMatchObject({ commit: '', 'on-older-commit': '' });
});

test('a release that was refused before its migration says so, and one whose migration failed had no deployment', () => {
  const verdictOf = (verdicts: Case['verdicts']) =>
    release({ inputs: { 'migration-command': 'migrate' }, verdicts: verdicts ?? {} }).outputs.verdict;
  expect(verdictOf({ plan: 'refused' })).toBe('refused');
  expect(verdictOf({ plan: 'unobserved' })).toBe('unobserved');
  expect(verdictOf({ migrate: 'failed', deploy: '' })).toBe('');
  expect(verdictOf({ deploy: 'refused' })).toBe('refused');
});

test('a way back is never asked for its commit', () => {
  const { given } = release({});
  const asked = Object.keys(given.get('rollback') ?? {});
  expect(asked).toContain('rollback-to');
  expect(asked.filter((name) => /commit|token/.test(name))).toEqual([]);
});

test('what was built goes by digest, to the container that is named; a given image as it is', () => {
  const image = (inputs: Case['inputs'], build: Case['build'] = BUILT) => {
    const { given } = release({ inputs: { 'migration-command': 'migrate', ...inputs }, build });
    expect(given.get('migrate')?.image).toBe(given.get('deploy')?.image);
    return given.get('deploy')?.image;
  };
  expect(image({})).toBe(DIGEST);
  expect(image({ container: 'app' })).toBe(`app=${DIGEST}`);
  expect(image({ image: 'app=web:7\nproxy=nginx:1' }, { result: 'skipped', outputs: {} })).toBe(
    'app=web:7\nproxy=nginx:1',
  );
});

test('whatever asks AWS assumes the role by itself, and renews it', () => {
  const migrating = { 'migration-command': 'migrate' };
  const roles = (world: Case) => {
    const { given } = release(world);
    return new Set(['plan', 'migrate', 'deploy', 'rollback'].map((step) => given.get(step)?.['role-to-assume']));
  };
  const vars = { AWS_DEPLOY_ROLE: 'its' };
  expect(roles({ inputs: { ...migrating, 'role-to-assume': 'mine' }, vars })).toEqual(new Set(['mine']));
  expect(roles({ inputs: migrating, vars })).toEqual(new Set(['its']));
  expect(roles({ inputs: migrating })).toEqual(new Set(['']));
});

test('the build takes its own role, else that of the release', () => {
  const role = (inputs: Case['inputs']) => {
    const contexts = { inputs: inputsOf(FILE, inputs ?? {}), vars: { AWS_DEPLOY_ROLE: 'its' }, secrets: {} };
    return walk(jobOf(FILE, 'build'), { contexts, outputs: {} }).given.get('build')?.['role-to-assume'];
  };
  expect(role({ 'build-role-to-assume': 'builds', 'role-to-assume': 'mine' })).toBe('builds');
  expect(role({ 'role-to-assume': 'mine' })).toBe('mine');
  expect(role({})).toBe('its');
});

test('the commit is checked out only for a task definition that is a file', () => {
  const checksOut = (definition: string) =>
    release({ inputs: { 'task-definition': definition } }).ran.includes('checkout');
  expect(['deploy/web.json', 'web.yaml', 'web.yml'].map(checksOut)).toEqual([true, true, true]);
  expect(['', 'web', 'web:42', 'arn:aws:ecs:eu-central-1:123456789012:task-definition/web:42'].map(checksOut)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test.each([
  ['the build succeeded', '', 'success', false, true],
  ['an image was given', 'web:7', 'skipped', false, true],
  ['the build failed', '', 'failure', false, false],
  ['the build was cancelled', '', 'cancelled', false, false],
  ['the build was skipped for another reason', '', 'skipped', false, false],
  ['the run was cancelled', '', 'success', true, false],
])('whether it is released when %s', (_, image, result, cancelled, released) => {
  const inputs = inputsOf(FILE, { image });
  const contexts = { inputs, needs: { build: { result } } };
  expect(holds(jobOf(FILE, 'release').if, contexts, { failed: result === 'failure', cancelled })).toBe(released);
  expect(holds(jobOf(FILE, 'build').if, { inputs }, { failed: false, cancelled: false })).toBe(image === '');
});
