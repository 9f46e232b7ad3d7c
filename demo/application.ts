// Writes the demo's application into a folder as its own repository would hold it, ready to be built: with its dependencies,
// which come from this project's node_modules, and with the migrations that existed at that release.

import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const source = join(import.meta.dirname, 'app');
const modules = join(import.meta.dirname, '..', 'node_modules');

/** The folder may hold an earlier release: what a `.git` there has recorded stays, the rest becomes this release. */
export async function writeApplication(folder: string, release: { migrations?: number } = {}): Promise<void> {
  await mkdir(folder, { recursive: true });
  await rm(join(folder, 'migrations'), { recursive: true, force: true });
  await cp(source, folder, { recursive: true });
  const migrations = readdirSync(join(folder, 'migrations')).sort();
  for (const later of migrations.slice(release.migrations ?? migrations.length))
    await rm(join(folder, 'migrations', later));
  for (const name of packagesBehind('pg')) {
    await cp(join(modules, name), join(folder, 'node_modules', name), { recursive: true });
  }
}

/** The package itself and all that it needs, as they lie side by side in node_modules. */
function packagesBehind(name: string, found: string[] = []): string[] {
  if (found.includes(name)) return found;
  const manifest = readManifest(name);
  // An optional dependency that is not installed is not needed either.
  if (manifest === undefined) return found;
  found.push(name);
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    packagesBehind(dependency, found);
  }
  return found;
}

function readManifest(name: string): { dependencies?: object; optionalDependencies?: object } | undefined {
  try {
    return JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
