import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mutations } from '../../simulator/diary.ts';
import { aBuildPlace, type BuildPlace, visible } from '../support/build-place.ts';
import type { BundleRun } from '../support/runner.ts';

let place: BuildPlace;
let seen: number;

beforeEach(async () => {
  place = await aBuildPlace({ docker: 'stand-in' });
  seen = place.aws.simulator.diary.length;
});

/** Nothing was changed in AWS, nothing was built, nobody was logged in, and nothing was left behind. */
afterEach(async () => {
  const diary = place.aws.simulator.diary.slice(seen);
  const done = place.dockerCalls().map((call) => call.arguments.slice(0, 2).join(' '));
  const leftovers = place.leftovers();
  await place.close();
  expect(mutations(diary)).toEqual([]);
  expect(diary.flatMap((entry) => entry.problems)).toEqual([]);
  expect(done.filter((call) => !['version --format', 'buildx version'].includes(call))).toEqual([]);
  expect(leftovers).toEqual([]);
});

function problemsOf(run: BundleRun): string[] {
  expect(run.exitCode).toBe(1);
  expect(run.outputs.verdict).toBe('refused');
  expect(run.annotations).toHaveLength(1);
  expect(run.summary).toContain('Nothing was touched.');
  return (run.outputs.reason ?? '').split('\n');
}

test('everything that is wrong is told at once, from inputs, files, docker and ECR', async () => {
  const run = await place.run(
    {
      repository: 'shop/wbe',
      tags: 'no good',
      context: 'ap',
      platforms: 'linux/arm64',
      timeout: 'soon',
      'build-options': '--push',
    },
    { env: { STAND_IN_BUILDX: 'none' } },
  );
  // Docker and ECR are looked at side by side: their problems come in any order.
  expect(problemsOf(run).sort()).toEqual([
    expect.stringMatching(/^build-options: "--push" is not allowed here/),
    expect.stringMatching(/^context: folder "ap" does not exist/),
    expect.stringMatching(/^platforms: needs buildx, which this docker does not have/),
    expect.stringMatching(
      /^repository: ECR of account 123456789012 has no repository "shop\/wbe"\. Did you mean "shop\/web"\?/,
    ),
    expect.stringMatching(/^tags: "no good" is not a tag/),
    expect.stringMatching(/^timeout: "soon" is not a duration/),
  ]);
});

test('the wrong account', async () => {
  const run = await place.run({ repository: 'shop/web', 'expected-account': '210987654321' });
  expect(problemsOf(run)).toEqual([
    'expected-account: the credentials of this job lead to account 123456789012, not to 210987654321. Look at the role that this job assumes.',
  ]);
});

test('the wrong account, where the repository does not exist either and would be made', async () => {
  const run = await place.run({
    repository: 'shop/new',
    'expected-account': '210987654321',
    'create-repository': 'true',
  });
  expect(problemsOf(run)[0]).toContain('lead to account 123456789012, not to 210987654321');
});

test('a registry that is not ECR', async () => {
  const run = await place.run({ repository: 'ghcr.io/shop/web' });
  expect(problemsOf(run)).toEqual([
    `repository: ghcr.io is not the registry of account 123456789012: ECR says that "shop/web" is at ${place.registry}. Only ECR can be pushed to.`,
  ]);
});

test('inputs that need buildx, where there is none', async () => {
  const run = await place.run(
    { repository: 'shop/web', secrets: 'npm=hunter2', 'cache-to': 'type=gha', provenance: 'true' },
    { env: { STAND_IN_BUILDX: 'none' } },
  );
  expect(problemsOf(run).map((problem) => problem.split(':')[0])).toEqual(['secrets', 'cache-to', 'provenance']);
  expect(visible(run)).not.toContain('hunter2');
});

test('no docker at all', async () => {
  const run = await place.run({ repository: 'shop/web' }, { env: { PATH: place.home } });
  expect(problemsOf(run)).toEqual([
    'There is no docker on this runner: its command was not found in PATH. Use a runner that has it.',
  ]);
});

test('a typo is told before a denial', async () => {
  place.aws.simulator.setFaults([{ kind: 'access-denied', operation: 'DescribeRepositories' }]);
  const run = await place.run({ repository: 'shop/web', tags: '?' });
  expect(problemsOf(run)[0]).toContain('tags: "?" is not a tag');
});

test('a look that is denied is unobserved, and names the permission', async () => {
  place.aws.simulator.setFaults([{ kind: 'access-denied', operation: 'DescribeRepositories' }]);
  const run = await place.run({ repository: 'shop/web' });
  expect(run.exitCode).toBe(1);
  expect(run.outputs.verdict).toBe('unobserved');
  expect(run.outputs.reason).toContain('ecr:DescribeRepositories');
});

test('a Docker configuration that docker could not read either', async () => {
  writeFileSync(join(place.home, '.docker/config.json'), '{');
  const run = await place.run({ repository: 'shop/web' });
  expect(problemsOf(run)[0]).toContain('config.json is not a JSON object');
});

test('cancelled while ECR throttles the look, it was cancelled, and touched nothing', async () => {
  place.aws.simulator.setFaults([{ kind: 'throttled', operation: 'DescribeRepositories' }]);
  const { promise: throttled, resolve } = Promise.withResolvers<void>();
  const running = place.start(
    { repository: 'shop/web' },
    { onLine: (line) => (line.includes('was throttled') ? resolve() : undefined) },
  );
  await throttled;
  running.cancel();
  const run = await running.finished;
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: 'cancelled', reason: 'nothing was started yet' });
  expect(run.summary).toContain('### Slipway build-push: cancelled');
});
