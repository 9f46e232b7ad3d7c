// boto3 as a client: one Python process for a test file, asked in turn.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { foreignEnvironment } from './foreign-environment.ts';

export type Parameters = Readonly<Record<string, unknown>>;
export type Output = Readonly<Record<string, unknown>>;

/** How botocore read a refusal. `exception` is the class that was thrown: `ClientError` when botocore knows no better one. */
export interface Refusal {
  readonly exception: string;
  readonly code?: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly message: string;
}

export interface Boto3 {
  /** Throws when it is refused. */
  call(service: string, method: string, parameters?: Parameters): Promise<Output>;
  /** Throws when it is *not* refused. `unchecked`: boto3 does not look at the parameters before it sends them. */
  refused(service: string, method: string, parameters?: Parameters, options?: { unchecked: true }): Promise<Refusal>;
  /** All pages of boto3's paginator. */
  pages(service: string, method: string, parameters?: Parameters): Promise<readonly Output[]>;
  /** boto3's waiter, without a pause between its looks and with 60 of them at most. */
  wait(service: string, waiter: string, parameters?: Parameters): Promise<void>;
  /** What the waiter says when it gives up; throws when it does not. */
  gaveUp(service: string, waiter: string, parameters?: Parameters): Promise<string>;
  close(): Promise<void>;
}

interface Answer {
  readonly output?: Output | null;
  readonly pages?: readonly Output[];
  readonly error?: Refusal;
}

/** `program` is any program of the Python environment that holds boto3. */
export function startBoto3(program: string, url: string): Boto3 {
  const home = mkdtempSync(join(tmpdir(), 'slipway-boto3-'));
  const child = spawn(join(dirname(program), 'python'), [join(import.meta.dirname, 'boto3-client.py')], {
    env: foreignEnvironment(url, home),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stderr: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request: Readonly<Record<string, unknown>>): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`Python ended: ${stderr.join('')}`);
    return JSON.parse(value) as Answer;
  };
  const granted = async (request: Readonly<Record<string, unknown>>): Promise<Answer> => {
    const answer = await ask(request);
    if (answer.error !== undefined) throw new Error(`${String(request.name)}: ${JSON.stringify(answer.error)}`);
    return answer;
  };
  return {
    call: async (service, name, parameters = {}) =>
      (await granted({ service, how: 'call', name, parameters })).output ?? {},
    refused: async (service, name, parameters = {}, options) => {
      const { error } = await ask({ service, how: 'call', name, parameters, ...options });
      if (error === undefined) throw new Error(`${name} was not refused.`);
      return error;
    },
    pages: async (service, name, parameters = {}) =>
      (await granted({ service, how: 'paginate', name, parameters })).pages ?? [],
    wait: async (service, name, parameters = {}) => {
      await granted({ service, how: 'wait', name, parameters });
    },
    gaveUp: async (service, name, parameters = {}) => {
      const { error } = await ask({ service, how: 'wait', name, parameters });
      if (error?.exception !== 'WaiterError') throw new Error(`${name} ended with ${error?.exception ?? 'success'}.`);
      return error.message;
    },
    close: async () => {
      child.stdin.end();
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
