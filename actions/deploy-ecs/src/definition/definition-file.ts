// A task definition that lies in a file: JSON or YAML, bare or as `aws ecs describe-task-definition` prints it.

import { UserError } from '../../../../lib/core/errors.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf, isRaw, withoutNulls } from '../../../../lib/core/task-definition.ts';

export function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Why a file cannot be read, without what the parsers quote of it: the text around a mistake may hold a secret. */
export function unread(message: string, text: string): string {
  const [, what, quoted] = /^(.*), (?:\.\.\.)?"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/.exec(message) ?? [];
  // YAML's message goes on with lines of the file.
  if (what === undefined || quoted === undefined) return message.split(':\n\n')[0] ?? '';
  const line = text.slice(0, Math.max(0, text.indexOf(quoted))).split('\n').length;
  return `${what}, near line ${line}`;
}

/** Throws UserError where this is no task definition. Tags stand in it, or beside it as ECS answers. */
export function definitionFrom(parsed: unknown, path: string): Raw {
  const isWrapped = isRaw(parsed) && isRaw(parsed.taskDefinition);
  const definition = isWrapped ? parsed.taskDefinition : parsed;
  if (!isRaw(definition) || containersOf(definition).length === 0 || typeof definition.family !== 'string') {
    throw new UserError(
      `task-definition: "${path}" is no task definition: "family" and a non-empty list "containerDefinitions" are needed`,
    );
  }
  const beside = isWrapped && Array.isArray(parsed.tags) && parsed.tags.length > 0 ? { tags: parsed.tags } : {};
  return asText(withoutNulls({ ...beside, ...definition }));
}

/** ECS takes sizes, values of variables, words of commands, labels and options as text only; in YAML people write `cpu: 512` and `user: 1000`. */
function asText(definition: Raw): Raw {
  return {
    ...definition,
    ...textOf(definition, 'cpu'),
    ...textOf(definition, 'memory'),
    containerDefinitions: containersOf(definition).map((container) => ({
      ...container,
      ...portsOf(container),
      ...eachOf(container, 'environment'),
      ...eachOf(container, 'systemControls'),
      ...eachOf(container, 'resourceRequirements'),
      ...textOf(container, 'user'),
      ...textOf(container, 'hostname'),
      ...wordsOf(container, 'command'),
      ...wordsOf(container, 'entryPoint'),
      ...within(container, 'healthCheck', wordsOf, 'command'),
      ...allOf(container, 'dockerLabels'),
      ...within(container, 'logConfiguration', allOf, 'options'),
      ...within(container, 'firelensConfiguration', allOf, 'options'),
    })),
    ...within(definition, 'proxyConfiguration', eachOf, 'properties'),
  };
}

function wordsOf(container: Raw, member: string): Raw {
  const list = container[member];
  if (!Array.isArray(list)) return {};
  return { [member]: list.map((word: unknown) => (isPlain(word) ? String(word) : word)) };
}

function eachOf(container: Raw, member: string): Raw {
  const list = container[member];
  if (!Array.isArray(list)) return {};
  return { [member]: list.map((entry: unknown) => (isRaw(entry) ? { ...entry, ...textOf(entry, 'value') } : entry)) };
}

/** `"8080"`, as a template leaves it */
function portsOf({ portMappings }: Raw): Raw {
  if (!Array.isArray(portMappings)) return {};
  const asNumber = ([member, value]: [string, unknown]) =>
    member.endsWith('Port') && /^\d+$/.test(String(value)) ? [member, Number(value)] : [member, value];
  return {
    portMappings: portMappings.map((mapping: unknown) =>
      isRaw(mapping) ? Object.fromEntries(Object.entries(mapping).map(asNumber)) : mapping,
    ),
  };
}

function within(whole: Raw, member: string, written: (value: Raw, member: string) => Raw, inside: string): Raw {
  const value = whole[member];
  return isRaw(value) ? { [member]: { ...value, ...written(value, inside) } } : {};
}

function allOf(value: Raw, member: string): Raw {
  const map = value[member];
  return isRaw(map) ? { [member]: Object.assign({}, map, ...Object.keys(map).map((name) => textOf(map, name))) } : {};
}

function textOf(value: Raw, member: string): Raw {
  const given = value[member];
  return isPlain(given) ? { [member]: String(given) } : {};
}

function isPlain(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}
