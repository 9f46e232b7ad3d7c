import { expect, test } from 'vitest';
import { crashes, imageMissing, outOfMemory } from '../../simulator/runtimes/fates.ts';
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

test('a circuit breaker without rollback leaves both: failed, with what serves and how to go back', async () => {
  const circuitBreaker = { enable: true, rollback: false };
  const place = await aDeployPlace({ fates: { v2: crashing }, service: { circuitBreaker } });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'failed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'STOPPED']);
  expect(run.outputs.reason).toContain(LAST_WORDS);
  expect(run.summary).toContain('rollback-to: web:1');
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
