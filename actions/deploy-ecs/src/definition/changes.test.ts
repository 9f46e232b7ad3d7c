import { describe, expect, test } from 'vitest';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { changesBetween, describeChange } from './changes.ts';

const lines = (before: unknown, after: unknown) => changesBetween(before, after).map(describeChange);
const app = (members: Raw) => ({ containerDefinitions: [{ name: 'app', ...members }] });

test.each([
  ['nothing', { cpu: '256' }, { cpu: '256' }, []],
  ['the order of members', { cpu: '1', memory: '2' }, { memory: '2', cpu: '1' }, []],
  ['a member', { cpu: '256' }, { cpu: '512' }, ['~ cpu: 256 → 512']],
  ['a member more', {}, { cpu: '512' }, ['+ cpu: 512']],
  ['a member less', { cpu: '512' }, {}, ['- cpu: 512']],
  [
    'a nested member',
    { runtimePlatform: { cpuArchitecture: 'X86_64' } },
    { runtimePlatform: { cpuArchitecture: 'ARM64' } },
    ['~ runtimePlatform cpuArchitecture: X86_64 → ARM64'],
  ],
  ['an image', app({ image: 'a' }), app({ image: 'b' }), ['~ container "app" image: a → b']],
  [
    'a variable',
    app({ environment: [{ name: 'LEVEL', value: 'info' }] }),
    app({ environment: [{ name: 'LEVEL', value: 'debug' }] }),
    ['~ container "app" environment LEVEL: info → debug'],
  ],
  [
    'a variable more',
    app({}),
    app({ environment: [{ name: 'LEVEL', value: 'info' }] }),
    ['+ container "app" environment LEVEL: info'],
  ],
  [
    'a variable less',
    app({ environment: [{ name: 'LEVEL', value: 'info' }] }),
    app({ environment: [] }),
    ['- container "app" environment LEVEL: info'],
  ],
  [
    'the order of variables',
    app({
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    }),
    app({
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
    }),
    [],
  ],
  [
    'a container more, whose name is said once',
    { containerDefinitions: [] },
    app({ image: 'a' }),
    ['+ container "app" image: a'],
  ],
  [
    'a thing that has nothing but a name',
    { volumes: [] },
    { volumes: [{ name: 'data' }] },
    ['+ volumes data: {"name":"data"}'],
  ],
  [
    'a thing less that has nothing but a name',
    { volumes: [{ name: 'data' }] },
    { volumes: [] },
    ['- volumes data: {"name":"data"}'],
  ],
  ['an empty list where there was none', app({ command: [] }), app({}), []],
  [
    'a variable that had no value',
    app({ environment: [{ name: 'LEVEL' }] }),
    app({ environment: [{ name: 'LEVEL', value: 'info' }] }),
    ['~ container "app" environment LEVEL:  → info'],
  ],
  [
    'a variable that has no value any more',
    app({ environment: [{ name: 'LEVEL', value: 'info' }] }),
    app({ environment: [{ name: 'LEVEL' }] }),
    ['~ container "app" environment LEVEL: info → '],
  ],
  ['a member that becomes something else', { new: { a: 1 } }, { new: 'b' }, ['~ new: {"a":1} → b']],
  ['something else that becomes members', { new: 'b' }, { new: { a: 1 } }, ['~ new: b → {"a":1}']],
  [
    'a list of things without names',
    app({ portMappings: [{ containerPort: 80 }] }),
    app({ portMappings: [{ containerPort: 81 }] }),
    ['~ container "app" portMappings: [{"containerPort":80}] → [{"containerPort":81}]'],
  ],
  [
    'a list without names',
    app({ command: ['a'] }),
    app({ command: ['a', 'b'] }),
    ['~ container "app" command: ["a"] → ["a","b"]'],
  ],
])('says what changed: %s', (_what, before, after, expected) => {
  expect(lines(before, after)).toEqual(expected);
});

test('digests are shortened where they are those of an image, and nowhere else', () => {
  const [old, now] = [`web@sha256:${'0'.repeat(64)}`, `web@sha256:${'1'.repeat(64)}`];
  expect(lines(app({ image: old }), app({ image: now }))).toEqual([
    '~ container "app" image: web@sha256:000000000000 → web@sha256:111111111111',
  ]);
  expect(lines({}, app({ image: now }))).toEqual(['+ container "app" image: web@sha256:111111111111']);
  const variable = (name: string) => app({ environment: [{ name, value: now }] });
  for (const name of ['IMAGE', 'image'])
    expect(lines(app({}), variable(name))).toEqual([`+ container "app" environment ${name}: ${now}`]);
});

test('the login of a registry is shown by the place it comes from', () => {
  const credentialsParameter = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hub-a1b2c3';
  expect(lines(app({}), app({ repositoryCredentials: { credentialsParameter } }))).toEqual([
    `+ container "app" repositoryCredentials credentialsParameter: ${credentialsParameter}`,
  ]);
});

test('a secret is shown by the place it comes from', () => {
  const secret = (from: string) => app({ secrets: [{ name: 'DB_PASSWORD', valueFrom: from }] });
  expect(lines(secret('arn:a'), secret('arn:b'))).toEqual([
    '~ container "app" secrets DB_PASSWORD valueFrom: arn:a → arn:b',
  ]);
  const from = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/web-a1b2c3:password::';
  expect(lines(app({}), secret(from))).toEqual([`+ container "app" secrets DB_PASSWORD: ${from}`]);
  expect(lines(secret(from), app({}))).toEqual([`- container "app" secrets DB_PASSWORD: ${from}`]);
});

describe('a value that looks like a secret is never shown', () => {
  const password = 'hunter2';
  const withPassword = (name: string, value: string) => app({ image: 'a', environment: [{ name, value }] });

  test.each([
    'DB_PASSWORD',
    'API_TOKEN',
    'SecretThing',
    'AWS_ACCESS_KEY_ID',
    'sentry_dsn',
    'TLS_PRIVATE',
    'BASIC_AUTH',
    'CONNECTION_STRING',
  ])('as the variable %s', (name) => {
    expect(lines(withPassword(name, 'old-hunter2'), withPassword(name, password))).toEqual([
      `~ container "app" environment ${name}: *** → ***`,
    ]);
  });

  test('as the variable or the label that is called as what is shown openly', () => {
    const value = `https://user:${password}@example.com`;
    for (const name of ['image', 'valueFrom', 'image x'])
      for (const after of [withPassword(name, value), app({ image: 'a', dockerLabels: { [name]: value } })])
        expect(lines(app({ image: 'a' }), after)).toEqual([expect.stringMatching(/https:\/\/example\.com\/…$/)]);
  });

  test('as an option of a volume’s driver', () => {
    const volume = (driverOpts: Raw) => ({ volumes: [{ name: 'data', dockerVolumeConfiguration: { driverOpts } }] });
    expect(lines(volume({ password: 'old-hunter2' }), volume({ password }))).toEqual([
      '~ volumes data dockerVolumeConfiguration driverOpts password: *** → ***',
    ]);
  });

  test('as a label whose name has spaces', () => {
    expect(lines(app({}), app({ dockerLabels: { 'the password of it': password } }))).toEqual([
      '+ container "app" dockerLabels the password of it: ***',
    ]);
  });

  test('as the password in an address', () => {
    const address = `postgres://app:${password}@db:5432/app`;
    const line = lines(app({ image: 'a' }), withPassword('DATABASE_URL', address)).join('\n');
    expect(line).toContain('DATABASE_URL');
    expect(line).not.toContain(password);
  });

  test('in a container that is new or gone', () => {
    const before = { containerDefinitions: [{ name: 'app', image: 'a' }] };
    const sidecar = {
      name: 'agent',
      image: 'b',
      environment: [
        { name: 'DD_API_KEY', value: password },
        { name: 'SITE', value: 'eu' },
      ],
    };
    const after = { containerDefinitions: [...before.containerDefinitions, sidecar] };
    for (const text of [lines(before, after), lines(after, before)]) {
      expect(text.join('\n')).toContain('agent');
      expect(text.join('\n')).toContain('SITE: eu');
      expect(text.join('\n')).not.toContain(password);
    }
  });

  test('in the options of a log driver, or in a label', () => {
    const before = app({
      logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': 'old-hunter2', 'splunk-url': 'https://a' } },
    });
    const after = app({
      logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': password, 'splunk-url': 'https://b' } },
      dockerLabels: { 'traefik.basicauth': password },
    });
    const text = lines(before, after).join('\n');
    expect(text).toContain('splunk-url: https://a → https://b');
    expect(text).not.toContain(password);
  });
});
