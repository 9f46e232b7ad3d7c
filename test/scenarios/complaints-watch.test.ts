// What people complain of in other deploy tools, as tests of the shipped bundle: how a deployment is watched and judged.

import { expect, test } from 'vitest';
import { crashes, hangs, healthy, unhealthyTarget } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending, visible } from '../support/deploy-place.ts';
import { anIdTokenDoor } from '../support/id-token-door.ts';
import type { BundleRun } from '../support/runner.ts';

const LAST_WORDS = 'cannot reach db:5432';
const crashing = crashes({ lines: [{ afterMs: 10, message: LAST_WORDS }] });
const withoutBreaker = { circuitBreaker: { enable: false, rollback: false } };

/** What stands at the end of the log, on the run's page and in the job summary; escapes of Markdown taken back. */
function told(run: BundleRun): readonly string[] {
  const summary = run.summary.replace(/&#(\d+);/g, (_, character) => String.fromCharCode(Number(character)));
  const error = run.annotations.find(({ level }) => level === 'error');
  return [run.lines.slice(-12).join('\n'), error?.message ?? '', summary];
}

async function setService(place: DeployPlace, settings: object): Promise<void> {
  await place.simulator.call('ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, ...settings });
}

function isStable(place: DeployPlace): boolean {
  const tasks = Object.values(place.simulator.world.ecs.tasks).filter((task) => task.desiredStatus === 'RUNNING');
  return tasks.length === 2 && tasks.every((task) => task.lastStatus === 'RUNNING' && task.healthySince !== undefined);
}

test('complaint 1: a wait that fails or runs out of time says why, what serves and what to do next', async () => {
  const failed = await aDeployPlace({ fates: { v2: crashing } });
  for (const text of told(await failed.deploy({ image: failed.v2 }))) {
    expect(text).toMatch(/circuit breaker after \d failed tasks \(its threshold is 3\)/);
    expect(text).toMatch(/exited with code 1/);
    expect(text).toContain(LAST_WORDS);
    expect(text).toMatch(/web:1 \(2 tasks/);
  }
  const late = await aDeployPlace({
    fates: { v2: hangs() },
    service: {
      ...withoutBreaker,
      loadBalancer: false,
      containerDefinition: { healthCheck: { command: ['CMD', 'true'] } },
    },
  });
  const run = await late.deploy({ image: late.v2, timeout: '1s' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
  for (const text of told(run)) {
    expect(text).toMatch(/gave up after 1s: IN_PROGRESS: 2 of 2 new tasks running/);
    expect(text).toContain('Left running: nothing shows that the release is bad');
    expect(text).toMatch(/run this job again to watch on.*go back: run deploy-ecs with rollback-to: web:1/);
  }
  expect(run.summary).toContain('has started 2 tasks');
  expect(visible(run)).not.toMatch(/MaxAttempts|Resource is not in the state/);
});

test('complaint 2: a rolled-back deployment is red, though its service is stable again', async () => {
  const place = await aDeployPlace({ fates: { v2: crashing } });
  const run = await place.deploy({ image: place.v2 });
  expect(isStable(place)).toBe(true);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^breaker/);
  await setService(place, { desiredCount: 0 });
  const { reference: v3 } = await place.account.pushImage('v3');
  expect(ending(await place.deploy({ image: v3 }))).toEqual({ exitCode: 0, verdict: 'idle' });
});

test('complaint 3: events, stopped reason and last log lines are on the screen while it fails', async () => {
  const place = await aDeployPlace({ fates: { v2: crashing }, service: { desiredCount: 1 } });
  const statusWhenTold = new Map<string, string | undefined>();
  const run = await place.deploy(
    { image: place.v2 },
    {
      onLine: (line) => {
        for (const words of ['has started', 'exited with code 1', LAST_WORDS]) {
          if (line.includes(words) && !statusWhenTold.has(words)) statusWhenTold.set(words, place.statuses()[1]);
        }
      },
    },
  );
  expect([...statusWhenTold.values()]).toEqual(['IN_PROGRESS', 'IN_PROGRESS', 'IN_PROGRESS']);
  const events = run.lines.filter((line) => line.includes('event: '));
  const started = events.filter((line) => /has started/.test(line)).map((line) => line.replace(/^.*event: /, ''));
  expect(started.length).toBeGreaterThan(1);
  expect(new Set(started).size).toBe(started.length);
});

test('complaint 3: a target that answers badly is told with its code, before anything is decided', async () => {
  const place = await aDeployPlace({ fates: { v2: unhealthyTarget(503) } });
  let statusWhenTold: string | undefined;
  const onLine = (line: string) => {
    if (/503/.test(line)) statusWhenTold ??= place.statuses()[1];
  };
  await place.deploy({ image: place.v2 }, { onLine });
  expect(statusWhenTold).toBe('IN_PROGRESS');
});

test('complaint 4: a stable service is not taken for a completed deployment', async () => {
  const place = await aDeployPlace();
  const alarm = { AlarmName: 'errors', Period: 60, EvaluationPeriods: 5, Threshold: 1 };
  await place.simulator.call('cloudwatch', 'PutMetricAlarm', { ...alarm, ComparisonOperator: 'GreaterThanThreshold' });
  const alarms = { alarmNames: ['errors'], enable: true, rollback: true };
  await setService(place, { deploymentConfiguration: { alarms } });
  let looksWhileStable = 0;
  let goneOff = false;
  const look = () => {
    if (place.statuses()[1] === 'IN_PROGRESS' && isStable(place)) looksWhileStable += 1;
    if (looksWhileStable < 5 || goneOff) return;
    goneOff = true;
    const state = { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'by hand' };
    void place.simulator.call('cloudwatch', 'SetAlarmState', state);
  };
  for (let nth = 1; nth <= 60; nth += 1) place.at('before', 'DescribeServiceDeployments', look, { nth });
  const run = await place.deploy({ image: place.v2 });
  expect(looksWhileStable).toBeGreaterThanOrEqual(5);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^alarm/);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
});

test('complaint 4: with traffic that is shifted, bake time and clean-up are waited for', async () => {
  const deploymentConfiguration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 10 };
  const place = await aDeployPlace({ service: { deploymentConfiguration } });
  const stages = new Set<string | undefined>();
  let statusWhenGreen: string | undefined;
  const onLine = (line: string) => {
    const [, shifting] = place.deployments();
    if (line.includes('serves on web')) statusWhenGreen = shifting?.status;
    else stages.add(shifting?.lifecycleStage);
  };
  const run = await place.deploy({ image: place.v2 }, { onLine });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect([...stages]).toEqual(expect.arrayContaining(['BAKE_TIME', 'CLEAN_UP']));
  expect(statusWhenGreen).toBe('SUCCESSFUL');
});

test('complaint 4: where ECS calls it done before the old tasks are gone, it is green, and they are told of', async () => {
  const earlySuccessCriteria = { enable: true, healthyPercent: 100, sourceServiceRevisionCleanup: 'DEFERRED' };
  const place = await aDeployPlace({ service: { deploymentConfiguration: { earlySuccessCriteria } } });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const old = Object.values(place.simulator.world.ecs.tasks).filter((task) => /:1$/.test(task.taskDefinitionArn));
  expect(old.some((task) => task.lastStatus === 'DEACTIVATING')).toBe(true);
  for (const text of [run.lines.slice(-2).join('\n'), run.summary])
    expect(text).toMatch(/old (tasks|ones?) (may )?still drains?/);
});

test('complaint 5: the pace of the looks stays even, and the end is told with the next one', async () => {
  const place = await aDeployPlace({ fates: { v2: healthy({ startMs: 20 * 60_000 }) } });
  const run = await place.deploy({ image: place.v2, timeout: '1h' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const looks = place.diary().filter(({ operation }) => operation === 'DescribeServiceDeployments');
  const gaps = looks.slice(1).map(({ at }, index) => at - (looks[index]?.at ?? 0));
  expect(looks.length).toBeGreaterThan(60);
  // A look and what it asks besides moves the world by so much; looks that came ever later would not come to their end in a test's time.
  expect(Math.max(...gaps)).toBeLessThanOrEqual(40_000);
  const ended = place.deployments()[1]?.finishedAt ?? 0;
  expect(looks.filter(({ at }) => at > ended).length).toBeLessThanOrEqual(1);
});

test('complaint 5: by the clock on the wall, too, the last looks are no further apart than the first', async () => {
  const place = await aDeployPlace({ fates: { v2: healthy({ startMs: 100 * 60 * 60_000 }) } });
  const at: number[] = [];
  for (let nth = 1; nth <= 500; nth++)
    place.at('before', 'DescribeServiceDeployments', () => void at.push(performance.now()), { nth });
  const run = await place.deploy({ image: place.v2, timeout: '4s', 'poll-interval': '10ms' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
  const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  const middle = (some: readonly number[]) => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
  const third = Math.floor(gaps.length / 3);
  // A pace that backs off, as that of the peers, makes this twenty and more.
  expect(middle(gaps.slice(-third)) / middle(gaps.slice(0, third))).toBeLessThan(5);
});

test('complaint 17: throttled calls and concurrent registrations slow a deployment down, and never fail it', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([
    { kind: 'concurrent-registration', operation: 'RegisterTaskDefinition', nth: [1, 2] },
    { kind: 'throttled', operation: 'UpdateService', nth: [1, 2] },
    { kind: 'throttled', operation: 'DescribeServiceDeployments', nth: [1, 2, 3, 5] },
    { kind: 'throttled', operation: 'DescribeServices', nth: [1, 3, 4] },
  ]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.annotations).toEqual([]);
  expect(place.count('RegisterTaskDefinition')).toBe(1);
  expect(place.count('UpdateService')).toBe(1);
  expect(new Set(place.diary().map(({ fault }) => fault))).toEqual(
    new Set([undefined, 'throttled', 'concurrent-registration']),
  );
});

test('complaint 31: a wait outlives its credentials, and who is not let in reads which subject asked', async () => {
  const role = 'arn:aws:iam::123456789012:role/deploy';
  const place = await aDeployPlace({ sessionsEndAfterMs: 60_000, trust: { [role]: ['repo:OWNER/app:environment:*'] } });
  const door = await anIdTokenDoor(() => place.simulator.world.now);
  const env = { ...door.env, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  const run = await place.deploy({ image: place.v2, 'role-to-assume': role }, { env });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(place.count('AssumeRoleWithWebIdentity')).toBeGreaterThan(1);
  const closed = await aDeployPlace({ trust: { [role]: ['repo:OWNER/app:ref:refs/heads/main'] } });
  const refused = await closed.deploy({ image: closed.v2, 'role-to-assume': role }, { env });
  expect(ending(refused)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(refused.outputs.reason).toContain('repo:OWNER/app:environment:production');
  expect(closed.changes()).toEqual([]);
});
