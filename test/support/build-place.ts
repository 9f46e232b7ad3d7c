// What a test of build-push needs around it: the local AWS with a repository, a checkout, a home of its own, and a docker.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { expect } from 'vitest';
import { anIdleRuntime } from '../../simulator/a-simulator.ts';
import { createDockerRuntime } from '../../simulator/runtimes/docker.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/server.ts';
import { installBuildx } from './buildkit.ts';
import { type BundleOptions, type BundleRun, type RunningBundle, runBundle, startBundle } from './runner.ts';

export interface DockerCall {
  readonly arguments: readonly string[];
  readonly stdin: string;
  readonly environment: Readonly<Record<string, string>>;
}

type Change = Partial<Omit<BundleOptions, 'action'>>;

export interface BuildPlace {
  readonly aws: RunningSimulator;
  readonly registry: string;
  /** what main makes for itself lies here */
  readonly temp: string;
  readonly home: string;
  readonly checkout: string;
  /** Puts all that lies in the checkout under git; the commit. */
  commit(): string;
  run(inputs: Readonly<Record<string, string>>, change?: Change): Promise<BundleRun>;
  start(inputs: Readonly<Record<string, string>>, change?: Change): RunningBundle;
  /** how the stand-in was called */
  dockerCalls(): DockerCall[];
  /** private folders that are still there */
  leftovers(): string[];
  /** Into the checkout. */
  write(path: string, text: string): void;
  /** what each tag of the repository points to */
  tagsInEcr(): Readonly<Record<string, string>>;
  makeImmutable(): Promise<void>;
  close(): Promise<void>;
  /** The same, and fails where a request differed from AWS's model or a private folder is still there. */
  closeClean(): Promise<void>;
}

const IDENTITY = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
const standIn = resolve(import.meta.dirname, 'stand-in-docker.ts');
const node = resolve(import.meta.dirname, '../../node_modules/.bin/node');

/** `buildx`: with the real plugin, on the given BuildKit or, without an address, on the engine's own. */
type Docker = 'stand-in' | 'real' | { readonly buildx: { readonly address?: string } };

export const REPOSITORY = 'shop/web';

/** `tasks: 'real'`: what is built can be run, as containers of the engine. `repository: 'none'`: ECR has none yet, else REPOSITORY. */
export async function aBuildPlace(options: {
  docker: Docker;
  tasks?: 'real';
  repository?: 'none';
}): Promise<BuildPlace> {
  const aws = await startSimulator(
    options.tasks === 'real'
      ? { runtime: ({ login }) => createDockerRuntime({ registryAuth: login }), time: 'real', timeScale: 20 }
      : { runtime: anIdleRuntime(), time: 'virtual' },
  );
  if (options.repository !== 'none')
    await aws.simulator.call('ecr', 'CreateRepository', { repositoryName: REPOSITORY });
  const folder = mkdtempSync(join(tmpdir(), 'slipway-build-'));
  const at = (name: string) => join(folder, name);
  for (const name of ['temp', 'home/.docker', 'checkout', 'bin']) mkdirSync(at(name), { recursive: true });
  writeFileSync(at('home/.docker/config.json'), '{"auths":{"ghcr.io":{"auth":"c29tZWJvZHk6ZWxzZQ=="}}}');
  writeFileSync(at('checkout/Dockerfile'), 'FROM scratch\nCOPY app.txt /app.txt\n');
  writeFileSync(at('checkout/app.txt'), `release 1 of ${folder}\n`);
  writeFileSync(at('bin/docker'), `#!/bin/sh\nexec "${node}" "${standIn}" "$@"\n`);
  chmodSync(at('bin/docker'), 0o755);
  if (typeof options.docker === 'object') installBuildx(at('home'), options.docker.buildx.address);
  const journal = at('docker.jsonl');
  const bundle = (inputs: Readonly<Record<string, string>>, change: Change): BundleOptions => ({
    action: 'build-push',
    inputs,
    cwd: at('checkout'),
    ...change,
    env: {
      AWS_ENDPOINT_URL: aws.url,
      HOME: at('home'),
      RUNNER_TEMP: at('temp'),
      STAND_IN_JOURNAL: journal,
      ...(options.docker === 'stand-in' ? { PATH: `${at('bin')}:${process.env.PATH}` } : {}),
      ...change.env,
    },
  });
  const leftovers = () => readdirSync(at('temp'));
  const close = async () => {
    await aws.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    aws,
    registry: aws.url.replace('http://', ''),
    temp: at('temp'),
    home: at('home'),
    checkout: at('checkout'),
    commit: () => {
      const git = (...given: string[]) => execFileSync('git', [...IDENTITY, ...given], { cwd: at('checkout') });
      git('init', '--quiet');
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', 'A change');
      return git('rev-parse', 'HEAD').toString().trim();
    },
    run: (inputs, change = {}) => runBundle(bundle(inputs, change)),
    start: (inputs, change = {}) => startBundle(bundle(inputs, change)),
    dockerCalls: () =>
      existsSync(journal)
        ? readFileSync(journal, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as DockerCall)
        : [],
    leftovers,
    write: (path, text) => writeFileSync(join(at('checkout'), path), text),
    tagsInEcr: () => aws.simulator.world.ecr.repositories[REPOSITORY]?.imageTags ?? {},
    makeImmutable: async () => {
      const input = { repositoryName: REPOSITORY, imageTagMutability: 'IMMUTABLE' };
      await aws.simulator.call('ecr', 'PutImageTagMutability', input);
    },
    close,
    closeClean: async () => {
      const problems = aws.simulator.diary.flatMap((entry) => entry.problems);
      const left = leftovers();
      await close();
      expect(problems).toEqual([]);
      expect(left).toEqual([]);
    },
  };
}

/** Whether a Docker engine answers on this machine. */
export function dockerEngineAnswers(): boolean {
  try {
    return execFileSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'pipe' }).length > 1;
  } catch {
    return false;
  }
}

/** Everything that a reader of the log sees: without the lines by which the runner is told what to mask. */
export function visible(run: BundleRun): string {
  const log = run.lines.filter((line) => !line.startsWith('::add-mask::'));
  return [...log, run.stderr, run.summary, ...Object.values(run.outputs)].join('\n');
}
