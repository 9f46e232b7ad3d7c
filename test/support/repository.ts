// The repository as data: its files, their imports, its actions. Paths are relative to the root, with forward slashes.

import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

export const root = resolve(import.meta.dirname, '../..');

export interface Import {
  readonly from: string;
  /** erased when it runs */
  readonly typeOnly: boolean;
}

export interface ActionManifest {
  readonly name?: string;
  readonly description?: string;
  readonly branding?: { readonly icon?: string; readonly color?: string };
  readonly inputs?: Readonly<Record<string, { readonly description?: string; readonly default?: unknown } | null>>;
  readonly outputs?: Readonly<Record<string, { readonly description?: string } | null>>;
  readonly runs: Readonly<Record<string, string>>;
}

export function files(...patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: root }).sort();
}

/** What git knows or would add: not what .gitignore keeps out. */
export function trackedFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
  return [...new Set(list.toString().trim().split('\n'))].filter((file) => existsSync(join(root, file))).sort();
}

export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The source without its comments, for a look by regular expression. */
export function code(file: string): string {
  return read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[\s;{(,])\/\/.*$/gm, '$1');
}

export function importsOf(file: string): Import[] {
  const source = code(file);
  const statements = source.matchAll(/^(?:import|export)\b(?<clause>[^'";]*?)\bfrom\s*'(?<from>[^']+)'/gm);
  const bare = source.matchAll(/^import\s*'(?<from>[^']+)'/gm);
  const dynamic = source.matchAll(/\bimport\(\s*'(?<from>[^']+)'\s*\)(?!\.)/g);
  return [
    ...[...statements].map(({ groups }) => ({ from: groups?.from ?? '', typeOnly: isTypeOnly(groups?.clause ?? '') })),
    ...[...bare, ...dynamic].map(({ groups }) => ({ from: groups?.from ?? '', typeOnly: false })),
  ].map(({ from, typeOnly }) => ({ from: resolved(file, from), typeOnly }));
}

/** Folder names of the actions that have an action.yml. */
export function actions(): string[] {
  return files('actions/*/action.yml').map((file) => file.split('/')[1] ?? '');
}

export function manifestOf(action: string): ActionManifest {
  return parse(read(`actions/${action}/action.yml`)) as ActionManifest;
}

function isTypeOnly(clause: string): boolean {
  if (/^\s*type\b/.test(clause)) return true;
  const names = /\{([^}]*)\}/.exec(clause)?.[1];
  if (names === undefined || /^\s*[\w*]/.test(clause)) return false;
  return names.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
}

/** A relative import as a path of the repository; the name of a package as it is. */
function resolved(file: string, from: string): string {
  if (!from.startsWith('.')) return from;
  return resolve('/', file, '..', from).slice(1);
}
