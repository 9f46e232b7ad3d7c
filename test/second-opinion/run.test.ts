import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args], { encoding: 'utf8' });

test.each([
  [['--conformace', '.'], "Unknown option '--conformace'"],
  [['boto3'], "Unexpected argument 'boto3'"],
  [['--peer'], "'--peer <value>' argument missing"],
  [['--peer', 'nowhere'], '--peer: there is no '],
  [['--conformance', import.meta.dirname], '--conformance: there is no '],
])('%j is refused with the usage, and nothing is run', (args, problem) => {
  const { status, stdout, stderr } = run(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(problem);
  expect(stderr).toContain('usage: npm run test:second-opinion -- [--conformance DIR] [--peer DIR]');
});
