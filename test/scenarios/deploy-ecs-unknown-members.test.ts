// Promise 3: members that the SDK does not know survive, both when they are read and when they are sent.

import { expect, test } from 'vitest';
import { main } from '../../actions/deploy-ecs/src/main.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { anAccount, CLUSTER, SERVICE, type ServiceOptions } from '../support/a-service.ts';
import { wireDoor } from '../support/aws-doors.ts';
import { aDeployPlace, ending } from '../support/deploy-place.ts';
import { runInProcess } from '../support/in-process.ts';

const allowUnknown = ['planetOfOrigin', 'restartMood'];
const service: ServiceOptions = {
  taskDefinition: { planetOfOrigin: { name: 'Mars', moons: ['Phobos', 'Deimos'] } },
  containerDefinition: { restartMood: { cheerful: true, after: 3 } },
};

async function definitionOf(simulator: Simulator, name: string): Promise<unknown> {
  return (await simulator.call('ecs', 'DescribeTaskDefinition', { taskDefinition: name })).taskDefinition;
}

const survived = {
  revision: 2,
  planetOfOrigin: { name: 'Mars', moons: ['Phobos', 'Deimos'] },
  containerDefinitions: [{ image: expect.stringContaining('@sha256:'), restartMood: { cheerful: true, after: 3 } }],
};

test('through the SDK and its wire, in process', async () => {
  const account = anAccount({ allowUnknown });
  await account.pushImage('v1');
  await account.createService(service);
  const { reference } = await account.pushImage('v2');
  const { simulator } = account;
  const inputs = { cluster: CLUSTER, service: SERVICE, image: reference };
  const run = await runInProcess({ name: 'deploy-ecs', main }, { simulator, api: wireDoor(simulator), inputs });
  expect(run.report.verdict).toBe('deployed');
  expect(await definitionOf(simulator, 'web:2')).toMatchObject(survived);
});

test('through the shipped bundle', async () => {
  const place = await aDeployPlace({ allowUnknown, service });
  expect(ending(await place.deploy({ image: place.v2 }))).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(await definitionOf(place.simulator, 'web:2')).toMatchObject(survived);
});

test('also on the way back, where a definition is registered anew', async () => {
  const place = await aDeployPlace({ allowUnknown, service });
  await place.deploy({ image: place.v2 });
  expect(ending(await place.deploy({ 'rollback-to': 'previous' }))).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(await definitionOf(place.simulator, 'web:3')).toMatchObject({ ...survived, revision: 3 });
});

test('also from a file; and a member that AWS drops is named before the service is touched', async () => {
  const place = await aDeployPlace({ allowUnknown, service });
  const definition = await definitionOf(place.simulator, 'web:1');
  place.file('web.json', JSON.stringify(definition));
  expect(ending(await place.deploy({ 'task-definition': 'web.json', image: place.v2 }))).toEqual({
    exitCode: 0,
    verdict: 'deployed',
  });
  expect(await definitionOf(place.simulator, 'web:2')).toMatchObject(survived);
});
