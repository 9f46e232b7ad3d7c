// The folder of one run of the demo. It notes the registry that the engine's images are named after, so that the run after one that was
// killed can forget those images: unlike containers, they cannot be labelled with the process that made them.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leftByTheDead, makeTemporaryFolder } from '../simulator/temporary-folder.ts';

const PREFIX = 'slipway-demo-';
const REGISTRY = 'registry';

/** `registryHost`: where this run will push images. */
export function makeOwnFolder(registryHost: string): string {
  const folder = makeTemporaryFolder(PREFIX);
  writeFileSync(join(folder, REGISTRY), registryHost);
  return folder;
}

/** Hosts of registries that went with killed runs. To be asked before this run's own folder is made, which removes theirs. */
export function registriesOfKilledRuns(): string[] {
  return leftByTheDead(PREFIX).flatMap((folder) => {
    try {
      return [readFileSync(join(folder, REGISTRY), 'utf8')];
    } catch {
      return [];
    }
  });
}
