// The reusable workflows as users call them, run by a real runner: containers, registry, load balancer and database are real.
// One service lives through all of it, in this order: each release begins where the one before ended.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLUSTER, SERVICE } from '../../demo/stack.ts';
import { problemsOf } from '../../simulator/a-simulator.ts';
import { dockerEngineAnswers } from '../support/build-place.ts';
import { tool } from '../support/tool.ts';
import { aWorkflowPlace, type WorkflowPlace, type WorkflowRun } from './place.ts';

const act = tool('act');
const missing = act.missing ?? (dockerEngineAnswers() ? undefined : 'no Docker engine answers');
const LIMIT_MS = 5 * 60_000;

const title = `one service from release to release${missing === undefined ? '' : ` (skipped: ${missing})`}`;

describe.skipIf(missing !== undefined)(title, { timeout: LIMIT_MS }, () => {
  let place: WorkflowPlace;
  let firstCommit = '';

  beforeAll(async () => {
    place = await aWorkflowPlace(act.missing === undefined ? act.path : '');
  }, LIMIT_MS);

  afterAll(async () => {
    await place?.close();
  }, LIMIT_MS);

  /** What the load balancer's users get. */
  const serving = async (): Promise<{ version: string; commit: string }> => {
    const response = await fetch(`${place.stage.address}/version`);
    return (await response.json()) as { version: string; commit: string };
  };

  /** A red smoke test asks until its time is over. */
  const soonRed = { 'smoke-test-timeout': '8s' };
  /** What the jobs of a red release are. */
  const red = {
    'deploy/terraform apply': 'success',
    'deploy/deploy/build': 'success',
    'deploy/deploy/release': 'failure',
  };
  /** What every release does up to its deployment. */
  const untilMigrated = ['build: pushed', 'before: passed', 'plan: planned', 'migrate: succeeded'];
  const migrateAndDeploy = ['RegisterTaskDefinition', 'RunTask', 'RegisterTaskDefinition', 'UpdateService'];

  test('the first release is built, migrated, rolled out and well, from nothing but the outputs of Terraform', async () => {
    firstCommit = await place.caller.push({ version: '1.0.0', behaviour: 'good' });
    const run = await place.deploy('1 first release');
    expect(run.verdicts).toEqual([...untilMigrated, 'deploy: deployed', 'smoke: passed']);
    expect(run.exitCode).toBe(0);
    expect(run.jobs).toEqual({
      'deploy/terraform apply': 'success',
      'deploy/deploy/build': 'success',
      'deploy/deploy/release': 'success',
      'deploy/tell': 'success',
    });
    expect(run.told).toEqual({
      result: 'success',
      outputs: {
        verdict: 'deployed',
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        'source-revision': firstCommit,
        reused: 'false',
        'task-definition': 'web:2',
        'previous-task-definition': '',
        'smoke-test': 'passed',
        url: `${place.stage.address}/`,
      },
    });
    expect(run.changes).toEqual(migrateAndDeploy);
    expect(await serving()).toMatchObject({ version: '1.0.0', commit: firstCommit });
  });

  test('a second push with unchanged source builds nothing, migrates nothing new and leaves the service alone', async () => {
    const commit = await place.caller.push({ version: '1.0.0', behaviour: 'good', readme: 'Better words.' });
    expect(commit).not.toBe(firstCommit);
    const run = await place.deploy('2 same source');
    expect(run.verdicts).toEqual([...untilMigrated.with(0, 'build: reused'), 'deploy: unchanged', 'smoke: passed']);
    expect(run.exitCode).toBe(0);
    expect(run.told?.outputs).toMatchObject({
      verdict: 'unchanged',
      reused: 'true',
      'source-revision': firstCommit,
      'task-definition': 'web:2',
    });
    expect(run.log.filter((line) => line.includes('::group::Build'))).toEqual([]);
    expect(run.changes).toEqual(['RunTask']);
    expect(await serving()).toMatchObject({ version: '1.0.0' });
  });

  test('a migration that fails ends the release before the service is touched', async () => {
    await place.caller.push({ version: '1.1.0', behaviour: 'failing-migration' });
    const run = await place.deploy('3 failing migration');
    expect(run.verdicts).toEqual([...untilMigrated.slice(0, 3), 'migrate: failed']);
    expect([run.exitCode, run.jobs]).toEqual([1, red]);
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringContaining('003_note_is_required.sql: column "note" of relation "visits" contains null values'),
    ]);
    expect(run.changes).toEqual(['RegisterTaskDefinition', 'RunTask']);
    expect(await serving()).toMatchObject({ version: '1.0.0', commit: firstCommit });
  });

  test('a red smoke test brings the release before it back, and the job is red', async () => {
    await place.caller.push({ version: '1.2.0', behaviour: 'wrong', inputs: soonRed });
    const run = await place.deploy('4 red smoke test');
    expect(run.verdicts).toEqual([
      ...untilMigrated,
      'deploy: deployed',
      'smoke: failed',
      'rollback: deployed',
      'smoke after the rollback: passed',
      'what became of the release: success',
    ]);
    expect([run.exitCode, run.jobs]).toEqual([1, red]);
    expect(annotationsOf(run, 'error')).toEqual([expect.stringContaining('GET /: status 500 instead of 200-299')]);
    expect(annotationsOf(run, 'notice')).toEqual([
      'web:3 was rolled back: its smoke test failed (GET /: status 500 instead of 200-299 after 8s). web:2 serves again, and its smoke test passed.',
    ]);
    expect(run.outputs('rollback')).toMatchObject({ 'task-definition': 'web:2', 'previous-task-definition': 'web:3' });
    expect(run.changes).toEqual([...migrateAndDeploy, 'UpdateService']);
    expect(await serving()).toMatchObject({ version: '1.0.0', commit: firstCommit });
  });

  test('a commit that was rolled back from is refused when its run is run again, before anything is migrated', async () => {
    const run = await place.deploy('5 rolled back from, once more');
    expect(run.verdicts).toEqual([...untilMigrated.slice(0, 2).with(0, 'build: reused'), 'plan: refused']);
    expect([run.exitCode, run.jobs]).toEqual([1, red]);
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringContaining('had succeeded (web:3) and was then gone back from'),
    ]);
    expect(run.changes).toEqual([]);
    expect(await serving()).toMatchObject({ version: '1.0.0', commit: firstCommit });
  });

  test('a release that crashes is rolled back by the circuit breaker, and its last words are the cause', async () => {
    await place.caller.push({ version: '1.3.0', behaviour: 'crash' });
    const run = await place.deploy('6 crash');
    expect(run.verdicts).toEqual([...untilMigrated, 'deploy: rolled-back']);
    expect([run.exitCode, run.jobs]).toEqual([1, red]);
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringMatching(/web:4 was rolled back by ECS's circuit breaker .*cannot reach db:5432 \(ECONNREFUSED\)/),
    ]);
    expect(run.changes).toEqual(migrateAndDeploy);
    expect(await serving()).toMatchObject({ version: '1.0.0', commit: firstCommit });
  });

  test('after a migration nothing goes back where the caller forbids it', async () => {
    const commit = await place.caller.push({
      version: '1.4.0',
      behaviour: 'wrong',
      inputs: { ...soonRed, 'rollback-after-migration': 'false' },
    });
    const run = await place.deploy('7 red after a migration');
    expect(run.verdicts).toEqual([
      ...untilMigrated,
      'deploy: deployed',
      'smoke: failed',
      'what became of the release: success',
    ]);
    expect([run.exitCode, run.jobs]).toEqual([1, red]);
    expect(annotationsOf(run, 'notice')).toEqual([
      'The smoke test of web:5 failed (GET /: status 500 instead of 200-299 after 8s), and nothing was rolled back: a migration of this run has succeeded, after which rollback-after-migration: false keeps the new release.',
    ]);
    expect(run.changes).toEqual(migrateAndDeploy);
    expect(await serving()).toMatchObject({ version: '1.4.0', commit });
  });

  test('the way back by hand shows its plan first, where that is all that is asked for', async () => {
    const run = await place.rollback('8 dry run', { target: 'previous', reason: 'let us see', 'dry-run': 'true' });
    expect(run.verdicts).toEqual(['reason: success', 'rollback: planned']);
    expect(run.told).toMatchObject({ result: 'success', outputs: { verdict: 'planned', 'smoke-test': '' } });
    expect(run.changes).toEqual([]);
    expect(await serving()).toMatchObject({ version: '1.4.0' });
  });

  test('the way back by hand brings back what served before, and asks whether it is well', async () => {
    const run = await place.rollback('9 rollback by hand', {
      target: 'previous',
      reason: 'the front page is broken\n::error::this is no command',
      'dry-run': 'false',
    });
    expect(run.verdicts).toEqual(['reason: success', 'rollback: deployed', 'smoke: passed']);
    expect(run.exitCode).toBe(0);
    expect(annotationsOf(run, 'error')).toEqual([]);
    expect(run.told).toEqual({
      result: 'success',
      outputs: {
        verdict: 'deployed',
        // Registered anew: its tags note what was gone back from.
        'task-definition': 'web:6',
        'previous-task-definition': 'web:5',
        'smoke-test': 'passed',
        url: `${place.stage.address}/`,
      },
    });
    expect(run.changes).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(await serving()).toMatchObject({ version: '1.0.0', commit: firstCommit });
  });

  test('an address that never answered says nothing of the release, which stays', async () => {
    // Nobody listens on port 1 of this machine.
    const inputs = { ...soonRed, url: 'http://127.0.0.1:1' };
    const commit = await place.caller.push({ version: '1.5.0', behaviour: 'good', inputs });
    const run = await place.deploy('10 behind a wall');
    expect(run.verdicts).toEqual([
      ...untilMigrated.with(1, 'before: unreachable'),
      'deploy: deployed',
      'smoke: unreachable',
      'what became of the release: success',
    ]);
    expect([run.exitCode, run.jobs]).toEqual([1, red]);
    // The look before the deployment is for that judgement alone.
    expect(annotationsOf(run, 'error')).toHaveLength(1);
    expect(annotationsOf(run, 'notice')).toEqual([
      expect.stringMatching(
        /^The smoke test of web:7 ended unreachable \(.*\), and nothing was rolled back: the address did not answer before the deployment either, so this says nothing of the release\.$/,
      ),
    ]);
    expect(run.changes).toEqual(migrateAndDeploy);
    expect(await serving()).toMatchObject({ version: '1.5.0', commit });
  });

  test('what somebody else has deployed since is not rolled back', async () => {
    await place.caller.push({ version: '1.6.0', behaviour: 'wrong', inputs: soonRed });
    let theirs = 0;
    const run = await place.deploy('11 somebody else since', {
      beforeToken: async () => {
        if (theirs > 0 || (await serving()).version !== '1.6.0') return;
        theirs += 1;
        const change = { cluster: CLUSTER, service: SERVICE, taskDefinition: `${SERVICE}:2` };
        await place.stage.simulator.call('ecs', 'UpdateService', change);
      },
    });
    expect(theirs).toBe(1);
    expect(run.verdicts).toEqual([
      ...untilMigrated,
      'deploy: deployed',
      'smoke: failed',
      'rollback: superseded',
      'what became of the release: success',
    ]);
    expect(annotationsOf(run, 'notice')).toEqual([
      expect.stringMatching(
        /nothing was rolled back: something newer leads already \(service deployment \S+ of web:2 is /,
      ),
    ]);
    expect([run.exitCode, run.jobs]).toEqual([1, red]);
    // The last one is theirs.
    expect(run.changes).toEqual([...migrateAndDeploy, 'UpdateService']);
  });

  test('what the caller edits and sets comes to the service; scaled to zero nothing serves, and nothing is tested', async () => {
    const edits = { 'container-environment': 'LOG_LEVEL=debug', 'desired-count': '0' };
    await place.caller.push({ version: '1.7.0', behaviour: 'good', inputs: edits });
    const run = await place.deploy('12 scaled to zero');
    expect(run.verdicts).toEqual([...untilMigrated, 'deploy: idle', 'smoke: skipped']);
    expect(run.exitCode).toBe(0);
    expect(run.told?.outputs).toMatchObject({ verdict: 'idle', 'smoke-test': 'skipped' });
    expect(run.outputs('smoke').reason).toContain('nothing new serves');
    for (const change of ['environment LOG_LEVEL: debug', 'desired count: 2 → 0'])
      expect(run.outputs('deploy').diff).toContain(change);
    expect(Object.values(place.stage.simulator.world.ecs.services)).toMatchObject([{ desiredCount: 0 }]);
  });

  test('nothing was asked of AWS that its model does not know', () => {
    expect(problemsOf(place.stage.simulator)).toEqual([]);
  });
});

/** Messages, as they are written in the log. */
function annotationsOf({ log }: WorkflowRun, level: 'error' | 'notice'): string[] {
  const form = new RegExp(`\\] +\\S+ +::${level} [^:]*::(.*)$`);
  return log.flatMap((line) => form.exec(line)?.[1] ?? []);
}
