// What people complain of in other deploy tools, as tests of the shipped bundle: what becomes of task definition and service.

import { expect, test } from 'vitest';
import type { Raw } from '../../lib/core/snapshots.ts';
import { containersOf, imageOf } from '../../lib/core/task-definition.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db';
const deployed = { exitCode: 0, verdict: 'deployed' };

async function definitionOf(place: DeployPlace, taskDefinition: string): Promise<Raw> {
  const answer = await place.simulator.call('ecs', 'DescribeTaskDefinition', { taskDefinition });
  return answer.taskDefinition as Raw;
}

function sent(place: DeployPlace, operation: string): readonly Raw[] {
  return place.diary().flatMap((entry) => (entry.operation === operation ? [entry.input as Raw] : []));
}

/** The definition of v1 as a file of the workspace, edited. */
async function fileOf(place: DeployPlace, name: string, edit: { task?: object; app?: object }): Promise<void> {
  const definition = await definitionOf(place, 'web:1');
  const containerDefinitions = containersOf(definition).map((container) => ({ ...container, ...edit.app }));
  place.file(name, JSON.stringify({ ...definition, ...edit.task, containerDefinitions }));
}

test('complaint 6: empty, zero and false values are registered as they were written, and only nulls are left out', async () => {
  const place = await aDeployPlace();
  const kept = {
    cpu: 0,
    privileged: false,
    readonlyRootFilesystem: false,
    command: [],
    environment: [
      { name: 'EMPTY', value: '' },
      { name: 'ZERO', value: '0' },
    ],
    dockerLabels: { note: '' },
  };
  await fileOf(place, 'web.json', { task: { taskRoleArn: null, volumes: [] }, app: { ...kept, user: null } });
  expect(ending(await place.deploy({ 'task-definition': 'web.json', image: place.v2 }))).toEqual(deployed);
  const [registered] = sent(place, 'RegisterTaskDefinition');
  expect(registered).toMatchObject({ volumes: [], containerDefinitions: [kept] });
  expect(registered).not.toHaveProperty('taskRoleArn');
  expect(registered).not.toHaveProperty('containerDefinitions.0.user');
});

test('complaint 7: a field that is newer than the SDK arrives', async () => {
  const restartMood = { cheerful: true };
  const place = await aDeployPlace({ allowUnknown: ['restartMood'] });
  await fileOf(place, 'web.json', { app: { restartMood } });
  expect(ending(await place.deploy({ 'task-definition': 'web.json', image: place.v2 }))).toEqual(deployed);
  expect(await definitionOf(place, 'web:2')).toMatchObject({ containerDefinitions: [{ restartMood }] });
});

test('complaint 7: a field that AWS does not give back is named, and the service is not touched', async () => {
  const place = await aDeployPlace({ allowUnknown: ['restartMood'], forgets: ['restartMood'] });
  await fileOf(place, 'web.json', { app: { restartMood: { cheerful: true } } });
  const run = await place.deploy({ 'task-definition': 'web.json', image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toMatch(/web:2 .*restartMood/);
  expect(place.changes()).toEqual(['RegisterTaskDefinition']);
});

test('complaint 8: nothing of the running definition but the image is other than it was', async () => {
  const place = await aDeployPlace({
    allowUnknown: ['planetOfOrigin', 'restartMood'],
    service: {
      taskDefinition: { planetOfOrigin: 'Mars', ephemeralStorage: { sizeInGiB: 42 }, pidMode: 'task' },
      containerDefinition: {
        restartMood: { after: 3 },
        ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
        restartPolicy: { enabled: true, ignoredExitCodes: [0] },
        linuxParameters: { initProcessEnabled: true },
      },
    },
  });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual(deployed);
  const [before, after] = [await definitionOf(place, 'web:1'), await definitionOf(place, 'web:2')];
  const own = { revision: 2, taskDefinitionArn: after.taskDefinitionArn, registeredAt: after.registeredAt };
  const [app = {}] = containersOf(before);
  expect(after).toEqual({ ...before, ...own, containerDefinitions: [{ ...app, image: imageOf(after, 'app') }] });
  expect(imageOf(after, 'app')).toContain(place.digest);
  expect(run.outputs.diff?.split('\n')).toEqual([expect.stringContaining('image')]);
});

test('complaint 9: Terraform may own the family, the workflow a file, or Terraform the revision itself', async () => {
  const place = await aDeployPlace();
  const app = containersOf(await definitionOf(place, 'web:1'));
  const { status: _, ...template } = await definitionOf(place, 'web:1');
  // Terraform raises the memory in its family; the service still runs the revision before.
  await place.simulator.call('ecs', 'RegisterTaskDefinition', {
    family: 'web',
    networkMode: template.networkMode,
    requiresCompatibilities: template.requiresCompatibilities,
    executionRoleArn: template.executionRoleArn,
    cpu: '256',
    memory: '1024',
    containerDefinitions: app,
  });
  const family = await place.deploy({ 'task-definition': 'web', image: place.v2 });
  expect(ending(family)).toEqual(deployed);
  expect(await definitionOf(place, 'web:3')).toMatchObject({ memory: '1024' });
  // Whoever reads the plan sees what Terraform changed besides.
  expect(family.outputs.diff).toContain('memory: 512 → 1024');
  await fileOf(place, 'web.json', { task: { memory: '2048', cpu: '512' } });
  expect(ending(await place.deploy({ 'task-definition': 'web.json', image: place.v2 }))).toEqual(deployed);
  expect(await definitionOf(place, 'web:4')).toMatchObject({ memory: '2048' });
  const arn = String((await definitionOf(place, 'web:2')).taskDefinitionArn);
  expect(ending(await place.deploy({ 'task-definition': arn, image: place.v2 }))).toEqual(deployed);
  expect(await definitionOf(place, 'web:5')).toMatchObject({ memory: '1024' });
});

test('complaint 18: a deployment changes no setting of the service that it was not asked to change', async () => {
  const place = await aDeployPlace();
  await place.simulator.call('ecs', 'UpdateService', {
    cluster: CLUSTER,
    service: SERVICE,
    propagateTags: 'SERVICE',
    enableExecuteCommand: true,
    healthCheckGracePeriodSeconds: 30,
    serviceConnectConfiguration: { enabled: true, namespace: 'prod' },
    volumeConfigurations: [
      { name: 'data', managedEBSVolume: { roleArn: 'arn:aws:iam::123456789012:role/ebs', sizeInGiB: 10 } },
    ],
  });
  place.simulator.advance(20 * 60_000);
  const service = () => Object.values(place.simulator.world.ecs.services)[0];
  const before = service()?.configuration;
  // Autoscaling adds a task while the deployment is being prepared.
  place.at('before', 'UpdateService', () => {
    place.simulator.transact((draft) => {
      for (const one of Object.values(draft.ecs.services)) one.desiredCount = 3;
    });
  });
  expect(ending(await place.deploy({ image: place.v2 }))).toEqual(deployed);
  const [update = {}] = sent(place, 'UpdateService').slice(-1);
  expect(Object.keys(update).sort()).toEqual(['cluster', 'service', 'taskDefinition']);
  expect(service()?.configuration).toEqual(before);
  expect(service()?.desiredCount).toBe(3);
});

test('complaint 27: one step renders size, secrets and variables into what "aws ecs describe-task-definition" wrote', async () => {
  const place = await aDeployPlace({ secretValues: { [SECRET]: 'x' } });
  const taskDefinition = await definitionOf(place, 'web:1');
  place.file('described.json', JSON.stringify({ taskDefinition, tags: [] }));
  const inputs = {
    'task-definition': './described.json',
    image: place.v2,
    cpu: '512',
    memory: '1024',
    secrets: `DATABASE_URL=${SECRET}`,
    environment: 'LOG_LEVEL=debug',
  };
  expect(ending(await place.deploy(inputs))).toEqual(deployed);
  expect(await definitionOf(place, 'web:2')).toMatchObject({
    cpu: '512',
    memory: '1024',
    containerDefinitions: [
      {
        image: expect.stringContaining(place.digest),
        environment: [{ name: 'LOG_LEVEL', value: 'debug' }],
        secrets: [{ name: 'DATABASE_URL', valueFrom: SECRET }],
      },
    ],
  });
  const wrong = await place.deploy({ ...inputs, image: `api=${place.v2}` });
  expect(ending(wrong)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(wrong.outputs.reason).toMatch(/no container "api".*"app"/);
});

test('complaint 28: what serves already is neither registered nor deployed again', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const before = place.changes().length;
  const again = await place.deploy({ image: place.v2 });
  expect(ending(again)).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(again.outputs['task-definition']).toBe('web:2');
  expect(place.changes()).toHaveLength(before);
});
