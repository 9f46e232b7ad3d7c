// Of a task with several containers, the log that is shown is that of the container that explains its end.

import { expect, test } from 'vitest';
import type { Raw } from '../../lib/core/snapshots.ts';
import { crashes, type Fate, unhealthyCheck, unhealthyTarget } from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, ending, visible } from '../support/deploy-place.ts';

const logsTo = (group: string) => ({
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': group, 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' },
  },
});

/** The proxy stands first in the task, the load balancer sends to the app. */
async function deployBoth(
  v2: Fate,
  members: { readonly app?: Raw; readonly proxy?: Raw; readonly service?: Raw } = {},
) {
  const { app = logsTo('/ecs/web'), proxy = logsTo('/ecs/proxy'), service = {} } = members;
  const image = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:v1';
  const place = await aDeployPlace({
    fates: { v2 },
    before: async (simulator) => void (await simulator.call('logs', 'CreateLogGroup', { logGroupName: '/ecs/proxy' })),
    service: {
      desiredCount: 1,
      ...service,
      taskDefinition: {
        containerDefinitions: [
          { name: 'proxy', image, essential: true, ...proxy },
          { name: 'app', image, essential: true, portMappings: [{ containerPort: 8080 }], ...app },
        ],
      },
    },
  });
  const run = await place.deploy({ image: `app=${place.v2}\nproxy=${place.v2}` });
  return { ...run, ending: ending(run), shown: visible(run) };
}

const appSays = { container: 'app', lines: [{ afterMs: 10, message: 'db down' }] };
const healthCheck = { command: ['CMD-SHELL', 'curl -f http://localhost'], interval: 5, retries: 2 };

test.each([
  ['the load balancer’s check fails', unhealthyTarget(500, appSays), {}],
  [
    'the container’s own check fails',
    unhealthyCheck(appSays),
    { app: { ...logsTo('/ecs/web'), healthCheck }, service: { loadBalancer: false } },
  ],
] as const)('%s: that of the container that was checked', async (_what, fate, members) => {
  const run = await deployBoth(fate, members);
  expect(run.ending).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.shown).toMatch(/Last log lines of container `?app`?:\s+[\s\S]*db down/);
});

test('none where that container does not log to CloudWatch Logs, whatever another one logs', async () => {
  const run = await deployBoth(crashes({ container: 'proxy', lines: [{ afterMs: 10, message: 'proxy fails' }] }), {
    proxy: { logConfiguration: { logDriver: 'splunk', options: { 'splunk-url': 'https://logs.example.com' } } },
  });
  expect(run.ending).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toContain('container "proxy" exited with code 1');
  expect(run.shown).not.toContain('Last log lines');
});
