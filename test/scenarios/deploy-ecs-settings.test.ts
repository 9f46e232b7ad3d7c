// Settings of the service: alone, with a new image, and what stays as it is where an input is not given.

import { expect, test } from 'vitest';
import { crashes } from '../../simulator/runtimes/fates.ts';
import { COUNTS_AS_USUAL, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending, visible } from '../support/deploy-place.ts';

function updates(place: DeployPlace): readonly Readonly<Record<string, unknown>>[] {
  return place
    .diary()
    .filter(({ operation }) => operation === 'UpdateService')
    .map(({ input }) => input as Readonly<Record<string, unknown>>);
}

function serviceOf({ simulator }: DeployPlace) {
  const [service] = Object.values(simulator.world.ecs.services);
  if (service === undefined) throw new Error('there is no service');
  return service;
}

function running({ simulator }: DeployPlace): number {
  return Object.values(simulator.world.ecs.tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
}

test('a desired count alone makes no deployment, and is waited for until as many tasks run', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ 'desired-count': '3' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'updated' });
  expect(updates(place)).toEqual([{ cluster: 'prod', service: SERVICE, desiredCount: 3 }]);
  expect(place.changes()).toEqual(['UpdateService']);
  expect(place.statuses()).toEqual(['SUCCESSFUL']);
  expect(running(place)).toBe(3);
  expect(run.outputs).toMatchObject({
    reason: 'desired count: 2 → 3',
    diff: '~ desired count: 2 → 3',
    'task-definition': 'web:1',
    'service-deployment-arn': '',
  });
  expect(visible(run)).toContain('makes no deployment');
  expect(run.summary).toContain('desired count: 2 → 3');
});

test('what is scaled in is waited for too', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ 'desired-count': '1' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'updated' });
  expect(running(place)).toBe(1);
});

test('a desired count of 0 is idle once nothing runs', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ 'desired-count': '0' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'idle' });
  expect(running(place)).toBe(0);
  expect(run.summary).toContain('nothing serves');
});

test('the same count once more is unchanged, and asks for nothing', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ 'desired-count': '2' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(place.changes()).toEqual([]);
});

test('settings go with a new image in one UpdateService', async () => {
  const place = await aDeployPlace({ service: { circuitBreaker: { enable: false, rollback: false } } });
  const run = await place.deploy({ image: place.v2, 'desired-count': '3', 'circuit-breaker': 'rollback' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.changes()).toEqual(['RegisterTaskDefinition', 'UpdateService']);
  expect(updates(place)).toEqual([
    {
      cluster: 'prod',
      service: SERVICE,
      taskDefinition: expect.stringContaining('web:2'),
      desiredCount: 3,
      deploymentConfiguration: {
        strategy: 'ROLLING',
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        deploymentCircuitBreaker: { enable: true, rollback: true, ...COUNTS_AS_USUAL },
      },
    },
  ]);
  expect(running(place)).toBe(3);
  expect(run.outputs.diff).toMatch(/image: .*\n~ desired count: 2 → 3\n~ circuit breaker: off → on with rollback$/);
  expect(run.lines.join('\n')).toMatch(
    /and change the service with it\n.*~ desired count: 2 → 3\n.*~ circuit breaker: off → on/,
  );
});

test('a new image with a desired count of 0 is idle', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2, 'desired-count': '0' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'idle' });
  expect(running(place)).toBe(0);
});

test('the circuit breaker that is set with a release judges that release, and stays set after its rollback', async () => {
  const place = await aDeployPlace({
    fates: { v2: crashes() },
    service: { circuitBreaker: { enable: false, rollback: false } },
  });
  const run = await place.deploy({
    image: place.v2,
    'circuit-breaker': 'rollback',
    'circuit-breaker-threshold': 'COUNT=2',
    'max-failed-tasks': '100',
  });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^breaker/);
  expect(visible(run)).toContain('stays set, also after a rollback: circuit breaker: off → on with rollback');
  expect(serviceOf(place).configuration.deploymentConfiguration.deploymentCircuitBreaker).toEqual({
    enable: true,
    rollback: true,
    resetOnHealthyTask: true,
    thresholdConfiguration: { type: 'COUNT', value: 2 },
  });
});

test('a dry run shows the settings that it would change, and changes none', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ 'desired-count': '5', 'circuit-breaker': 'off', 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(run.outputs.diff).toBe('~ desired count: 2 → 5\n~ circuit breaker: on with rollback → off');
  expect(run.summary).toContain('desired count: 2 → 5');
  expect(place.changes()).toEqual([]);
});

test('a setting of what serves already is changed without a deployment of the image that was named', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const run = await place.deploy({ image: place.v2, 'circuit-breaker': 'on' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'updated' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  expect(serviceOf(place).configuration.deploymentConfiguration.deploymentCircuitBreaker).toEqual({
    enable: true,
    rollback: false,
    ...COUNTS_AS_USUAL,
  });
});
