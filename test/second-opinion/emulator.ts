// An AWS emulator of somebody else's as a child process on loopback, and AWS's own clients in front of it.

import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { makeTemporaryFolder } from '../../simulator/temporary-folder.ts';

export interface Emulator {
  readonly url: string;
  readonly region: string;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;
  close(): Promise<void>;
}

interface Started {
  readonly program: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** of a line that it prints when it listens; the first group is its address where the port was its own choice */
  readonly ready: RegExp;
  /** where it listens, if that was told to it */
  readonly url?: string;
}

const region = 'eu-west-1';

/** Rejects when the program ends before it is ready. */
export async function startEmulator({ program, args = [], env = {}, ready, url }: Started): Promise<Emulator> {
  const home = makeTemporaryFolder('slipway-emulator-');
  const child = spawn(program, args, {
    cwd: home,
    env: { PATH: process.env.PATH ?? '', HOME: home, TMPDIR: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whoever is interrupted must not leave it running.
  process.once('exit', () => child.kill('SIGTERM'));
  const address = await readAddress(child, ready);
  const endpoint = url ?? address;
  const settings = { region, endpoint, credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'local' } };
  return {
    url: endpoint,
    region,
    ecr: new ECRClient(settings),
    ecs: new ECSClient(settings),
    logs: new CloudWatchLogsClient(settings),
    close: async () => {
      await endOf(child);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function readAddress(child: ChildProcess, ready: RegExp): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const listen = (line: string) => {
      said.push(line);
      const [found, address] = ready.exec(line) ?? [];
      if (found !== undefined) resolve(address ?? '');
    };
    for (const stream of [child.stdout, child.stderr]) if (stream !== null) createInterface(stream).on('line', listen);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`It ended with ${code}: ${said.slice(-20).join('\n')}`)));
  });
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('close', () => resolve());
    child.kill('SIGTERM');
  });
}

/** For those that cannot choose one by themselves. */
export async function aFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The port is not known.');
  return address.port;
}
