// The workflows as data, and a walk over one job as the runner takes it: which steps run, with which inputs.

import { parse } from 'yaml';
import { type Contexts, holds, type JobStatus, render } from './expressions.ts';
import { files, read } from './repository.ts';

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly 'continue-on-error'?: boolean;
}

export interface Job {
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly needs?: string | readonly string[];
  readonly steps?: readonly Step[];
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly permissions?: unknown;
  readonly environment?: string | { readonly name: string; readonly url?: string };
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': unknown };
  readonly 'timeout-minutes'?: number;
}

export interface Parameter {
  readonly description?: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: string | boolean;
}

export interface Workflow {
  readonly on: {
    readonly workflow_call?: {
      readonly inputs?: Readonly<Record<string, Parameter>>;
      readonly secrets?: Readonly<Record<string, Parameter>>;
      readonly outputs?: Readonly<Record<string, Parameter & { readonly value: string }>>;
    };
  };
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Every workflow of the repository, examples included. */
export function workflowFiles(): string[] {
  return files('.github/workflows/*.yml', 'examples/**/*.yml');
}

export function workflow(file: string): Workflow {
  return parse(read(file)) as Workflow;
}

export function jobOf(file: string, name: string): Job {
  const job = workflow(file).jobs[name];
  if (!job) throw new Error(`${file} has no job ${name}`);
  return job;
}

/** The inputs as a caller gives them, with the defaults of the workflow under them. */
export function inputsOf(file: string, given: Readonly<Record<string, string | boolean>>): Record<string, unknown> {
  const declared = workflow(file).on.workflow_call?.inputs ?? {};
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0) throw new Error(`${file} has no input ${unknown.join(', ')}`);
  return { ...Object.fromEntries(Object.entries(declared).map(([name, input]) => [name, input.default])), ...given };
}

export interface World {
  /** inputs, needs, vars, github … */
  readonly contexts: Contexts;
  /** by step id: what it writes when it runs */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** the scripts of these steps fail */
  readonly failedIn?: readonly string[];
  /** the job is cancelled while this step runs */
  readonly cancelledIn?: string;
}

export interface Walked {
  /** names of the steps that ran, in order */
  readonly ran: readonly string[];
  /** by step name: its inputs, or the environment of its script */
  readonly given: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly conclusion: 'success' | 'failure' | 'cancelled';
  readonly environmentUrl: string;
}

const GREEN = [
  'passed',
  'skipped',
  'succeeded',
  'deployed',
  'shifted',
  'unchanged',
  'updated',
  'idle',
  'planned',
  'started',
];

/** Walks the steps of a job. A step of ours is red when its verdict is, as DESIGN has it; any other is green. */
export function walk(job: Job, world: World): Walked {
  let status: JobStatus = { failed: false, cancelled: false };
  const steps: Record<string, unknown> = {};
  const ran: string[] = [];
  const given = new Map<string, Record<string, string>>();
  const env = rendered(job.env, world.contexts, status);
  const contexts = (): Contexts => ({ ...world.contexts, env, steps });

  for (const step of job.steps ?? []) {
    const name = step.name ?? step.uses ?? '';
    const runs = holds(step.if, contexts(), status);
    const outputs = (runs && step.id && world.outputs[step.id]) || {};
    const red =
      runs && (world.failedIn?.includes(name) || (outputs.verdict !== undefined && !GREEN.includes(outputs.verdict)));
    if (runs) {
      ran.push(name);
      given.set(name, rendered(step.with ?? step.env, contexts(), status));
    }
    if (step.id) steps[step.id] = { outputs, outcome: runs ? (red ? 'failure' : 'success') : 'skipped' };
    if (red && step['continue-on-error'] !== true) status = { ...status, failed: true };
    if (runs && world.cancelledIn === name) status = { ...status, cancelled: true };
  }
  const url = typeof job.environment === 'object' ? job.environment.url : undefined;
  return {
    ran,
    given,
    outputs: rendered(job.outputs, contexts(), status),
    conclusion: status.cancelled ? 'cancelled' : status.failed ? 'failure' : 'success',
    environmentUrl: render(url, contexts(), status),
  };
}

function rendered(
  map: Readonly<Record<string, unknown>> | undefined,
  contexts: Contexts,
  status: JobStatus,
): Record<string, string> {
  return Object.fromEntries(Object.entries(map ?? {}).map(([name, value]) => [name, render(value, contexts, status)]));
}
