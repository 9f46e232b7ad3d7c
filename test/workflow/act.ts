// Runs a workflow by nektos/act on this machine itself (host mode), and reads from its log what became of jobs and steps.

import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { root } from '../support/repository.ts';

export interface ActOptions {
  /** act's own path */
  readonly program: string;
  /** the caller's repository */
  readonly folder: string;
  /** path of the workflow in there */
  readonly workflow: string;
  readonly event: { readonly name: 'push' | 'workflow_dispatch'; readonly payload: object };
  /** `owner/name@ref=folder`, for each repository that may be asked for */
  readonly localRepositories: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  /** for act's own files; one run after the other may use it */
  readonly scratch: string;
  /** ends act and the step that runs */
  readonly signal: AbortSignal;
}

export interface StepRun {
  readonly job: string;
  readonly name: string;
  readonly outcome: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown */
  readonly summary: string;
}

export interface ActRun {
  readonly exitCode: number | null;
  /** by name, such as `deploy/release`; a job that was skipped is not among them */
  readonly jobs: Readonly<Record<string, string>>;
  /** in the order in which they ended; one that was skipped is not among them */
  readonly steps: readonly StepRun[];
  /** as a reader sees it: `[job] line` */
  readonly log: readonly string[];
}

interface Entry {
  readonly msg?: string;
  readonly job?: string;
  readonly step?: string;
  readonly stage?: string;
  readonly stepID?: readonly string[];
  readonly stepResult?: string;
  readonly jobResult?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly raw_output?: boolean;
}

export async function runAct(options: ActOptions): Promise<ActRun> {
  const home = join(options.scratch, 'home');
  mkdirSync(join(home, '.config/act'), { recursive: true });
  // Without one act asks which images it shall pull.
  writeFileSync(join(home, '.config/act/actrc'), '');
  const payload = join(options.scratch, 'event.json');
  writeFileSync(payload, JSON.stringify(options.event.payload));
  const child = spawn(options.program, argumentsOf(options, payload), {
    cwd: options.folder,
    // The actions are run by whatever `node` comes first.
    env: {
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      ...(process.env.DOCKER_HOST === undefined ? {} : { DOCKER_HOST: process.env.DOCKER_HOST }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: options.signal,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    // Told to end, it is waited for all the same: what it leaves would disturb the next run.
    child.on('error', (error) => (options.signal.aborted ? undefined : reject(error)));
    child.on('close', resolve);
  });
  const entries: Entry[] = [];
  const stderr = createInterface({ input: child.stderr }).on('line', (msg) => entries.push({ msg }));
  createInterface({ input: child.stdout }).on('line', (line) => entries.push(readEntry(line)));
  const exitCode = await ended;
  stderr.close();
  return { exitCode, ...told(entries) };
}

function argumentsOf(options: ActOptions, payload: string): string[] {
  const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  return [
    options.event.name,
    '--workflows',
    options.workflow,
    '--eventpath',
    payload,
    '--json',
    '--actor',
    'octocat',
    '--platform',
    'ubuntu-latest=-self-hosted',
    // Nothing is fetched, and nothing is served to others.
    '--pull=false',
    '--action-offline-mode',
    '--no-cache-server',
    '--action-cache-path',
    join(options.scratch, 'cache'),
    '--rm',
    ...options.localRepositories.flatMap((served) => ['--local-repository', served]),
    ...pairs('--env', options.env),
    ...pairs('--var', options.vars),
  ];
}

function readEntry(line: string): Entry {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return { msg: line };
  }
}

/** The log's lines belong to steps, which say at their end how it was; outputs and summary come after that. */
function told(entries: readonly Entry[]): Omit<ActRun, 'exitCode'> {
  const jobs: Record<string, string> = {};
  const steps: { job: string; name: string; outcome: string; outputs: Record<string, string>; summary: string }[] = [];
  for (const entry of entries) {
    const { step = '', stage } = entry;
    // Padded to the longest name.
    const job = (entry.job ?? '').trimEnd();
    if (entry.jobResult !== undefined) jobs[job] = entry.jobResult;
    if (stage !== 'Main') continue;
    if (entry.stepResult !== undefined)
      steps.push({ job, name: step, outcome: entry.stepResult, outputs: {}, summary: '' });
    const of = steps.findLast((one) => one.job === job && one.name === step);
    if (of === undefined) continue;
    if (entry.command === 'set-output' && entry.name !== undefined) of.outputs[entry.name] = entry.arg ?? '';
    if (entry.command === 'summary') of.summary = entry.content ?? '';
  }
  return {
    jobs,
    steps,
    log: entries
      .filter(({ msg = '' }) => !msg.startsWith('LocalRepositoryCache'))
      .map(({ job, msg = '', raw_output }) => `[${job ?? ''}] ${raw_output ? '  | ' : ''}${msg.trimEnd()}`),
  };
}

/** Where runs leave logs and summaries for a person to look at. */
export const shelf = join(root, '.cache/workflow');
