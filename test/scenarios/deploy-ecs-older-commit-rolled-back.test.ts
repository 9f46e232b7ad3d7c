// Never backwards by accident: a commit that was deployed and then rolled back from, and one that never succeeded.

import { expect, test } from 'vitest';
import { crashes } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aCompareDoor, TOKEN } from '../support/compare-door.ts';
import { aDeployPlace, ending } from '../support/deploy-place.ts';

const [A, B, C, OTHER] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40)) as [string, string, string, string];
const HISTORY = { [A]: [], [B]: [A], [C]: [B], [OTHER]: [A] };
const GREEN = { exitCode: 0, verdict: 'deployed' };
const REFUSED = { exitCode: 1, verdict: 'refused' };

/** A served as web:2, then B as web:3. */
async function aPlaceAfterTwo(fates: NonNullable<Parameters<typeof aDeployPlace>[0]>['fates'] = {}) {
  const door = await aCompareDoor(HISTORY);
  const place = await aDeployPlace({ fates });
  const { reference: v3 } = await place.account.pushImage('v3');
  const { reference: v4 } = await place.account.pushImage('v4');
  const deploy = (inputs: Readonly<Record<string, string>>, commit: string) =>
    place.deploy(inputs, { token: TOKEN, env: { ...door.env, GITHUB_SHA: commit } });
  expect(ending(await deploy({ image: place.v2 }, A))).toEqual(GREEN);
  return { place, v3, v4, deploy };
}

test('a commit that was rolled back from is refused until it is allowed; the next commit is not', async () => {
  const { place, v3, v4, deploy } = await aPlaceAfterTwo();
  expect(ending(await deploy({ image: v3 }, B))).toEqual(GREEN);
  // By whom and from which commit does not matter.
  expect(ending(await deploy({ 'rollback-to': 'previous' }, C))).toEqual(GREEN);
  const before = place.changes().length;
  const again = await deploy({ image: v3 }, B);
  expect(ending(again)).toEqual(REFUSED);
  expect(again.outputs.reason).toContain(
    'commit bbbbbbb had succeeded (web:3) and was then gone back from, and has not succeeded since; what serves is aaaaaaa, web:4',
  );
  expect(place.changes()).toHaveLength(before);
  const sameAgain = await deploy({ image: v3, 'dry-run': 'true' }, C);
  expect(ending(sameAgain)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(sameAgain.lines.join('\n')).toContain(
    'Is this a step back? What commit ccccccc deploys is just what web:3 was, which was rolled back from; what serves is aaaaaaa, web:4.',
  );
  const asked = place.diary().length;
  const next = await deploy({ image: v4 }, C);
  expect(ending(next)).toEqual(GREEN);
  expect(next.annotations).toEqual([]);
  // Only here more of the history is read: once its revisions, and their definitions.
  const calls = place.diary().slice(asked);
  const until = calls.findIndex(({ operation }) => operation === 'RegisterTaskDefinition');
  expect(calls.slice(0, until).filter(({ operation }) => operation === 'DescribeServiceRevisions')).toHaveLength(2);
});

test('one that was rolled back from by name is refused as well, and served again when allowed', async () => {
  const { v3, deploy } = await aPlaceAfterTwo();
  expect(ending(await deploy({ image: v3 }, B))).toEqual(GREEN);
  const back = await deploy({ 'rollback-to': '2' }, C);
  expect(ending(back)).toEqual(GREEN);
  // As it was, and nothing in its tags says so.
  expect(back.outputs['task-definition']).toBe('web:2');
  expect(ending(await deploy({ image: v3 }, B))).toEqual(REFUSED);
  expect(ending(await deploy({ image: v3, 'on-older-commit': 'allow' }, B))).toEqual(GREEN);
  // It has succeeded since.
  const once = await deploy({ image: v3, 'force-new-deployment': 'true' }, B);
  expect(ending(once)).toEqual(GREEN);
});

test('one that a person went back from is refused, and so is one of another branch', async () => {
  const { place, v3, v4, deploy } = await aPlaceAfterTwo();
  expect(ending(await deploy({ image: v3, 'on-older-commit': 'warn' }, OTHER))).toEqual(GREEN);
  await place.simulator.call('ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: 'web:2' });
  place.simulator.advance(20 * 60_000);
  expect(ending(await deploy({ image: v3 }, OTHER))).toEqual(REFUSED);
  // B is of the other branch: it serves, and what was left before it stays left.
  expect(ending(await deploy({ image: v4 }, B))).toEqual(GREEN);
  const again = await deploy({ image: v3 }, OTHER);
  expect(ending(again)).toEqual(REFUSED);
  expect(again.outputs.reason).toContain('commit ddddddd had succeeded (web:3) and was then gone back from');
});

test('a commit that never succeeded may be tried again, and again', async () => {
  const { place, v3, deploy } = await aPlaceAfterTwo({ v3: crashes() });
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const run = await deploy({ image: v3 }, B);
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
    expect(place.count('UpdateService')).toBe(1 + attempt);
  }
});
