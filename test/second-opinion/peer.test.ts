import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { crashes, exits, type Fate } from '../../simulator/runtimes/fates.ts';
import { startServer } from '../../simulator/server.ts';
import { makeTemporaryFolder } from '../../simulator/temporary-folder.ts';
import { anAccount, CLUSTER, SERVICE } from '../support/a-service.ts';
import { type BundleRun, runBundle } from '../support/runner.ts';
import { givenFolder } from './given-folder.ts';

const peer = givenFolder('peer');
const folder = peer.missing === undefined ? peer.path : '';

/** It looks every 15 s at the soonest, so the world goes a good way in each look. */
const perLookMs = 120_000;

async function aPlace(fate: Fate | undefined) {
  const account = anAccount({ advancePerLookMs: perLookMs, fates: fate === undefined ? {} : { v2: fate } });
  const { simulator } = account;
  await account.pushImage('v1');
  await account.createService();
  const { reference } = await account.pushImage('v2');
  const server = await startServer(simulator);
  const workspace = makeTemporaryFolder('slipway-peer-');
  onTestFinished(async () => {
    await server.close();
    await simulator.close();
    rmSync(workspace, { recursive: true, force: true });
  });
  const { taskDefinition } = await simulator.call('ecs', 'DescribeTaskDefinition', { taskDefinition: SERVICE });
  const definition = taskDefinition as { containerDefinitions: object[] };
  const containerDefinitions = definition.containerDefinitions.map((container) => ({ ...container, image: reference }));
  writeFileSync(join(workspace, 'task-definition.json'), JSON.stringify({ ...definition, containerDefinitions }));
  const before = simulator.diary.length;
  return {
    simulator,
    run: (inputs: Readonly<Record<string, string>>): Promise<BundleRun> =>
      runBundle({
        action: folder,
        cwd: workspace,
        inputs: { 'task-definition': 'task-definition.json', cluster: CLUSTER, ...inputs },
        env: { AWS_ENDPOINT_URL: server.url, AWS_REGION: simulator.world.region },
      }),
    operations: () => simulator.diary.slice(before).map(({ operation }) => operation),
    problems: () => simulator.diary.slice(before).flatMap(({ problems }) => problems),
    statuses: () => Object.values(simulator.world.ecs.serviceDeployments).map(({ status }) => status),
  };
}

const waiting = { 'wait-for-minutes': '5', 'wait-max-delay-seconds': '15' };
const deploying = { service: SERVICE, 'wait-for-service-stability': 'true', ...waiting };
const aTask = {
  'run-task': 'true',
  'run-task-subnets': 'subnet-1',
  'run-task-security-groups': 'sg-1',
  'wait-for-task-stopped': 'true',
  ...waiting,
};

/** what a user reads: the runner shows no debug lines, and errors without their `::error::` */
const said = ({ lines }: BundleRun) => lines.filter((line) => !/^::(debug|warning)::/.test(line));
const started = expect.stringMatching(
  /^Deployment started\. Watch this deployment's progress in the Amazon ECS console: /,
);

describe.skipIf(peer.missing !== undefined)(`AWS's own deploy action ${peer.missing ?? ''}`, () => {
  test('brings a release to a service, and verifies that its deployment is COMPLETED', async () => {
    const place = await aPlace(undefined);
    const run = await place.run(deploying);
    expect(run.exitCode).toBe(0);
    expect(said(run)).toEqual([
      started,
      expect.stringMatching(/^Deployment ecs-svc\/\d+ verified: rolloutState=COMPLETED$/),
    ]);
    expect(run.outputs['task-definition-arn']).toMatch(/:task-definition\/web:2$/);
    expect(place.operations().slice(0, 4)).toEqual([
      'RegisterTaskDefinition',
      'DescribeServices',
      'UpdateService',
      'DescribeServices',
    ]);
    expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
    expect(place.problems()).toEqual([]);
  });

  test('finds its deployment gone when the circuit breaker has rolled it back', async () => {
    const place = await aPlace(crashes());
    const run = await place.run(deploying);
    expect(run.exitCode).toBe(1);
    expect(said(run)).toEqual([
      started,
      expect.stringMatching(/^::error::Deployment ecs-svc\/\d+ not found after stabilization\..* circuit breaker\.$/),
    ]);
    expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
    expect(place.problems()).toEqual([]);
  });

  test('is green as soon as the deployment has begun, when it need not wait', async () => {
    const place = await aPlace(undefined);
    const run = await place.run({ service: SERVICE });
    expect([run.exitCode, said(run)]).toEqual([0, [started]]);
    expect(place.operations()).toEqual(['RegisterTaskDefinition', 'DescribeServices', 'UpdateService']);
    expect(place.statuses()).toEqual(['SUCCESSFUL', 'PENDING']);
    expect(place.problems()).toEqual([]);
  });

  test.each([
    [0, 0, []],
    [3, 1, ['::error::Run task failed: [null]']],
  ])('runs a task that exits with %d, and exits with %d itself', async (ofTheTask, itsOwn, errors) => {
    const place = await aPlace(exits(ofTheTask, { afterMs: 150_000 }));
    const run = await place.run(aTask);
    expect(run.exitCode).toBe(itsOwn);
    expect(said(run)).toEqual([
      'Running task',
      expect.stringMatching(/^Task running: /),
      'Waiting for tasks to stop. Will wait for 5 minutes',
      'All tasks have stopped.',
      ...errors,
    ]);
    expect(JSON.parse(run.outputs['run-task-arn'] ?? '')).toEqual([expect.stringContaining(':task/prod/')]);
    expect(place.problems()).toEqual([]);
  });
});
