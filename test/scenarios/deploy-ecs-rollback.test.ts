import { expect, test } from 'vitest';
import type { Raw } from '../../lib/core/snapshots.ts';
import { imageOf } from '../../lib/core/task-definition.ts';
import { crashes, type Fate, hangs, healthy } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, REPOSITORY, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, ending } from '../support/deploy-place.ts';

test('rollback-to: previous brings back what ran before, by digest, and a second time finds nothing to go back to', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const back = await place.deploy({ 'rollback-to': 'previous' });
  expect(ending(back)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(back.outputs['previous-task-definition']).toBe('web:2');
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL', 'SUCCESSFUL']);
  const { digest } = { digest: /sha256:[0-9a-f]{12}/.exec(back.summary)?.[0] };
  // web:1 names a moving tag, so what ran is registered anew by its digest.
  expect(back.outputs['task-definition']).toBe('web:3');
  expect(digest).toBeDefined();
  expect(place.digest).not.toContain(digest);
  const before = place.changes().length;
  const again = await place.deploy({ 'rollback-to': 'previous' });
  expect(ending(again)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(again.lines).toContainEqual(expect.stringMatching(/ web:3 +sha256:\w+ \(v1\) .* serves now$/));
  expect(again.lines).toContainEqual(expect.stringMatching(/ web:2 +sha256:\w+ \(v2\) .* was rolled back from$/));
  expect(place.changes()).toHaveLength(before);
});

test('rollback-to a revision deploys that one, and finds it serving afterwards', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  const back = await place.deploy({ 'rollback-to': '2' });
  expect(ending(back)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(back.outputs).toMatchObject({ 'task-definition': 'web:2', 'previous-task-definition': 'web:3' });
  const before = place.changes().length;
  expect(ending(await place.deploy({ 'rollback-to': 'web:2' }))).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(place.changes()).toHaveLength(before);
});

test.each(['previous', 'web:1', '1'])(
  'rollback-to: %s ends a deployment that hangs, and is deployed once the old one serves',
  async (to) => {
    const place = await aDeployPlace({ fates: { v2: hangs() } });
    await place.deploy({ image: place.v2, 'wait-until': 'none' });
    const back = await place.deploy({ 'rollback-to': to });
    expect(ending(back)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(back.outputs['task-definition']).toBe('web:1');
    expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
    expect(place.count('StopServiceDeployment')).toBe(1);
    expect(place.count('UpdateService')).toBe(1);
    expect(ending(await place.deploy({ 'rollback-to': to }))).toEqual({ exitCode: 0, verdict: 'unchanged' });
  },
);

test('a dry run of a rollback says where it leads, and changes nothing', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const before = place.changes().length;
  const run = await place.deploy({ 'rollback-to': 'previous', 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(run.outputs.diff).toContain('image');
  expect(place.changes()).toHaveLength(before);
});

test('a revision that does not exist, or whose image is gone, is refused before anything is touched', async () => {
  const place = await aDeployPlace();
  const { simulator } = place;
  await place.deploy({ image: place.v2 });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  const before = place.changes().length;
  const unknown = await place.deploy({ 'rollback-to': '99' });
  expect(ending(unknown)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(unknown.outputs.reason).toContain('web:99');
  expect(place.changes()).toHaveLength(before);
  await simulator.call('ecr', 'BatchDeleteImage', { repositoryName: 'app', imageIds: [{ imageDigest: place.digest }] });
  const gone = await place.deploy({ 'rollback-to': 'web:2' });
  expect(ending(gone)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(gone.outputs.reason).toMatch(/web:2 can no longer be pulled/);
  expect(place.changes()).toEqual([...place.changes().slice(0, before), 'BatchDeleteImage']);
});

test('whoever goes back is not kept waiting by an ECR that is throttled: it is asked once, and a notice says so', async () => {
  const place = await aDeployPlace();
  expect(ending(await place.deploy({ image: place.v2 })).verdict).toBe('deployed');
  place.simulator.setFaults([{ kind: 'throttled', service: 'ecr', operation: 'DescribeImages' }]);
  const before = place.diary().length;
  const run = await place.deploy({ 'rollback-to': 'previous' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const asked = place.diary().slice(before);
  expect(asked.filter(({ operation }) => operation === 'DescribeImages')).toHaveLength(1);
  expect(run.annotations.map(({ level, message }) => `${level}: ${message}`)).toEqual([
    expect.stringMatching(/^notice: whether .* can still be pulled is not known: .*throttled/i),
  ]);
});

test('rollback-to together with force-new-deployment is refused before anybody is asked', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ 'rollback-to': 'previous', 'force-new-deployment': 'true' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toMatch(/^rollback-to: does not go with force-new-deployment/);
  expect(place.diary()).toEqual([]);
});

test('an image in ECR’s archive counts as gone, until it is restored', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  const store = (targetStorageClass: string) =>
    place.simulator.call('ecr', 'UpdateImageStorageClass', {
      repositoryName: REPOSITORY,
      imageId: { imageDigest: place.digest },
      targetStorageClass,
    });
  await store('ARCHIVE');
  const before = place.changes().length;
  const gone = await place.deploy({ 'rollback-to': 'web:2' });
  expect(ending(gone)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(gone.outputs.reason).toMatch(/web:2 can no longer be pulled: .*archive only .*update-image-storage-class/);
  expect(place.changes()).toHaveLength(before);
  await store('STANDARD');
  expect(ending(await place.deploy({ 'rollback-to': 'web:2' }))).toEqual({ exitCode: 0, verdict: 'deployed' });
});

test.each(['previous', 'web:2'])('rollback-to: %s registers anew what was deregistered', async (to) => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  await place.simulator.call('ecs', 'DeregisterTaskDefinition', { taskDefinition: 'web:2' });
  const back = await place.deploy({ 'rollback-to': to });
  expect(ending(back)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(back.outputs['task-definition']).toBe('web:4');
  const registered = place.diary().findLast(({ operation }) => operation === 'RegisterTaskDefinition');
  expect(imageOf(registered?.input as Raw, 'app')).toContain(place.digest);
});

test('what is registered anew on the way back keeps the commit that it was made from', async () => {
  const place = await aDeployPlace();
  const commit = 'b'.repeat(40);
  await place.deploy({ image: place.v2 }, { env: { GITHUB_SHA: commit, GITHUB_RUN_ID: '1' } });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  await place.simulator.call('ecs', 'DeregisterTaskDefinition', { taskDefinition: 'web:2' });
  await place.deploy({ 'rollback-to': 'previous' }, { env: { GITHUB_RUN_ID: '3' } });
  const { tags } = await place.simulator.call('ecs', 'DescribeTaskDefinition', {
    taskDefinition: 'web:4',
    include: ['TAGS'],
  });
  expect(tags).toEqual(
    expect.arrayContaining([
      { key: 'slipway:commit', value: commit },
      { key: 'slipway:run', value: '3' },
      { key: 'slipway:rolled-back-from', value: 'web:3' },
    ]),
  );
});

test('Terraform’s own deployment in between is a release like any other', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  await place.simulator.call('ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: 'web:1' });
  place.simulator.advance(20 * 60_000);
  const back = await place.deploy({ 'rollback-to': 'previous' });
  // web:1 had succeeded before web:2 did: whoever deployed it went back from web:2.
  expect(ending(back)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(ending(await place.deploy({ 'rollback-to': 'web:2' }))).toEqual({ exitCode: 0, verdict: 'deployed' });
});

test('a way back that had ended when its run was started again is not gone on with', async () => {
  const place = await aDeployPlace();
  await place.deploy({ image: place.v2 });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  const attempt = (number: number, run = '815') =>
    place.deploy(
      { 'rollback-to': 'previous' },
      { env: { GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: String(number), GITHUB_ACTION: 'rollback' } },
    );
  const first = await attempt(1);
  expect(first.outputs).toMatchObject({ verdict: 'deployed', 'task-definition': 'web:4' });
  const before = place.changes().length;
  const again = await attempt(2);
  expect(ending(again)).toEqual({ exitCode: 0, verdict: 'unchanged' });
  expect(again.outputs.reason).toMatch(/earlier attempt of this run went back from web:3 to web:4 .* start a new run$/);
  expect(place.changes()).toHaveLength(before);
  // A new run means one more, and so does a second step of the same attempt.
  expect((await attempt(1, '816')).outputs).toMatchObject({ verdict: 'deployed', 'task-definition': 'web:5' });
  const registered = place.diary().findLast(({ operation }) => operation === 'RegisterTaskDefinition');
  expect(imageOf(registered?.input as Raw, 'app')).not.toContain(place.digest);
});

test('a way back that ECS rolled back is tried again, and not taken for a release that was', async () => {
  const fates: Record<string, Fate> = {};
  const place = await aDeployPlace({ fates });
  await place.deploy({ image: place.v2 });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  // What it needs is down for a while.
  fates.v2 = crashes();
  const failed = await place.deploy({ 'rollback-to': 'previous' });
  expect(ending(failed)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  fates.v2 = healthy();
  const back = await place.deploy({ 'rollback-to': 'previous' });
  expect(ending(back)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const registered = place.diary().findLast(({ operation }) => operation === 'RegisterTaskDefinition');
  expect(imageOf(registered?.input as Raw, 'app')).toContain(place.digest);
});

test('what is not brought back is listed, in a dry run and in the log and summary of the way back itself', async () => {
  const place = await aDeployPlace();
  const { ARN } = await place.simulator.call('secretsmanager', 'CreateSecret', { Name: 'db', SecretString: 'x' });
  await place.deploy({ image: place.v2, secrets: `DB_PASSWORD=${ARN}` });
  const { reference: v3 } = await place.account.pushImage('v3');
  await place.deploy({ image: v3 });
  const network = (subnet: string) => ({
    awsvpcConfiguration: { subnets: [subnet], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  });
  await place.simulator.call('ecs', 'UpdateService', {
    cluster: CLUSTER,
    service: SERVICE,
    networkConfiguration: network('subnet-2'),
  });
  place.simulator.advance(20 * 60_000);
  const told = [
    'the service keeps its networkConfiguration awsvpcConfiguration subnets: ["subnet-2"] (["subnet-1"] when web:2 served)',
    'secrets without a version have the value of today: DB_PASSWORD',
    'migrations are not undone: the older code has to live with the database as it is',
  ];
  for (const [dryRun, verdict] of [
    ['true', 'planned'],
    ['false', 'deployed'],
  ] as const) {
    const run = await place.deploy({ 'rollback-to': 'previous', 'dry-run': dryRun });
    expect(ending(run)).toEqual({ exitCode: 0, verdict });
    const at = run.lines.findIndex((line) => line.endsWith('  Not brought back:'));
    expect(run.lines.slice(at + 1, at + 4)).toEqual(told.map((line) => expect.stringContaining(`    ${line}`)));
    expect(run.summary).toContain('**Not brought back**\n\n- the service keeps its networkConfiguration');
    expect(run.summary).toContain(`- ${told[2]}`);
  }
});
