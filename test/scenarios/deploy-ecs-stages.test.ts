// Services whose deployments shift traffic, bake or succeed early, as they are configured: watched to a true end.

import { expect, test } from 'vitest';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, type DeployPlaceOptions, ending } from '../support/deploy-place.ts';

const BLUE_GREEN = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 };
const CANARY = {
  strategy: 'CANARY',
  bakeTimeInMinutes: 5,
  canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 1 },
};
const pauseAt = (stage: string, timeoutInMinutes: number) => ({
  lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: [stage], timeoutConfiguration: { timeoutInMinutes } }],
});

/** The first deployment of a service goes through no hook: they come with an update after it. */
async function aShiftingPlace(
  deploymentConfiguration: Readonly<Record<string, unknown>>,
  hooks: Readonly<Record<string, unknown>> = {},
  options: DeployPlaceOptions = {},
): Promise<DeployPlace> {
  const place = await aDeployPlace({ ...options, service: { ...options.service, deploymentConfiguration } });
  if (Object.keys(hooks).length > 0)
    await place.simulator.call('ecs', 'UpdateService', {
      cluster: CLUSTER,
      service: SERVICE,
      deploymentConfiguration: { ...deploymentConfiguration, ...hooks },
    });
  return place;
}

const newest = (place: DeployPlace) => place.deployments().at(-1);

test('blue/green is followed stage by stage, and is deployed when the new tasks have all traffic and the old ones are gone', async () => {
  const place = await aShiftingPlace(BLUE_GREEN, {}, { advancePerLookMs: 5_000 });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(newest(place)?.status).toBe('SUCCESSFUL');
  expect(newest(place)?.targetServiceRevision.requestedProductionTrafficWeight).toBe(100);
  const log = run.lines.join('\n');
  const told = ['SCALE_UP', 'TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT', 'BAKE_TIME', 'CLEAN_UP'];
  const places = told.map((stage) => log.indexOf(`IN_PROGRESS, ${stage} (`));
  expect(places.every((at) => at > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(log).toMatch(/BAKE_TIME \(old and new tasks stand side by side for 5 minutes\)/);
});

test('a canary tells its share of the traffic; who waits for the shift is green while the old tasks still stand', async () => {
  const place = await aShiftingPlace(CANARY);
  const run = await place.deploy({ image: place.v2, 'wait-until': 'shifted' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'shifted' });
  expect(run.lines.join('\n')).toMatch(/PRODUCTION_TRAFFIC_SHIFT .*; 10 % of the production traffic on the new tasks/);
  expect(newest(place)).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'BAKE_TIME' });
  expect(newest(place)?.targetServiceRevision.requestedProductionTrafficWeight).toBe(100);
  expect(newest(place)?.sourceServiceRevisions[0]?.runningTaskCount).toBe(2);
  const post = await place.post(run);
  expect(post.exitCode).toBe(0);
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('while the old tasks still stand, going back from what was shifted ends its deployment: nothing is deployed once more', async () => {
  const place = await aShiftingPlace(BLUE_GREEN);
  const shifted = await place.deploy({ image: place.v2, 'wait-until': 'shifted' });
  expect(ending(shifted)).toEqual({ exitCode: 0, verdict: 'shifted' });
  const from = shifted.outputs['task-definition'] ?? '';
  const back = await place.deploy({ 'rollback-to': 'previous', 'rollback-from': from });
  expect(ending(back)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(back.outputs['task-definition']).toBe(shifted.outputs['previous-task-definition']);
  expect(place.statuses()).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
  expect(place.changes()).toEqual(['RegisterTaskDefinition', 'UpdateService', 'StopServiceDeployment']);
});

test('a rolling deployment has no such moment: it says that shifted means deployed', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2, 'wait-until': 'shifted' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.lines.join('\n')).toContain('wait-until: shifted means deployed here');
});

test('a pause is told with its hook, its end and the command; at the deadline it is left to be decided', async () => {
  const place = await aShiftingPlace(BLUE_GREEN, pauseAt('POST_TEST_TRAFFIC_SHIFT', 10_000));
  const run = await place.deploy({ image: place.v2, timeout: '1500ms' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'timed-out' });
  const hookId = String(newest(place)?.lifecycleHookDetails?.[0]?.hookId);
  const command = `aws ecs continue-service-deployment --service-deployment-arn ${newest(place)?.serviceDeploymentArn} --hook-id ${hookId} --action CONTINUE`;
  expect(run.lines.join('\n')).toMatch(
    /POST_TEST_TRAFFIC_SHIFT .*PAUSE hook \S+ waits for a decision until 20\d\d-.*then ROLLBACK/,
  );
  expect(run.outputs.reason).toMatch(/left as it is, for it waits for a decision/);
  expect(run.annotations.find(({ level }) => level === 'error')?.message).toContain(`Next: decide: ${command}`);
  expect(newest(place)?.status).toBe('IN_PROGRESS');
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('a pause that somebody decides goes on, and is deployed', async () => {
  const place = await aShiftingPlace(BLUE_GREEN, pauseAt('POST_TEST_TRAFFIC_SHIFT', 60));
  const run = await place.deploy(
    { image: place.v2 },
    {
      onLine: (line) => {
        const [, hookId] = /--hook-id (\S+)/.exec(line) ?? [];
        if (hookId === undefined) return;
        void place.simulator.call('ecs', 'ContinueServiceDeployment', {
          serviceDeploymentArn: newest(place)?.serviceDeploymentArn,
          hookId,
        });
      },
    },
  );
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
});

test('a pause that nobody decides in time is rolled back by ECS, and the reason says who', async () => {
  const place = await aShiftingPlace(BLUE_GREEN, pauseAt('POST_TEST_TRAFFIC_SHIFT', 5));
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^gate: .*hook/);
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('a job that is cancelled while it bakes leaves a release whose tasks are all healthy', async () => {
  const place = await aShiftingPlace(BLUE_GREEN);
  const running = place.start(
    { image: place.v2 },
    { onLine: (line) => line.includes('BAKE_TIME') && running.kill('SIGINT') },
  );
  const run = await running.finished;
  expect(run.outputs.verdict).toBe('cancelled');
  expect(place.count('StopServiceDeployment')).toBe(0);
});

test('a rolling deployment with alarms bakes, and says so; an alarm that goes off takes it back and is named', async () => {
  const alarms = { alarmNames: ['5xx'], enable: true, rollback: true };
  const place = await aDeployPlace();
  const metric = {
    AlarmName: '5xx',
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 2,
    MetricName: 'HTTPCode_Target_5XX_Count',
    Namespace: 'AWS/ApplicationELB',
    Period: 60,
    Statistic: 'Sum',
    Threshold: 5,
  };
  await place.simulator.call('cloudwatch', 'PutMetricAlarm', metric);
  await place.simulator.call('ecs', 'UpdateService', {
    cluster: CLUSTER,
    service: SERVICE,
    deploymentConfiguration: { alarms },
  });
  let isSet = false;
  const run = await place.deploy(
    { image: place.v2 },
    {
      onLine: (line) => {
        if (!line.includes('baking: ECS watches the alarm 5xx') || isSet) return;
        isSet = true;
        const state = { AlarmName: '5xx', StateValue: 'ALARM', StateReason: 'by the test' };
        void place.simulator.call('cloudwatch', 'SetAlarmState', state);
      },
    },
  );
  expect(isSet).toBe(true);
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^alarm 5xx/);
});

test('a success that does not wait for the old tasks is deployed, and says what still drains', async () => {
  const earlySuccessCriteria = { enable: true, healthyPercent: 100, sourceServiceRevisionCleanup: 'DEFERRED' };
  const place = await aDeployPlace({ service: { deploymentConfiguration: { earlySuccessCriteria } } });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.lines.at(-1)).toMatch(/web:2 serves on web \(.*\); old tasks may still drain\./);
});
