// The difference of two definitions as a reviewer reads it: one line a member, containers by their names, no value that looks like a secret.

import { shortImage } from '../../../lib/core/image.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { isRaw } from '../../../lib/core/task-definition.ts';

export interface Change {
  /** `container "app" image`, `cpu` */
  readonly what: string;
  /** absent: added */
  readonly before?: string;
  /** absent: removed */
  readonly after?: string;
}

const SENSITIVE = /pass|secret|token|key|credential|pwd|dsn|auth|private|cert/i;

export function changesBetween(before: unknown, after: unknown, what = ''): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isRaw(before) && isRaw(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changesBetween(before[name], after[name], what === '' ? name : `${what} ${name}`));
  }
  const lists = namedLists(before, after, what);
  if (lists !== undefined) return lists;
  const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return [
    {
      what,
      ...(before === undefined ? {} : { before: shown(before) }),
      ...(after === undefined ? {} : { after: shown(after) }),
    },
  ];
}

/** Lists of things with names are compared by name. Values of variables with a sensitive name are shown as ***. */
function namedLists(before: unknown, after: unknown, what: string): Change[] | undefined {
  const left = named(before);
  const right = named(after);
  if (left === undefined || right === undefined || (left.size === 0 && right.size === 0)) return undefined;
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const label = what === 'containerDefinitions' ? `container "${name}"` : `${what} ${name}`;
    const [old, now] = [left.get(name), right.get(name)];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const isVariable = what.endsWith(' environment');
    if (!isVariable) return changesBetween(old, now, label);
    const shown = (entry: Raw | undefined) => (SENSITIVE.test(name) ? '***' : String(entry?.value ?? ''));
    return [
      {
        what: label,
        ...(old === undefined ? {} : { before: shown(old) }),
        ...(now === undefined ? {} : { after: shown(now) }),
      },
    ];
  });
}

function named(value: unknown): ReadonlyMap<string, Raw> | undefined {
  if (value === undefined) return new Map();
  if (!Array.isArray(value) || !value.every((item): item is Raw => isRaw(item) && typeof item.name === 'string'))
    return undefined;
  return new Map(value.map((item) => [String(item.name), item]));
}

/** `~ container "app" image: web@sha256:0123456789ab → web@sha256:ba9876543210`; digests are shortened for the reader. */
export function describeChange(change: Change): string {
  const { what } = change;
  const isImage = what.endsWith(' image');
  const shown = (value: string | undefined) => (isImage && value !== undefined ? shortImage(value) : value);
  const [before, after] = [shown(change.before), shown(change.after)];
  if (before === undefined) return `+ ${what}: ${after}`;
  if (after === undefined) return `- ${what}: ${before}`;
  return `~ ${what}: ${before} → ${after}`;
}
