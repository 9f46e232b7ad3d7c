// What people complain of in other run-task tools, as tests of the shipped migrate.

import { afterEach, expect, test } from 'vitest';
import { exits, type Fate, imageMissing } from '../../simulator/runtimes/fates.ts';
import type { ServiceOptions } from '../support/a-service.ts';
import { aMigrationPlace, type MigrationPlace } from '../support/migration-place.ts';

let place: MigrationPlace;
afterEach(async () => {
  expect(place.problems()).toEqual([]);
  await place.close();
});

const app = { name: 'app', image: '127.0.0.1:4566/app:v1', portMappings: [{ containerPort: 8080 }] };
/** What is injected stands first, as GuardDuty's agent does. */
const withAgent: ServiceOptions = {
  taskDefinition: { containerDefinitions: [{ name: 'agent', image: 'agent:1', essential: false }, app] },
};

test.each<{ what: string; fate: Fate; exitCode: number; outputs: object; reason: RegExp }>([
  {
    what: 'a sidecar that is killed is shown and not judged',
    fate: exits(0, { container: 'app', ignoresSigterm: true }),
    exitCode: 0,
    outputs: { verdict: 'succeeded', 'exit-code': '0' },
    reason: /^every essential container exited with code 0$/,
  },
  {
    what: 'the container that matters is named with its exit code, wherever it stands',
    fate: exits(3, { container: 'app' }),
    exitCode: 1,
    outputs: { verdict: 'failed', 'exit-code': '3' },
    reason: /container "app" exited with code 3/,
  },
  {
    what: 'a container without an exit code never started, and that is red',
    fate: { ...imageMissing('agent:1'), kind: 'never-starts', container: 'agent', reason: imageReason() },
    exitCode: 1,
    outputs: { verdict: 'never-started', 'exit-code': '' },
    reason: /CannotPullContainerError/,
  },
])('complaint 13: $what', async ({ fate, exitCode, outputs, reason }) => {
  place = await aMigrationPlace({ v1: fate, release: fate }, { service: withAgent });
  const run = await place.migrate();
  expect(run.exitCode).toBe(exitCode);
  expect(run.outputs).toMatchObject(outputs);
  expect(run.outputs.reason ?? '').toMatch(reason);
});

function imageReason(): string {
  return 'CannotPullContainerError: pull image manifest has been retried 7 time(s): agent:1: not found';
}

test('complaint 14: the log is on the screen, whole and harmless, with nothing but the permission to read it', async () => {
  const lines = Array.from({ length: 40 }, (_, n) => ({ afterMs: n * 10, message: `::error::step ${n}` }));
  place = await aMigrationPlace({ release: exits(3, { lines }) });
  const run = await place.migrate();
  const shown = run.lines.filter((line) => /app \| .*step \d+$/.test(line));
  expect(shown).toHaveLength(40);
  expect(run.annotations).toHaveLength(1);
  expect(run.summary).toContain('step 39');
  expect(run.outputs['log-url']).toContain('$252Fecs$252Fweb');
  const asked = new Set(place.diary().filter((operation) => /Log|Tail/.test(operation)));
  expect(asked).toEqual(new Set(['GetLogEvents']));
});

test('complaint 15: network and capacity come from the service, and a launch type never stands beside a strategy', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  expect((await place.migrate()).outputs.verdict).toBe('succeeded');
  const [first] = place.inputsOf('RunTask');
  expect(first).toMatchObject({
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
    },
  });
  expect(first).not.toHaveProperty('capacityProviderStrategy');
});

test.each([
  { provider: 'FARGATE_SPOT', sends: { launchType: 'FARGATE' }, not: 'capacityProviderStrategy' },
  {
    provider: 'hosts',
    sends: { capacityProviderStrategy: [{ capacityProvider: 'hosts', weight: 4 }] },
    not: 'launchType',
  },
])('complaint 15: on a service of $provider, a strategy or a launch type is sent, and never Spot', async (one) => {
  const capacityProviderStrategy = [{ capacityProvider: one.provider, weight: 4 }];
  const service = { service: { launchType: undefined, capacityProviderStrategy } };
  place = await aMigrationPlace({ release: exits(0) }, { service });
  expect((await place.migrate()).outputs.verdict).toBe('succeeded');
  const [first] = place.inputsOf('RunTask');
  expect(first).toMatchObject(one.sends);
  expect(first).not.toHaveProperty(one.not);
});
