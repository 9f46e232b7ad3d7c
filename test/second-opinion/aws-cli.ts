// The AWS CLI as a person types it, with an environment in which there is nothing but the local AWS.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { waitersFile } from './botocore-model.ts';
import { foreignEnvironment } from './foreign-environment.ts';
import { type Ended, runForeign } from './foreign-program.ts';

export interface AwsCli {
  /** `aws` with these arguments, one by one. */
  run(...words: readonly string[]): Promise<Ended>;
  /** What it prints, as JSON; throws when it does not end with 0. */
  json(...words: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** A folder that goes away with it. */
  readonly home: string;
  close(): void;
}

export function anAwsCli(program: string, url: string): AwsCli {
  const home = mkdtempSync(join(tmpdir(), 'slipway-aws-cli-'));
  const env = { ...foreignEnvironment(url, home), AWS_DATA_PATH: unhurriedWaiters(program, home) };
  const run = (...words: readonly string[]) => runForeign(program, words, { env, cwd: home });
  return {
    home,
    run,
    json: async (...words) => {
      const { exitCode, stdout, stderr } = await run(...words, '--output', 'json');
      if (exitCode !== 0) throw new Error(`aws ${words.join(' ')} ended with ${exitCode}: ${stderr}`);
      return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}

/**
 * botocore's own waiters of ECS with one change, no pause between two looks: the world moves at each look and not by the clock.
 * botocore reads what lies in AWS_DATA_PATH before what it brought along.
 */
function unhurriedWaiters(program: string, home: string): string {
  const { path, text } = waitersFile(program, 'ecs');
  const folder = join(home, 'data');
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), text.replaceAll(/(?<="delay"\s*:\s*)\d+/g, '0'));
  return folder;
}
