// Whether secrets, parameters, log groups and alarms are there. Only operations that answer no value: whoever deploys need not be able to read a secret.

import { AwsFailure } from '../core/errors.ts';
import type { Presence, SecretFacts } from '../core/presence.ts';
import type { AwsApi, CallOptions, InputOf, OutputOf } from './api.ts';

/** `id`: ARN or name. */
export function secretPresence(api: AwsApi, id: string, options: CallOptions): Promise<Presence<SecretFacts>> {
  return asFarAsKnown(async () => {
    const answer = await api.call('secretsmanager', 'DescribeSecret', { SecretId: id }, options);
    return {
      kind: 'there',
      stages: [...new Set(Object.values(answer.VersionIdsToStages ?? {}).flat())],
      isDeleted: answer.DeletedDate !== undefined,
    };
  });
}

/** AWS takes 50 names at a time. */
const NAMES_AT_ONCE = 50;

/** Those of the names that exist. */
export async function existingParameters(
  api: AwsApi,
  names: readonly string[],
  options: CallOptions,
): Promise<Presence<{ readonly names: ReadonlySet<string> }>> {
  return asFarAsKnown(async () => {
    const found = new Set<string>();
    for (let start = 0; start < names.length; start += NAMES_AT_ONCE)
      for (const name of await parametersCalled(api, names.slice(start, start + NAMES_AT_ONCE), options))
        found.add(name);
    return { kind: 'there', names: found };
  });
}

async function parametersCalled(api: AwsApi, names: readonly string[], options: CallOptions): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  // A page may be empty and not the last one.
  do {
    const answer: OutputOf<'ssm', 'DescribeParameters'> = await api.call(
      'ssm',
      'DescribeParameters',
      {
        ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [...names] }],
        MaxResults: NAMES_AT_ONCE,
        ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      },
      options,
    );
    found.push(...(answer.Parameters ?? []).flatMap(({ Name }) => (Name === undefined ? [] : [Name])));
    nextToken = answer.NextToken;
  } while (nextToken !== undefined);
  return found;
}

export function logGroupPresence(api: AwsApi, name: string, options: CallOptions): Promise<Presence> {
  return asFarAsKnown(async () => {
    // The exact name is the first of those that begin with it.
    if ((await logGroupsBeginning(api, name, options)).includes(name)) return { kind: 'there' };
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    return { kind: 'missing', near: folder === '' ? [] : await logGroupsBeginning(api, folder, options) };
  });
}

async function logGroupsBeginning(api: AwsApi, prefix: string, options: CallOptions): Promise<string[]> {
  const answer = await api.call('logs', 'DescribeLogGroups', { logGroupNamePrefix: prefix, limit: 50 }, options);
  return (answer.logGroups ?? []).flatMap(({ logGroupName }) => (logGroupName === undefined ? [] : [logGroupName]));
}

/** CloudWatch tells of metric alarms alone, unless the other types are named. */
const ALARM_TYPES: NonNullable<InputOf<'cloudwatch', 'DescribeAlarms'>['AlarmTypes']> = [
  'MetricAlarm',
  'CompositeAlarm',
  'LogAlarm',
];

/** CloudWatch takes as many names at a time, and answers with as many alarms. */
const ALARMS_AT_ONCE = 100;

/** The state (OK, ALARM, INSUFFICIENT_DATA) of each of the alarms that exists, by its name. */
export async function alarmStates(
  api: AwsApi,
  names: readonly string[],
): Promise<Presence<{ readonly states: ReadonlyMap<string, string> }>> {
  return asFarAsKnown(async () => {
    const states = new Map<string, string>();
    for (let start = 0; start < names.length; start += ALARMS_AT_ONCE)
      for (const [name, state] of await alarmsCalled(api, names.slice(start, start + ALARMS_AT_ONCE)))
        states.set(name, state);
    return { kind: 'there', states };
  });
}

async function alarmsCalled(api: AwsApi, names: readonly string[]): Promise<AlarmState[]> {
  const found: AlarmState[] = [];
  let nextToken: string | undefined;
  do {
    const answer = await describeAlarms(api, {
      AlarmNames: [...names],
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    });
    found.push(...statesIn(answer));
    nextToken = answer.NextToken;
  } while (nextToken !== undefined);
  return found;
}

/** Alarms that share the first half of their name with one that does not exist. They only help: none where nobody answers. */
export async function alarmsLike(api: AwsApi, name: string): Promise<readonly string[]> {
  const found = await asFarAsKnown<{ readonly names: readonly string[] }>(async () => {
    const answer = await describeAlarms(api, { AlarmNamePrefix: name.slice(0, Math.ceil(name.length / 2)) });
    return { kind: 'there', names: statesIn(answer).map(([each]) => each) };
  });
  return found.kind === 'there' ? found.names : [];
}

type AlarmState = readonly [name: string, state: string];

function describeAlarms(api: AwsApi, input: InputOf<'cloudwatch', 'DescribeAlarms'>) {
  return api.call('cloudwatch', 'DescribeAlarms', { ...input, AlarmTypes: ALARM_TYPES, MaxRecords: ALARMS_AT_ONCE });
}

function statesIn(answer: OutputOf<'cloudwatch', 'DescribeAlarms'>): AlarmState[] {
  const { MetricAlarms = [], CompositeAlarms = [], LogAlarms = [] } = answer;
  return [...MetricAlarms, ...CompositeAlarms, ...LogAlarms].map(({ AlarmName = '', StateValue = '' }) => [
    AlarmName,
    StateValue,
  ]);
}

/** What AWS does not let us see is unknown; credentials that have expired are everybody's concern. */
async function asFarAsKnown<Facts extends object>(ask: () => Promise<Presence<Facts>>): Promise<Presence<Facts>> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind === 'expired') throw error;
    if (error.code === 'ResourceNotFoundException') return { kind: 'missing', near: [] };
    return { kind: 'unknown', why: error.message };
  }
}
