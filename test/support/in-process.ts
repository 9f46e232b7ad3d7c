// Runs an action's main in this process, on the simulator's virtual clock: twenty minutes of a rollout take milliseconds.

import type { AwsApi } from '../../lib/aws/api.ts';
import type { Clock } from '../../lib/core/clock.ts';
import { createInputReader } from '../../lib/core/input-reader.ts';
import type { Report } from '../../lib/core/report.ts';
import { createLog } from '../../lib/github/log.ts';
import { type ActionContext, reportError, type State } from '../../lib/github/run-action.ts';
import type { Simulator } from '../../simulator/simulator.ts';

export interface InProcessRun {
  readonly report: Report;
  readonly lines: readonly string[];
  readonly state: ReadonlyMap<string, string>;
  /** of virtual time */
  readonly tookMs: number;
}

export interface InProcessOptions {
  readonly simulator: Simulator;
  readonly api: AwsApi;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** the job is cancelled when this much virtual time has passed */
  readonly cancelAfterMs?: number;
  /** For several programs in one world (`agenda.ts`); `cancelAfterMs` is then nobody's business here. */
  readonly together?: { readonly clock: Clock; readonly signal: AbortSignal };
  /** what an earlier step saved, for a post step */
  readonly state?: ReadonlyMap<string, string>;
  /** called with each line when it is printed */
  readonly onLine?: (line: string) => void;
  /** numbers in [0, 1); always the same one by default */
  readonly random?: () => number;
}

/** Sleeping moves the world. A cancel falls due in the middle of a sleep and ends it. */
export function virtualClock(
  simulator: Simulator,
  cancel?: { readonly atMs: number; readonly abort: () => void },
): Clock {
  const startedAt = simulator.world.now;
  let due = cancel;
  return {
    now: () => simulator.world.now,
    sleep: async (ms, signal) => {
      if (signal?.aborted) return;
      const cancelIn = due === undefined ? Number.POSITIVE_INFINITY : startedAt + due.atMs - simulator.world.now;
      if (due !== undefined && cancelIn <= ms) {
        simulator.advance(Math.max(0, cancelIn));
        due.abort();
        due = undefined;
        if (signal !== undefined) return;
      }
      simulator.advance(ms);
    },
  };
}

export async function runInProcess(
  action: { name: string; main: (context: ActionContext, api: AwsApi) => Promise<Report> },
  options: InProcessOptions,
): Promise<InProcessRun> {
  const { simulator, cancelAfterMs } = options;
  const cancel = new AbortController();
  const clock =
    options.together?.clock ??
    virtualClock(
      simulator,
      cancelAfterMs === undefined ? undefined : { atMs: cancelAfterMs, abort: () => cancel.abort() },
    );
  const lines: string[] = [];
  const startedAt = clock.now();
  const write = (line: string) => {
    lines.push(line);
    options.onLine?.(line);
  };
  const { state, saved } = memoryState(options.state);
  const context: ActionContext = {
    inputs: createInputReader({ inputs: new Map(Object.entries(options.inputs)) }),
    log: createLog({ write, clock, startedAt }),
    clock,
    random: options.random ?? (() => 0.5),
    signal: options.together?.signal ?? cancel.signal,
    environment: options.environment ?? { GITHUB_SHA: 'a'.repeat(40), GITHUB_RUN_ID: '1' },
    state,
  };
  let report: Report;
  try {
    report = await action.main(context, options.api);
  } catch (error) {
    report = reportError(action, error);
    if (report.verdict === 'error') throw error;
  }
  return { report, lines, state: saved, tookMs: clock.now() - startedAt };
}

function memoryState(earlier: Iterable<[string, string]> = []): {
  state: State;
  saved: ReadonlyMap<string, string>;
} {
  const saved = new Map<string, string>(earlier);
  return { saved, state: { save: (name, value) => saved.set(name, value), read: (name) => saved.get(name) } };
}
