import { describe, expect, test } from 'vitest';
import { crashes, hangs, healsAfter, healthy, imageMissing, unhealthyTarget } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

/** Somebody's deployment of v2 is under way, and v3 is to be deployed. */
async function whileAnotherMoves(
  options: Parameters<typeof aDeployPlace>[0] = {},
): Promise<DeployPlace & { readonly v3: string }> {
  const place = await aDeployPlace(options);
  await place.deploy({ image: place.v2, 'wait-until': 'none' });
  const { reference } = await place.account.pushImage('v3');
  return { ...place, v3: reference };
}

test('another deployment in progress is waited for, then ours begins', async () => {
  const place = await whileAnotherMoves();
  const run = await place.deploy({ image: place.v3 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL', 'SUCCESSFUL']);
  expect(run.outputs['previous-task-definition']).toBe('web:2');
});

/** While ours is prepared, after all was read and before anything is sent. */
function somebodyForcesMeanwhile(place: DeployPlace): void {
  place.at('before', 'RegisterTaskDefinition', () => {
    void place.simulator.call('ecs', 'UpdateService', {
      cluster: CLUSTER,
      service: SERVICE,
      forceNewDeployment: true,
    });
  });
}

test('another deployment that begins while ours is prepared is waited for as well', async () => {
  const place = await aDeployPlace();
  somebodyForcesMeanwhile(place);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL', 'SUCCESSFUL']);
  expect(run.lines.join('\n')).toMatch(/was made meanwhile.*waiting for its end/s);
  expect(place.count('RegisterTaskDefinition')).toBe(1);
});

test('it is replaced all the same where replacing was asked for', async () => {
  const place = await aDeployPlace();
  somebodyForcesMeanwhile(place);
  const run = await place.deploy({ image: place.v2, 'on-deployment-in-progress': 'replace' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
});

test('it is refused where that was asked for, with its name, and nothing is touched', async () => {
  const place = await whileAnotherMoves();
  const before = place.changes().length;
  const run = await place.deploy({ image: place.v3, 'on-deployment-in-progress': 'fail' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toContain(place.deployments()[1]?.serviceDeploymentArn ?? '');
  expect(place.changes()).toHaveLength(before);
});

describe('who is overtaken at the last moment, and ends at that, is told of the revision that nothing runs:', () => {
  const REGISTERED = 'web:2 was registered, which changes nothing by itself; the service was not touched.';

  test('where another deployment was to be no reason to wait', async () => {
    const place = await aDeployPlace();
    somebodyForcesMeanwhile(place);
    const run = await place.deploy({ image: place.v2, 'on-deployment-in-progress': 'fail' });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
    for (const told of [run.summary, run.lines.join('\n')]) {
      expect(told).toContain(REGISTERED);
      expect(told).not.toContain('Nothing was touched');
    }
  });

  test('where the other one does not end in time', async () => {
    const place = await aDeployPlace({ fates: { v1: healsAfter(2, { first: healthy(), afterwards: hangs() }) } });
    somebodyForcesMeanwhile(place);
    const run = await place.deploy({ image: place.v2, timeout: '300ms' });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
    expect(run.summary).toContain(REGISTERED);
  });

  test('where it can no longer be seen', async () => {
    const place = await aDeployPlace();
    somebodyForcesMeanwhile(place);
    place.at('after', 'RegisterTaskDefinition', () =>
      place.simulator.setFaults([{ kind: 'access-denied', operation: 'DescribeServices' }]),
    );
    const run = await place.deploy({ image: place.v2 });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'unobserved' });
    expect(run.summary).toContain(REGISTERED);
  });
});

test('it is replaced where that was asked for', async () => {
  const place = await whileAnotherMoves({ fates: { v2: hangs() } });
  const run = await place.deploy({ image: place.v3, 'on-deployment-in-progress': 'replace' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
});

test('one that does not end in time is told, and nothing was touched', async () => {
  const place = await whileAnotherMoves({
    fates: { v2: hangs() },
    service: {
      circuitBreaker: { enable: false, rollback: false },
      loadBalancer: false,
      containerDefinition: { healthCheck: { command: ['CMD', 'true'] } },
    },
  });
  const before = place.changes().length;
  const run = await place.deploy({ image: place.v3, timeout: '300ms' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
  expect(run.outputs.reason).toMatch(/did not end.*nothing was touched/i);
  expect(place.changes()).toHaveLength(before);
});

test('a service that never ran, as after the first terraform apply, is not waited for', async () => {
  const place = await aDeployPlace({
    fates: { v1: imageMissing('app:v1') },
    service: { circuitBreaker: { enable: false, rollback: false }, settleMs: 60_000 },
  });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses().at(-1)).toBe('SUCCESSFUL');
});

test.each(['wait', 'fail'])(
  'a service whose first release runs and was never healthy is not waited for (%s), and the log says why',
  async (mode) => {
    const place = await aDeployPlace({
      fates: { v1: unhealthyTarget('timeout') },
      service: { circuitBreaker: { enable: false, rollback: false }, settleMs: 60_000 },
    });
    const run = await place.deploy({ image: place.v2, 'on-deployment-in-progress': mode });
    expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
    expect(place.statuses()).toEqual(['STOPPED', 'SUCCESSFUL']);
    expect(run.lines.join('\n')).toContain('never had a successful deployment, and none of its tasks is healthy');
  },
);

test('a first release that is healthy already is waited for', async () => {
  const place = await aDeployPlace({ service: { settleMs: 0 } });
  place.at('after', 'DescribeServices', () => place.simulator.advance(50_000), { nth: 1 });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

const BREAKER_OFF = { service: { circuitBreaker: { enable: false, rollback: false } } };

test.each(['wait', 'fail'])('one that is surely bad is replaced at once (%s), and the log says why', async (mode) => {
  const place = await whileAnotherMoves({ fates: { v2: crashes() }, ...BREAKER_OFF });
  place.simulator.advance(5 * 60_000);
  const run = await place.deploy({ image: place.v3, 'on-deployment-in-progress': mode });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
  expect(run.lines.join('\n')).toMatch(/is surely bad, so it is not waited for: \d+ tasks stopped: .*code 1/);
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('one that is seen to be surely bad while it is waited for is replaced then; the log says whose it is and what it does', async () => {
  const place = await whileAnotherMoves({ fates: { v2: crashes() }, ...BREAKER_OFF });
  const run = await place.deploy({ image: place.v3, 'max-failed-tasks': '8' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
  const log = run.lines.join('\n');
  expect(log).toMatch(/in progress \(\w+ of web:2, .*registered by arn:aws:iam::\d+:root\): waiting for its end/);
  expect(log).toMatch(/other deployment: IN_PROGRESS: 0 of 2 new tasks running/);
  expect(log).toMatch(/A task failed: .*code 1|tasks stopped: .*code 1/);
});

test('one that fails while a circuit breaker watches it is left to that', async () => {
  const place = await whileAnotherMoves({ fates: { v2: crashes() } });
  const run = await place.deploy({ image: place.v3 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
});

test('who takes over from us is named', async () => {
  const place = await aDeployPlace();
  const takeOver = { cluster: CLUSTER, service: SERVICE, taskDefinition: 'web:1', forceNewDeployment: true };
  place.at('before', 'DescribeServiceDeployments', () => void place.simulator.call('ecs', 'UpdateService', takeOver), {
    nth: 3,
  });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'superseded' });
  expect(run.outputs.reason).toMatch(/a newer deployment took over: \S+ with web:1$/);
  expect(place.statuses()).toHaveLength(3);
});

test('who waits with a file is checked again afterwards: the service may have changed meanwhile', async () => {
  const place = await whileAnotherMoves();
  const { taskDefinition } = await place.simulator.call('ecs', 'DescribeTaskDefinition', { taskDefinition: 'web:1' });
  place.file('task.json', JSON.stringify(taskDefinition));
  const noRoom = { minimumHealthyPercent: 80, maximumPercent: 120 };
  const narrow = { cluster: CLUSTER, service: SERVICE, deploymentConfiguration: noRoom };
  place.at('after', 'DescribeServiceDeployments', () => void place.simulator.call('ecs', 'UpdateService', narrow), {
    nth: 2,
  });
  const run = await place.deploy({ image: place.v3, 'task-definition': 'task.json' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.lines.join('\n')).toContain('waiting for its end');
  expect(run.outputs.reason).toMatch(/"web" has no room for a rolling update/);
  expect(place.count('RegisterTaskDefinition')).toBe(1);
  expect(place.count('DescribeLogGroups')).toBe(2);
});

test('a plan says what it would wait for, and what its differences are to', async () => {
  const place = await whileAnotherMoves();
  const run = await place.deploy({ image: place.v3, 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(run.outputs.reason).toMatch(/and deploy it once service deployment \w+ has ended$/);
  expect(run.lines.join('\n')).toMatch(/This plan is for when that has succeeded: its differences are those to web:2/);
});
