// Programs that only some machines have: act, crane, the AWS CLI … `script/tool` finds, builds or installs them.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './repository.ts';

export type Tool =
  | { readonly path: string; readonly missing?: never }
  | { readonly missing: string; readonly path?: never };

/**
 * The program's path, or why it cannot be had here: for `describe.skipIf` and its name.
 * Throws where it could be had but was not: that is a failure, not a reason to skip.
 */
export function tool(name: string): Tool {
  const { status, stdout, stderr, error } = spawnSync(join(root, 'script/tool'), [name], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status === 0) return { path: stdout.trim() };
  const why = stderr.trim().split('\n').at(-1) ?? '';
  if (status === 2) return { missing: why };
  throw new Error(`script/tool ${name} ended with ${status}: ${stderr.trim()}`);
}

/** For a test that is skipped where the program is missing: there it is never asked. */
export function pathOf({ path, missing }: Tool): string {
  if (path === undefined) throw new Error(missing);
  return path;
}
