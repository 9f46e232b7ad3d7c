import { expect, test } from 'vitest';
import { UserError } from '../../../../lib/core/errors.ts';
import { createInputReader } from '../../../../lib/core/input-reader.ts';
import type { ServiceSettings } from './service-settings.ts';
import { readSettings } from './setting-inputs.ts';

type Inputs = Readonly<Record<string, string>>;

function read(inputs: Inputs): ServiceSettings {
  return readSettings(createInputReader({ inputs: new Map(Object.entries(inputs)) }));
}

function problems(inputs: Inputs): readonly string[] {
  const reader = createInputReader({ inputs: new Map(Object.entries(inputs)) });
  try {
    readSettings(reader);
    reader.finish();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

test('what is not given is absent', () => {
  expect(read({})).toEqual({});
});

test.each<[Inputs, ServiceSettings]>([
  [{ 'desired-count': '0' }, { desiredCount: 0 }],
  [{ 'desired-count': '10000' }, { desiredCount: 10_000 }],
  [{ 'circuit-breaker': 'off' }, { circuitBreaker: { mode: 'off' } }],
  [{ 'circuit-breaker': 'on' }, { circuitBreaker: { mode: 'on' } }],
  [
    { 'circuit-breaker': 'rollback', 'circuit-breaker-threshold': ' COUNT = 1 ' },
    { circuitBreaker: { mode: 'rollback', threshold: { type: 'COUNT', value: 1 } } },
  ],
  [
    { 'circuit-breaker-threshold': 'UNBOUNDED_PERCENT=999999' },
    { circuitBreaker: { threshold: { type: 'UNBOUNDED_PERCENT', value: 999_999 } } },
  ],
  [{ 'circuit-breaker-reset-on-healthy-task': 'false' }, { circuitBreaker: { resetOnHealthyTask: false } }],
  [{ alarms: '5xx\n  latency, p99 \n' }, { alarms: { names: ['5xx', 'latency, p99'] } }],
  [{ alarms: 'none' }, { alarms: { names: [] } }],
  [{ alarms: 'a'.repeat(255) }, { alarms: { names: ['a'.repeat(255)] } }],
  [{ 'alarms-rollback': 'false' }, { alarms: { rollback: false } }],
])('%j is read', (inputs, settings) => {
  expect(read(inputs)).toEqual(settings);
  expect(problems(inputs)).toEqual([]);
});

test.each<[Inputs, RegExp]>([
  [{ 'desired-count': '-1' }, /^desired-count: "-1" is not allowed; allowed: a whole number from 0/],
  [{ 'desired-count': '10001' }, /^desired-count: .*10000/],
  [{ 'circuit-breaker': 'yes' }, /^circuit-breaker: "yes" is not allowed; allowed: off, on, rollback/],
  [
    { 'circuit-breaker-threshold': '50' },
    /^circuit-breaker-threshold: "50" is not allowed; allowed: such as BOUNDED_PERCENT=50, UNBOUNDED_PERCENT=50, COUNT=10$/,
  ],
  [{ 'circuit-breaker-threshold': 'COUNT=0' }, /^circuit-breaker-threshold: "COUNT=0"/],
  [{ 'circuit-breaker-threshold': 'COUNT=1234567' }, /^circuit-breaker-threshold: /],
  [{ 'circuit-breaker-threshold': 'COUNT=x5' }, /^circuit-breaker-threshold: /],
  [{ 'circuit-breaker-threshold': 'COUNT=5x' }, /^circuit-breaker-threshold: /],
  [{ 'circuit-breaker-threshold': 'count=5' }, /^circuit-breaker-threshold: /],
  [{ 'circuit-breaker-threshold': 'COUNT' }, /^circuit-breaker-threshold: /],
  [{ 'circuit-breaker': 'off', 'circuit-breaker-threshold': 'COUNT=5' }, /^circuit-breaker: off goes with neither/],
  [
    { 'circuit-breaker': 'off', 'circuit-breaker-reset-on-healthy-task': 'true' },
    /^circuit-breaker: off goes with neither/,
  ],
  [{ alarms: '5xx\n5xx' }, /^alarms: names "5xx" twice/],
  [{ alarms: 'none\n5xx' }, /^alarms: "none" stands alone/],
  [{ alarms: 'a'.repeat(256) }, /^alarms: "a{40}…" is longer than an alarm's name may be \(255\)/],
  [{ alarms: 'none', 'alarms-rollback': 'true' }, /^alarms-rollback: does not go with alarms: none/],
])('%j is told', (inputs, problem) => {
  expect(problems(inputs)).toEqual([expect.stringMatching(problem)]);
});

test('all that is wrong is told at once', () => {
  expect(
    problems({
      'desired-count': 'x',
      'circuit-breaker': 'x',
      'circuit-breaker-threshold': 'x',
      'alarms-rollback': 'x',
    }),
  ).toHaveLength(4);
});
