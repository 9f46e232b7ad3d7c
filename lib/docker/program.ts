// Runs one program, never a shell: its lines as they come, words for its stdin, stopped when the signal says so.
// node:child_process and not @actions/exec: that one can neither be stopped nor leave the log to us.

import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import type { Readable } from 'node:stream';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProgramCall {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly cwd?: string;
  /** goes to stdin, which is closed after it */
  readonly input?: string;
  /** so many of stdout's last characters are answered with; half a million unless told */
  readonly keepCharacters?: number;
  /** every line of stdout and stderr, without its line break */
  readonly onLine?: (line: string) => void;
}

export type ProgramEnd =
  | { readonly kind: 'exited'; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** our signal was aborted; what the program had done by then is unknown */
  | { readonly kind: 'stopped' }
  /** there is no such program or folder, or it may not be run */
  | { readonly kind: 'missing'; readonly reason: string };

/** The runner kills us ten seconds after the first signal; docker gets some of them to tell its engine. */
const KILL_AFTER_MS = 3_000;
/** A grandchild may hold the pipe open after its parent has ended. */
const DRAIN_MS = 2_000;
const KEPT_CHARACTERS = 512 * 1024;
const LONGEST_LINE = 64 * 1024;

export function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  if (call.signal.aborted) return Promise.resolve({ kind: 'stopped' });
  return new Promise((resolve) => {
    const child = spawned(call);
    if (child instanceof Error) return resolve({ kind: 'missing', reason: child.message });
    const stdout = collect(child.stdout, call.onLine, call.keepCharacters);
    const stderr = collect(child.stderr, call.onLine);
    const timers: NodeJS.Timeout[] = [];
    let settled = false;
    const settle = (end: () => ProgramEnd) => {
      if (settled) return;
      settled = true;
      for (const timer of timers) clearTimeout(timer);
      call.signal.removeEventListener('abort', stop);
      stdout.end();
      stderr.end();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(end());
    };
    const stop = () => {
      killGroup(child, 'SIGINT');
      timers.push(setTimeout(() => killGroup(child, 'SIGKILL'), KILL_AFTER_MS));
    };
    const ended = (code: number | null, signal: NodeJS.Signals | null) =>
      settle(() =>
        call.signal.aborted
          ? { kind: 'stopped' }
          : { kind: 'exited', code: exitCode(code, signal), stdout: stdout.text(), stderr: stderr.text() },
      );
    call.signal.addEventListener('abort', stop, { once: true });
    child.on('error', (error) => settle(() => ({ kind: 'missing', reason: error.message })));
    child.on('close', ended);
    child.on('exit', (code, signal) => {
      timers.push(setTimeout(() => ended(code, signal), call.signal.aborted ? 0 : DRAIN_MS));
    });
    // A program that ends without reading its input is judged by its exit code, not by our broken pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(call.input ?? '');
  });
}

/** Most failures come as an event; that the folder is a file, or its path too long, node throws. */
function spawned(call: ProgramCall): ChildProcessWithoutNullStreams | Error {
  try {
    return spawn(call.program, [...call.arguments], {
      env: { ...call.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own, to be stopped as a whole: docker before 24 leaves signals to its plugins, as a terminal's Ctrl-C does.
      detached: true,
      ...(call.cwd === undefined ? {} : { cwd: call.cwd }),
    });
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && String(error.syscall).startsWith('spawn')) return error;
    throw error;
  }
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // All of it has ended since.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** 137 for SIGKILL, as a shell counts. */
function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

function collect(stream: Readable, onLine: ((line: string) => void) | undefined, keep = KEPT_CHARACTERS) {
  let kept = '';
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    kept = (kept + chunk).slice(-keep);
    // Progress bars redraw their line with \r; for a log each drawing is a line.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) {
      lines.push(rest);
      rest = '';
    }
    for (const line of lines) onLine?.(line);
  });
  return {
    text: () => kept,
    end: () => {
      const last = rest.replace(/\r$/, '');
      rest = '';
      if (last !== '') onLine?.(last);
    },
  };
}
