// The inputs that change settings of the service. None of them changes anything when it is not given.

import type { InputReader } from '../../../../lib/core/input-reader.ts';
import { CIRCUIT_BREAKER, type ServiceSettings, THRESHOLDS } from './service-settings.ts';

/** Far beyond what one service may have; a number above it is a typing error. */
const MOST_TASKS = 10_000;
/** What ECS takes of names of alarms, as CloudWatch has them. */
const LONGEST_ALARM_NAME = 255;

/** Every problem becomes one of the reader. */
export function readSettings(reader: InputReader): ServiceSettings {
  const desiredCount = reader.integer('desired-count', { min: 0, max: MOST_TASKS });
  const circuitBreaker = given({
    mode: reader.optionalChoice('circuit-breaker', CIRCUIT_BREAKER),
    threshold: readThreshold(reader),
    resetOnHealthyTask: reader.optionalBoolean('circuit-breaker-reset-on-healthy-task'),
  });
  if (circuitBreaker?.mode === 'off' && Object.keys(circuitBreaker).length > 1)
    reader.problem('circuit-breaker', 'off goes with neither a threshold nor circuit-breaker-reset-on-healthy-task');
  const alarms = given({ names: readAlarms(reader), rollback: reader.optionalBoolean('alarms-rollback') });
  if (alarms?.names?.length === 0 && alarms.rollback !== undefined)
    reader.problem('alarms-rollback', 'does not go with alarms: none');
  return given({ desiredCount, circuitBreaker, alarms }) ?? {};
}

function readThreshold(reader: InputReader): NonNullable<ServiceSettings['circuitBreaker']>['threshold'] {
  const text = reader.text('circuit-breaker-threshold');
  if (text === undefined) return undefined;
  const [kind, number, ...rest] = text.split('=').map((part) => part.trim());
  const type = THRESHOLDS.find((name) => name === kind);
  if (type === undefined || rest.length > 0 || !/^[1-9]\d{0,5}$/.test(number ?? '')) {
    const allowed = THRESHOLDS.map((name) => `${name}=${name === 'COUNT' ? 10 : 50}`);
    reader.problem('circuit-breaker-threshold', `"${text}" is not allowed; allowed: such as ${allowed.join(', ')}`);
    return undefined;
  }
  return { type, value: Number(number) };
}

/** Undefined where the input is not given; empty for `none`. */
function readAlarms(reader: InputReader): readonly string[] | undefined {
  const names = reader.list('alarms');
  if (names.length === 0) return undefined;
  if (names.length === 1 && names[0] === 'none') return [];
  for (const name of names.filter((text) => text.length > LONGEST_ALARM_NAME))
    reader.problem('alarms', `"${name.slice(0, 40)}…" is longer than an alarm's name may be (${LONGEST_ALARM_NAME})`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) reader.problem('alarms', `names "${twice}" twice`);
  if (names.includes('none')) reader.problem('alarms', '"none" stands alone');
  return names;
}

/** Undefined where nothing of it is given. */
function given<T extends object>(members: { [K in keyof T]: T[K] | undefined }): { [K in keyof T]?: T[K] } | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as { [K in keyof T]?: T[K] });
}
