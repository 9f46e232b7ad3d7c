// What a way back leaves as it is: it brings the definition and its images, and nothing that lies outside of them.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { escaped } from '../../../../lib/core/markdown.ts';
import type { Markdown } from '../../../../lib/core/report.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf, isRaw } from '../../../../lib/core/task-definition.ts';
import { changesBetween } from '../definition/changes.ts';
import type { Content } from './content.ts';

/** One sentence each, for a reader who wonders why the old release does not behave as it did. `now`: what serves. */
export function notBroughtBack(target: Content, now: Content | undefined): string[] {
  const secrets = unversionedSecrets(target.definition);
  const files = environmentFiles(target.definition);
  return [
    ...settingsThatStay(target, now),
    ...(secrets.length === 0 ? [] : [`secrets without a version have the value of today: ${secrets.join(', ')}`]),
    ...(files.length === 0 ? [] : [`files of variables are read as they are today: ${files.join(', ')}`]),
    'migrations are not undone: the older code has to live with the database as it is',
  ];
}

/** For the log. */
export function stayLines(stays: readonly string[]): string[] {
  return stays.length === 0 ? [] : ['Not brought back:', ...stays.map((what) => `  ${what}`)];
}

export function staySection(stays: readonly string[]): Markdown | undefined {
  if (stays.length === 0) return undefined;
  return `**Not brought back**\n\n${stays.map((what) => `- ${escaped(what)}`).join('\n')}`;
}

/** Values of a setting are long at times. */
const MOST_LETTERS = 160;

function settingsThatStay(target: Content, now: Content | undefined): string[] {
  if (target.settings === undefined || now?.settings === undefined) return [];
  const name = shortTaskDefinition(target.taskDefinitionArn);
  return changesBetween(sorted(now.settings), sorted(target.settings)).map(({ what, before, after }) => {
    const [is, was] = [clipped(before ?? 'not set'), clipped(after ?? 'not set')];
    return `the service keeps its ${what}: ${is} (${was} when ${name} served)`;
  });
}

function clipped(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}

/** Lists of names, such as subnets, are sets: their order means nothing. */
function sorted(value: Raw): Raw {
  const inOrder = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.every((one) => typeof one === 'string') ? item.toSorted() : item.map(inOrder);
    return isRaw(item) ? Object.fromEntries(Object.entries(item).map(([name, one]) => [name, inOrder(one)])) : item;
  };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inOrder(item)]));
}

/** `DB_PASSWORD` of the only container, `app DB_PASSWORD` of one of several. */
function unversionedSecrets(definition: Raw): string[] {
  const containers = containersOf(definition);
  return containers.flatMap((container) => {
    const { logConfiguration } = container;
    const lists = [container.secrets, isRaw(logConfiguration) ? logConfiguration.secretOptions : undefined];
    return lists
      .flatMap((list) => (Array.isArray(list) ? list.filter(isRaw) : []))
      .filter(({ valueFrom }) => !namesVersion(String(valueFrom)))
      .map(({ name }) => (containers.length === 1 ? String(name) : `${String(container.name)} ${String(name)}`));
  });
}

/**
 * A secret of Secrets Manager ends in `:json-key:stage:version-id`, each of which may be empty or left out; a stage such as AWSPREVIOUS moves.
 * The value of a parameter is that of its newest version, unless its number follows the name.
 */
function namesVersion(valueFrom: string): boolean {
  const [, secret] = valueFrom.split(':secret:');
  if (secret !== undefined) return (secret.split(':')[3] ?? '') !== '';
  return /:\d+$/.test(valueFrom);
}

function environmentFiles(definition: Raw): string[] {
  return containersOf(definition).flatMap(({ environmentFiles: list }) =>
    (Array.isArray(list) ? list.filter(isRaw) : []).map(({ value }) => String(value)),
  );
}
