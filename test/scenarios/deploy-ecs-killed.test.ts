import { expect, test } from 'vitest';
import { crashes, hangs } from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';
import type { BundleRun } from '../support/runner.ts';

/** The step is killed at a moment: the machine is gone, nothing is cleaned up. */
async function killedAt(
  place: DeployPlace,
  moment: 'before' | 'after',
  operation: string,
  nth = 1,
): Promise<BundleRun> {
  const running = place.start({ image: place.v2 });
  place.at(moment, operation, () => running.kill('SIGKILL'), { nth, hang: true });
  const run = await running.finished;
  expect(run.signal).toBe('SIGKILL');
  return run;
}

test('killed in the middle of the rollout, the same step joins it and tells how it ended: one deployment only', async () => {
  const place = await aDeployPlace();
  await killedAt(place, 'after', 'DescribeServiceDeployments', 2);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'IN_PROGRESS']);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.outputs).toMatchObject({ 'task-definition': 'web:2', 'previous-task-definition': 'web:1' });
  expect(place.changes()).toEqual(['RegisterTaskDefinition', 'UpdateService']);
});

test('what is joined and fails is red with its cause, as if one had watched all along', async () => {
  const fates = { v2: crashes({ afterMs: 90_000, lines: [{ afterMs: 10, message: 'cannot reach db:5432' }] }) };
  const place = await aDeployPlace({ fates });
  await killedAt(place, 'after', 'DescribeServiceDeployments', 2);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^breaker.*cannot reach db:5432/);
  expect(place.count('UpdateService')).toBe(1);
});

test('killed, and everything had ended before the same step runs again: it finds what serves', async () => {
  const place = await aDeployPlace();
  await killedAt(place, 'after', 'DescribeServiceDeployments', 2);
  place.simulator.advance(20 * 60_000);
  expect(ending(await place.deploy({ image: place.v2 }))).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(place.count('UpdateService')).toBe(1);
});

test.each([
  ['before', 'RegisterTaskDefinition', 'deployed', 'web:2'],
  ['after', 'RegisterTaskDefinition', 'deployed', 'web:3'],
  ['before', 'UpdateService', 'deployed', 'web:3'],
  ['after', 'UpdateService', 'deployed', 'web:2'],
  ['after', 'DescribeServiceRevisions', 'deployed', 'web:2'],
] as const)(
  'killed %s %s, the next run ends %s with %s, after one deployment in all',
  async (moment, operation, verdict, definition) => {
    const place = await aDeployPlace();
    await killedAt(place, moment, operation);
    // ECS shows a new deployment a moment later; nobody starts a job within that moment.
    place.simulator.advance(2_000);
    const run = await place.deploy({ image: place.v2 });
    expect(ending(run)).toEqual({ exitCode: 0, verdict });
    expect(run.outputs['task-definition']).toBe(definition);
    expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  },
);

test.each(['previous', 'web:3'])('killed in the middle of a way back, rollback-to: %s joins that', async (target) => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const running = place.start({ 'rollback-to': 'previous' });
  place.at('after', 'DescribeServiceDeployments', () => running.kill('SIGKILL'), { nth: 2, hang: true });
  await running.finished;
  const run = await place.deploy({ 'rollback-to': target });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.outputs['task-definition']).toBe('web:3');
  expect(place.count('UpdateService')).toBe(2);
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('a killed step’s post step asks ECS for the rollback, once', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  const run = await killedAt(place, 'after', 'DescribeServiceDeployments', 2);
  const post = await place.post(run);
  expect(post.exitCode).toBe(0);
  expect(post.annotations).toEqual([
    expect.objectContaining({ level: 'warning', message: expect.stringMatching(/web:1/) }),
  ]);
  expect(place.count('StopServiceDeployment')).toBe(1);
  place.simulator.advance(20 * 60_000);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
});

test('the post step of a run that had joined, and was killed as well, asks for the rollback too', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  await killedAt(place, 'after', 'DescribeServiceDeployments', 2);
  await place.post(await killedAt(place, 'after', 'DescribeServiceDeployments', 2));
  expect(place.count('StopServiceDeployment')).toBe(1);
  expect(place.count('UpdateService')).toBe(1);
});

test('the post step finds the deployment even where the answer to UpdateService was never read', async () => {
  const place = await aDeployPlace();
  const run = await killedAt(place, 'after', 'UpdateService');
  await place.post(run);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

test('the post step of a step that was killed before it touched the service leaves all as it is, and says so', async () => {
  const place = await aDeployPlace();
  const run = await killedAt(place, 'before', 'UpdateService');
  const post = await place.post(run);
  expect(post.lines.join('\n')).toMatch(/never started/);
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('the post step leaves a release that is well by now', async () => {
  const place = await aDeployPlace();
  const run = await killedAt(place, 'after', 'DescribeServiceDeployments', 2);
  place.simulator.advance(20 * 60_000);
  await place.post(run);
  expect(place.count('StopServiceDeployment')).toBe(0);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

test('the post step of a run that came to its end does nothing at all', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2 });
  const before = place.diary().length;
  expect((await place.post(run)).exitCode).toBe(0);
  expect(place.diary()).toHaveLength(before);
});
