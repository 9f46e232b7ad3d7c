// Many services deployed at once from one account: what ECS's own limits refuse is asked for again, and no deployment is lost or made twice.

import { expect, test } from 'vitest';
import { main } from '../../actions/deploy-ecs/src/main.ts';
import type { AwsApi } from '../../lib/aws/api.ts';
import { anAccount, CLUSTER } from '../support/a-service.ts';
import { createAgenda } from '../support/agenda.ts';
import { directDoor } from '../support/aws-doors.ts';
import { runInProcess } from '../support/in-process.ts';

const SERVICES = 30;

test(`${SERVICES} deployments at once are throttled, and every one ends deployed`, { timeout: 120_000 }, async () => {
  const account = anAccount({ throttling: true });
  const { simulator } = account;
  await account.pushImage('v1');
  const names = Array.from({ length: SERVICES }, (_, number) => `web-${number}`);
  for (const name of names) await account.createService({ name, loadBalancer: false, settleMs: 2_000 });
  simulator.advance(600_000);
  const { reference } = await account.pushImage('v2');
  const before = simulator.diary.length;
  const agenda = createAgenda(simulator, 0);
  const door = directDoor(simulator);
  const api: AwsApi = {
    call: (...request) => agenda.during(() => door.call(...request)),
    raw: (...request) => agenda.during(() => door.raw(...request)),
  };
  const runs = await Promise.all(
    names.map((service, number) =>
      runInProcess(
        { name: 'deploy-ecs', main },
        {
          simulator,
          api,
          inputs: { cluster: CLUSTER, service, image: reference, 'poll-interval': '30s' },
          // Not 0: a pause of none, again and again, would hold the clock still.
          random: () => (number + 1) / (SERVICES + 1),
          together: { clock: agenda.clock, signal: new AbortController().signal },
        },
      ),
    ),
  );
  agenda.close();
  const asked = simulator.diary.slice(before);
  const ok = (operation: string) =>
    asked.filter((entry) => entry.operation === operation && entry.outcome === 'ok').length;
  const throttled = (operation: string) =>
    asked.filter((entry) => entry.operation === operation && entry.outcome === 'ThrottlingException').length;
  expect(runs.map(({ report }) => report.verdict)).toEqual(names.map(() => 'deployed'));
  expect(throttled('RegisterTaskDefinition')).toBeGreaterThan(0);
  expect(ok('RegisterTaskDefinition')).toBe(SERVICES);
  expect(ok('UpdateService')).toBe(SERVICES);
  expect(ok('StopServiceDeployment')).toBe(0);
});
