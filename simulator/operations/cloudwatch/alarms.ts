// Metric alarms: made, described, and set by hand. No metric is collected here, so SetAlarmState is what moves an alarm.

import type { DescribeAlarmsInput, PutMetricAlarmInput, SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import type { Alarm, AlarmState, World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { AwsError, type Json } from '../operation.ts';
import { pageOf } from '../paging.ts';

/** Put again under its name, an alarm is replaced whole and keeps its state, says the API reference. */
export function putMetricAlarm(draft: World, input: Json): Json {
  const { AlarmName = '', Tags: _, ...configuration } = input as Partial<PutMetricAlarmInput>;
  const before = draft.cloudwatch.alarms[AlarmName];
  draft.cloudwatch.alarms[AlarmName] = {
    alarmName: AlarmName,
    alarmArn: `arn:aws:cloudwatch:${draft.region}:${draft.account}:alarm:${AlarmName}`,
    configuration: { ActionsEnabled: true, ...configuration },
    configurationUpdatedAt: draft.now,
    ...(before === undefined
      ? {
          state: 'INSUFFICIENT_DATA',
          stateReason: 'Unchecked: Initial alarm creation',
          stateUpdatedAt: draft.now,
          stateTransitionedAt: draft.now,
        }
      : stateOf(before)),
  };
  return {};
}

export function setAlarmState(draft: World, input: Json): Json {
  const { AlarmName = '', StateValue, StateReason = '', StateReasonData } = input as Partial<SetAlarmStateInput>;
  const alarm = draft.cloudwatch.alarms[AlarmName];
  if (alarm === undefined) throw new AwsError('ResourceNotFound', '', { status: 404 });
  const state: AlarmState = StateValue ?? alarm.state;
  if (state !== alarm.state) alarm.stateTransitionedAt = draft.now;
  alarm.state = state;
  alarm.stateReason = StateReason;
  alarm.stateUpdatedAt = draft.now;
  if (StateReasonData === undefined) delete alarm.stateReasonData;
  else alarm.stateReasonData = StateReasonData;
  return {};
}

export function describeAlarms(world: World, input: Json): Json {
  const request = input as Partial<DescribeAlarmsInput>;
  const { AlarmNames: names, AlarmNamePrefix: prefix = '', AlarmTypes: types = ['MetricAlarm'], StateValue } = request;
  for (const filter of ['ActionPrefix', 'ChildrenOfAlarmName', 'ParentsOfAlarmName'] as const) {
    if (request[filter] !== undefined) throw notImplemented(`The filter ${filter} of DescribeAlarms`);
  }
  const found = Object.values(world.cloudwatch.alarms)
    .filter(({ alarmName }) => names?.includes(alarmName) ?? alarmName.startsWith(prefix))
    .filter(({ state }) => StateValue === undefined || state === StateValue)
    .sort((left, right) => (left.alarmName < right.alarmName ? -1 : 1));
  const alarms = types.includes('MetricAlarm') ? found : [];
  const page = pageOf(alarms, { token: request.NextToken, size: request.MaxRecords ?? 100 });
  if (page === undefined) throw new AwsError('InvalidNextToken', 'The specified NextToken is invalid.');
  return {
    MetricAlarms: page.items.map(describe),
    CompositeAlarms: [],
    ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
  };
}

function stateOf({ state, stateReason, stateReasonData, stateUpdatedAt, stateTransitionedAt }: Alarm) {
  const kept = { state, stateReason, stateUpdatedAt, stateTransitionedAt };
  return stateReasonData === undefined ? kept : { ...kept, stateReasonData };
}

function describe(alarm: Alarm): Json {
  return {
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    Dimensions: [],
    ...alarm.configuration,
    AlarmName: alarm.alarmName,
    AlarmArn: alarm.alarmArn,
    AlarmConfigurationUpdatedTimestamp: alarm.configurationUpdatedAt,
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    ...(alarm.stateReasonData === undefined ? {} : { StateReasonData: alarm.stateReasonData }),
    StateUpdatedTimestamp: alarm.stateUpdatedAt,
    StateTransitionedTimestamp: alarm.stateTransitionedAt,
  };
}
