import { expect, test } from 'vitest';
import { crashes, imageMissing, outOfMemory, platformMismatch } from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, ending } from '../support/deploy-place.ts';

const LAST_WORDS = 'cannot reach db:5432';
const crashing = crashes({
  lines: [
    { afterMs: 10, message: 'starting' },
    { afterMs: 20, message: LAST_WORDS },
  ],
});

test('a crash loop is rolled back by the circuit breaker; the container’s last words stand in log, annotation and summary', async () => {
  const place = await aDeployPlace({ fates: { v2: crashing } });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^breaker/);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
  expect(place.count('StopServiceDeployment')).toBe(0);
  expect(run.annotations).toHaveLength(1);
  for (const text of [run.lines.join('\n'), run.annotations[0]?.message ?? '', run.summary]) {
    expect(text).toContain(LAST_WORDS);
    expect(text).toMatch(/code 1/);
    expect(text).toMatch(/web:1 \(2 tasks/);
  }
});

test('the cause of the first failed task is printed before ECS has decided anything', async () => {
  const place = await aDeployPlace({ fates: { v2: crashing }, service: { desiredCount: 1 } });
  const statusWhenTold: (string | undefined)[] = [];
  await place.deploy(
    { image: place.v2 },
    {
      onLine: (line) => {
        if (line.includes(LAST_WORDS) && statusWhenTold.length === 0) statusWhenTold.push(place.statuses()[1]);
      },
    },
  );
  expect(statusWhenTold).toEqual(['IN_PROGRESS']);
});

test('with the circuit breaker off, enough failed tasks are rolled back by us, once', async () => {
  const circuitBreaker = { enable: false, rollback: false };
  const place = await aDeployPlace({ fates: { v2: crashing }, service: { circuitBreaker } });
  const run = await place.deploy({ image: place.v2, 'max-failed-tasks': '3' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^failed-tasks.*code 1.*cannot reach/);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

const NO_ROLLBACK = { circuitBreaker: { enable: true, rollback: false } };

test('a circuit breaker without rollback stops the deployment; what served before is put back and watched to its end', async () => {
  const place = await aDeployPlace({ fates: { v2: crashing }, service: NO_ROLLBACK });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
  expect(run.outputs.reason).toMatch(/^breaker \(\d failures, threshold 3\) and Slipway: .*web:\d was deployed again/);
  expect(run.outputs.reason).toContain(LAST_WORDS);
  expect(run.lines.join('\n')).toMatch(/going back to web:1: IN_PROGRESS, \d of 2 new tasks running/);
  expect(place.count('StopServiceDeployment')).toBe(0);
  expect(place.count('UpdateService')).toBe(2);
  const [service] = Object.values(place.simulator.world.ecs.services);
  const revision = place.simulator.world.ecs.serviceRevisions[service?.deployments[0]?.serviceRevisionArn ?? ''];
  expect(JSON.stringify(revision)).not.toContain(place.digest);
});

test('with rollback-on-failure off it is left at that: failed, with how many of each run and how to go back', async () => {
  const place = await aDeployPlace({ fates: { v2: crashing }, service: NO_ROLLBACK });
  const run = await place.deploy({ image: place.v2, 'rollback-on-failure': 'false' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'failed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'STOPPED']);
  expect(run.outputs.reason).toContain(LAST_WORDS);
  expect(run.outputs.reason).toMatch(/rollback-on-failure is off; running: web:1 \(2 tasks\)$/);
  expect(run.summary).toContain('rollback-to: web:1');
});

test('a service that never had a success has nothing to put back: failed, and it says so', async () => {
  const place = await aDeployPlace({
    fates: { v1: crashing, v2: crashing },
    service: { ...NO_ROLLBACK, settleMs: 60_000 },
  });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'failed' });
  expect(run.outputs.reason).toMatch(/no deployment of this service is known to have succeeded; running: nothing/);
  expect(place.count('UpdateService')).toBe(1);
});

test('a container that takes too much memory is named with its limit as the thing to look at', async () => {
  const place = await aDeployPlace({ fates: { v2: outOfMemory() } });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.summary).toMatch(/OutOfMemory/);
  expect(run.summary).toMatch(/memory limit/);
});

test('what the platform could not do is told as such, and the breaker decides', async () => {
  const place = await aDeployPlace({ fates: { v2: imageMissing('registry/app:v2') } });
  const run = await place.deploy({ image: place.v2, 'max-failed-tasks': '1' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^breaker.*CannotPullContainerError/);
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('an image that is gone from its repository is red at the first task that cannot pull it, whatever the breaker', async () => {
  const place = await aDeployPlace({ fates: { v2: imageMissing('registry/app:v2') } });
  const remove = () =>
    void place.simulator.call('ecr', 'BatchDeleteImage', {
      repositoryName: 'app',
      imageIds: [{ imageDigest: place.digest }],
    });
  place.at('after', 'UpdateService', remove);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(
    /^image \(ECR repository "app" has no image sha256:\w+\): .*CannotPullContainerError/,
  );
  expect(run.summary).toContain('rolled back by Slipway because its image cannot be had');
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

test('an image without the platform of the tasks is red at the first task that cannot pull it', async () => {
  const place = await aDeployPlace({ fates: { v2: platformMismatch() } });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^image \(app@sha256:\w+ has no linux\/amd64\)/);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

test('a log line that looks like a command of the runner is shown, and not obeyed', async () => {
  const fate = crashes({
    lines: [
      { afterMs: 10, message: '::error::owned' },
      { afterMs: 20, message: '##[warning]owned' },
    ],
  });
  const place = await aDeployPlace({ fates: { v2: fate } });
  const run = await place.deploy({ image: place.v2 });
  expect(run.lines.join('\n')).toContain('owned');
  expect(run.annotations.map(({ title }) => title)).toEqual([expect.stringContaining('rolled-back')]);
});
