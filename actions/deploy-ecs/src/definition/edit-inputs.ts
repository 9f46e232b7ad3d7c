// The inputs that edit the task definition. Each may be for several containers (`[container]` lines); none of them changes anything when it is not given.

import { parseCommand, parseWords } from '../../../../lib/core/command-line.ts';
import { parseDuration } from '../../../../lib/core/duration.ts';
import type { InputReader } from '../../../../lib/core/input-reader.ts';
import { type KeyValue, readKeyValues } from '../../../../lib/core/key-values.ts';
import { suggestion } from '../../../../lib/core/near-names.ts';
import { sectionsOf } from './container-sections.ts';
import type { ContainerEdit, Edits, HealthCheck, TaskEdits } from './edits.ts';

type Problem = (message: string) => void;

/** Every problem becomes one of the reader. Values are never quoted: they may hold secrets. */
export function readEdits(reader: InputReader): Edits {
  const each = <T>(kind: ContainerEdit['kind'], parse: (text: string, problem: Problem) => T | undefined) =>
    eachContainer(reader, kind, parse);
  const values = <const K extends 'environment' | 'log-options' | 'docker-labels' | 'secrets'>(
    kind: K,
    check?: Check,
  ) => each(kind, pairsOf(check)).map(({ value, ...rest }) => ({ ...rest, kind, values: value }));
  const names = <const K extends 'remove-environment' | 'remove-secrets'>(kind: K) =>
    each(kind, namesOf).map(({ value, ...rest }) => ({ ...rest, kind, names: value }));
  const words = <const K extends 'command' | 'entry-point'>(kind: K, parse: (text: string) => readonly string[]) =>
    each(kind, wordsOf(parse)).map(({ value, ...rest }) => ({ ...rest, kind, words: value }));
  const size = <const K extends 'container-cpu' | 'container-memory' | 'container-memory-reservation'>(
    kind: K,
    range: Range,
  ) => each(kind, wholeNumber(range)).map(({ value, ...rest }) => ({ ...rest, kind, size: value }));
  return {
    containers: [
      ...names('remove-environment'),
      ...names('remove-secrets'),
      ...values('environment', isVariable),
      ...values('secrets', isReference).map((edit) => ({ ...edit, values: edit.values.map(trimmed) })),
      ...words('entry-point', parseWords),
      ...words('command', parseCommand),
      ...size('container-cpu', { min: 0, max: 196_608 }),
      ...size('container-memory', { min: 4, max: 4_000_000 }),
      ...size('container-memory-reservation', { min: 4, max: 4_000_000 }),
      ...each('log-driver', driverOf).map(({ value, ...rest }) => ({
        ...rest,
        kind: 'log-driver' as const,
        driver: value,
      })),
      ...values('log-options'),
      ...values('docker-labels'),
      ...each('health-check', healthCheckOf).map(({ value, ...rest }) => ({
        ...rest,
        kind: 'health-check' as const,
        check: value,
      })),
    ],
    task: readTask(reader),
  };
}

export function hasEdits({ containers, task }: Edits): boolean {
  return containers.length > 0 || Object.keys(task).length > 0;
}

function eachContainer<T>(
  reader: InputReader,
  input: string,
  parse: (text: string, problem: Problem) => T | undefined,
): { readonly container?: string; readonly value: T }[] {
  const seen = new Set<string>();
  return sectionsOf(reader.text(input) ?? '').flatMap(({ container, text }) => {
    const problem: Problem = (message) =>
      reader.problem(input, container === undefined ? message : `container "${container}": ${message}`);
    if (container !== undefined && seen.has(container)) {
      problem('stands above two blocks; give it once');
      return [];
    }
    if (container !== undefined) seen.add(container);
    if (text.trim() === '') {
      problem('nothing stands under its line');
      return [];
    }
    const value = parse(text, problem);
    if (value === undefined) return [];
    return [container === undefined ? { value } : { container, value }];
  });
}

/** What is wrong with a pair, or nothing. */
type Check = (pair: KeyValue) => string | undefined;

function pairsOf(check: Check = () => undefined) {
  return (text: string, problem: Problem): readonly KeyValue[] => {
    const { pairs, problems } = readKeyValues(text);
    for (const message of [...problems, ...pairs.flatMap((pair) => check(pair) ?? [])]) problem(message);
    return pairs;
  };
}

/** Catches `export NAME=value`, `NAME: c2VjcmV0==` and `"NAME"="value"`, which ECS would take as they stand. Only the first word is surely no value. */
const isVariable: Check = ({ name }) => {
  if (/\s/.test(name)) return `"${name.split(/\s/)[0]} …" is no name of a variable: there is white space in it`;
  return /["']/.test(name) ? 'a name has a quotation mark in it; write NAME=value without any' : undefined;
};

/**
 * An ARN of Secrets Manager (a name as `rds!db-…`, whose JSON keys may be any text) or another one, the path of a parameter with its version or
 * label, or a parameter's name. What is no reference may be the secret itself.
 */
const REFERENCE =
  /^(arn:[\w-]+:secretsmanager:[\w-]*:\d{12}:secret:.+|arn:[\w:/.+=@-]+|\/[\w./-]+(:[\w.-]+)?|[\w./-]+)$/;

const isReference: Check = (pair) =>
  isVariable(pair) ??
  (REFERENCE.test(pair.value.trim())
    ? undefined
    : `"${pair.name}" is given by something that is neither the ARN of a secret or parameter nor the name of a parameter; a secret itself never stands here`);

function trimmed({ name, value }: KeyValue): KeyValue {
  return { name, value: value.trim() };
}

function namesOf(text: string, problem: Problem): readonly string[] {
  const names = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (names.some((name) => /[=,\s]/.test(name))) problem('takes names only, one a line');
  return names;
}

function wordsOf(parse: (text: string) => readonly string[]) {
  return (text: string, problem: Problem): readonly string[] | undefined => {
    const written = text.trim();
    if (/^\[\s*\]$/.test(written)) return [];
    try {
      return parse(written);
    } catch (error) {
      problem(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function wholeNumber({ min, max }: Range) {
  return (text: string, problem: Problem): number | undefined => {
    const value = Number(text);
    if (/^\s*\d+\s*$/.test(text) && value >= min && value <= max) return value;
    problem(`"${text.trim()}" is not allowed; allowed: a whole number from ${min} to ${max}`);
    return undefined;
  };
}

function driverOf(text: string, problem: Problem): string | undefined {
  const driver = text.trim();
  if (/^[a-z0-9-]+$/.test(driver)) return driver;
  problem(`"${driver}" is not allowed; allowed: a log driver such as awslogs or awsfirelens`);
  return undefined;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html, in seconds */
const TIMES = {
  interval: { min: 5, max: 300 },
  timeout: { min: 2, max: 60 },
  'start-period': { min: 0, max: 300 },
} as const;
const SETTINGS = ['command', 'interval', 'timeout', 'retries', 'start-period'];

function healthCheckOf(text: string, problem: Problem): HealthCheck | 'none' | undefined {
  if (text.trim() === 'none') return 'none';
  const { pairs, problems } = readKeyValues(text);
  for (const message of problems) problem(message);
  const given = new Map(pairs.map(({ name, value }) => [name, value.trim()]));
  for (const name of given.keys())
    if (!SETTINGS.includes(name)) problem(`there is no setting "${name}".${suggestion(name, SETTINGS)}`);
  const command = given.get('command');
  const retries = given.get('retries');
  return {
    ...present('command', command === undefined ? undefined : checkCommand(command, problem)),
    ...present('interval', seconds('interval', given, problem)),
    ...present('timeout', seconds('timeout', given, problem)),
    ...present(
      'retries',
      retries === undefined
        ? undefined
        : wholeNumber({ min: 1, max: 10 })(retries, (message) => problem(`retries: ${message}`)),
    ),
    ...present('startPeriod', seconds('start-period', given, problem)),
  };
}

/** A line is for the container's shell; a JSON array runs as it stands, also where it begins with ECS's own CMD or CMD-SHELL. */
function checkCommand(text: string, problem: Problem): readonly string[] | undefined {
  if (/^(\[\s*\])?$/.test(text)) {
    problem('command is empty; health-check: none takes the check away');
    return undefined;
  }
  if (!text.startsWith('[')) return ['CMD-SHELL', text];
  const words = wordsOf(parseWords)(text, (message) => problem(`command ${message}`));
  if (words === undefined) return undefined;
  return words[0] === 'CMD' || words[0] === 'CMD-SHELL' ? words : ['CMD', ...words];
}

function seconds(name: keyof typeof TIMES, given: ReadonlyMap<string, string>, problem: Problem): number | undefined {
  const text = given.get(name);
  if (text === undefined) return undefined;
  const { min, max } = TIMES[name];
  const value = (parseDuration(text) ?? Number.NaN) / 1_000;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  problem(`${name}: "${text}" is not allowed; allowed: whole seconds from ${min}s to ${max}s`);
  return undefined;
}

function readTask(reader: InputReader): TaskEdits {
  const isPlatformGiven = reader.text('runtime-platform') !== undefined;
  return {
    ...present('cpu', reader.integer('cpu', { min: 128, max: 196_608 })),
    ...present('memory', reader.integer('memory', { min: 4, max: 4_000_000 })),
    ...present('taskRole', readRole(reader, 'task-role')),
    ...present('executionRole', readRole(reader, 'execution-role')),
    ...present('ephemeralStorageGiB', reader.integer('ephemeral-storage', { min: 21, max: 200 })),
    ...(isPlatformGiven ? { cpuArchitecture: reader.choice('runtime-platform', ['X86_64', 'ARM64'], 'X86_64') } : {}),
  };
}

function readRole(reader: InputReader, input: 'task-role' | 'execution-role'): string | undefined {
  const role = reader.text(input);
  if (role !== undefined && !/^arn:[a-z0-9-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role))
    reader.problem(
      input,
      `"${role}" is not allowed; allowed: the ARN of a role, such as arn:aws:iam::123456789012:role/web`,
    );
  return role;
}

function present<K extends string, T>(name: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: T };
}
