// migrate through its shipped bundle: run again, killed, cancelled, two at once. Nothing is done twice, nothing is lost.

import { afterEach, expect, test } from 'vitest';
import { exits, hangs } from '../../simulator/runtimes/fates.ts';
import { aMigrationPlace, type MigrationPlace } from '../support/migration-place.ts';

let place: MigrationPlace;
afterEach(() => place.close());

test('killed in the middle and run again, it joins the live task and tells how that one ended', async () => {
  place = await aMigrationPlace({ release: exits(0, { afterMs: 60_000 }) });
  const first = place.startUntil(/is running/);
  (await first.reached).kill('SIGKILL');
  expect((await first.finished).signal).toBe('SIGKILL');
  const second = await place.migrate({}, { GITHUB_RUN_ATTEMPT: '2' });
  expect(second.outputs).toMatchObject({ verdict: 'succeeded', 'exit-code': '0' });
  expect(second.lines.join('\n')).toContain('Joined task');
  expect(place.tasksEver()).toBe(1);
});

test('killed and run again, it tells the failure of the task that it joined', async () => {
  place = await aMigrationPlace({ release: exits(3, { afterMs: 60_000 }) });
  const first = place.startUntil(/is running/);
  (await first.reached).kill('SIGKILL');
  await first.finished;
  const second = await place.migrate({}, { GITHUB_RUN_ATTEMPT: '2' });
  expect(second.outputs).toMatchObject({ verdict: 'failed', 'exit-code': '3' });
  expect(place.tasksEver()).toBe(1);
});

test('a migration that this run has done already is not done again', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  await place.migrate();
  const second = await place.migrate({}, { GITHUB_RUN_ATTEMPT: '2' });
  expect(second.outputs.verdict).toBe('succeeded');
  expect(second.outputs.reason).toContain('was not run again');
  expect(place.tasksEver()).toBe(1);
  expect(place.inputsOf('RegisterTaskDefinition')).toHaveLength(1);
});

test('after a failure a re-run of the job runs the migration again', async () => {
  place = await aMigrationPlace({ release: exits(3) });
  await place.migrate();
  await place.migrate({}, { GITHUB_RUN_ATTEMPT: '2' });
  expect(place.tasksEver()).toBe(2);
});

test('another run, and another command of the same run, are migrations of their own', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  await place.migrate();
  await place.migrate({}, { GITHUB_RUN_ID: '4712' });
  await place.migrate({ command: '["node", "seed.js"]' });
  expect(place.tasksEver()).toBe(3);
  expect(new Set(place.inputsOf('RunTask').map(({ startedBy }) => startedBy)).size).toBe(3);
});

test('another migration of the family that is running is waited for', async () => {
  place = await aMigrationPlace({ release: exits(0, { afterMs: 60_000 }) });
  const first = place.startUntil(/is running/, { command: 'long one' });
  (await first.reached).kill('SIGKILL');
  await first.finished;
  const second = await place.migrate({ command: 'short one' });
  expect(second.outputs.verdict).toBe('succeeded');
  expect(second.lines.join('\n')).toContain('waiting for another migration of this family');
  expect(place.tasksEver()).toBe(2);
  expect(place.mostAtOnce()).toBe(1);
});

test('or is a reason to refuse', async () => {
  place = await aMigrationPlace({ release: hangs() });
  const first = place.startUntil(/is running/, { command: 'long one' });
  (await first.reached).kill('SIGKILL');
  await first.finished;
  const second = await place.migrate({ command: 'short one', 'on-concurrent': 'fail' });
  expect(second.exitCode).toBe(1);
  expect(second.outputs.verdict).toBe('busy');
  expect(place.tasksEver()).toBe(1);
});

test('a wait for another one that takes too long ends as busy, and leaves it alone', async () => {
  place = await aMigrationPlace({ release: hangs() });
  const first = place.startUntil(/is running/, { command: 'long one' });
  (await first.reached).kill('SIGKILL');
  await first.finished;
  const second = await place.migrate({ command: 'short one', timeout: '1s' });
  expect(second.outputs.verdict).toBe('busy');
  expect(place.liveTasks()).toHaveLength(1);
});

test('a cancelled job leaves its task running, and says how to find it', async () => {
  place = await aMigrationPlace({ release: hangs() });
  const run = place.startUntil(/is running/);
  (await run.reached).cancel();
  const ended = await run.finished;
  expect(ended.outputs.verdict).toBe('cancelled');
  expect(ended.summary).toContain('left running');
  expect(ended.durationMs).toBeLessThan(60_000);
  expect(place.inputsOf('StopTask')).toEqual([]);
  expect(place.liveTasks()).toHaveLength(1);
});

test('a cancelled job stops its task when it is told to', async () => {
  place = await aMigrationPlace({ release: hangs() });
  const run = place.startUntil(/is running/, { 'on-cancel': 'stop' });
  (await run.reached).cancel();
  const ended = await run.finished;
  expect(ended.outputs.verdict).toBe('cancelled');
  expect(ended.outputs.reason).toContain('asked to stop');
  expect(place.inputsOf('StopTask')).toHaveLength(1);
});

test.each([
  { onCancel: 'leave', left: 1 },
  { onCancel: 'stop', left: 0 },
])('killed with on-cancel: $onCancel, the post step leaves $left tasks running', async ({ onCancel, left }) => {
  place = await aMigrationPlace({ release: hangs() });
  const run = place.startUntil(/is running/, { 'on-cancel': onCancel });
  (await run.reached).kill('SIGKILL');
  const after = await place.post(await run.finished);
  expect(after.exitCode).toBe(0);
  expect(place.inputsOf('StopTask')).toHaveLength(1 - left);
  expect(after.annotations).toHaveLength(1 - left);
});

test('after a migration that was seen to its end the post step asks ECS nothing', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const run = await place.migrate({ 'on-cancel': 'stop' });
  const before = place.diary().length;
  await place.post(run);
  expect(place.diary()).toHaveLength(before);
});
