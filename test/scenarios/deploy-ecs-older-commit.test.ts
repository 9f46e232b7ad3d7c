// Never backwards by accident: an older commit, asked of git where it is checked out, else of GitHub.

import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { crashes, hangs } from '../../simulator/runtimes/fates.ts';
import { aCompareDoor, TOKEN } from '../support/compare-door.ts';
import { aDeployPlace, type DeployPlace, ending, visible } from '../support/deploy-place.ts';

const [A, B, C, OTHER] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40)) as [string, string, string, string];
const HISTORY = { [A]: [], [B]: [A], [C]: [B], [OTHER]: [A] };
const of = (commit: string) => ({ env: { GITHUB_SHA: commit } });

/** Where a newer release serves than the one that is to be deployed, which is v3. */
async function aPlaceThatServes(commit: string, options: Parameters<typeof aDeployPlace>[0] = {}) {
  const place = await aDeployPlace(options);
  expect(ending(await place.deploy({ image: place.v2 }, of(commit)))).toEqual({ exitCode: 0, verdict: 'deployed' });
  const { reference } = await place.account.pushImage('v3');
  return { place, v3: reference };
}

function git(place: DeployPlace, ...given: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...given], { cwd: place.workspace, encoding: 'utf8' }).trim();
}

/** Commits in the workspace, oldest first. */
function checkOut(place: DeployPlace, count: number): string[] {
  git(place, 'init', '--quiet');
  return Array.from({ length: count }, (_, number) => {
    git(place, 'commit', '--quiet', '--allow-empty', '--message', String(number));
    return git(place, 'rev-parse', 'HEAD');
  });
}

const warnings = (run: { readonly annotations: readonly { level: string; message: string }[] }) =>
  run.annotations.flatMap(({ level, message }) => (level === 'warning' ? [message] : []));

test('an older commit is refused before anything is touched, by git where it is checked out; a dry run says it too', async () => {
  const place = await aDeployPlace();
  const [older = '', newer = ''] = checkOut(place, 2);
  await place.deploy({ image: place.v2 }, of(newer));
  const { reference: v3 } = await place.account.pushImage('v3');
  const before = place.changes().length;
  for (const inputs of [{ image: v3 }, { image: v3, 'dry-run': 'true' }, { image: v3, 'on-older-commit': 'refuse' }]) {
    const run = await place.deploy(inputs, of(older));
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(run.outputs.reason).toContain(
      `commit ${older.slice(0, 7)} is older than ${newer.slice(0, 7)}, which serves (web:2)`,
    );
    expect(run.annotations).toEqual([
      expect.objectContaining({ level: 'error', message: expect.stringContaining('on-older-commit: allow') }),
    ]);
    expect(run.annotations[0]?.message).toContain('Serving now: web:2 (2 tasks).');
    expect(run.summary).toContain('rollback-to');
  }
  expect(place.changes()).toHaveLength(before);
  // The way forward stays open, and so does a way back that somebody asks for.
  expect(ending(await place.deploy({ 'rollback-to': 'web:1', 'dry-run': 'true' }, of(older)))).toEqual({
    exitCode: 0,
    verdict: 'planned',
  });
  expect(warnings(await place.deploy({ image: v3, 'dry-run': 'true' }, of(newer)))).toEqual([]);
});

test('with warn it is deployed and said, with allow it is deployed', async () => {
  const door = await aCompareDoor(HISTORY);
  const { place, v3 } = await aPlaceThatServes(C);
  const run = (inputs: Readonly<Record<string, string>>, commit: string) =>
    place.deploy(inputs, { token: TOKEN, env: { ...door.env, GITHUB_SHA: commit } });
  const warned = await run({ image: v3, 'on-older-commit': 'warn' }, B);
  expect(ending(warned)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(warnings(warned)).toEqual([
    'Commit bbbbbbb is older than ccccccc, which serves (web:2): this would take the service back.',
  ]);
  const asked = door.asked.length;
  const { reference: v4 } = await place.account.pushImage('v4');
  const allowed = await run({ image: v4, 'on-older-commit': 'allow' }, A);
  expect(ending(allowed)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(allowed.annotations).toEqual([]);
  expect(door.asked).toHaveLength(asked);
});

test('without a checkout GitHub is asked, with the token of the job, which is masked and shown nowhere', async () => {
  const door = await aCompareDoor(HISTORY);
  const { place, v3 } = await aPlaceThatServes(B);
  const run = (commit: string) =>
    place.deploy({ image: v3, 'dry-run': 'true' }, { token: TOKEN, env: { ...door.env, GITHUB_SHA: commit } });
  const older = await run(A);
  expect(ending(older)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(older.masks).toContain(TOKEN);
  expect(visible({ ...older, lines: older.lines.filter((line) => !line.startsWith('::add-mask::')) })).not.toContain(
    TOKEN,
  );
  const newer = await run(C);
  expect(ending(newer)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(newer.annotations).toEqual([]);
  const other = await run(OTHER);
  expect(ending(other)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(other.lines.join('\n')).toContain('Commit ddddddd is neither older nor newer than bbbbbbb');
});

test('a newer commit costs no request to AWS more than one that is not asked about', async () => {
  const door = await aCompareDoor(HISTORY);
  const { place, v3 } = await aPlaceThatServes(B);
  const requests = async (inputs: Readonly<Record<string, string>>) => {
    const before = place.diary().length;
    const env = { ...door.env, GITHUB_SHA: C };
    const run = await place.deploy({ image: v3, 'dry-run': 'true', ...inputs }, { token: TOKEN, env });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
    return place
      .diary()
      .slice(before)
      .map(({ operation }) => operation)
      .sort();
  };
  const asked = await requests({});
  expect(door.asked).toHaveLength(1);
  expect(asked).toEqual(await requests({ 'on-older-commit': 'allow' }));
  expect(door.asked).toHaveLength(1);
});

test('a shallow clone that cannot tell is no answer: GitHub is asked', async () => {
  const place = await aDeployPlace();
  const [first = '', second = '', third = ''] = checkOut(place, 3);
  const door = await aCompareDoor({ [first]: [], [second]: [first], [third]: [second] });
  await place.deploy({ image: place.v2 }, of(third));
  const { reference: v3 } = await place.account.pushImage('v3');
  const clone = `${place.workspace}/clone`;
  git(place, 'clone', '--quiet', '--depth=1', `file://${place.workspace}`, clone);
  const run = (commit: string) =>
    place.deploy(
      { image: v3, 'dry-run': 'true' },
      { token: TOKEN, env: { ...door.env, GITHUB_SHA: commit, GITHUB_WORKSPACE: clone } },
    );
  expect(ending(await run(first))).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(door.asked).toHaveLength(1);
  // The whole history is beside it: nobody need be asked.
  const whole = await place.deploy(
    { image: v3, 'dry-run': 'true' },
    { token: TOKEN, env: { ...door.env, GITHUB_SHA: first } },
  );
  expect(ending(whole)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(door.asked).toHaveLength(1);
});

test('what cannot be known is a warning that says why, and holds nothing up', async () => {
  const door = await aCompareDoor(HISTORY);
  const { place, v3 } = await aPlaceThatServes(B);
  const run = (commit: string, rest: { token?: string } = { token: TOKEN }) =>
    place.deploy({ image: v3, 'dry-run': 'true' }, { ...rest, env: { ...door.env, GITHUB_SHA: commit } });
  const told = async (said: Promise<Awaited<ReturnType<typeof run>>>) => {
    const ended = await said;
    expect(ending(ended)).toEqual({ exitCode: 0, verdict: 'planned' });
    const [message = '', ...others] = ended.lines.filter((line) => line.includes('Is this a step back?'));
    expect(others).toEqual([]);
    expect(message).toMatch(/\? Whether commit \w{7} is older than what serves \(bbbbbbb, web:2\) cannot be known: /);
    return message;
  };
  expect(await told(run(A, {}))).toContain('there is no github-token');
  expect(await told(run(A, { token: 'ghs_EXPIRED' }))).toContain('HTTP 401');
  expect(await told(run('e'.repeat(40)))).toContain('history was rewritten');
  door.answer(403);
  expect(await told(run(A))).toContain('contents: read');
  door.answer('reset');
  expect(await told(run(A))).toContain('got no usable answer');
  // Trouble that passes is no reason for doubt.
  door.answer(502, 1);
  expect(ending(await run(A))).toEqual({ exitCode: 1, verdict: 'refused' });
});

test('a revision that nobody tagged is said, and is no reason for a warning', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2 }, of(A));
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.annotations).toEqual([]);
  expect(run.lines.join('\n')).toContain(
    'Whether commit aaaaaaa is older than what serves (web:1) cannot be known: no tag slipway:commit',
  );
});

test('the commit is the one that is given, else that of the run; a restart keeps the one that runs', async () => {
  const door = await aCompareDoor(HISTORY);
  const place = await aDeployPlace();
  const env = { ...door.env, GITHUB_SHA: A };
  await place.deploy({ image: place.v2, commit: C }, { token: TOKEN, env });
  expect(await commitOf(place, 'web:2')).toBe(C);
  const restarted = await place.deploy({ 'force-new-deployment': 'true' }, { token: TOKEN, env });
  expect(ending(restarted)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(await commitOf(place, 'web:3')).toBe(C);
  const changed = await place.deploy({ environment: 'LOG_LEVEL=debug' }, { token: TOKEN, env });
  expect(ending(changed)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(await commitOf(place, 'web:4')).toBe(C);
  const { reference: v3 } = await place.account.pushImage('v3');
  const older = await place.deploy({ image: v3, commit: B }, { token: TOKEN, env: { ...env, GITHUB_SHA: C } });
  expect(ending(older)).toEqual({ exitCode: 1, verdict: 'refused' });
});

test('an older commit whose content serves already has nothing to do', async () => {
  const door = await aCompareDoor(HISTORY);
  const { place } = await aPlaceThatServes(B);
  const run = await place.deploy({ image: place.v2 }, { token: TOKEN, env: { ...door.env, GITHUB_SHA: A } });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(door.asked).toEqual([]);
});

test('an older commit that waited for a newer one to succeed is refused then', async () => {
  const door = await aCompareDoor(HISTORY);
  const place = await aDeployPlace({ service: { desiredCount: 2 } });
  await place.deploy({ image: place.v2 }, of(A));
  const { reference: v3 } = await place.account.pushImage('v3');
  const { reference: v4 } = await place.account.pushImage('v4');
  await place.deploy({ image: v4, 'wait-until': 'none' }, { token: TOKEN, env: { ...door.env, GITHUB_SHA: C } });
  const run = await place.deploy({ image: v3 }, { token: TOKEN, env: { ...door.env, GITHUB_SHA: B } });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toContain('commit bbbbbbb is older than ccccccc');
  expect(place.count('UpdateService')).toBe(2);
});

describe('while a newer commit is on its way', () => {
  /** v2 of A serves, v4 of C is on its way, and v3 of B is to be deployed. */
  async function aPlaceOnItsWay(options: Parameters<typeof aDeployPlace>[0] = { fates: { v4: hangs() } }) {
    const door = await aCompareDoor(HISTORY);
    const place = await aDeployPlace(options);
    const run = (inputs: Readonly<Record<string, string>>, commit: string) =>
      place.deploy(inputs, { token: TOKEN, env: { ...door.env, GITHUB_SHA: commit } });
    await run({ image: place.v2 }, A);
    const { reference: v3 } = await place.account.pushImage('v3');
    const { reference: v4 } = await place.account.pushImage('v4');
    await run({ image: v4, 'wait-until': 'none' }, C);
    return { place, run, v3 };
  }

  test('an older one does not take its place, but for who says so', async () => {
    const { place, run, v3 } = await aPlaceOnItsWay();
    const before = place.changes().length;
    const replace = { image: v3, 'on-deployment-in-progress': 'replace' };
    const refused = await run(replace, B);
    expect(ending(refused)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(refused.outputs.reason).toContain(
      'commit bbbbbbb is older than ccccccc, which is being deployed (web:3): this would take its place',
    );
    expect(place.changes()).toHaveLength(before);
    const warned = await run({ ...replace, 'on-older-commit': 'warn' }, B);
    expect(ending(warned)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(warnings(warned)).toEqual([
      'Commit bbbbbbb is older than ccccccc, which is being deployed (web:3): this would take its place.',
    ]);
  });

  test('a plan says that the older one would take the service back, and who waits finds out by itself', async () => {
    const { place, run, v3 } = await aPlaceOnItsWay({});
    const before = place.changes().length;
    const planned = await run({ image: v3, 'dry-run': 'true' }, B);
    expect(ending(planned)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(planned.outputs.reason).toContain('which is being deployed (web:3): this would take the service back once');
    const waited = await run({ image: v3 }, B);
    expect(ending(waited)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(waited.outputs.reason).toContain('commit bbbbbbb is older than ccccccc, which serves (web:3)');
    expect(place.changes()).toHaveLength(before);
  });

  test.each(['wait', 'replace'])('one that is surely bad does not count: the older one goes out (%s)', async (mode) => {
    const breakerOff = { service: { circuitBreaker: { enable: false, rollback: false } } };
    const { place, run, v3 } = await aPlaceOnItsWay({ fates: { v4: crashes() }, ...breakerOff });
    place.simulator.advance(5 * 60_000);
    const deployed = await run({ image: v3, 'on-deployment-in-progress': mode }, B);
    expect(ending(deployed)).toEqual({ exitCode: 0, verdict: 'deployed' });
  });
});

async function commitOf(place: DeployPlace, taskDefinition: string): Promise<string | undefined> {
  const { tags } = await place.simulator.call('ecs', 'DescribeTaskDefinition', { taskDefinition, include: ['TAGS'] });
  return (Array.isArray(tags) ? tags : []).find(({ key }) => key === 'slipway:commit')?.value;
}
