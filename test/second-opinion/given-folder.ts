// Strangers that no package registry has: somebody lays their folder down, and `run.ts` hands its path to the tests.

import process from 'node:process';
import type { Tool } from '../support/tool.ts';

const variables = { conformance: 'SLIPWAY_CONFORMANCE', peer: 'SLIPWAY_PEER' } as const;

export type GivenFolder = keyof typeof variables;

/** The folder's absolute path, or why there is none: for `describe.skipIf` and its name. */
export function givenFolder(name: GivenFolder): Tool {
  const path = process.env[variables[name]] ?? '';
  return path === '' ? { missing: `(by hand only: npm run test:second-opinion -- --${name} DIR)` } : { path };
}

/** Environment by which `givenFolder` finds them. */
export function environmentOf(folders: Readonly<Partial<Record<GivenFolder, string>>>): Record<string, string> {
  return Object.fromEntries(Object.entries(folders).map(([name, path]) => [variables[name as GivenFolder], path]));
}
