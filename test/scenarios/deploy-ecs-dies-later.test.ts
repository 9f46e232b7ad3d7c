import { expect, test } from 'vitest';
import { crashes, diesLater, hangs, healsAfter, healthy, unhealthyTarget } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, ending } from '../support/deploy-place.ts';

const LAST_WORDS = 'fatal: out of file handles';
const dying = diesLater({ afterMs: 25_000, lines: [{ afterMs: 24_900, message: LAST_WORDS }] });
const circuitBreaker = { enable: false, rollback: false };

test('tasks that die after they were healthy are told with exit code and last words, and are bad at the deadline, not before', async () => {
  // ECS counts none of the first two as a failure.
  const place = await aDeployPlace({
    fates: { v2: healsAfter(2, { first: dying, afterwards: crashes() }) },
    service: { circuitBreaker },
  });
  const failuresWhenTold: (number | undefined)[] = [];
  const run = await place.deploy(
    { image: place.v2, timeout: '4s', 'max-failed-tasks': '2' },
    {
      onLine: (line) => {
        const service = Object.values(place.simulator.world.ecs.services)[0];
        if (line.includes(LAST_WORDS)) failuresWhenTold.push(service?.deployments[0]?.failedTasks);
      },
    },
  );
  expect(failuresWhenTold[0]).toBe(0);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^deadline: .*exited with code 1/);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
  expect(place.count('StopServiceDeployment')).toBe(1);
});

test('a release that serves although tasks of it died on the way is deployed, and says so in a warning and in the summary', async () => {
  const place = await aDeployPlace({ fates: { v2: healsAfter(2, { first: dying, afterwards: healthy() }) } });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const [warning] = run.annotations;
  expect(run.annotations).toMatchObject([{ level: 'warning' }]);
  for (const text of [warning?.message, run.summary])
    expect(text).toMatch(/2 tasks of web:2 ended on the way: container "app" exited with code 1 .*out of file handles/);
});

test('tasks that fail the check of their load balancer are bad at the deadline, though they still drain', async () => {
  const place = await aDeployPlace({ fates: { v2: unhealthyTarget(500) }, service: { circuitBreaker } });
  const run = await place.deploy({ image: place.v2, timeout: '2s' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^deadline: .*Task failed ELB health checks.*\[500\]/);
});

test('while the grace period lasts they are no reason to go back, and the reason code is told', async () => {
  const place = await aDeployPlace({
    fates: { v2: unhealthyTarget(500) },
    service: { circuitBreaker, service: { healthCheckGracePeriodSeconds: 3_600 } },
  });
  const run = await place.deploy({ image: place.v2, timeout: '2s' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
  expect(run.outputs.reason).toMatch(
    /unhealthy \(Target\.ResponseCodeMismatch: .*\[500\]\), but ECS ignores that .*1h/,
  );
  expect(run.summary).toContain('Target.ResponseCodeMismatch');
  // Two calls a look but for the last ones.
  expect(place.count('DescribeTargetHealth')).toBeLessThan(place.count('DescribeServiceDeployments'));
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('a service that is deleted under a deployment is told so', async () => {
  const place = await aDeployPlace({ fates: { v2: hangs() } });
  const forget = { cluster: CLUSTER, service: SERVICE, force: true };
  place.at('before', 'DescribeServiceDeployments', () => void place.simulator.call('ecs', 'DeleteService', forget), {
    nth: 2,
  });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'failed' });
  expect(run.outputs.reason).toMatch(/^the service was deleted while it was deployed to/);
});
