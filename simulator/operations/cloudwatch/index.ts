// The operations of CloudWatch that are implemented here, by AWS's names.

import type { Operation } from '../operation.ts';
import { describeAlarms, putMetricAlarm, setAlarmState } from './alarms.ts';

export const cloudwatchOperations: Record<string, Operation> = {
  DescribeAlarms: describeAlarms,
  PutMetricAlarm: putMetricAlarm,
  SetAlarmState: setAlarmState,
};
