import { DescribeAlarmsCommand, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from '../../a-simulator.ts';
import type { Simulator } from '../../simulator.ts';

const alarm = {
  AlarmName: 'errors',
  Namespace: 'AWS/ApplicationELB',
  MetricName: 'HTTPCode_Target_5XX_Count',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
} as const;
let simulator: Simulator;
let cloudwatch: ReturnType<typeof clientsOf>['cloudwatch'];

beforeEach(async () => {
  simulator = aSimulator();
  cloudwatch = clientsOf(simulator).cloudwatch;
  await cloudwatch.send(new PutMetricAlarmCommand(alarm));
});

afterEach(() => expect(problemsOf(simulator)).toEqual([]));

async function described(input: object = {}) {
  return (await cloudwatch.send(new DescribeAlarmsCommand(input))).MetricAlarms ?? [];
}

test('an alarm knows nothing of its metric when it is made', async () => {
  const [found, ...others] = await described();
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    ...alarm,
    AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors',
    StateValue: 'INSUFFICIENT_DATA',
    StateUpdatedTimestamp: new Date(simulator.world.now),
  });
});

test('a state that is set by hand stays when the alarm is put again', async () => {
  const { now } = simulator.world;
  simulator.advance(60_000);
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a try' }));
  simulator.advance(60_000);
  await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, Threshold: 9 }));
  const [found] = await described();
  expect(found).toMatchObject({ Threshold: 9, StateValue: 'ALARM', StateReason: 'a try' });
  expect(found?.StateTransitionedTimestamp).toEqual(new Date(now + 60_000));
  expect(found?.AlarmConfigurationUpdatedTimestamp).toEqual(new Date(now + 120_000));
});

test('alarms are found by name, by prefix and by state, and come page by page', async () => {
  await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, AlarmName: 'latency' }));
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'latency', StateValue: 'OK', StateReason: '' }));
  const names = async (input: object) => (await described(input)).map(({ AlarmName }) => AlarmName);
  expect(await names({ AlarmNames: ['latency', 'nobody'] })).toEqual(['latency']);
  expect(await names({ AlarmNamePrefix: 'err' })).toEqual(['errors']);
  expect(await names({ StateValue: 'OK' })).toEqual(['latency']);
  expect(await names({ AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
  const { NextToken } = await cloudwatch.send(new DescribeAlarmsCommand({ MaxRecords: 1 }));
  expect(await names({ MaxRecords: 1, NextToken })).toEqual(['latency']);
});

test('an alarm that is not there cannot be set', async () => {
  const command = new SetAlarmStateCommand({ AlarmName: 'nobody', StateValue: 'OK', StateReason: '' });
  await expect(cloudwatch.send(command)).rejects.toMatchObject({ name: 'ResourceNotFound' });
});
