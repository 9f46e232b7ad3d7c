// Settings while things go wrong: answers that are lost, kills, cancels, deployments in progress, and others who set the same.

import { expect, test } from 'vitest';
import { imageMissing } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending, visible } from '../support/deploy-place.ts';

const THREE = { 'desired-count': '3', 'circuit-breaker': 'on' };

function running({ simulator }: DeployPlace): number {
  return Object.values(simulator.world.ecs.tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
}

/** What somebody else does through the console. */
function meanwhile({ simulator }: DeployPlace, input: object): void {
  void simulator.call('ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, ...input });
}

test('an answer to settings that is lost: the service is read, and nothing is sent a second time', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'answer-lost', operation: 'UpdateService', nth: [1] }]);
  const run = await place.deploy(THREE);
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'updated' });
  expect(place.count('UpdateService')).toBe(1);
  expect(visible(run)).toContain('looking at the service before asking again');
  expect(visible(run)).toContain('It was: desired count is 3, circuit breaker is on without rollback.');
});

test('settings that never arrived are sent again', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'connection-reset', operation: 'UpdateService', nth: [1] }]);
  const run = await place.deploy(THREE);
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'updated' });
  expect(place.count('UpdateService')).toBe(1);
  expect(running(place)).toBe(3);
});

test('settings with a release whose answer is lost make one deployment, and are set', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'answer-lost', operation: 'UpdateService', nth: [1] }]);
  const run = await place.deploy({ image: place.v2, ...THREE });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.count('UpdateService')).toBe(1);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  expect(running(place)).toBe(3);
});

test.each(['before', 'after'] as const)(
  'killed %s the update, and run again: the count is there, and was set once',
  async (moment) => {
    const place = await aDeployPlace();
    const first = place.start(THREE);
    place.at(moment, 'UpdateService', () => first.kill('SIGKILL'), { hang: true });
    await first.finished;
    const again = await place.deploy(THREE);
    expect(ending(again)).toEqual({ exitCode: 0, verdict: moment === 'before' ? 'updated' : 'unchanged' });
    expect(place.count('UpdateService')).toBe(1);
    expect(running(place)).toBe(3);
    expect(place.statuses()).toEqual(['SUCCESSFUL']);
  },
);

test('a cancelled job says that the settings are in place, and its post step does nothing', async () => {
  const place = await aDeployPlace();
  const started = place.start({ 'desired-count': '3' });
  place.at('after', 'UpdateService', () => started.cancel());
  const run = await started.finished;
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'cancelled' });
  expect(run.outputs.reason).toBe('the settings are in place; ECS goes on by itself');
  const before = place.diary().length;
  await place.post(run);
  expect(place.diary()).toHaveLength(before);
});

test('tasks that never come: timed-out, with what runs and what to do', async () => {
  const place = await aDeployPlace({
    fates: { v1: imageMissing('app:v1') },
    service: { desiredCount: 0 },
    advancePerLookMs: 15 * 60_000,
  });
  const run = await place.deploy({ 'desired-count': '2', timeout: '3s' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
  expect(run.outputs.reason).toMatch(
    /CannotPullContainerError.* The settings are in place, but after 3s \d of 2 tasks run/,
  );
  expect(run.summary).toContain('**Cause**');
  expect(run.annotations[0]?.message).toMatch(/Next: .*aws ecs describe-services --cluster prod --services web/);
  expect(place.changes()).toEqual(['UpdateService']);
});

test('a count that somebody else changes meanwhile is no success', async () => {
  const place = await aDeployPlace();
  place.at('before', 'DescribeServices', () => meanwhile(place, { desiredCount: 5 }), { nth: 2 });
  const run = await place.deploy({ 'desired-count': '3' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'superseded' });
  expect(run.outputs.reason).toMatch(/was set to 3, and is 5 now/);
  expect(visible(run)).toContain('leave desired-count out');
});

test('a count that somebody else changes while a release goes out is told beside the release', async () => {
  const place = await aDeployPlace();
  place.at('before', 'DescribeServiceDeployments', () => meanwhile(place, { desiredCount: 1 }), { nth: 2 });
  const run = await place.deploy({ image: place.v2, 'desired-count': '3' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.annotations).toEqual([
    expect.objectContaining({ level: 'warning', message: expect.stringContaining('was to be 3 and is 1') }),
  ]);
});

test('while a deployment is in progress, settings wait for its end; with replace they are set at once', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2, 'wait-until': 'none' });
  const at = (operation: string) => place.diary().findIndex((entry) => entry.operation === operation);
  const replacing = await place.deploy({ 'circuit-breaker': 'on', 'on-deployment-in-progress': 'replace' });
  expect(ending(replacing)).toEqual({ exitCode: 0, verdict: 'updated' });
  expect(at('DescribeServiceDeployments')).toBe(-1);
  const waiting = await place.deploy({ 'circuit-breaker': 'off' });
  expect(ending(waiting)).toEqual({ exitCode: 0, verdict: 'updated' });
  expect(at('DescribeServiceDeployments')).toBeGreaterThan(0);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  expect(ending(await place.deploy({ 'on-deployment-in-progress': 'fail', 'circuit-breaker': 'on' }))).toEqual({
    exitCode: 0,
    verdict: 'updated',
  });
});

test('wait-until: none hands the count over and says that nobody waits', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ 'desired-count': '3', 'wait-until': 'none' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'started' });
  expect(place.count('DescribeServices')).toBe(1);
});

test('a service at 0 is idle also where nothing was to be done', async () => {
  const place = await aDeployPlace({ service: { desiredCount: 0 } });
  expect(ending(await place.deploy({ 'desired-count': '0' }))).toEqual({ exitCode: 0, verdict: 'idle' });
  expect(place.changes()).toEqual([]);
});

test('a role that may not update the service is told so, and nothing is claimed', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'UpdateService' }]);
  const run = await place.deploy({ 'desired-count': '3' });
  expect(run.exitCode).toBe(1);
  expect(run.outputs.verdict).toBe('refused');
  expect(visible(run)).toContain('Next: allow the role ecs:UpdateService, then run this job again');
});

test('what cannot be is refused at once, all of it, and nothing is touched', async () => {
  const place = await aDeployPlace({ service: { circuitBreaker: { enable: false, rollback: false } } });
  const run = await place.deploy({
    environment: '[sidecar]\nA=1',
    'circuit-breaker-threshold': 'COUNT=5',
    'alarms-rollback': 'true',
  });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  for (const problem of [
    'sidecar',
    'circuit-breaker: that of "web" is off',
    'alarms-rollback: "web" watches no alarms',
  ])
    expect(run.outputs.reason).toContain(problem);
  expect(place.changes()).toEqual([]);
});
