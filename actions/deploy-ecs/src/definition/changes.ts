// The difference of two definitions as a reviewer reads it: one line a member, containers by their names, no value that looks like a secret.

import { canonicalDefinition } from '../../../../lib/core/canonical-definition.ts';
import { shortImage } from '../../../../lib/core/image.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { isRaw, rawOf, registrable } from '../../../../lib/core/task-definition.ts';
import { isSecretName, withoutSecrets } from './secret-shape.ts';

export interface Change {
  /** `container "app" image`, `cpu` */
  readonly what: string;
  /** absent: added */
  readonly before?: string;
  /** absent: removed */
  readonly after?: string;
}

/** Where people name things themselves, and put secrets that belong elsewhere. */
const FREE_NAMES = / (?:environment|options|dockerLabels|driverOpts|labels) (.+)$/;

const IMAGE = /^container "[^"]*" image$/;

/** Says where something comes from, and holds no secret. */
const ORIGIN =
  /^container "[^"]*" (?:image|repositoryCredentials credentialsParameter|(?:secrets|logConfiguration secretOptions) \S+(?: valueFrom)?)$/;

/** Lists of names with the place that each value comes from. */
const PLACES = / (secrets|secretOptions)$/;

/** What a service would run otherwise than now; what ECS merely writes down differently is no change. */
export function definitionChanges(running: Raw, wanted: Raw): Change[] {
  const written = (definition: Raw) => canonicalDefinition(registrable(definition));
  return changesBetween(written(running), written(wanted));
}

export function changesBetween(before: unknown, after: unknown, what = ''): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isRaw(before ?? after) && isRaw(after ?? before)) {
    const [old, now] = [rawOf(before), rawOf(after)];
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return names.flatMap((name) => changesBetween(old[name], now[name], what === '' ? name : `${what} ${name}`));
  }
  const lists = namedLists(before, after, what);
  if (lists !== undefined) return lists;
  return [changeOf(what, before, after)];
}

function changeOf(what: string, before: unknown, after: unknown): Change {
  return {
    what,
    ...(before === undefined ? {} : { before: shown(what, before) }),
    ...(after === undefined ? {} : { after: shown(what, after) }),
  };
}

function shown(what: string, value: unknown): string {
  if (isSecretName(FREE_NAMES.exec(what)?.[1] ?? '')) return '***';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const open = ORIGIN.test(what) ? text : withoutSecrets(text);
  // One line a member.
  return /[\r\n]/.test(open) ? JSON.stringify(open) : open;
}

/** Lists of things with names are compared by name. */
function namedLists(before: unknown, after: unknown, what: string): Change[] | undefined {
  const left = named(before);
  const right = named(after);
  if (left === undefined || right === undefined) return undefined;
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const label = what === 'containerDefinitions' ? `container "${name}"` : `${what} ${name}`;
    const [old, now] = [left.get(name), right.get(name)];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const value = what.endsWith(' environment') ? 'value' : PLACES.test(what) ? 'valueFrom' : undefined;
    // What is only added or taken away shows its value alone; a member beside it is seen when it changes.
    if (value === undefined || (value === 'valueFrom' && old !== undefined && now !== undefined)) {
      const members = changesBetween(nameless(old), nameless(now), label);
      const isWhole = members.length === 0 && (old === undefined || now === undefined);
      return isWhole ? [changeOf(label, old, now)] : members;
    }
    return [changeOf(label, old && String(old[value] ?? ''), now && String(now[value] ?? ''))];
  });
}

/** The label says it already. */
function nameless(item: Raw | undefined): Raw | undefined {
  return item && Object.fromEntries(Object.entries(item).filter(([member]) => member !== 'name'));
}

function named(value: unknown): ReadonlyMap<string, Raw> | undefined {
  if (value === undefined) return new Map();
  if (!Array.isArray(value) || !value.every((item): item is Raw => isRaw(item) && typeof item.name === 'string'))
    return undefined;
  return new Map(value.map((item) => [String(item.name), item]));
}

/** `desired count: 2 → 3` */
export function inWords({ what, before, after }: Required<Change>): string {
  return `${what}: ${before} → ${after}`;
}

/** `~ container "app" image: web@sha256:0123456789ab → web@sha256:ba9876543210`; digests are shortened for the reader. */
export function describeChange(change: Change): string {
  const { what } = change;
  const shown = (value: string | undefined) => (value !== undefined && IMAGE.test(what) ? shortImage(value) : value);
  const [before, after] = [shown(change.before), shown(change.after)];
  if (before === undefined) return `+ ${what}: ${after}`;
  if (after === undefined) return `- ${what}: ${before}`;
  return `~ ${what}: ${before} → ${after}`;
}
