// The settings of a service that a step may change: one table of what each is called, where it stands in the service, and how it reads.
// UpdateService replaces nested members whole, so they are taken as ECS has them, edited, and sent whole; what is not asked for is not sent.

import { isDeepStrictEqual } from 'node:util';
import type { ThresholdType } from '@aws-sdk/client-ecs';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { isRaw, rawOf } from '../../../../lib/core/task-definition.ts';
import type { Change } from '../definition/changes.ts';

export const CIRCUIT_BREAKER = ['off', 'on', 'rollback'] as const;
export const THRESHOLDS = ['BOUNDED_PERCENT', 'UNBOUNDED_PERCENT', 'COUNT'] as const satisfies readonly ThresholdType[];

/** What was asked for; what is absent stays as the service has it. */
export interface ServiceSettings {
  readonly desiredCount?: number;
  readonly circuitBreaker?: {
    readonly mode?: (typeof CIRCUIT_BREAKER)[number];
    readonly threshold?: { readonly type: (typeof THRESHOLDS)[number]; readonly value: number };
    readonly resetOnHealthyTask?: boolean;
  };
  readonly alarms?: {
    /** empty: watch none */
    readonly names?: readonly string[];
    readonly rollback?: boolean;
  };
}

/** Members of UpdateService, and what they change; both empty where the service is as it was asked for. */
export interface ServiceEdit {
  readonly send: Raw;
  readonly changes: readonly Required<Change>[];
}

interface Setting {
  readonly what: string;
  readonly path: readonly [member: string, ...inside: string[]];
  /** the value that was asked for, made from the one that is there; undefined where nothing was asked for */
  readonly edited: (settings: ServiceSettings, current: unknown) => unknown;
  /** `beside`: what it is compared with */
  readonly shown: (value: unknown, beside: unknown) => string;
}

export const DESIRED_COUNT = 'desired count';

const SETTINGS: readonly Setting[] = [
  {
    what: DESIRED_COUNT,
    path: ['desiredCount'],
    edited: ({ desiredCount }) => desiredCount,
    shown: (value) => String(value),
  },
  {
    what: 'circuit breaker',
    path: ['deploymentConfiguration', 'deploymentCircuitBreaker'],
    edited: ({ circuitBreaker }, current) => circuitBreaker && editedBreaker(circuitBreaker, rawOf(current)),
    shown: (value, beside) => shownBreaker(rawOf(value), rawOf(beside)),
  },
  {
    what: 'alarms',
    path: ['deploymentConfiguration', 'alarms'],
    edited: ({ alarms }, current) => alarms && editedAlarms(alarms, rawOf(current)),
    shown: (value) => shownAlarms(rawOf(value)),
  },
];

export function hasSettings(settings: ServiceSettings): boolean {
  return Object.keys(settings).length > 0;
}

/** `service`: the service as DescribeServices has it. */
export function editService(service: Raw, settings: ServiceSettings): ServiceEdit {
  return SETTINGS.reduce<ServiceEdit>(
    (edit, { what, path, edited, shown }) => {
      const current = valueAt(service, path);
      const wanted = edited(settings, current);
      if (wanted === undefined || isDeepStrictEqual(wanted, current)) return edit;
      const [member] = path;
      const whole = sendable(withValue({ ...service, ...edit.send }, path, wanted)[member]);
      const change = { what, before: shown(current, wanted), after: shown(wanted, current) };
      return { send: { ...edit.send, [member]: whole }, changes: [...edit.changes, change] };
    },
    { send: {}, changes: [] },
  );
}

/** What was asked for and makes no sense for this service. */
export function settingMisfits(
  { desiredCount, circuitBreaker, alarms }: ServiceSettings,
  service: { readonly name: string; readonly schedulingStrategy: string; readonly raw: Raw },
): string[] {
  const problems: string[] = [];
  if (desiredCount !== undefined && service.schedulingStrategy === 'DAEMON')
    problems.push(
      `desired-count: "${service.name}" is a DAEMON service: ECS runs one task on each instance, and takes no count`,
    );
  const breaker = rawOf(valueAt(service.raw, ['deploymentConfiguration', 'deploymentCircuitBreaker']));
  if (circuitBreaker !== undefined && circuitBreaker.mode === undefined && breaker.enable !== true)
    problems.push(
      `circuit-breaker: that of "${service.name}" is off, so a threshold of it means nothing; give circuit-breaker: rollback as well`,
    );
  const watched = rawOf(valueAt(service.raw, ['deploymentConfiguration', 'alarms']));
  if (alarms !== undefined && alarms.names === undefined && watched.enable !== true)
    problems.push(`alarms-rollback: "${service.name}" watches no alarms; give alarms as well`);
  return problems;
}

function editedBreaker(
  { mode, threshold, resetOnHealthyTask }: NonNullable<ServiceSettings['circuitBreaker']>,
  current: Raw,
): Raw {
  return {
    ...current,
    ...(mode === undefined ? {} : { enable: mode !== 'off', rollback: mode === 'rollback' }),
    ...unlessDefault('thresholdConfiguration', threshold, current, STANDARD_THRESHOLD),
    ...unlessDefault('resetOnHealthyTask', resetOnHealthyTask, current, true),
  };
}

/** AWS shows it of every breaker, whoever asked for one. */
const STANDARD_THRESHOLD = { type: 'BOUNDED_PERCENT', value: 50 };

/** What ECS does anyway is not written down for it, so that asking for it changes nothing. */
function unlessDefault(member: string, asked: unknown, current: Raw, standard: unknown): Raw {
  const isStandard = current[member] === undefined && isDeepStrictEqual(asked, standard);
  return asked === undefined || isStandard ? {} : { [member]: asked };
}

function editedAlarms({ names, rollback }: NonNullable<ServiceSettings['alarms']>, current: Raw): Raw | undefined {
  const isOn = current.enable === true;
  if (names?.length === 0) return isOn ? { ...current, alarmNames: [], enable: false } : undefined;
  const before = namesIn(current);
  const same =
    names === undefined || (isOn && names.length === before.length && names.every((n) => before.includes(n)));
  return {
    ...current,
    alarmNames: same ? before : names,
    enable: true,
    rollback: rollback ?? (isOn ? current.rollback : true),
  };
}

function shownBreaker(breaker: Raw, beside: Raw): string {
  if (breaker.enable !== true) return 'off';
  const { type, value } = rawOf(breaker.thresholdConfiguration);
  const isOwn = [breaker, beside].some(({ thresholdConfiguration = STANDARD_THRESHOLD }) => {
    return !isDeepStrictEqual(thresholdConfiguration, STANDARD_THRESHOLD);
  });
  return [
    breaker.rollback === true ? 'on with rollback' : 'on without rollback',
    ...(type !== undefined && isOwn ? [`threshold ${type}=${value}`] : []),
    ...(breaker.resetOnHealthyTask === false ? ['not reset by a healthy task'] : []),
  ].join(', ');
}

function shownAlarms(alarms: Raw): string {
  if (alarms.enable !== true) return 'none';
  return `${namesIn(alarms).join(', ')} ${alarms.rollback === true ? 'with rollback' : 'without rollback'}`;
}

function namesIn({ alarmNames }: Raw): readonly string[] {
  return Array.isArray(alarmNames) ? alarmNames.map(String) : [];
}

/** ECS answers with alarms that have no names where none are watched, and takes none without the member. */
function sendable(member: unknown): unknown {
  if (!isRaw(member) || !isRaw(member.alarms)) return member;
  return { ...member, alarms: { alarmNames: [], enable: false, rollback: false, ...member.alarms } };
}

function valueAt(whole: unknown, path: readonly string[]): unknown {
  return path.reduce((value, name) => rawOf(value)[name], whole);
}

function withValue(whole: unknown, [name, ...rest]: readonly string[], value: unknown): Raw {
  const members = rawOf(whole);
  if (name === undefined) return members;
  return { ...members, [name]: rest.length === 0 ? value : withValue(members[name], rest, value) };
}
