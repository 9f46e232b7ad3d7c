// Follows the logs of a task's containers while it runs, and drains them after its end. A log that cannot be read is said once; it never
// stops whoever follows.

import type { Clock } from '../core/clock.ts';
import { AwsFailure, isTransient } from '../core/errors.ts';
import type { LogStreamRef } from '../core/task-snapshots.ts';
import type { AwsApi } from './api.ts';
import { type LogLine, readLog } from './logs.ts';

export interface LogFollower {
  /** Hands on what is new since the last call; answers how many lines that were. */
  read(streams: readonly LogStreamRef[]): Promise<number>;
  /** Reads on until nothing new has come twice in a row: the last lines of a task arrive seconds after its end. */
  drain(
    streams: readonly LogStreamRef[],
    pacing: { clock: Clock; intervalMs: number; signal: AbortSignal },
  ): Promise<void>;
}

/** A look has no time for a log of gigabytes: the rest comes with the next one. */
const PAGES_A_READ = 10;
const QUIET_READS = 2;
const LONGEST_DRAIN_MS = 15_000;

export function followLogs(
  api: AwsApi,
  on: {
    readonly line: (stream: LogStreamRef, line: LogLine) => void;
    readonly unreadable: (stream: LogStreamRef, failure: AwsFailure) => void;
  },
): LogFollower {
  const tokens = new Map<string, string>();
  const unreadable = new Set<string>();
  const readOne = async (ref: LogStreamRef): Promise<number> => {
    const key = `${ref.region ?? ''} ${ref.group} ${ref.stream}`;
    if (unreadable.has(key)) return 0;
    let count = 0;
    try {
      for (let page = 0; page < PAGES_A_READ; page++) {
        const before = tokens.get(key);
        const { lines, token } = await readLog(api, ref, before);
        for (const line of lines) on.line(ref, line);
        count += lines.length;
        if (token !== undefined) tokens.set(key, token);
        if (lines.length === 0 || token === before) break;
      }
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      if (!isTransient(error)) {
        unreadable.add(key);
        on.unreadable(ref, error);
      }
    }
    return count;
  };
  const read: LogFollower['read'] = async (streams) => {
    let count = 0;
    for (const ref of streams) count += await readOne(ref);
    return count;
  };
  return {
    read,
    drain: async (streams, { clock, intervalMs, signal }) => {
      const until = clock.now() + LONGEST_DRAIN_MS;
      for (let quiet = 0; quiet < QUIET_READS && !signal.aborted && clock.now() < until; ) {
        quiet = (await read(streams)) === 0 ? quiet + 1 : 0;
        if (quiet < QUIET_READS) await clock.sleep(intervalMs, signal);
      }
    },
  };
}
