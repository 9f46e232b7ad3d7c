import { describe, expect, test } from 'vitest';
import { UserError } from '../../../lib/core/errors.ts';
import { createInputReader } from '../../../lib/core/input-reader.ts';
import { type BuildPushRequest, parseInputs, type Surroundings } from './inputs.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const FILES: Readonly<Record<string, 'file' | 'folder'>> = {
  '.': 'folder',
  Dockerfile: 'file',
  app: 'folder',
  'app/Dockerfile': 'file',
  'app/Dockerfile.prod': 'file',
  'npmrc.txt': 'file',
};

function surroundings(changes: Partial<Surroundings> = {}): Surroundings {
  return { commit: COMMIT, kindOf: (path) => FILES[path] ?? 'missing', ...changes };
}

function parse(inputs: Record<string, string>, around = surroundings()): BuildPushRequest {
  const reader = createInputReader({ inputs: new Map(Object.entries(inputs)) });
  const request = parseInputs(reader, around);
  reader.finish();
  return request;
}

function problemsOf(inputs: Record<string, string>, around = surroundings()): readonly string[] {
  try {
    parse(inputs, around);
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

test('a repository is enough: the commit is the tag, the working folder the context', () => {
  const request = parse({ repository: 'web' });
  expect(request).toMatchObject({ repository: { name: 'web' }, tags: [COMMIT], timeoutMs: 3_600_000 });
  expect(request.build).toMatchObject({ context: '.', provenance: 'false', sbom: 'false', platforms: [] });
});

test('the repository comes from Terraform by the names that the stacks use', () => {
  const values = new Map([['backend_ecr_url', '123456789012.dkr.ecr.us-west-2.amazonaws.com/backend']]);
  const reader = createInputReader({
    inputs: new Map(),
    terraform: { from: 'terraform-outputs', values, sensitive: [] },
  });
  expect(parseInputs(reader, surroundings()).repository).toEqual({
    name: 'backend',
    host: '123456789012.dkr.ecr.us-west-2.amazonaws.com',
    account: '123456789012',
    region: 'us-west-2',
  });
});

test('every input reaches the request', () => {
  const request = parse({
    repository: 'web',
    context: 'app',
    dockerfile: 'app/Dockerfile.prod',
    target: 'release',
    platforms: 'linux/amd64, linux/arm64\nlinux/arm/v7',
    'build-args': 'A=1\nB=x=y',
    'build-contexts': 'base=docker-image://node:24',
    labels: 'team=shop',
    tags: 'v1\nlatest\nv1',
    secrets: 'npm=t0ken',
    'secret-files': 'rc=npmrc.txt',
    'cache-from': 'type=gha',
    'cache-to': 'type=gha,mode=max',
    pull: 'true',
    'no-cache': 'true',
    network: 'host',
    builder: 'big',
    provenance: 'mode=max',
    sbom: 'true',
    'build-options': '--add-host=db:10.0.0.7',
    'create-repository': 'true',
    'expected-account': '123456789012',
    reuse: 'false',
    timeout: '20m',
  });
  expect(request).toEqual({
    repository: { name: 'web' },
    createRepository: true,
    expectedAccount: '123456789012',
    tags: ['v1', 'latest'],
    reuse: false,
    timeoutMs: 1_200_000,
    build: {
      context: 'app',
      dockerfile: 'app/Dockerfile.prod',
      target: 'release',
      platforms: ['linux/amd64', 'linux/arm64', 'linux/arm/v7'],
      buildArgs: [
        { name: 'A', value: '1' },
        { name: 'B', value: 'x=y' },
      ],
      buildContexts: [{ name: 'base', value: 'docker-image://node:24' }],
      labels: [
        { name: 'org.opencontainers.image.revision', value: COMMIT },
        { name: 'team', value: 'shop' },
      ],
      secrets: [{ name: 'npm', value: 't0ken' }],
      secretFiles: [{ name: 'rc', value: 'npmrc.txt' }],
      cacheFrom: ['type=gha'],
      cacheTo: ['type=gha,mode=max'],
      pull: true,
      noCache: true,
      network: 'host',
      builder: 'big',
      provenance: 'mode=max',
      sbom: 'true',
      options: ['--add-host=db:10.0.0.7'],
    },
  });
});

test('a label that is given wins over ours', () => {
  const around = surroundings({ sourceUrl: 'https://github.com/acme/web' });
  expect(parse({ repository: 'web', labels: 'org.opencontainers.image.revision=mine' }, around).build.labels).toEqual([
    { name: 'org.opencontainers.image.source', value: 'https://github.com/acme/web' },
    { name: 'org.opencontainers.image.revision', value: 'mine' },
  ]);
});

test('the context may be a repository elsewhere, whose files nobody can look at', () => {
  expect(problemsOf({ repository: 'web', context: 'https://github.com/acme/web.git#main', dockerfile: 'x' })).toEqual(
    [],
  );
});

describe('what is wrong', () => {
  const cases: readonly [string, Record<string, string>, RegExp][] = [
    ['no repository', { repository: '' }, /^repository: is required; give it, or terraform-outputs with one of ecr_/],
    ['a repository in capitals', { repository: 'Web' }, /"Web" is not a repository; allowed: its name/],
    ['a repository with a tag', { repository: 'web:v1' }, /names an image; give the repository alone/],
    ['a tag with a repository', { tags: 'web:v1' }, /tags: "web:v1" names a repository too; give the tag alone: "v1"/],
    ['a tag with a space', { tags: 'a b' }, /tags: "a b" is not a tag/],
    ['a rule as a tag', { tags: 'semver' }, /reads like a rule/],
    [
      'a context that is not there',
      { context: 'ap' },
      /context: folder "ap" does not exist. Is actions\/checkout missing/,
    ],
    ['a file as context', { context: 'Dockerfile' }, /folder "Dockerfile" is a file/],
    ['standard input as context', { context: '-' }, /"-" is not a folder/],
    ['a Dockerfile that is not there', { dockerfile: 'Nope' }, /dockerfile: file "Nope" does not exist\.$/],
    [
      'a Dockerfile named from the context',
      { context: 'app', dockerfile: 'Dockerfile.prod' },
      /did you mean "app\/Dockerfile.prod"/,
    ],
    ['a platform', { platforms: 'arm64' }, /platforms: "arm64" is not a platform/],
    ['a secret without a value', { secrets: 'hunter2' }, /secrets: line 1 is not NAME=value/],
    ['an id that would split', { secrets: 'a,b=x' }, /secrets: "a,b" is not an id/],
    ['a secret file that is not there', { 'secret-files': 'a=gone' }, /secret-files: file "gone" does not exist/],
    ['a secret given twice', { secrets: 'a=x', 'secret-files': 'a=npmrc.txt' }, /"a" is given in secrets too/],
    ['an own flag', { 'build-options': '--tag=x' }, /"--tag" is not allowed here: use the input tags/],
    ['a flag that the result rests on', { 'build-options': '--metadata-file=x' }, /the action sets it itself/],
    ['an account', { 'expected-account': '123' }, /expected-account: "123" is not an account id/],
    [
      'the other account in the URI',
      { repository: '210987654321.dkr.ecr.eu-west-1.amazonaws.com/web', 'expected-account': '123456789012' },
      /is in account 210987654321, but expected-account is 123456789012/,
    ],
    ['a bare number as timeout', { timeout: '10' }, /timeout: "10" is not a duration/],
    ['a boolean', { pull: 'yes' }, /pull: "yes" is not allowed; allowed: true, false/],
  ];
  test.each(cases)('%s', (_, inputs, problem) => {
    const problems = problemsOf({ repository: 'web', ...inputs });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  test('no commit and no tag', () => {
    expect(problemsOf({ repository: 'web' }, { kindOf: surroundings().kindOf })).toEqual([
      'tags: is required: there is neither GITHUB_SHA nor a git checkout whose commit could be the tag',
    ]);
  });

  test('everything at once, and no value of a secret among it', () => {
    const problems = problemsOf({ repository: 'A', tags: '?', context: 'gone', secrets: 'hunter2', timeout: 'soon' });
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).not.toContain('hunter2');
  });
});
