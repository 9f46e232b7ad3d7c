// The alarms that a deployment is to fail by, by the shipped bundle: one that nobody has, one that goes off already, and who may not ask.

import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { aDeployPlace, type DeployPlace, ending, visible } from '../support/deploy-place.ts';
import type { BundleRun } from '../support/runner.ts';

async function alarms(simulator: Simulator): Promise<void> {
  for (const AlarmName of ['web-5xx', 'web-latency', 'web-gone'])
    await simulator.call('cloudwatch', 'PutMetricAlarm', {
      AlarmName,
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
    });
}

/** A service that ECS watches by these alarms. */
async function watchedBy(...alarmNames: readonly string[]): Promise<DeployPlace> {
  const deploymentConfiguration = {
    deploymentCircuitBreaker: { enable: true, rollback: true },
    alarms: { alarmNames, enable: true, rollback: true },
  };
  return withoutOne(await aDeployPlace({ before: alarms, service: { service: { deploymentConfiguration } } }));
}

/** Somebody has deleted it since. */
function withoutOne(place: DeployPlace): DeployPlace {
  place.simulator.transact(({ cloudwatch }) => {
    delete cloudwatch.alarms['web-gone'];
  });
  return place;
}

const told = (run: BundleRun, level: string) =>
  run.annotations.filter((each) => each.level === level).map(({ message }) => message);

test('an alarm that nobody has is refused with the name that was meant, with a release, alone and in a dry run', async () => {
  const place = withoutOne(await aDeployPlace({ before: alarms }));
  for (const inputs of [{ image: place.v2 }, {}, { image: place.v2, 'dry-run': 'true' }]) {
    const run = await place.deploy({ ...inputs, alarms: 'web-latency\nweb-5x' });
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(run.outputs.reason).toBe(
      'alarms: CloudWatch has no alarm "web-5x", so it would watch nothing. Did you mean "web-5xx"? Create it, or correct the name',
    );
  }
  expect(place.changes()).toEqual([]);
});

// What ECS makes of such an update the local AWS does not claim to know: a plan is as far as this goes.
test('one that the service names already is a warning', async () => {
  const place = await watchedBy('web-5xx', 'web-gone');
  const run = await place.deploy({ image: place.v2, 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(visible(run)).toContain('alarms: "web" names the alarm "web-gone", which CloudWatch does not have');
});

test('one that goes off already is a warning before anything is touched, and does not fail the release', async () => {
  const place = await watchedBy('web-5xx');
  await place.simulator.call('cloudwatch', 'SetAlarmState', {
    AlarmName: 'web-5xx',
    StateValue: 'ALARM',
    StateReason: 'too many',
  });
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(told(run, 'warning')).toEqual([expect.stringMatching(/^alarms: "web-5xx" is in ALARM already\./)]);
});

test('alarms that are well are asked for once and not talked about; a service without alarms asks nobody', async () => {
  const place = await watchedBy('web-5xx', 'web-latency');
  const run = await place.deploy({ image: place.v2 });
  expect(run.annotations).toEqual([]);
  expect(place.count('DescribeAlarms')).toBe(1);
  const plain = await aDeployPlace();
  expect(ending(await plain.deploy({ image: plain.v2 })).verdict).toBe('deployed');
  expect(plain.count('DescribeAlarms')).toBe(0);
});

test('who may not ask is told so, and deploys', async () => {
  const place = await watchedBy('web-gone');
  place.simulator.setFaults([{ kind: 'access-denied', service: 'cloudwatch' }]);
  const run = await place.deploy({ image: place.v2, 'dry-run': 'true' });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(visible(run)).toContain('can be watched is not known: Not allowed to call cloudwatch:DescribeAlarms');
});
