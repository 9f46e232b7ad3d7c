// Five stacks as teams have them, by the names of their Terraform outputs: each example finds in its stack all that it does not name itself.
// The caller's inputs go through the reusable workflow, step by step, into what the actions themselves read.

import { describe, expect, test } from 'vitest';
import { parseInputs as parseBuild } from '../../actions/build-push/src/inputs.ts';
import { parseInputs as parseDeployment } from '../../actions/deploy-ecs/src/inputs.ts';
import { parseInputs as parseMigration } from '../../actions/migrate/src/inputs.ts';
import { parseInputs as parseSmokeTest } from '../../actions/smoke-test/src/inputs.ts';
import type { InputReader } from '../../lib/core/input-reader.ts';
import { CLUSTER_OUTPUTS, REPOSITORY_OUTPUTS, SERVICE_OUTPUTS, URL_OUTPUTS } from '../../lib/core/terraform-names.ts';
import { readInputs } from '../../lib/github/inputs.ts';
import { render } from '../support/expressions.ts';
import { read } from '../support/repository.ts';
import { inputsOf, type Job, jobOf, type Walked, walk, workflow, workflowFiles } from '../support/workflows.ts';

const DEPLOY = '.github/workflows/deploy.yml';
const DIGEST = `sha256:${'a1'.repeat(32)}`;
const COMMIT = 'c0ffee1c0ffee1c0ffee1c0ffee1c0ffee1c0ffe';
const REGISTRY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const RUNNING = { failed: false, cancelled: false };

/** What Terraform prints for outputs of such names. */
const VALUES: Readonly<Record<string, unknown>> = {
  ecs_cluster_name: 'stack-cluster',
  ecs_service_name: 'stack-service',
  ecr_repository_url: `${REGISTRY}/stack-app`,
  backend_ecr_url: `${REGISTRY}/stack-back-end`,
  frontend_ecr_url: `${REGISTRY}/stack-front-end`,
  alb_hostname: 'stack-1.eu-central-1.elb.amazonaws.com',
  alb_dns_name: 'stack-1.eu-central-1.elb.amazonaws.com',
  load_balancer_dns: 'stack-1.eu-central-1.elb.amazonaws.com',
  api_gateway_url: 'https://a1b2c3.execute-api.eu-central-1.amazonaws.com',
  backend_environment_variables: { AWS_REGION: 'eu-central-1' },
  certificate_validation_records: [{ name: '_a.api.example.com' }],
};

interface Stack {
  readonly outputs: readonly string[];
  readonly cluster: string;
  readonly service: string;
  readonly repository: string;
  readonly asks: readonly string[];
  /** of the release job, when all is well */
  readonly steps: readonly string[];
}

const stacks: Readonly<Record<string, Stack>> = {
  'one-service-behind-a-load-balancer': {
    outputs: ['alb_hostname', 'ecr_repository_url', 'target_group_arn', 'vpc_id'],
    cluster: 'notebooks-cluster',
    service: 'notebooks-service',
    repository: 'stack-app',
    asks: ['http://stack-1.eu-central-1.elb.amazonaws.com/health'],
    steps: ['before', 'deploy', 'smoke'],
  },
  'back-end-and-front-end': {
    outputs: ['backend_ecr_url', 'frontend_ecr_url', 'ecs_cluster_name', 'ecs_service_name', 'load_balancer_dns'],
    cluster: 'stack-cluster',
    service: 'stack-service',
    repository: 'stack-back-end',
    asks: ['http://stack-1.eu-central-1.elb.amazonaws.com/api/health'],
    steps: ['before', 'plan', 'migrate', 'deploy', 'smoke'],
  },
  'api-behind-api-gateway': {
    outputs: [
      'api_gateway_url',
      'ecr_repository_url',
      's3_files_bucket_name',
      's3_data_bucket_name',
      'ecs_cluster_name',
      'ecs_service_name',
      'backend_environment_variables',
    ],
    cluster: 'stack-cluster',
    service: 'stack-service',
    repository: 'stack-app',
    asks: [
      'https://a1b2c3.execute-api.eu-central-1.amazonaws.com/health',
      'https://a1b2c3.execute-api.eu-central-1.amazonaws.com/version',
    ],
    steps: ['before', 'deploy', 'smoke'],
  },
  'release-by-version-tag': {
    // What the stack has, and the example does not need.
    outputs: [
      'alb_dns_name',
      'alb_zone_id',
      'certificate_validation_records',
      'ecr_repository_url',
      'database_secret_arn',
      'cloudwatch_dashboard_url',
    ],
    cluster: 'replays-production-cluster',
    service: 'replays-production-api',
    repository: 'replays-production-api',
    asks: ['https://api.example.com/health'],
    steps: ['before', 'plan', 'migrate', 'deploy', 'smoke'],
  },
  'single-page-app': {
    outputs: ['ecs_cluster_name', 'ecs_service_name', 'ecr_repository_url', 'alb_dns_name'],
    cluster: 'stack-cluster',
    service: 'stack-service',
    repository: 'stack-app',
    asks: ['http://stack-1.eu-central-1.elb.amazonaws.com/'],
    steps: ['before', 'deploy', 'smoke'],
  },
};

describe.each(Object.entries(stacks))('%s', (name, stack) => {
  const caller = callerOf(`examples/${name}.yml`);
  const { build, release } = run(caller, stack.outputs);

  test('builds into the repository of the stack', () => {
    const request = parsed(build, 'build', parsedBuild);
    expect(request.repository?.name).toBe(stack.repository);
  });

  test('runs the steps that such a stack needs', () => {
    expect(release.ran).toEqual(stack.steps);
  });

  test('deploys to the service of the stack', () => {
    const request = parsed(release, 'deploy', parseDeployment);
    expect(request.targets).toEqual([{ cluster: stack.cluster, service: stack.service }]);
    expect(request.images).toMatchObject([{ image: { digest: DIGEST, repository: stack.repository } }]);
  });

  test('asks the address of the stack', () => {
    const asked = parsed(release, 'smoke', parseSmokeTest).checks.map(({ request }) => request.url);
    expect(asked).toEqual(stack.asks);
  });
});

const migrating = Object.entries(stacks).filter(([, { steps }]) => steps.includes('migrate'));

test.each(migrating)('%s migrates beside the service that it deploys to', (name, { outputs, cluster, service }) => {
  const { release } = run(callerOf(`examples/${name}.yml`), outputs);
  expect(parsed(release, 'migrate', parseMigration).target).toEqual({ cluster, service });
});

test('where nobody asks the tasks whether they are well, the answer has to be of this commit', () => {
  const { release } = run(
    callerOf('examples/api-behind-api-gateway.yml'),
    stacks['api-behind-api-gateway']?.outputs ?? [],
  );
  expect(release.given.get('smoke')).toMatchObject({ 'expected-version': COMMIT, 'version-path': '/version' });
});

test('every example says in its first line for which stacks it is', () => {
  const first = workflowFiles()
    .filter((file) => file.startsWith('examples/'))
    .map((file) => [file, read(file).split('\n')[0] ?? '']);
  expect(first.filter(([, line = '']) => !/^# For (a|an|every) /.test(line))).toEqual([]);
});

test('the front end goes to its own repository', () => {
  const job = jobOf('examples/back-end-and-front-end.yml', 'front-end');
  const walked = walk(job, { contexts: contextsOf(stacks['back-end-and-front-end']?.outputs ?? []), outputs: {} });
  const step = [...walked.given.keys()].find((name) => name.includes('build-push')) ?? '';
  const request = parsed(walked, step, parsedBuild);
  expect(request.repository?.name).toBe('stack-front-end');
});

test('the documentation names every output that is found by itself, in the order in which they are looked for', () => {
  const lists = {
    cluster: CLUSTER_OUTPUTS,
    service: SERVICE_OUTPUTS,
    repository: REPOSITORY_OUTPUTS,
    url: URL_OUTPUTS,
  };
  const rows = Object.entries(lists).map(
    ([input, names]) => `| \`${input}\` | ${names.map((name) => `\`${name}\``).join(', ')} |`,
  );
  expect(read('docs/workflows.md').split('\n')).toEqual(expect.arrayContaining(rows));
});

/** In a checkout where every path is there. */
function parsedBuild(reader: InputReader) {
  return parseBuild(reader, {
    commit: COMMIT,
    kindOf: (path) => (path.endsWith('Dockerfile') ? 'file' : 'folder'),
  });
}

/** The job of an example that calls deploy.yml. */
function callerOf(file: string): Job {
  const called = Object.values(workflow(file).jobs).filter(({ uses }) => uses?.includes(`/${DEPLOY}@`));
  expect(called).toHaveLength(1);
  return called[0] ?? {};
}

/** The two jobs of deploy.yml as this caller runs them on a stack with these outputs. */
function run(caller: Job, outputs: readonly string[]): { readonly build: Walked; readonly release: Walked } {
  const around = contextsOf(outputs);
  const given = Object.entries(caller.with ?? {}).map(([name, value]) => [name, render(value, around, RUNNING)]);
  const inputs = inputsOf(DEPLOY, Object.fromEntries(given));
  const built = { result: 'success', outputs: { digest: DIGEST, 'source-revision': COMMIT } };
  const ended = { build: {}, migrate: { verdict: 'succeeded' }, deploy: { verdict: 'deployed' } };
  const smoke = { before: { verdict: 'passed' }, smoke: { verdict: 'passed' } };
  const contexts = { ...around, inputs, needs: { build: built }, secrets: {} };
  const world = { contexts, outputs: { ...ended, ...smoke } };
  return { build: walk(jobOf(DEPLOY, 'build'), world), release: walk(jobOf(DEPLOY, 'release'), world) };
}

function contextsOf(outputs: readonly string[]): Record<string, unknown> {
  const printed = Object.fromEntries(
    outputs.map((name) => [name, { sensitive: false, type: 'string', value: VALUES[name] ?? `the ${name}` }]),
  );
  const text = JSON.stringify(printed);
  return {
    github: { sha: COMMIT, ref_name: 'v1.2.3' },
    vars: { TERRAFORM_OUTPUTS: text, AWS_BUILD_ROLE: 'arn:aws:iam::123456789012:role/build' },
    needs: { outputs: { outputs: { terraform: text } } },
  };
}

/** What the action makes of the inputs of its step; throws when it would refuse them. */
function parsed<Request>(walked: Walked, step: string, parse: (reader: InputReader) => Request): Request {
  const reader = readerOf(walked, step);
  const request = parse(reader);
  reader.finish();
  return request;
}

function readerOf(walked: Walked, step: string): InputReader {
  const given = walked.given.get(step);
  if (given === undefined) throw new Error(`${step} did not run`);
  const environment = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return readInputs(Object.fromEntries(environment), () => undefined);
}
