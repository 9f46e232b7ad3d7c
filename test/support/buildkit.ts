// A BuildKit daemon of a test's own, for docker's buildx: real programs, state in a temporary folder, gone with the test.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { makeTemporaryFolder } from '../../simulator/temporary-folder.ts';
import { tool } from './tool.ts';

export interface BuildKit {
  /** `unix:///…` */
  readonly address: string;
  /** Idempotent; nothing is left of it. */
  stop(): Promise<void>;
}

/** It mounts file systems and starts containers, so it needs root. */
const asRoot: readonly string[] = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
const START_LIMIT_MS = 60_000;

/** Why this machine cannot have buildx, for `describe.skipIf` and its name; undefined when it can. */
export function whyNoBuildx(): string | undefined {
  const { missing } = tool('buildx');
  if (missing !== undefined) return missing;
  return spawnSync('docker', ['--version']).status === 0
    ? undefined
    : 'buildx needs the docker command, and there is none here';
}

/** The same for a daemon with buildx. */
export function whyNoBuildKit(): string | undefined {
  const why = whyNoBuildx() ?? tool('buildkitd').missing;
  if (why !== undefined) return why;
  return spawnSync('env', [...asRoot, 'true']).status === 0
    ? undefined
    : 'BuildKit needs root, or sudo without a password';
}

export async function startBuildKit(): Promise<BuildKit> {
  const folder = makeTemporaryFolder('slipway-buildkit-');
  const address = `unix://${join(folder, 'buildkitd.sock')}`;
  // setpriv: killed together with the test's process, whatever ends that one. unshare: with the daemon go its steps and mounts.
  const [program = '', ...rest] = [
    ...asRoot,
    ...['setpriv', '--pdeathsig', 'KILL'],
    ...['unshare', '--pid', '--mount-proc', '--fork', '--kill-child', pathOf('buildkitd')],
    ...['--addr', address, '--group', String(process.getgid?.() ?? 0), '--root', join(folder, 'state')],
    ...['--containerd-worker=false', '--oci-worker-binary', 'runc', '--cdi-disabled'],
  ];
  const daemon = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(daemon, 'close');
  const stop = async () => {
    if (daemon.exitCode === null && daemon.signalCode === null) {
      kill(daemon);
      await ended;
    }
    execFileSync('env', [...asRoot, 'rm', '-rf', folder]);
  };
  try {
    await untilItServes(daemon);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

/** Gives docker in this home the plugin, and a builder on the daemon, or else docker's own. */
export function installBuildx(home: string, address?: string): void {
  const plugins = join(home, '.docker/cli-plugins');
  mkdirSync(plugins, { recursive: true });
  symlinkSync(pathOf('buildx'), join(plugins, 'docker-buildx'));
  if (address !== undefined) addBuilder(home, 'test', address);
}

/** One more builder for docker in this home, which is then the one in use. */
export function addBuilder(home: string, name: string, address: string): void {
  const env = { ...process.env, HOME: home, DOCKER_CONFIG: join(home, '.docker') };
  const create = ['buildx', 'create', '--name', name, '--driver', 'remote', '--use', address];
  execFileSync('docker', create, { env, stdio: 'pipe' });
}

function pathOf(name: string): string {
  const found = tool(name);
  if (found.missing !== undefined) throw new Error(found.missing);
  return found.path;
}

function kill(daemon: ChildProcess): void {
  if (asRoot.length === 0) daemon.kill('SIGKILL');
  else spawnSync('env', [...asRoot, 'kill', '-KILL', String(daemon.pid)]);
}

function untilItServes(daemon: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`buildkitd ${why}. It said:\n${said.slice(-4_000)}`));
    const timer = setTimeout(() => fail(`did not serve within ${START_LIMIT_MS} ms`), START_LIMIT_MS);
    daemon.once('error', reject);
    daemon.once('close', (code) => fail(`ended with ${code}`));
    daemon.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-16_000);
      if (!said.includes('running server on')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}
