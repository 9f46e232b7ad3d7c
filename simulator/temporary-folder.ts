// Temporary folders that carry the process id of whoever made them, so that what a killed run left behind is found and removed.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const swept = new Set<string>();

/** `<prefix><process id>-<something>`. The first of a kind removes those of the same kind whose process is no more. */
export function makeTemporaryFolder(prefix: string): string {
  if (!swept.has(prefix)) {
    swept.add(prefix);
    leftByTheDead(prefix).forEach(removeIfOurs);
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

function removeIfOurs(path: string): void {
  try {
    // Whoever is still busy in there has been told to end.
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // Another user's: not ours to remove.
  }
}

/** Paths of folders of this kind whose process is no more. */
export function leftByTheDead(prefix: string): string[] {
  return readdirSync(tmpdir())
    .filter((name) => {
      const [, owner] = name.startsWith(prefix) ? (/^(\d+)-/.exec(name.slice(prefix.length)) ?? []) : [];
      return owner !== undefined && !isAlive(Number(owner));
    })
    .map((name) => join(tmpdir(), name));
}

export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
