import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mutations } from '../../simulator/diary.ts';
import { aBuildPlace, type BuildPlace, visible } from '../support/build-place.ts';
import type { BundleRun } from '../support/runner.ts';

let place: BuildPlace;

beforeEach(async () => {
  place = await aBuildPlace({ docker: 'stand-in' });
});

afterEach(async () => {
  await place.closeClean();
});

const sourceTags = () => Object.keys(place.tagsInEcr()).filter((tag) => tag.startsWith('src-'));
const builds = () => place.dockerCalls().filter((call) => call.arguments[1] === 'build').length;

function copyDockerfile(): void {
  mkdirSync(join(place.checkout, 'other'));
  place.write('other/Dockerfile', 'FROM scratch\nCOPY app.txt /app.txt\n');
}

/** A run for what is committed now. Were it to build, it would make other bytes than every other run. */
let builtSoFar = 0;
function push(inputs: Record<string, string> = {}): Promise<BundleRun> {
  const env = { GITHUB_SHA: place.commit(), STAND_IN_CONTENT: `build ${builtSoFar++}` };
  return place.run({ repository: 'shop/web', ...inputs }, { env });
}

test('another commit with the same source is not built: its tag is added in five calls, and the image says which commit built it', async () => {
  const first = await push();
  expect(first.outputs).toMatchObject({ verdict: 'pushed', reused: 'false' });
  const seen = place.aws.simulator.diary.length;
  const second = await push();
  expect(visible(second)).toContain('reused: ECR has an image of this source already');
  expect(second.exitCode).toBe(0);
  const commits = [first, second].map((run) => run.outputs.tags ?? '');
  expect(commits[0]).not.toBe(commits[1]);
  expect(second.outputs).toMatchObject({
    verdict: 'reused',
    reused: 'true',
    digest: first.outputs.digest,
    image: first.outputs.image,
    'platform-digests': JSON.stringify({ 'linux/amd64': first.outputs.digest }),
    'source-revision': commits[0],
  });
  expect(second.annotations).toEqual([]);
  expect(second.summary).toContain('nothing was built');
  expect(second.summary).not.toContain('Built with');
  expect(visible(second)).not.toContain('Building with');
  expect(builds()).toBe(1);
  expect(sourceTags()).toHaveLength(1);
  expect(Object.keys(place.tagsInEcr()).sort()).toEqual([...commits, ...sourceTags()].sort());
  const calls = place.aws.simulator.diary.slice(seen).map(({ service, operation }) => `${service}:${operation}`);
  expect(calls.sort()).toEqual([
    'ecr:BatchGetImage',
    'ecr:DescribeRepositories',
    'ecr:GetAuthorizationToken',
    'ecr:PutImage',
    'registry:GetBlob',
  ]);
});

test('a second run of one commit changes nothing, on an immutable repository and by a runner that never built it', async () => {
  await place.makeImmutable();
  const first = await push();
  const seen = place.aws.simulator.diary.length;
  const env = { GITHUB_SHA: first.outputs.tags, STAND_IN_CONTENT: 'other bytes' };
  const second = await place.run({ repository: 'shop/web' }, { env });
  expect(second.outputs).toMatchObject({ verdict: 'reused', digest: first.outputs.digest });
  expect(second.outputs['source-revision']).toBe(first.outputs['source-revision']);
  const diary = place.aws.simulator.diary.slice(seen);
  expect(mutations(diary)).toEqual([]);
  expect(diary.length).toBeLessThanOrEqual(5);
});

test('a mutable tag that points to something else is moved to the image of the same source', async () => {
  const first = await push({ tags: 'latest' });
  place.write('app.txt', 'something else');
  const second = await push({ tags: 'latest' });
  expect(place.tagsInEcr().latest).toBe(second.outputs.digest);
  place.write('app.txt', `release 1 again\n`);
  await push({ tags: 'v3' });
  place.write('app.txt', 'something else');
  const fourth = await push({ tags: 'latest\nv4' });
  expect(fourth.outputs).toMatchObject({ verdict: 'reused', digest: second.outputs.digest });
  expect(place.tagsInEcr()).toMatchObject({ latest: second.outputs.digest, v4: second.outputs.digest });
  expect(first.outputs.digest).not.toBe(second.outputs.digest);
});

test.each<[string, () => void, Record<string, string>]>([
  ['a changed file', () => place.write('app.txt', 'release 2'), {}],
  ['a changed build argument', () => undefined, { 'build-args': 'A=2' }],
  ['another platform', () => undefined, { platforms: 'linux/arm64' }],
  ['a Dockerfile of the same content at another place', copyDockerfile, { dockerfile: 'other/Dockerfile' }],
  ['pull', () => undefined, { pull: 'true' }],
  ['no-cache', () => undefined, { 'no-cache': 'true' }],
  ['reuse: false', () => undefined, { reuse: 'false' }],
])('%s is built', async (_, change, inputs) => {
  const first = await push({ 'build-args': 'A=1' });
  change();
  const second = await push({ 'build-args': 'A=1', ...inputs });
  expect(second.outputs).toMatchObject({ verdict: 'pushed', reused: 'false' });
  expect(second.outputs.digest).not.toBe(first.outputs.digest);
  expect(second.outputs['source-revision']).toBe(second.outputs.tags);
});

test('a Dockerfile outside the context counts', async () => {
  mkdirSync(join(place.checkout, 'app'));
  place.write('app/app.txt', '1');
  const inputs = { context: 'app', dockerfile: 'Dockerfile' };
  const first = await push(inputs);
  place.write('README.md', 'not in the context');
  expect((await push(inputs)).outputs).toMatchObject({ verdict: 'reused', digest: first.outputs.digest });
  place.write('Dockerfile', 'FROM scratch\nCOPY app.txt /other.txt\n');
  expect((await push(inputs)).outputs.verdict).toBe('pushed');
});

test('where a build was asked for, the content address goes to the newer image', async () => {
  await push();
  const second = await push({ pull: 'true' });
  expect(sourceTags().map((tag) => place.tagsInEcr()[tag])).toEqual([second.outputs.digest]);
});

test('where a build was asked for and tags are immutable, the newer image goes without a content address', async () => {
  await place.makeImmutable();
  const first = await push();
  const second = await push({ pull: 'true' });
  expect(second.outputs.verdict).toBe('pushed');
  expect(sourceTags().map((tag) => place.tagsInEcr()[tag])).toEqual([first.outputs.digest]);
});

test('without reuse no content address is given', async () => {
  const run = await push({ reuse: 'false' });
  expect(run.outputs.verdict).toBe('pushed');
  expect(sourceTags()).toEqual([]);
});

test('uncommitted files have no content address, and the log names one', async () => {
  const commit = place.commit();
  place.write('outputs.json', '{}');
  const run = await place.run({ repository: 'shop/web' }, { env: { GITHUB_SHA: commit } });
  expect(run.outputs.verdict).toBe('pushed');
  expect(visible(run)).toContain('"outputs.json" is not in git, and no .dockerignore keeps it out of the build');
  expect(sourceTags()).toEqual([]);
});

test('what .dockerignore keeps out of the build does not count', async () => {
  place.write('.dockerignore', 'outputs.json\ndist\n');
  place.write('.gitignore', 'dist/\n');
  const first = await push();
  place.write('outputs.json', '{}');
  mkdirSync(join(place.checkout, 'dist/deep'), { recursive: true });
  place.write('dist/deep/app.js', '1');
  const env = { GITHUB_SHA: 'c0ffee0000000000000000000000000000000002' };
  const second = await place.run({ repository: 'shop/web' }, { env });
  expect(second.outputs).toMatchObject({ verdict: 'reused', digest: first.outputs.digest });
});

test('what git ignores and the build sees counts', async () => {
  place.write('.gitignore', 'dist/\n');
  const commit = place.commit();
  mkdirSync(join(place.checkout, 'dist'));
  place.write('dist/app.js', '1');
  const run = await place.run({ repository: 'shop/web' }, { env: { GITHUB_SHA: commit } });
  expect(visible(run)).toContain('"dist/app.js" is not in git');
  expect(sourceTags()).toEqual([]);
});

test('a context outside git has no content address', async () => {
  const run = await place.run({ repository: 'shop/web' });
  expect(run.outputs.verdict).toBe('pushed');
  expect(visible(run)).toMatch(
    /The source has no content address, so nothing of it can be reused: git says: not a git repo/,
  );
});

test('an immutable tag that holds another source is a conflict, before any build', async () => {
  await place.makeImmutable();
  const first = await push({ tags: 'v1' });
  place.write('app.txt', 'release 2');
  await push({ tags: 'v2' });
  const seen = place.aws.simulator.diary.length;
  const third = await push({ tags: 'v3\nv1' });
  expect(third.exitCode).toBe(1);
  expect(third.outputs.verdict).toBe('conflict');
  expect(third.outputs.reason).toMatch(
    /^The tag "v1" of shop\/web is immutable and holds another image \(sha256:\w+\) than the one of this source \(sha256:\w+\)\. Nothing was pushed\./,
  );
  expect(mutations(place.aws.simulator.diary.slice(seen))).toEqual([]);
  expect(builds()).toBe(2);
  expect(place.tagsInEcr()).toMatchObject({ v1: first.outputs.digest });
  expect(place.tagsInEcr().v3).toBeUndefined();
});

test('two runs of one source at the same time end with one image', async () => {
  await place.makeImmutable();
  const commit = place.commit();
  const bytes = (STAND_IN_CONTENT: string) => ({ GITHUB_SHA: commit, STAND_IN_CONTENT });
  const { promise: building, resolve } = Promise.withResolvers<void>();
  const late = place.start(
    { repository: 'shop/web', tags: 'late' },
    {
      env: { ...bytes('late'), STAND_IN_BUILD: 'waits', STAND_IN_GATE: join(place.home, 'gate') },
      onLine: (line) => (line.includes('load build definition') ? resolve() : undefined),
    },
  );
  await building;
  const early = await place.run({ repository: 'shop/web', tags: 'early' }, { env: bytes('early') });
  writeFileSync(join(place.home, 'gate'), '');
  const run = await late.finished;
  expect(visible(run)).toContain('reused: ECR has an image of this source already');
  expect(place.tagsInEcr()).toMatchObject({ early: early.outputs.digest, late: early.outputs.digest });
});

test('who may not look at the tags builds, and is told which permission is missing', async () => {
  await push();
  place.aws.simulator.setFaults([{ kind: 'access-denied', operation: 'BatchGetImage' }]);
  const run = await push();
  expect(run.outputs).toMatchObject({ verdict: 'pushed', reused: 'false', 'platform-digests': '{}' });
  expect(visible(run)).toMatch(/An image of the same source cannot be looked for\. .*ecr:BatchGetImage/);
});

test('an image whose label says no commit is reused with a warning', async () => {
  await push({ labels: 'org.opencontainers.image.revision=' });
  const run = await push();
  expect(run.outputs).toMatchObject({ verdict: 'reused', 'source-revision': '' });
  expect(run.annotations.map(({ level, message }) => [level, message])).toEqual([
    ['warning', expect.stringContaining('Which commit the reused image was built from is not known')],
  ]);
});

test('a content address is nobody’s own tag', async () => {
  const run = await place.run({ repository: 'shop/web', tags: `src-${'a'.repeat(64)}` });
  expect(run.outputs.verdict).toBe('refused');
  expect(run.outputs.reason).toContain('is a content address, which the action gives itself');
});
