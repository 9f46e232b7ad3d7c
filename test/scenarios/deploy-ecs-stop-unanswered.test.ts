// The request that asks ECS for a rollback gets no answer. A look tells whether it was taken; where it was not, it is sent again.

import { expect, test } from 'vitest';
import { crashes, hangs, unhealthyTarget } from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

const BREAKER_OFF = { circuitBreaker: { enable: false, rollback: false } };

/** The first so many requests never arrive. */
function losesStops(place: DeployPlace, kind: 'server-error' | 'connection-reset', times: number): void {
  place.simulator.setFaults([{ kind, operation: 'StopServiceDeployment', times }]);
}

const sent = (place: DeployPlace) => place.changes().filter((name) => name === 'StopServiceDeployment').length;

test.each(['server-error', 'connection-reset'] as const)(
  'failed tasks: a rollback whose request met a %s twice is asked for again, and ECS takes it once',
  async (kind) => {
    const place = await aDeployPlace({ fates: { v2: crashes() }, service: BREAKER_OFF });
    losesStops(place, kind, 2);
    const run = await place.deploy({ image: place.v2 });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
    expect(run.outputs.reason).toMatch(/^failed-tasks: .*exited with code 1/);
    expect(sent(place)).toBe(3);
    expect(place.count('StopServiceDeployment')).toBe(1);
    expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
  },
);

test('deadline: a rollback whose request met a 503 is asked for again', async () => {
  const place = await aDeployPlace({
    fates: { v2: unhealthyTarget(500) },
    advancePerLookMs: 60_000,
    service: BREAKER_OFF,
  });
  losesStops(place, 'server-error', 1);
  const run = await place.deploy({ image: place.v2, timeout: '1500ms' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^deadline/);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

test.each(['server-error', 'connection-reset'] as const)(
  'rollback-to: previous of a hanging deployment, whose request met a %s, is asked for again',
  async (kind) => {
    const place = await aDeployPlace({ fates: { v2: hangs() } });
    await place.deploy({ image: place.v2, 'wait-until': 'none' });
    losesStops(place, kind, 1);
    const run = await place.deploy({ 'rollback-to': 'previous' });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(place.count('StopServiceDeployment')).toBe(1);
  },
);

test('a rollback that was taken although its answer is lost is not asked for again', async () => {
  const place = await aDeployPlace({ fates: { v2: crashes() }, service: BREAKER_OFF });
  place.simulator.setFaults([{ kind: 'answer-lost', operation: 'StopServiceDeployment', nth: [1] }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(sent(place)).toBe(1);
});

test('a rollback that can never be asked for is given up after rollback-timeout, and says so', async () => {
  const place = await aDeployPlace({ fates: { v2: crashes() }, service: BREAKER_OFF });
  losesStops(place, 'server-error', 1_000);
  const run = await place.deploy({ image: place.v2, 'rollback-timeout': '2s' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
  expect(run.outputs.reason).toMatch(/could not be asked for within 2s.*Service Unavailable.*goes on/);
  expect(sent(place)).toBeGreaterThan(1);
});

test('a post step whose request gets no answer asks again until ECS goes back', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  const running = place.start({ image: place.v2 });
  place.at('before', 'DescribeServiceDeployments', () => running.kill('SIGKILL'), { nth: 2, hang: true });
  const run = await running.finished;
  losesStops(place, 'server-error', 2);
  const post = await place.post(run);
  expect(post.annotations.map(({ title }) => title)).toEqual(['Rollback asked for']);
  expect(sent(place)).toBe(3);
  place.simulator.advance(20 * 60_000);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
});

test('a post step that may not ask for the rollback says what stands, and what to do', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  const running = place.start({ image: place.v2 });
  place.at('before', 'DescribeServiceDeployments', () => running.kill('SIGKILL'), { nth: 2, hang: true });
  const run = await running.finished;
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'StopServiceDeployment' }]);
  const [warning] = (await place.post(run)).annotations;
  expect(warning).toMatchObject({ level: 'warning', title: 'Rollback not asked for' });
  expect(warning?.message).toMatch(/ecs:StopServiceDeployment.*rollback-to: previous/);
});

test('where nothing ever served, no rollback is asked for: it is failed at once, with the cause', async () => {
  const place = await aDeployPlace({
    fates: { v1: crashes(), v2: crashes() },
    service: { ...BREAKER_OFF, settleMs: 60_000 },
  });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'failed' });
  expect(run.outputs.reason).toMatch(/^failed-tasks: .*exited with code 1.*nothing to go back to/);
  expect(sent(place)).toBe(0);
});
