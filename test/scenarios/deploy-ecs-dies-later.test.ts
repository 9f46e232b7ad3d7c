import { expect, test } from 'vitest';
import { crashes, diesLater, healsAfter } from '../../simulator/runtimes/fates.ts';
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
