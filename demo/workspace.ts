// The user's repository: the demo's app under git, one commit for each release, so that commits and images are real.

import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeApplication } from './application.ts';

export interface Workspace {
  readonly folder: string;
  /** Commits the app as of this release, with as many migrations as there were by then; the commit. */
  commitRelease(release: { readonly name: string; readonly migrations: number }): Promise<string>;
}

export async function createWorkspace(folder: string): Promise<Workspace> {
  await mkdir(folder);
  const git = async (...args: string[]): Promise<string> => {
    const identity = ['-c', 'user.name=demo', '-c', 'user.email=demo@localhost', '-c', 'commit.gpgsign=false'];
    const { stdout } = await promisify(execFile)('git', [...identity, ...args], { cwd: folder });
    return stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    commitRelease: async ({ name, migrations }) => {
      await writeApplication(folder, { migrations });
      await writeFile(join(folder, 'RELEASE'), `${name}\n`);
      // With its node_modules: a build by the demo can install nothing.
      await git('add', '--all', '--force');
      await git('commit', '--quiet', '--message', `Release ${name}`);
      return git('rev-parse', 'HEAD');
    },
  };
}
