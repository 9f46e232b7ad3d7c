// The tests of this folder, with strangers that only a person can bring: npm run test:second-opinion -- [--conformance DIR] [--peer DIR]

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { root } from '../support/repository.ts';
import { environmentOf, type GivenFolder } from './given-folder.ts';

const usage = `usage: npm run test:second-opinion -- [--conformance DIR] [--peer DIR]
  --conformance DIR   holds the program "conformance" of the OCI distribution specification's suite, built
  --peer DIR          holds action.yml and dist/ of aws-actions/amazon-ecs-deploy-task-definition
Without a folder the tests that need it are skipped, and counted. See test/second-opinion/README.md.`;

const mustHold: Readonly<Record<GivenFolder, string>> = { conformance: 'conformance', peer: 'dist/index.js' };

function refuse(problem: string): never {
  console.error(`${problem}\n${usage}`);
  process.exit(2);
}

function readArguments(): Partial<Record<GivenFolder, string>> {
  try {
    return parseArgs({ options: { conformance: { type: 'string' }, peer: { type: 'string' } } }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function findFolder(name: GivenFolder, given: string): string {
  // npm starts scripts in the project's folder, and says here where it was called.
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!existsSync(join(folder, mustHold[name]))) refuse(`--${name}: there is no ${join(folder, mustHold[name])}`);
  return folder;
}

const given = readArguments();
const folders = {
  ...(given.conformance !== undefined && { conformance: findFolder('conformance', given.conformance) }),
  ...(given.peer !== undefined && { peer: findFolder('peer', given.peer) }),
};
const vitest = join(root, 'node_modules/.bin/vitest');
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/second-opinion'], {
  cwd: root,
  env: { ...process.env, ...environmentOf(folders) },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
