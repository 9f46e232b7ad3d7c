// Runs an action's shipped bundle as GitHub's runner would: INPUT_* variables, command files, a workspace, a post step, masking.
// It knows action.yml and the runner's rules (actions/runner: ActionRunner, NodeScriptActionHandler), and nothing of what actions do.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { makeTemporaryFolder } from '../../simulator/temporary-folder.ts';
import { type Annotation, annotationsOf, masksOf, parseCommandFile, splitLines } from './runner-commands.ts';

export interface BundleOptions {
  /** an action of this repository by its folder's name, or the absolute path of a folder that holds an action.yml */
  readonly action: string;
  /** by the names of action.yml; one that it does not declare is a mistake of the caller */
  readonly inputs?: Readonly<Record<string, string>>;
  /** the token of the job, which is the default of some inputs; none when not given */
  readonly token?: string;
  /** beside the runner's own variables; undefined takes one of those away */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** the workspace; a new empty folder when not given */
  readonly cwd?: string;
  readonly phase?: 'main' | 'post';
  /** for phase post: the state that main left */
  readonly state?: Readonly<Record<string, string>>;
  /** called with each line of stdout when it comes */
  readonly onLine?: (line: string) => void;
}

export interface BundleRun {
  /** null when a signal ended the process */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** stdout, as written: nothing masked */
  readonly lines: readonly string[];
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** Markdown of the job summary */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** every secret that the run asked to mask, in order */
  readonly masks: readonly string[];
  readonly durationMs: number;
}

export interface RunningBundle {
  readonly pid: number;
  /** performance.now() when the process was started */
  readonly startedAt: number;
  kill(signal: NodeJS.Signals): void;
  /**
   * What the runner does on a cancelled job: SIGINT, 7.5 s later SIGTERM, 2.5 s later the end.
   * Resolves when the process has heard it, or is over: who answers a request only then knows which of the two came first.
   */
  cancel(): Promise<void>;
  readonly finished: Promise<BundleRun>;
}

interface Manifest {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

const root = resolve(import.meta.dirname, '../..');
const NODE = join(root, 'node_modules/.bin/node');
const TERMINATE_AFTER_MS = 7_500;
const KILL_AFTER_MS = 10_000;

export async function runBundle(options: BundleOptions): Promise<BundleRun> {
  return startBundle(options).finished;
}

export function startBundle(options: BundleOptions): RunningBundle {
  const folder = isAbsolute(options.action) ? options.action : join(root, 'actions', options.action);
  const manifest = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as Manifest;
  const entry = entryOf(folder, manifest, options.phase ?? 'main');
  const runner = makeRunnerFolder();
  const workspace = options.cwd ?? join(runner.folder, 'workspace');
  const startedAt = performance.now();
  const child = spawn(NODE, [entry], {
    cwd: workspace,
    env: {
      ...environmentOf(runner, workspace, folder),
      ...inputVariables(manifest, options),
      ...stateVariables(options.state ?? {}),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const cancelHeard = Promise.withResolvers<void>();
  const stdout = splitLines((line) => {
    lines.push(line);
    if (line.includes('The job is being cancelled')) cancelHeard.resolve();
    options.onLine?.(line);
  });
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', stdout.push);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const timers: NodeJS.Timeout[] = [];
  const finished = new Promise<BundleRun>((done, failed) => {
    child.on('error', failed);
    child.on('close', (exitCode, signal) => {
      for (const timer of timers) clearTimeout(timer);
      stdout.end();
      cancelHeard.resolve();
      const all = [...lines, ...stderr.split(/\r\n|\r|\n/)];
      try {
        done({
          exitCode,
          signal,
          lines,
          stderr,
          outputs: parseCommandFile(readFileSync(runner.files.GITHUB_OUTPUT, 'utf8')),
          state: parseCommandFile(readFileSync(runner.files.GITHUB_STATE, 'utf8')),
          summary: readFileSync(runner.files.GITHUB_STEP_SUMMARY, 'utf8'),
          annotations: annotationsOf(all),
          masks: masksOf(all),
          durationMs: performance.now() - startedAt,
        });
      } catch (error) {
        failed(error);
      } finally {
        rmSync(runner.folder, { recursive: true, force: true });
      }
    });
  });
  return {
    pid: child.pid ?? -1,
    startedAt,
    kill: (signal) => void child.kill(signal),
    cancel: () => {
      child.kill('SIGINT');
      timers.push(setTimeout(() => child.kill('SIGTERM'), TERMINATE_AFTER_MS));
      timers.push(setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS));
      return cancelHeard.promise;
    },
    finished,
  };
}

function entryOf(folder: string, manifest: Manifest, phase: 'main' | 'post'): string {
  const path = manifest.runs[phase];
  if (path === undefined) throw new Error(`${folder}/action.yml has no "${phase}" step`);
  const entry = resolve(folder, path);
  if (!existsSync(entry)) throw new Error(`${entry} does not exist; it is made by: npm run build`);
  return entry;
}

function makeRunnerFolder() {
  const folder = makeTemporaryFolder('slipway-runner-');
  for (const name of ['temp', 'tools', 'workspace']) mkdirSync(join(folder, name));
  const file = (name: string, content = '') => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return {
    folder,
    files: {
      GITHUB_OUTPUT: file('output'),
      GITHUB_STATE: file('state'),
      GITHUB_ENV: file('env'),
      GITHUB_PATH: file('path'),
      GITHUB_STEP_SUMMARY: file('summary.md'),
      GITHUB_EVENT_PATH: file('event.json', '{}'),
    },
  };
}

/** Nothing of this machine but PATH and HOME: a test must not pass because of somebody's own AWS profile. */
function environmentOf(runner: ReturnType<typeof makeRunnerFolder>, workspace: string, action: string) {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    ...runner.files,
    CI: 'true',
    RUNNER_TEMP: join(runner.folder, 'temp'),
    RUNNER_TOOL_CACHE: join(runner.folder, 'tools'),
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'self-hosted',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_PATH: action,
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'OWNER/app',
    GITHUB_REPOSITORY_OWNER: 'OWNER',
    GITHUB_SHA: 'c0ffee0000000000000000000000000000000001',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_WORKFLOW: 'deploy',
    GITHUB_JOB: 'release',
    GITHUB_ACTOR: 'octocat',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_NUMBER: '42',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    // Nobody answers here: a test that needs GitHub's API brings its own.
    GITHUB_API_URL: 'http://127.0.0.1:9',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Every declared input has a variable, an empty one where nothing is given and there is no default. */
function inputVariables(manifest: Manifest, options: BundleOptions): Record<string, string> {
  const declared = manifest.inputs ?? {};
  const unknown = Object.keys(options.inputs ?? {}).filter((name) => !(name in declared));
  if (unknown.length > 0) throw new Error(`${options.action} declares no input "${unknown.join('", "')}"`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      options.inputs?.[name] ??
        String(input?.default ?? '').replace(/^\$\{\{ github\.token \}\}$/, options.token ?? ''),
    ]),
  );
}

function stateVariables(state: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
}
