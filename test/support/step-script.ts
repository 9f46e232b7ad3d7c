// Runs the script of a step as the runner does: bash, its environment and nothing else.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Job } from './workflows.ts';

/** Throws when the step has no script, and when the script fails. */
export function runScript(
  job: Job,
  name: string,
  env: Readonly<Record<string, string>>,
): { log: string; summary: string } {
  const script = job.steps?.find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`no step "${name}" with a script`);
  const folder = mkdtempSync(join(tmpdir(), 'slipway-step-'));
  try {
    const summary = join(folder, 'summary');
    writeFileSync(summary, '');
    const log = execFileSync('bash', ['--noprofile', '--norc', '-e', '-c', script], {
      env: { ...env, PATH: process.env.PATH, GITHUB_STEP_SUMMARY: summary },
      encoding: 'utf8',
    });
    return { log, summary: readFileSync(summary, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
