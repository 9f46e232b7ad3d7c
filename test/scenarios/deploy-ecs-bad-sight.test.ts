import { expect, test } from 'vitest';
import { crashes } from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, ending } from '../support/deploy-place.ts';

test('UpdateService’s answer is lost: its deployment is found, and no second one is made', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'answer-lost', operation: 'UpdateService', nth: [1] }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.count('UpdateService')).toBe(1);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

test('an UpdateService that never arrived is sent again', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'connection-reset', operation: 'UpdateService', nth: [1] }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.count('UpdateService')).toBe(1);
});

test('throttled looks are no verdict', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([
    { kind: 'throttled', operation: 'DescribeServiceDeployments', nth: [1, 2, 4, 5, 6] },
    { kind: 'throttled', operation: 'DescribeServices', nth: [2, 3] },
  ]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.diary().filter(({ fault }) => fault === 'throttled').length).toBeGreaterThanOrEqual(6);
});

test('who may not see the deployment says so at once, does nothing, and is told the permission', async () => {
  const place = await aDeployPlace({
    fates: { v2: crashes() },
    service: { circuitBreaker: { enable: false, rollback: false } },
  });
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'DescribeServiceDeployments' }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'unobserved' });
  expect(run.outputs.reason).toContain('ecs:DescribeServiceDeployments');
  expect(place.changes()).toEqual(['RegisterTaskDefinition', 'UpdateService']);
  // What was read before the update is not what serves now.
  for (const text of [run.annotations.find(({ level }) => level === 'error')?.message, run.summary]) {
    expect(text).toMatch(/Serving when last seen \(\d\d:\d\d:\d\d UTC\)/);
    expect(text).not.toContain('Serving now');
  }
  await place.post(run);
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('credentials that expire during the watch: unobserved, and the release goes its way', async () => {
  const place = await aDeployPlace();
  place.at('before', 'DescribeServiceDeployments', () => place.simulator.setFaults([{ kind: 'expired-token' }]), {
    nth: 3,
  });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'unobserved' });
  expect(run.outputs.reason).toMatch(/credentials.*expired/i);
  expect(place.count('StopServiceDeployment')).toBe(0);
  place.simulator.advance(20 * 60_000);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

test('credentials that have expired before anything: unobserved, nothing was changed', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'expired-token' }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'unobserved' });
  expect(run.summary).toMatch(/expired/);
  expect(place.changes()).toEqual([]);
});

test('a role that may not tag registers without tags, and says so', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'RegisterTaskDefinition', nth: [1] }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.lines.join('\n')).toMatch(/without tags/);
});

test('a role that may not look at tasks and logs gets the verdict without the explanation', async () => {
  const place = await aDeployPlace({ fates: { v2: crashes() } });
  place.simulator.setFaults([
    { kind: 'access-denied', operation: 'ListTasks' },
    { kind: 'access-denied', operation: 'GetLogEvents' },
  ]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^breaker/);
});

test('a role that may not look into ECR deploys what it was given, with a notice', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'access-denied', service: 'ecr' }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.annotations).toEqual([expect.objectContaining({ level: 'notice' })]);
});

test('a rollback that may not be asked for is told, and the deployment goes on', async () => {
  const place = await aDeployPlace({
    fates: { v2: crashes() },
    service: { circuitBreaker: { enable: false, rollback: false } },
  });
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'StopServiceDeployment' }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'failed' });
  expect(run.outputs.reason).toContain('ecs:StopServiceDeployment');
});
