// Nested settings are read, edited and sent whole: what a service has of alarms, hooks and members that no SDK knows yet is kept.

import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { COUNTS_AS_USUAL } from '../support/a-service.ts';
import { aDeployPlace, type DeployPlace, ending, visible } from '../support/deploy-place.ts';

type Raw = Readonly<Record<string, unknown>>;

const ALARMS = 'web-5xx\nweb-latency';

async function alarms(simulator: Simulator): Promise<void> {
  for (const AlarmName of ['web-5xx', 'web-latency', 'web-cpu'])
    await simulator.call('cloudwatch', 'PutMetricAlarm', {
      AlarmName,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      MetricName: 'HTTPCode_Target_5XX_Count',
      Namespace: 'AWS/ApplicationELB',
      Period: 60,
      Statistic: 'Sum',
      Threshold: 1,
    });
}

function goesOff({ simulator }: DeployPlace, AlarmName: string): void {
  void simulator.call('cloudwatch', 'SetAlarmState', { AlarmName, StateValue: 'ALARM', StateReason: 'too many' });
}

function configurationOf({ simulator }: DeployPlace): Raw {
  const [service] = Object.values(simulator.world.ecs.services);
  return (service?.configuration.deploymentConfiguration ?? {}) as Raw;
}

test('alarms that are set with a release watch that release', async () => {
  const place = await aDeployPlace({ before: alarms });
  place.at('before', 'DescribeServiceDeployments', () => goesOff(place, 'web-latency'), { nth: 4 });
  const run = await place.deploy({ image: place.v2, alarms: ALARMS });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.outputs.reason).toMatch(/^alarm web-latency/);
  expect(run.outputs.diff).toMatch(/\n~ alarms: none → web-5xx, web-latency with rollback$/);
  expect(visible(run)).toContain('stays set, also after a rollback: alarms: none → web-5xx, web-latency with rollback');
});

test('alarms are replaced and taken away, and everything around them is sent as it is', async () => {
  const deploymentConfiguration = {
    stepsOfTheDance: [{ left: 1 }],
    bakeTimeInMinutes: 0,
    earlySuccessCriteria: { enable: true, healthyPercent: 100, sourceServiceRevisionCleanup: 'BLOCKING' },
    deploymentCircuitBreaker: { enable: true, rollback: true, moodOfTheFuse: 'calm' },
    alarms: { alarmNames: ['web-5xx'], enable: true, rollback: false, ringTone: 'soft' },
  };
  const place = await aDeployPlace({
    before: alarms,
    allowUnknown: ['stepsOfTheDance', 'moodOfTheFuse', 'ringTone'],
    service: { deploymentConfiguration },
  });
  const before = configurationOf(place);
  expect(before).toMatchObject(deploymentConfiguration);
  expect(ending(await place.deploy({ alarms: 'web-cpu' }))).toEqual({ exitCode: 0, verdict: 'updated' });
  const replaced = { alarmNames: ['web-cpu'], enable: true, rollback: false, ringTone: 'soft' };
  expect(configurationOf(place)).toEqual({ ...before, alarms: replaced });
  expect(ending(await place.deploy({ alarms: 'web-cpu' })).verdict).toBe('unchanged');
  expect(ending(await place.deploy({ alarms: 'none' })).verdict).toBe('updated');
  expect(configurationOf(place)).toEqual({ ...before, alarms: { ...replaced, alarmNames: [], enable: false } });
  expect(place.statuses()).toEqual(['SUCCESSFUL']);
});

test('the hooks and the strategy of a blue/green service are kept', async () => {
  const deploymentConfiguration = {
    strategy: 'BLUE_GREEN',
    bakeTimeInMinutes: 1,
    lifecycleHooks: [
      {
        targetType: 'PAUSE',
        lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
        timeoutConfiguration: { timeoutInMinutes: 1, action: 'CONTINUE' },
      },
    ],
  };
  const place = await aDeployPlace({ service: { deploymentConfiguration } });
  const before = configurationOf(place);
  expect(before).toMatchObject(deploymentConfiguration);
  const run = await place.deploy({ 'circuit-breaker': 'on', 'desired-count': '3' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'updated' });
  expect(configurationOf(place)).toEqual({
    ...before,
    deploymentCircuitBreaker: { enable: true, rollback: false, ...COUNTS_AS_USUAL },
  });
});
