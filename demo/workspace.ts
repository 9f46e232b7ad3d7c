// The user's repository: the demo's app under git, one commit for each release, so that commits and images are real.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Workspace {
  readonly folder: string;
  /** Commits a file that says what the release is, and the migrations that it brings; the commit. */
  commitRelease(release: { readonly name: string; readonly migrations?: readonly string[] }): Promise<string>;
  remove(): Promise<void>;
}

export async function createWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-demo-'));
  const git = async (...args: string[]): Promise<string> => {
    const identity = ['-c', 'user.name=demo', '-c', 'user.email=demo@localhost', '-c', 'commit.gpgsign=false'];
    const { stdout } = await promisify(execFile)('git', [...identity, ...args], { cwd: folder });
    return stdout.trim();
  };
  await cp(app, folder, { recursive: true });
  await rm(join(folder, 'migrations'), { recursive: true });
  for (const name of dependenciesOf('pg'))
    await cp(join(modules, name), join(folder, 'node_modules', name), { recursive: true });
  await writeFile(join(folder, '.gitignore'), 'node_modules/\n');
  await git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    commitRelease: async ({ name, migrations = [] }) => {
      for (const file of migrations) await cp(join(app, 'migrations', file), join(folder, 'migrations', file));
      await writeFile(join(folder, 'RELEASE'), `${name}\n`);
      await git('add', '--all');
      await git('commit', '--quiet', '--message', `Release ${name}`);
      return git('rev-parse', 'HEAD');
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const app = join(import.meta.dirname, 'app');
const modules = join(import.meta.dirname, '../node_modules');

/** The package and all that it needs, as `npm ci --omit=dev` would install them; nothing is fetched. */
function dependenciesOf(name: string, known: ReadonlySet<string> = new Set()): Set<string> {
  const manifest = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  const found = new Set([...known, name]);
  for (const dependency of Object.keys(manifest.dependencies ?? {})) {
    if (!found.has(dependency)) for (const one of dependenciesOf(dependency, found)) found.add(one);
  }
  return found;
}
