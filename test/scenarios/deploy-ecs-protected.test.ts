// Old tasks that somebody protects (task scale-in protection): ECS leaves them, and the deployment waits for them.

import { expect, test } from 'vitest';
import { CLUSTER } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

const MINUTES = 60_000;

async function protectOne({ simulator }: DeployPlace, expiresInMinutes: number): Promise<string> {
  const [task = ''] = Object.keys(simulator.world.ecs.tasks);
  await simulator.call('ecs', 'UpdateTaskProtection', {
    cluster: CLUSTER,
    tasks: [task],
    protectionEnabled: true,
    expiresInMinutes,
  });
  return task;
}

test('a release waits for a protected old task, says so, and is deployed once the protection is over', async () => {
  const place = await aDeployPlace();
  const since = place.simulator.world.now;
  const kept = await protectOne(place, 12);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.lines.join('\n')).toMatch(/2 of 2 new tasks running, 1 old; waiting for .*the old ones to stop/);
  expect(run.lines.join('\n')).toMatch(/event: was unable to reach steady state .*1 tasks under protection/);
  const stoppedAt = place.simulator.world.ecs.tasks[kept]?.stoppingAt ?? 0;
  expect(stoppedAt - since).toBeGreaterThanOrEqual(12 * MINUTES);
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('a protection that outlasts the deadline leaves both running: nothing is rolled back', async () => {
  const place = await aDeployPlace({ advancePerLookMs: 2_000 });
  const kept = await protectOne(place, 2_880);
  const run = await place.deploy({ image: place.v2, timeout: '3s' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
  expect(run.outputs.reason).toMatch(/2 of 2 new tasks running, 1 old.* Left running:/);
  expect(run.summary).toContain('old tasks may be protected');
  expect(place.count('StopServiceDeployment')).toBe(0);
  expect(place.statuses().at(-1)).toBe('IN_PROGRESS');
  expect(place.simulator.world.ecs.tasks[kept]?.lastStatus).toBe('RUNNING');
});
