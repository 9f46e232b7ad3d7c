// A throw-away PostgreSQL server: a fresh cluster in a temporary folder, gone when it is stopped.
// It uses the server programs that it finds; installing them is the business of script/lib/postgresql.sh.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { appendFile, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { isAlive, leftByTheDead, makeTemporaryFolder } from '../simulator/temporary-folder.ts';
import { freePort } from './free-port.ts';

export interface Postgres {
  readonly port: number;
  /** `postgres://…` as seen by somebody who reaches this machine under `host` */
  url(host: string): string;
  /** Stops the server and removes its data. May be called twice. */
  stop(): Promise<void>;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const folderPrefix = 'slipway-postgres-';

/** Loopback is always listened on; `listenAddresses` adds others, such as the gateway of a Docker network. */
export async function startPostgres(request: { listenAddresses?: readonly string[] } = {}): Promise<Postgres> {
  const programs = findServerPrograms();
  await endLeftovers();
  const folder = makeTemporaryFolder(folderPrefix);
  const password = randomBytes(12).toString('hex');
  const addresses = ['127.0.0.1', ...(request.listenAddresses ?? [])];
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (server !== undefined) await stopServer(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const owner = serverOwner();
    const data = await initialiseCluster({ programs, folder, password, owner });
    const port = await freePort(addresses);
    await configure({ data, addresses, port });
    const log = join(folder, 'server.log');
    server = spawnServer({ programs, data, log, owner });
    const url = (host: string) => `postgres://slipway:${password}@${host}:${port}/slipway`;
    await createDatabase({ server, log, url: `postgres://slipway:${password}@127.0.0.1:${port}/postgres` });
    return { port, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The folder that holds initdb and postgres: in PATH, else the newest of Debian's. */
export function serverPrograms(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const installed = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    ...installed.map((version) => join(versions, version, 'bin')),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function findServerPrograms(): string {
  const programs = serverPrograms();
  if (programs !== undefined) return programs;
  throw new Error(
    'No PostgreSQL server is installed here: initdb is neither in PATH nor in /usr/lib/postgresql/*/bin. Install it with: apt-get install postgresql',
  );
}

/** PostgreSQL refuses to run as root: then it runs as the package's own user. Undefined: as whoever we are. */
function serverOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const entry = ['postgres:', 'nobody:'].flatMap((name) => users.filter((line) => line.startsWith(name)))[0];
  const [, , uid, gid] = entry?.split(':') ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error('PostgreSQL cannot run as root, and there is no user postgres here.');
  return { uid: Number(uid), gid: Number(gid) };
}

async function initialiseCluster(cluster: {
  programs: string;
  folder: string;
  password: string;
  owner: Owner | undefined;
}): Promise<string> {
  const { programs, folder, password, owner } = cluster;
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  await mkdir(data);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner !== undefined) {
    for (const path of [folder, data, passwordFile]) await chown(path, owner.uid, owner.gid);
  }
  const options = [
    '--username=slipway',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ];
  await promisify(execFile)(join(programs, 'initdb'), ['-D', data, '--no-sync', ...options], { ...owner, cwd: folder });
  return data;
}

async function configure(cluster: { data: string; addresses: readonly string[]; port: number }): Promise<void> {
  const settings = [
    `listen_addresses = '${cluster.addresses.join(',')}'`,
    `port = ${cluster.port}`,
    "unix_socket_directories = ''",
    // The data dies with the run: nothing is worth waiting for the disk.
    'fsync = off',
    'full_page_writes = off',
  ];
  await appendFile(join(cluster.data, 'postgresql.conf'), `${settings.join('\n')}\n`);
  await appendFile(join(cluster.data, 'pg_hba.conf'), 'host all all 0.0.0.0/0 scram-sha-256\n');
}

function spawnServer(cluster: { programs: string; data: string; log: string; owner: Owner | undefined }): ChildProcess {
  const log = openSync(cluster.log, 'a');
  // A group of its own: Ctrl-C must not take the database from under containers that are still being stopped.
  const server = spawn(join(cluster.programs, 'postgres'), ['-D', cluster.data], {
    ...cluster.owner,
    cwd: cluster.data,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  return server;
}

async function createDatabase(request: { server: ChildProcess; log: string; url: string }): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client(request.url);
    try {
      await client.connect();
      await client.query('CREATE DATABASE slipway');
      return;
    } catch (error) {
      if (hasEnded(request.server) || attempt === 200) {
        throw new Error(`PostgreSQL did not start:\n${readFileSync(request.log, 'utf8').trim()}`, { cause: error });
      }
    } finally {
      await client.end().catch(() => undefined);
    }
    await delay(50);
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return;
  const ended = once(server, 'exit');
  // SIGINT is PostgreSQL's "fast": sessions are ended, not waited for.
  server.kill('SIGINT');
  const impatience = setTimeout(() => server.kill('SIGQUIT'), 10_000);
  await ended;
  clearTimeout(impatience);
}

function hasEnded(server: ChildProcess): boolean {
  return server.pid === undefined || server.exitCode !== null || server.signalCode !== null;
}

/** Servers of runs that were killed before they could stop them; their folders go when a new one is made. */
async function endLeftovers(): Promise<void> {
  for (const folder of leftByTheDead(folderPrefix)) {
    const pidFile = join(folder, 'data', 'postmaster.pid');
    try {
      if (!existsSync(pidFile)) continue;
      const server = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
      process.kill(server, 'SIGQUIT');
      // It writes until it has ended.
      for (let attempt = 1; isAlive(server) && attempt <= 100; attempt++) await delay(50);
    } catch {
      // Gone already, or somebody else's.
    }
  }
}
