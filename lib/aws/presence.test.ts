import { expect, test } from 'vitest';
import { AwsFailure } from '../core/errors.ts';
import type { AwsApi } from './api.ts';
import { alarmStates, alarmsLike, existingParameters, logGroupPresence, secretPresence } from './presence.ts';

interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly options: unknown;
}

function anApi(answer: (asked: Asked) => object): { api: AwsApi; asked: Asked[] } {
  const asked: Asked[] = [];
  const call = async (_service: unknown, operation: string, input: unknown, options: unknown): Promise<never> => {
    const one = { operation, input: input as Asked['input'], options };
    asked.push(one);
    return answer(one) as never;
  };
  return { api: { call, raw: () => Promise.reject(new Error('not to be asked')) }, asked };
}

function failing(code: string, kind: 'refused' | 'denied' | 'throttled' | 'expired'): AwsApi {
  return anApi(() => {
    throw new AwsFailure({ kind, operation: 'x:Y', code, awsMessage: 'no' });
  }).api;
}

test('a secret is there with the stages of all its versions, and may be on its way out', async () => {
  const { api, asked } = anApi(() => ({
    VersionIdsToStages: { one: ['AWSCURRENT', 'live'], two: ['AWSPREVIOUS'], three: ['live'] },
  }));
  expect(await secretPresence(api, 'arn:db', { region: 'eu-west-1' })).toEqual({
    kind: 'there',
    stages: ['AWSCURRENT', 'live', 'AWSPREVIOUS'],
    isDeleted: false,
  });
  expect(asked).toEqual([
    { operation: 'DescribeSecret', input: { SecretId: 'arn:db' }, options: { region: 'eu-west-1' } },
  ]);
  const leaving = anApi(() => ({ DeletedDate: new Date(0) })).api;
  expect(await secretPresence(leaving, 'db', {})).toEqual({ kind: 'there', stages: [], isDeleted: true });
});

test('parameters are asked for fifty at a time, over pages that may be empty', async () => {
  const names = Array.from({ length: 51 }, (_, index) => `/p${index}`);
  const { api, asked } = anApi(({ input }) =>
    input.NextToken === undefined
      ? { Parameters: [], NextToken: 'more' }
      : { Parameters: [{ Name: '/p0' }, {}, { Name: '/p50' }] },
  );
  expect(await existingParameters(api, names, {})).toEqual({ kind: 'there', names: new Set(['/p0', '/p50']) });
  expect(asked.map(({ input }) => [input.ParameterFilters, input.NextToken])).toEqual(
    [names.slice(0, 50), names.slice(50)].flatMap((Values) =>
      [undefined, 'more'].map((token) => [[{ Key: 'Name', Option: 'Equals', Values }], token]),
    ),
  );
});

test('a log group is there by its whole name; else its neighbours are near', async () => {
  const groups = ['/ecs/web', '/ecs/web-old', '/ecs/api'];
  const { api, asked } = anApi(({ input }) => ({
    logGroups: groups
      .filter((name) => name.startsWith(String(input.logGroupNamePrefix)))
      .map((logGroupName) => ({ logGroupName })),
  }));
  expect(await logGroupPresence(api, '/ecs/web', {})).toEqual({ kind: 'there' });
  expect(asked).toHaveLength(1);
  expect(await logGroupPresence(api, '/ecs/we', {})).toEqual({ kind: 'missing', near: groups });
  expect(await logGroupPresence(api, 'web', {})).toEqual({ kind: 'missing', near: [] });
});

test('what AWS does not find is missing, what it does not tell is unknown, and an ended session is everybody’s concern', async () => {
  const missing = { kind: 'missing', near: [] };
  expect(await secretPresence(failing('ResourceNotFoundException', 'refused'), 'db', {})).toEqual(missing);
  for (const kind of ['denied', 'throttled', 'refused'] as const)
    expect(await existingParameters(failing('Whatever', kind), ['a'], {})).toEqual({
      kind: 'unknown',
      why: expect.stringContaining('x:Y'),
    });
  await expect(logGroupPresence(failing('ExpiredToken', 'expired'), 'web', {})).rejects.toThrow(/expired/);
});

test('alarms of every type are asked for a hundred at a time, with the state of each', async () => {
  const names = Array.from({ length: 101 }, (_, index) => `alarm-${index}`);
  const { api, asked } = anApi(({ input }) =>
    input.NextToken === undefined
      ? { MetricAlarms: [{ AlarmName: 'alarm-0', StateValue: 'OK' }], NextToken: 'more' }
      : {
          CompositeAlarms: [{ AlarmName: 'alarm-1', StateValue: 'ALARM' }],
          LogAlarms: [{ AlarmName: 'alarm-2', StateValue: 'INSUFFICIENT_DATA' }],
        },
  );
  expect(await alarmStates(api, names)).toEqual({
    kind: 'there',
    states: new Map([
      ['alarm-0', 'OK'],
      ['alarm-1', 'ALARM'],
      ['alarm-2', 'INSUFFICIENT_DATA'],
    ]),
  });
  expect(asked.map(({ input }) => [input.AlarmNames, input.NextToken])).toEqual(
    [names.slice(0, 100), names.slice(100)].flatMap((some) => [undefined, 'more'].map((token) => [some, token])),
  );
  for (const { input } of asked) expect(input.AlarmTypes).toEqual(['MetricAlarm', 'CompositeAlarm', 'LogAlarm']);
});

test('alarms with a name like another share its first half, and none are told where nobody answers', async () => {
  const { api, asked } = anApi(() => ({ MetricAlarms: [{ AlarmName: 'web-5xx', StateValue: 'OK' }] }));
  expect(await alarmsLike(api, 'web-5x')).toEqual(['web-5xx']);
  expect(asked[0]?.input).toMatchObject({ AlarmNamePrefix: 'web' });
  expect(await alarmsLike(failing('AccessDenied', 'denied'), 'web-5x')).toEqual([]);
  expect(await alarmStates(failing('Throttling', 'throttled'), ['web-5x'])).toMatchObject({ kind: 'unknown' });
});
