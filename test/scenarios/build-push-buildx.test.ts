import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mutations } from '../../simulator/diary.ts';
import { aBuildPlace, type BuildPlace, visible } from '../support/build-place.ts';

const COMMIT = 'c0ffee0000000000000000000000000000000001';
const DIGEST = /^sha256:[0-9a-f]{64}$/;
let place: BuildPlace;

beforeEach(async () => {
  place = await aBuildPlace({ docker: 'stand-in' });
});

afterEach(async () => {
  await place.closeClean();
});

const requests = () => place.aws.simulator.diary.map(({ service, operation }) => `${service}:${operation}`);

test('a commit becomes an image in ECR, pinned by its digest', async () => {
  const run = await place.run({ repository: 'shop/web' });
  expect(visible(run)).toContain('pushed: shop/web:c0ffee');
  expect(run.exitCode).toBe(0);
  const digest = place.tagsInEcr()[COMMIT] ?? '';
  expect(digest).toMatch(DIGEST);
  expect(run.outputs).toEqual({
    verdict: 'pushed',
    image: `${place.registry}/shop/web@${digest}`,
    digest,
    digests: JSON.stringify({ 'shop/web': digest }),
    'platform-digests': JSON.stringify({ 'linux/amd64': digest }),
    repository: 'shop/web',
    registry: place.registry,
    tags: COMMIT,
    'source-revision': COMMIT,
    reused: 'false',
  });
  expect(run.summary).toContain('### Slipway build-push: pushed');
  expect(run.summary).toContain(digest);
  expect(run.annotations).toEqual([]);
  const [build] = place.dockerCalls().filter((call) => call.arguments[1] === 'build');
  expect(build?.arguments).toContain(`org.opencontainers.image.revision=${COMMIT}`);
  expect(build?.arguments).toContain('org.opencontainers.image.source=https://github.com/OWNER/app');
});

test('no secret is seen: neither in the log nor in a summary, an output or an argument', async () => {
  const run = await place.run({ repository: 'shop/web', secrets: 'npm=hunter2-secret' });
  expect(run.outputs.verdict).toBe('pushed');
  const calls = place.dockerCalls();
  const password = calls.find((call) => call.arguments[0] === 'login')?.stdin ?? '';
  expect(password.length).toBeGreaterThan(20);
  expect(run.masks).toContain(password);
  expect(run.masks).toContain('hunter2-secret');
  // Masked before docker is told any of it.
  const lastMask = run.lines.findLastIndex((line) => line.startsWith('::add-mask::'));
  expect(lastMask).toBeLessThan(run.lines.findIndex((line) => line.includes('Logged in to')));
  for (const secret of [password, 'hunter2-secret']) {
    expect(visible(run)).not.toContain(secret);
    expect(calls.flatMap((call) => call.arguments).join(' ')).not.toContain(secret);
  }
  const build = calls.find((call) => call.arguments[1] === 'build');
  expect(build?.environment).toMatchObject({ SLIPWAY_BUILD_SECRET_0: 'hunter2-secret' });
  expect(Object.keys(build?.environment ?? {}).filter((name) => name.startsWith('INPUT_'))).toEqual([]);
});

test('the login stays in a configuration of its own, which is gone at the end', async () => {
  const before = readFileSync(join(place.home, '.docker/config.json'), 'utf8');
  await place.run({ repository: 'shop/web' });
  const build = place.dockerCalls().find((call) => call.arguments[1] === 'build');
  expect(build?.environment.DOCKER_CONFIG).toMatch(new RegExp(`^${place.temp}/slipway-docker-`));
  expect(build?.environment.BUILDX_CONFIG).toBe(join(place.home, '.docker/buildx'));
  expect(readFileSync(join(place.home, '.docker/config.json'), 'utf8')).toBe(before);
});

test('the repository may be a URI from Terraform, and the log says where it came from', async () => {
  const outputs = JSON.stringify({ ecr_repository_url: { value: `${place.registry}/shop/web`, type: 'string' } });
  const run = await place.run({ 'terraform-outputs': outputs, tags: 'v1\nlatest' });
  expect(run.outputs).toMatchObject({ verdict: 'pushed', tags: 'v1\nlatest' });
  expect(Object.keys(place.tagsInEcr())).toEqual(['v1', 'latest']);
  expect(visible(run)).toContain('repository comes from Terraform output "ecr_repository_url"');
});

test('a repository that is missing is made when that is asked for', async () => {
  const run = await place.run({ repository: 'shop/jobs', 'create-repository': 'true' });
  expect(run.outputs).toMatchObject({ verdict: 'pushed', repository: 'shop/jobs' });
  expect(requests()).toContain('ecr:CreateRepository');
});

test('an immutable tag that holds what was built is green, and missing tags are added without a push', async () => {
  await place.makeImmutable();
  const first = await place.run({ repository: 'shop/web', tags: 'v1' });
  const seen = requests().length;
  const second = await place.run({ repository: 'shop/web', tags: 'v1\nstable' });
  expect(second.exitCode).toBe(0);
  expect(second.outputs).toMatchObject({ verdict: 'reused', reused: 'true', digest: first.outputs.digest });
  expect(place.tagsInEcr().stable).toBe(first.outputs.digest);
  expect(requests().slice(seen)).not.toContain('registry:PutManifest');
});

test('an immutable tag that holds something else is a conflict before anything is pushed', async () => {
  await place.makeImmutable();
  const first = await place.run({ repository: 'shop/web', tags: 'v1' });
  const seen = place.aws.simulator.diary.length;
  const second = await place.run({ repository: 'shop/web', tags: 'fresh\nv1' }, { env: { STAND_IN_CONTENT: 'other' } });
  expect(second.exitCode).toBe(1);
  expect(second.outputs.verdict).toBe('conflict');
  expect(second.outputs.reason).toContain('The tag "v1" of shop/web is immutable and holds another image');
  expect(second.outputs.digest).toBeUndefined();
  expect(mutations(place.aws.simulator.diary.slice(seen))).toEqual([]);
  expect(place.tagsInEcr()).toEqual({ v1: first.outputs.digest });
});

test('a build that fails is red with the step, the error and what the step said', async () => {
  const run = await place.run({ repository: 'shop/web' }, { env: { STAND_IN_BUILD: 'fails' } });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({
    verdict: 'build-failed',
    reason:
      'The build and push failed: RUN make: process "/bin/sh -c make" did not complete successfully: exit code: 2',
  });
  expect(run.annotations).toHaveLength(1);
  expect(run.annotations[0]?.message).toContain('main.c:1: no such thing');
  expect(run.summary).toContain('main.c:1: no such thing');
  // A line of the build that looks like a workflow command is none.
  expect(run.lines.filter((line) => line.startsWith('::error::'))).toEqual([]);
});

test('a build that does not end is stopped at the timeout', async () => {
  const run = await place.run({ repository: 'shop/web', timeout: '1s' }, { env: { STAND_IN_BUILD: 'hangs' } });
  expect(run.outputs.verdict).toBe('build-failed');
  expect(run.outputs.reason).toContain('it did not end within 1s (timeout)');
});

test('a cancelled job stops docker, and says so', async () => {
  const running = place.start(
    { repository: 'shop/web' },
    {
      env: { STAND_IN_BUILD: 'hangs' },
      onLine: (line) => {
        if (line.includes('load build definition')) running.cancel();
      },
    },
  );
  const run = await running.finished;
  expect(run.outputs.verdict).toBe('cancelled');
  expect(run.outputs.reason).toBe(
    'The job was cancelled during the build and push. Nothing was pushed. Running the step again is safe.',
  );
  expect(run.durationMs).toBeLessThan(10_000);
  expect(run.summary).toContain('cancelled');
});

test('after a kill the post step logs out', async () => {
  const running = place.start(
    { repository: 'shop/web' },
    {
      env: { STAND_IN_BUILD: 'hangs' },
      onLine: (line) => {
        if (line.includes('load build definition')) running.kill('SIGKILL');
      },
    },
  );
  const { state } = await running.finished;
  expect(place.leftovers()).toHaveLength(1);
  const post = await place.run({}, { phase: 'post', state });
  expect(post.exitCode).toBe(0);
  expect(visible(post)).toContain('Logged out');
  expect(place.leftovers()).toEqual([]);
});

test('a push whose digest may not be read is neither green nor lost', async () => {
  place.aws.simulator.setFaults([{ kind: 'access-denied', operation: 'DescribeImages' }]);
  const run = await place.run({ repository: 'shop/web', tags: 'v1' });
  expect(run.exitCode).toBe(1);
  expect(run.outputs.verdict).toBe('unobserved');
  expect(run.outputs.reason).toContain(`The image was pushed, by docker's word as ${place.tagsInEcr().v1}`);
  expect(run.outputs.reason).toContain('ecr:DescribeImages');
});

test('a tag that another push has moved on is a warning, and the digest is still that of what this run pushed', async () => {
  const run = await place.run({ repository: 'shop/web', tags: 'latest' }, { env: { STAND_IN_BUILD: 'overtaken' } });
  expect(run.exitCode).toBe(0);
  expect(run.outputs.verdict).toBe('pushed');
  expect(run.outputs.digest).toMatch(DIGEST);
  expect(run.outputs.digest).not.toBe(place.tagsInEcr().latest);
  expect(run.annotations.map(({ level, message }) => [level, message])).toEqual([
    ['warning', expect.stringContaining('The tag "latest" of shop/web no longer points to what this run pushed')],
  ]);
});

test('a throttled look is asked again', async () => {
  place.aws.simulator.setFaults([
    { kind: 'throttled', operation: 'DescribeRepositories', nth: [1] },
    { kind: 'server-error', operation: 'GetAuthorizationToken', nth: [1] },
  ]);
  const run = await place.run({ repository: 'shop/web' });
  expect(run.outputs.verdict).toBe('pushed');
});
