import { expect, test } from 'vitest';
import { type AlarmFacts, alarmFindings, watchedAlarms } from './alarms.ts';

const service = { name: 'web' };

function findings(states: Readonly<Record<string, string>>, rest: Partial<AlarmFacts> & { near?: string[] } = {}) {
  const { near = [], ...facts } = rest;
  const watched = facts.watched ?? ['web-5xx'];
  const found = {
    kind: 'there',
    states: new Map(Object.entries(states)),
    near: new Map(watched.map((name) => [name, near])),
  } as const;
  return alarmFindings({ service, watched, asked: [], found, ...facts });
}

test.each([
  ['alarms that are on', { alarms: { alarmNames: ['a', 'b'], enable: true, rollback: false } }, ['a', 'b']],
  ['alarms that are off', { alarms: { alarmNames: ['a'], enable: false, rollback: true } }, []],
  ['a service without any', { maximumPercent: 200 }, []],
  ['alarms as ECS answers where there are none', { alarms: { enable: false, rollback: false } }, []],
  ['no deployment configuration', undefined, []],
])('what watches a deployment: %s', (_, deploymentConfiguration, watched) => {
  expect(watchedAlarms({ raw: { deploymentConfiguration } })).toEqual(watched);
});

test.each(['OK', 'INSUFFICIENT_DATA'])('an alarm that is there and %s is not talked about', (state) => {
  expect(findings({ 'web-5xx': state })).toEqual([]);
});

test('one that was asked for and does not exist is a problem, with near names', () => {
  expect(findings({}, { asked: ['web-5xx'], near: ['web-5xxs'] })).toEqual([
    {
      kind: 'problem',
      text: 'alarms: CloudWatch has no alarm "web-5xx", so it would watch nothing. Did you mean "web-5xxs"? Create it, or correct the name',
    },
  ]);
});

test('one that the service names already is a warning: ECS deploys all the same', () => {
  expect(findings({})).toEqual([
    {
      kind: 'warning',
      text: 'alarms: "web" names the alarm "web-5xx", which CloudWatch does not have, so it watches nothing. Create it, or take it out of the service (Terraform: alarms { alarm_names })',
    },
  ]);
});

test('one that goes off already is a warning, and the others are told with it', () => {
  const watched = ['web-5xx', 'web-slow', 'web-cpu'];
  const [one, ...none] = findings({ 'web-5xx': 'ALARM', 'web-slow': 'OK', 'web-cpu': 'OK' }, { watched });
  expect(none).toEqual([]);
  expect(one).toEqual({
    kind: 'warning',
    text: 'alarms: "web-5xx" is in ALARM already. ECS then watches none of the alarms while this deployment lasts, so that a fix may go out; no alarm fails it or rolls it back. If this is no fix, look at the alarm first',
  });
  const [both] = findings({ 'web-5xx': 'ALARM', 'web-slow': 'ALARM', 'web-cpu': 'OK' }, { watched });
  expect(both?.text).toMatch(/^alarms: "web-5xx", "web-slow" are in ALARM already\./);
  expect(findings({ 'web-5xx': 'ALARM' }, { watched }).map(({ kind }) => kind)).toEqual([
    'warning',
    'warning',
    'warning',
  ]);
});

test('what could not be asked is a notice, also of alarms that were asked for', () => {
  const found = { kind: 'unknown', why: 'Not allowed to call cloudwatch:DescribeAlarms.' } as const;
  expect(alarmFindings({ service, watched: ['a', 'b'], asked: ['a'], found })).toEqual([
    {
      kind: 'notice',
      text: 'alarms: whether "a", "b" can be watched is not known: Not allowed to call cloudwatch:DescribeAlarms',
    },
  ]);
});
