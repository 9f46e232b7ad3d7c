import { describe, expect, test } from 'vitest';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { inWords } from '../definition/changes.ts';
import { editService, hasSettings, type ServiceSettings, settingMisfits } from './service-settings.ts';

/** As DescribeServices has it, with members that nobody here knows. */
const CONFIGURATION = {
  strategy: 'BLUE_GREEN',
  maximumPercent: 200,
  minimumHealthyPercent: 50,
  bakeTimeInMinutes: 5,
  lifecycleHooks: [
    { targetType: 'PAUSE', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'], hookDetails: { a: [1, null] } },
  ],
  earlySuccessCriteria: { enable: true, healthyPercent: 90, sourceServiceRevisionCleanup: 'DEFERRED' },
  deploymentCircuitBreaker: { rollback: true, enable: true, brandNew: { kept: true } },
  alarms: { alarmNames: ['5xx', 'latency'], enable: true, rollback: false, alsoNew: 1 },
  newerThanTheSdk: ['x'],
};
const SERVICE = { desiredCount: 2, deploymentConfiguration: CONFIGURATION, networkConfiguration: { kept: true } };

const withConfiguration = (members: Raw) => ({ deploymentConfiguration: { ...CONFIGURATION, ...members } });
const said = (settings: ServiceSettings, service: Raw = SERVICE) => editService(service, settings).changes.map(inWords);
const sentBreaker = (settings: ServiceSettings, service: Raw = SERVICE) =>
  (editService(service, settings).send.deploymentConfiguration as Raw | undefined)?.deploymentCircuitBreaker;
const sentAlarms = (settings: ServiceSettings, service: Raw = SERVICE) =>
  (editService(service, settings).send.deploymentConfiguration as Raw | undefined)?.alarms;
const aTarget = (raw: Raw, schedulingStrategy = 'REPLICA') => ({ name: 'web', schedulingStrategy, raw });

test('what is not asked for is not sent', () => {
  expect(editService(SERVICE, {})).toEqual({ send: {}, changes: [] });
});

test.each<[string, ServiceSettings]>([
  ['a desired count', { desiredCount: 2 }],
  ['a mode of the circuit breaker', { circuitBreaker: { mode: 'rollback' } }],
  ['the threshold that ECS has by itself', { circuitBreaker: { threshold: { type: 'BOUNDED_PERCENT', value: 50 } } }],
  ['the reset that ECS does by itself', { circuitBreaker: { resetOnHealthyTask: true } }],
  ['alarms, in another order', { alarms: { names: ['latency', '5xx'] } }],
  ['alarms without rollback', { alarms: { rollback: false } }],
])('%s that the service has already changes nothing and sends nothing', (_what, settings) => {
  expect(editService(SERVICE, settings)).toEqual({ send: {}, changes: [] });
});

test('a desired count is sent alone', () => {
  expect(editService(SERVICE, { desiredCount: 0 })).toEqual({
    send: { desiredCount: 0 },
    changes: [{ what: 'desired count', before: '2', after: '0' }],
  });
});

test('a nested setting is sent with everything around it, also what no SDK knows', () => {
  expect(editService(SERVICE, { circuitBreaker: { mode: 'on' } }).send).toEqual(
    withConfiguration({ deploymentCircuitBreaker: { enable: true, rollback: false, brandNew: { kept: true } } }),
  );
  expect(editService(SERVICE, { alarms: { rollback: true } }).send).toEqual(
    withConfiguration({ alarms: { ...CONFIGURATION.alarms, rollback: true } }),
  );
});

test('several settings go together, and those of one member in one', () => {
  const { send, changes } = editService(SERVICE, {
    desiredCount: 5,
    circuitBreaker: { mode: 'off' },
    alarms: { names: ['slow'] },
  });
  expect(send).toEqual({
    desiredCount: 5,
    ...withConfiguration({
      deploymentCircuitBreaker: { enable: false, rollback: false, brandNew: { kept: true } },
      alarms: { ...CONFIGURATION.alarms, alarmNames: ['slow'] },
    }),
  });
  expect(changes.map(inWords)).toEqual([
    'desired count: 2 → 5',
    'circuit breaker: on with rollback → off',
    'alarms: 5xx, latency without rollback → slow without rollback',
  ]);
});

describe('the circuit breaker', () => {
  const off = { deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } } };

  test.each([
    ['off', off, undefined, []],
    ['on', off, { enable: true, rollback: false }, ['circuit breaker: off → on without rollback']],
    ['rollback', off, { enable: true, rollback: true }, ['circuit breaker: off → on with rollback']],
    ['rollback', {}, { enable: true, rollback: true }, ['circuit breaker: off → on with rollback']],
  ] as const)('%s', (mode, service, sent, words) => {
    expect(sentBreaker({ circuitBreaker: { mode } }, service)).toEqual(sent);
    expect(said({ circuitBreaker: { mode } }, service)).toEqual(words);
  });

  test('has a threshold beside its mode, or alone', () => {
    const threshold = { type: 'COUNT', value: 5 } as const;
    expect(sentBreaker({ circuitBreaker: { mode: 'on', threshold } }, off)).toEqual({
      enable: true,
      rollback: false,
      thresholdConfiguration: threshold,
    });
    expect(sentBreaker({ circuitBreaker: { threshold } })).toEqual({
      ...CONFIGURATION.deploymentCircuitBreaker,
      thresholdConfiguration: threshold,
    });
    expect(said({ circuitBreaker: { threshold } })).toEqual([
      'circuit breaker: on with rollback → on with rollback, threshold COUNT=5',
    ]);
  });

  test('goes back to what ECS does by itself when that is asked for', () => {
    const odd = {
      deploymentConfiguration: {
        deploymentCircuitBreaker: {
          enable: true,
          rollback: false,
          thresholdConfiguration: { type: 'COUNT', value: 5 },
          resetOnHealthyTask: false,
        },
      },
    };
    const settings: ServiceSettings = {
      circuitBreaker: { threshold: { type: 'BOUNDED_PERCENT', value: 50 }, resetOnHealthyTask: true },
    };
    expect(sentBreaker(settings, odd)).toEqual({
      enable: true,
      rollback: false,
      thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
      resetOnHealthyTask: true,
    });
    expect(said(settings, odd)).toEqual([
      'circuit breaker: on without rollback, threshold COUNT=5, not reset by a healthy task → on without rollback, threshold BOUNDED_PERCENT=50',
    ]);
  });

  test('shows no threshold that AWS fills in', () => {
    const standard = { thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 }, resetOnHealthyTask: true };
    const filled = {
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false, ...standard } },
    };
    expect(said({ circuitBreaker: { mode: 'rollback' } }, filled)).toEqual([
      'circuit breaker: on without rollback → on with rollback',
    ]);
    expect(said({ circuitBreaker: { threshold: { type: 'COUNT', value: 5 } } }, filled)).toEqual([
      'circuit breaker: on without rollback, threshold BOUNDED_PERCENT=50 → on without rollback, threshold COUNT=5',
    ]);
    expect(said({ circuitBreaker: { threshold: { type: 'BOUNDED_PERCENT', value: 50 } } }, filled)).toEqual([]);
  });

  test('may only add failures up', () => {
    expect(sentBreaker({ circuitBreaker: { resetOnHealthyTask: false } })).toMatchObject({ resetOnHealthyTask: false });
    expect(said({ circuitBreaker: { resetOnHealthyTask: false } })).toEqual([
      'circuit breaker: on with rollback → on with rollback, not reset by a healthy task',
    ]);
  });

  test('that is off takes no threshold by itself', () => {
    const settings: ServiceSettings = { circuitBreaker: { threshold: { type: 'COUNT', value: 5 } } };
    expect(settingMisfits(settings, aTarget(off))).toEqual([
      expect.stringMatching(/^circuit-breaker: that of "web" is off/),
    ]);
    expect(settingMisfits(settings, aTarget(SERVICE))).toEqual([]);
    expect(settingMisfits({ circuitBreaker: { mode: 'on', resetOnHealthyTask: false } }, aTarget(off))).toEqual([]);
  });
});

describe('alarms', () => {
  test.each([
    ['that are new roll back unless it is said otherwise', {}, { names: ['5xx'] }, true],
    ['that are new do not roll back where that is said', {}, { names: ['5xx'], rollback: false }, false],
    ['keep what the service does about them', SERVICE, { names: ['5xx'] }, false],
    [
      'that were watched once and are no longer are new',
      { deploymentConfiguration: { alarms: { alarmNames: ['5xx'], enable: false, rollback: false } } },
      { names: ['5xx'] },
      true,
    ],
  ] as const)('%s', (_title, service, alarms, rollback) => {
    expect(sentAlarms({ alarms }, service)).toMatchObject({ alarmNames: ['5xx'], enable: true, rollback });
  });

  test('take the place of all that were watched, also where some are the same', () => {
    expect(sentAlarms({ alarms: { names: ['5xx', 'cpu'] } })).toMatchObject({ alarmNames: ['5xx', 'cpu'] });
    expect(sentAlarms({ alarms: { names: ['5xx'] } })).toMatchObject({ alarmNames: ['5xx'] });
    expect(sentAlarms({ alarms: { names: ['5xx', 'latency', 'cpu'] } })).toMatchObject({
      alarmNames: ['5xx', 'latency', 'cpu'],
    });
  });

  test('are watched no longer', () => {
    expect(sentAlarms({ alarms: { names: [] } })).toEqual({
      alarmNames: [],
      enable: false,
      rollback: false,
      alsoNew: 1,
    });
    expect(said({ alarms: { names: [] } })).toEqual(['alarms: 5xx, latency without rollback → none']);
    expect(editService({ deploymentConfiguration: {} }, { alarms: { names: [] } }).changes).toEqual([]);
  });

  test('are said with what ECS does about them', () => {
    expect(said({ alarms: { names: ['5xx'] } }, {})).toEqual(['alarms: none → 5xx with rollback']);
  });

  test('that ECS answers without names are completed, because it takes none without them', () => {
    const service = { deploymentConfiguration: { alarms: { enable: false, rollback: false, alsoNew: 1 } } };
    expect(editService(service, { circuitBreaker: { mode: 'on' } }).send).toEqual({
      deploymentConfiguration: {
        alarms: { alarmNames: [], enable: false, rollback: false, alsoNew: 1 },
        deploymentCircuitBreaker: { enable: true, rollback: false },
      },
    });
  });

  test('that ECS answers without anything in them are completed as none', () => {
    const { send } = editService({ deploymentConfiguration: { alarms: {} } }, { circuitBreaker: { mode: 'on' } });
    expect(send).toMatchObject({
      deploymentConfiguration: { alarms: { alarmNames: [], enable: false, rollback: false } },
    });
  });

  test('have to be there where only their rollback is given', () => {
    expect(settingMisfits({ alarms: { rollback: true } }, aTarget({}))).toEqual([
      expect.stringMatching(/^alarms-rollback: "web" watches no alarms/),
    ]);
    expect(settingMisfits({ alarms: { rollback: true } }, aTarget(SERVICE))).toEqual([]);
    expect(settingMisfits({ alarms: { names: ['a'], rollback: true } }, aTarget({}))).toEqual([]);
  });
});

test('a DAEMON service takes no count', () => {
  expect(settingMisfits({ desiredCount: 1 }, aTarget({}, 'DAEMON'))).toEqual([
    expect.stringMatching(/^desired-count: "web" is a DAEMON service/),
  ]);
  expect(settingMisfits({ desiredCount: 1 }, aTarget({}))).toEqual([]);
  expect(settingMisfits({ alarms: { names: [] } }, aTarget({}, 'DAEMON'))).toEqual([]);
});

test('settings are there or not', () => {
  expect(hasSettings({})).toBe(false);
  expect(hasSettings({ desiredCount: 0 })).toBe(true);
});
