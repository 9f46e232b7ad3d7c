// A role that may read and not write: what was done by then, and what serves, is told as for any other end.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crashes } from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, ending, visible } from '../support/deploy-place.ts';

test('where UpdateService is denied, the report says what was registered, what serves, and that the service was not touched', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'UpdateService' }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs).toMatchObject({
    'task-definition': 'web:2',
    'previous-task-definition': 'web:1',
    'service-deployment-arn': '',
    diff: expect.stringContaining('image'),
  });
  for (const said of [visible(run), run.summary]) {
    expect(said).toMatch(/Not allowed to call ecs:UpdateService: /);
    expect(said).toContain('action. Add ecs:UpdateService to the role that this job assumes.');
    expect(said).toContain('web:2 was registered, which changes nothing by itself; the service was not touched.');
    expect(said).toMatch(/web:1 \(2 tasks\)/);
    expect(said).toContain('allow the role ecs:UpdateService, then run this job again');
  }
});

test('where RegisterTaskDefinition is denied, nothing was registered', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'RegisterTaskDefinition' }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs).toMatchObject({ 'task-definition': '', 'previous-task-definition': 'web:1' });
  expect(run.summary).toMatch(/Not allowed to call ecs:RegisterTaskDefinition: .* The service was not touched\./);
  expect(run.summary).toContain('allow the role ecs:RegisterTaskDefinition, then run this job again');
  expect(run.summary).toMatch(/web:1 \(2 tasks\)/);
});

test('an update whose answer is lost, and whose deployment may not be listed, is not known to be under way', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([
    { kind: 'answer-lost', operation: 'UpdateService', nth: [1] },
    { kind: 'access-denied', operation: 'ListServiceDeployments', fromNth: 3 },
  ]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'unobserved' });
  expect(run.outputs).toMatchObject({ 'task-definition': 'web:2' });
  expect(run.outputs.reason).toMatch(/Whether ECS has taken the update is not known/);
  expect(visible(run)).not.toContain('not touched');
});

test('a rollback that may not be asked for is told with the permission, its cause and what serves', async () => {
  const place = await aDeployPlace({
    fates: { v2: crashes() },
    service: { circuitBreaker: { enable: false, rollback: false } },
  });
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'StopServiceDeployment' }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'failed' });
  expect(run.outputs.reason).toMatch(
    /\(failed-tasks: .*exited with code 1\) was not taken: .* goes on; running: web:1/,
  );
  expect(visible(run)).toContain(
    'Next: allow the role ecs:StopServiceDeployment, then go back: run deploy-ecs with rollback-to: web:1',
  );
  expect(run.summary).toContain('web:1 (2 tasks)');
});

test('a way back that is but to end a deployment, and is denied, is refused: it has touched nothing', async () => {
  const place = await aDeployPlace();
  expect(ending(await place.deploy({ image: place.v2, 'wait-until': 'none' })).verdict).toBe('started');
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'StopServiceDeployment' }]);
  const run = await place.deploy({ 'rollback-to': 'previous' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(visible(run)).toMatch(/The deployment goes on\. Nothing was touched\./);
  expect(visible(run)).toContain('Next: allow the role ecs:StopServiceDeployment, then run this job again');
});

test('a way back that nobody may begin is told with the permission', async () => {
  const place = await aDeployPlace({
    fates: { v2: crashes() },
    service: { circuitBreaker: { enable: true, rollback: false } },
  });
  place.simulator.setFaults([{ kind: 'access-denied', operation: 'UpdateService', fromNth: 2 }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'failed' });
  expect(visible(run)).toContain(
    'Next: allow the role ecs:UpdateService, then go back: run deploy-ecs with rollback-to: web:1',
  );
});

test('a definition with 49 tags of its own is registered with its commit, and without what finds no room', async () => {
  const place = await aDeployPlace();
  const tags = Array.from({ length: 49 }, (_, index) => ({ key: `k${index}`, value: 'x' }));
  const definition = {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [{ name: 'app', image: place.v2, portMappings: [{ containerPort: 8080 }] }],
    tags,
  };
  writeFileSync(join(place.workspace, 'task.json'), JSON.stringify(definition));
  const env = { GITHUB_SHA: 'c'.repeat(40), GITHUB_RUN_ID: '7' };
  const run = await place.deploy({ 'task-definition': 'task.json' }, { env });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(visible(run)).toContain('Registering without slipway:run: AWS allows 50 tags');
  const sent = place.diary().findLast(({ operation }) => operation === 'RegisterTaskDefinition')?.input;
  expect(sent).toMatchObject({ tags: [...tags, { key: 'slipway:commit', value: 'c'.repeat(40) }] });
});

test('a workspace that is a file tells nothing of commits, and is no bug of ours', async () => {
  const place = await aDeployPlace();
  expect(ending(await place.deploy({ image: place.v2 }, { env: { GITHUB_SHA: 'a'.repeat(40) } }))).toMatchObject({
    verdict: 'deployed',
  });
  const { reference } = await place.account.pushImage('v3');
  const env = { GITHUB_SHA: 'b'.repeat(40), GITHUB_WORKSPACE: place.file('workspace', '') };
  expect(ending(await place.deploy({ image: reference }, { env }))).toEqual({ exitCode: 0, verdict: 'deployed' });
});
