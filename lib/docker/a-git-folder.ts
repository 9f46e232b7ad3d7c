// A folder of its own under git, for the tests of one file: made anew before each of them, gone after it.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

export interface GitFolder {
  /** of the test that runs */
  readonly path: string;
  /** What git said, trimmed. */
  git(...given: string[]): string;
  write(path: string, text: string): void;
  /** All that lies there. */
  commit(): void;
}

/** Called at the top of a test file; nothing is in it but git's own folder. */
export function aGitFolder(): GitFolder {
  let path = '';
  const folder: GitFolder = {
    get path() {
      return path;
    },
    git: (...given) => {
      const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
      return execFileSync('git', [...identity, ...given], { cwd: path, encoding: 'utf8' }).trim();
    },
    write: (name, text) => {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    },
    commit: () => {
      folder.git('add', '--all');
      folder.git('commit', '--quiet', '--message', 'x');
    },
  };
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'slipway-git-'));
    folder.git('init', '--quiet');
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  return folder;
}
