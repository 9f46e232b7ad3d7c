// The AWS CLI as a person types it, with an environment in which there is nothing but the local AWS.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { foreignEnvironment } from './boto3-environment.ts';
import { waitersFile } from './botocore-model.ts';

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

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
  const run = (...words: readonly string[]) => runProgram(program, words, env);
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

export async function runProgram(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<Ended> {
  const child = spawn(program, words, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    texts.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    texts.stderr += chunk.toString();
  });
  child.stdin.end(input);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { exitCode, ...texts };
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
