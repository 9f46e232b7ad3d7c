// Runs the shipped bundles one after the other as a job would: the step's lines as they come, its post step, its row in the table.

import { type BundleRun, type RunningBundle, startBundle } from '../test/support/runner.ts';
import { say, stepLine } from './console.ts';
import type { Summary } from './summaries.ts';

export interface Step {
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** the commit that the step runs for, as GITHUB_SHA */
  readonly commit?: string;
  /** the demo ends with an error when the step ends otherwise */
  readonly expected: string;
}

export interface Row {
  readonly act: string;
  readonly step: string;
  readonly verdict: string;
  readonly seconds: number;
  readonly note: string;
}

export interface Job {
  /** Runs one step; its outputs. Throws when it does not end as expected. */
  run(act: string, step: Step): Promise<BundleRun>;
  readonly rows: readonly Row[];
  readonly summaries: readonly Summary[];
  /** Cancels the step that runs, as the runner does. */
  cancel(): void;
}

export interface JobOptions {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
}

export function createJob(options: JobOptions): Job {
  const rows: Row[] = [];
  const summaries: Summary[] = [];
  let running: RunningBundle | undefined;
  let cancelled = false;

  const start = async (bundle: Parameters<typeof startBundle>[0]): Promise<BundleRun> => {
    running = startBundle(bundle);
    const run = await running.finished;
    running = undefined;
    return run;
  };
  return {
    rows,
    summaries,
    cancel: () => {
      cancelled = true;
      running?.cancel();
    },
    run: async (act, { action, inputs, expected, commit }) => {
      if (cancelled) throw new Error('cancelled');
      say(`\n-- ${action}`);
      const common = {
        action,
        inputs,
        cwd: options.workspace,
        env: { ...options.env, ...(commit === undefined ? {} : { GITHUB_SHA: commit }) },
        onLine: stepLine,
      };
      const run = await start({ ...common, phase: 'main' });
      if (run.stderr.trim() !== '') say(run.stderr);
      // A post step runs after a cancelled one, too.
      if (hasPost(action)) await start({ ...common, phase: 'post', state: run.state });
      const verdict = run.outputs.verdict ?? '(none)';
      rows.push({
        act,
        step: action,
        verdict,
        seconds: run.durationMs / 1_000,
        note: firstLine(run.outputs.reason ?? ''),
      });
      summaries.push({ title: `${act}: ${action}`, markdown: run.summary });
      if (verdict !== expected) throw new Error(`${action} ended ${verdict}, expected ${expected}`);
      return run;
    },
  };
}

function hasPost(action: string): boolean {
  return action === 'build-push' || action === 'deploy-ecs';
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 110 ? `${line.slice(0, 109)}…` : line;
}
