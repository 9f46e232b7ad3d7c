// A program of strangers, run to its end beside a simulator in this process.

import { spawn } from 'node:child_process';

export interface Ended {
  /** null when a signal ended it */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Given {
  /** the whole of it: nothing is inherited */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin?: string;
}

/** Rejects only when the program cannot be started. */
export async function runForeign(program: string, args: readonly string[], given: Given): Promise<Ended> {
  const { env, cwd, stdin = '' } = given;
  const child = spawn(program, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // A program that does not read its input may have closed it.
  child.stdin.on('error', () => {}).end(stdin);
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (exitCode) => done({ exitCode, stdout, stderr }));
  });
}
