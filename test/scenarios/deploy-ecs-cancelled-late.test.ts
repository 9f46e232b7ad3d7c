// A job is cancelled when its deployment may be well already, or has ended: what is said then is so.

import { describe, expect, test } from 'vitest';
import {
  crashes,
  diesLater,
  type Fate,
  hangs,
  healsAfter,
  healthy,
  unhealthyTarget,
} from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, type DeployPlace, type DeployPlaceOptions, ending } from '../support/deploy-place.ts';
import type { BundleRun } from '../support/runner.ts';

const MINUTE = 60_000;
const BREAKER_OFF = { circuitBreaker: { enable: false, rollback: false } };
const BREAKER_STOPS = { circuitBreaker: { enable: true, rollback: false } };

/** Cancelled at the nth look, and the world moves on just before the rollback is asked for. */
async function cancelled(
  options: DeployPlaceOptions,
  { nth = 2, laterMs = 0 }: { nth?: number; laterMs?: number } = {},
): Promise<{ place: DeployPlace; run: BundleRun }> {
  const place = await aDeployPlace(options);
  return { place, run: await cancelledIn(place, { nth, laterMs }) };
}

async function cancelledIn(place: DeployPlace, { nth, laterMs }: { nth: number; laterMs: number }): Promise<BundleRun> {
  const running = place.start({ image: place.v2, verify: 'off' });
  place.at('before', 'DescribeServiceDeployments', () => running.cancel(), { nth });
  place.at('before', 'StopServiceDeployment', () => place.simulator.advance(laterMs));
  const run = await running.finished;
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'cancelled' });
  return run;
}

/** v1 had succeeded, and all of its tasks have died since. */
async function anOutage(v2: Fate): Promise<DeployPlace> {
  const v1 = healsAfter(2, { first: diesLater({ afterMs: 25 * MINUTE }), afterwards: crashes() });
  const place = await aDeployPlace({ fates: { v1, v2 }, service: BREAKER_OFF });
  place.simulator.advance(15 * MINUTE);
  return place;
}

test.each([
  ['runs and is never healthy', hangs()],
  ['answers 500', unhealthyTarget(500)],
] as const)(
  'the old tasks had died before: a release that %s is not called healthy, and is rolled back',
  async (_, v2) => {
    for (const nth of [2, 4]) {
      const place = await anOutage(v2);
      const run = await cancelledIn(place, { nth, laterMs: 0 });
      expect(run.outputs.reason).not.toContain('healthy');
      expect(place.count('StopServiceDeployment')).toBe(1);
    }
  },
);

test('while it bakes, every task healthy, it is left, and that is said', async () => {
  const deploymentConfiguration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 60 } as const;
  const service = { settleMs: 90 * MINUTE, deploymentConfiguration };
  const { place, run } = await cancelled({ service }, { nth: 60 });
  expect(run.outputs.reason).toMatch(/every task .* is healthy/);
  expect(place.count('StopServiceDeployment')).toBe(0);
  expect(place.deployments().at(-1)).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'BAKE_TIME' });
});

test('it had succeeded before the rollback could be asked for: that is said, with what serves', async () => {
  const fates = { v2: healthy({ startMs: 100_000 }) };
  const { place, run } = await cancelled({ fates }, { laterMs: 20 * MINUTE });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  expect(run.outputs.reason).toMatch(/was SUCCESSFUL before a rollback could be asked for; running: web:2 \(2 tasks\)/);
  expect(run.summary).not.toContain('goes on');
  expect((await place.post(run)).annotations).toEqual([]);
});

test('its breaker had rolled it back before: that is said', async () => {
  const { place, run } = await cancelled(
    { fates: { v2: crashes() }, advancePerLookMs: 1_000 },
    { laterMs: 20 * MINUTE },
  );
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
  expect(run.outputs.reason).toMatch(/was ROLLBACK_SUCCESSFUL before.*running: web:1/);
  expect(run.summary).not.toContain('goes on');
});

test('its breaker had stopped it without going back: what served is put back', async () => {
  const { place, run } = await cancelled(
    { fates: { v2: crashes() }, advancePerLookMs: 1_000, service: BREAKER_STOPS },
    { laterMs: 20 * MINUTE },
  );
  expect(run.outputs.reason).toMatch(/rollback was asked for/);
  place.simulator.advance(20 * MINUTE);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
});

test('its breaker stops it after the job was killed: the post step says what runs, and how to go back', async () => {
  const place = await aDeployPlace({ fates: { v2: crashes() }, advancePerLookMs: 1_000, service: BREAKER_STOPS });
  const running = place.start({ image: place.v2 });
  place.at('before', 'DescribeServiceDeployments', () => running.kill('SIGKILL'), { nth: 2, hang: true });
  const run = await running.finished;
  place.simulator.advance(20 * MINUTE);
  const [warning] = (await place.post(run)).annotations;
  expect(warning?.title).toBe('Stopped, not rolled back');
  expect(warning?.message).toMatch(/running: web:1 .*rollback-to: previous to go back to web:1/);
});

test('the answer to the request is lost: a rollback that goes its way is not called refused', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  place.simulator.setFaults([{ kind: 'answer-lost', operation: 'StopServiceDeployment', nth: [1] }]);
  const run = await cancelledIn(place, { nth: 2, laterMs: 0 });
  expect(run.outputs.reason).toMatch(/^a rollback was asked for; ECS carries it out by itself/);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

test.each(['server-error', 'connection-reset'] as const)(
  'a request that meets a %s twice is sent again before the job ends',
  async (kind) => {
    const place = await aDeployPlace({ fates: { v2: hangs() } });
    place.simulator.setFaults([{ kind, operation: 'StopServiceDeployment', nth: [1, 2] }]);
    await cancelledIn(place, { nth: 2, laterMs: 0 });
    expect(place.count('StopServiceDeployment')).toBe(1);
  },
);

test('a request that always gets no answer is left to the post step', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  place.simulator.setFaults([{ kind: 'server-error', operation: 'StopServiceDeployment', times: 3 }]);
  const run = await cancelledIn(place, { nth: 2, laterMs: 0 });
  expect(run.outputs.reason).toMatch(/was not taken: .*Service Unavailable.*goes on/);
  expect(place.count('StopServiceDeployment')).toBe(0);
  await place.post(run);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

describe('where nothing ever served no rollback is asked for, by', () => {
  const neverServed = { fates: { v1: crashes(), v2: hangs() }, service: { ...BREAKER_OFF, settleMs: 60_000 } };

  test('the job that is cancelled', async () => {
    for (const nth of [1, 3]) {
      const { place, run } = await cancelled(neverServed, { nth });
      expect(run.outputs.reason).toMatch(
        /no rollback was asked for, because no deployment .* is known to have succeeded/,
      );
      expect(place.changes()).not.toContain('StopServiceDeployment');
      await place.post(run);
      place.simulator.advance(20 * MINUTE);
      expect(place.statuses()).not.toContain('ROLLBACK_FAILED');
    }
  });

  test('the post step of a job that was killed', async () => {
    const place = await aDeployPlace(neverServed);
    const running = place.start({ image: place.v2, verify: 'off' });
    place.at('before', 'DescribeServiceDeployments', () => running.kill('SIGKILL'), { nth: 3, hang: true });
    const post = await place.post(await running.finished);
    expect(place.changes()).not.toContain('StopServiceDeployment');
    expect(post.lines.join('\n')).toMatch(/Left alone: .*no rollback was asked for/);
  });
});
