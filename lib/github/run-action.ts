// The one harness of the four actions: inputs, signals, state between main and post, publication, exit code.

import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';
import { AwsFailure, describeError, isTransient, UserError } from '../core/errors.ts';
import { createInputReader, type InputReader } from '../core/input-reader.ts';
import { block, escaped, joined } from '../core/markdown.ts';
import type { Report } from '../core/report.ts';
import { reportCancelled } from './cancelled.ts';
import { openIdTokenDoor, type RequestIdToken } from './id-token.ts';
import { readInputs } from './inputs.ts';
import { createLog, type Log } from './log.ts';
import { publish } from './publish.ts';
import { appendToFile } from './workflow-commands.ts';

export interface ActionContext {
  readonly inputs: InputReader;
  readonly log: Log;
  readonly clock: Clock;
  /** a number in [0, 1) */
  readonly random: () => number;
  /** aborted when the job is cancelled: the runner sends SIGINT, 7.5 s later SIGTERM, 2.5 s later it kills */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** a new OIDC token of GitHub's for an audience; absent where the job has no `id-token: write` */
  readonly idToken?: RequestIdToken;
  /** what main leaves for post; survives a cancelled job, not a killed machine */
  readonly state: State;
}

export interface State {
  save(name: string, value: string): void;
  /** in post: what main saved */
  read(name: string): string | undefined;
}

export interface Action {
  /** as in action.yml's folder, for example `deploy-ecs` */
  readonly name: string;
  main(context: ActionContext): Promise<Report>;
  /** runs at the end of the job, also after a cancel or a kill of main */
  post?(context: ActionContext): Promise<void>;
  /** the verdict of this action for an error that main did not turn into one itself; `refused` and `error` by default */
  verdictOf?(failure: AwsFailure): string;
}

/** Where to report our own bugs. */
const ISSUES = process.env.GITHUB_ACTION_REPOSITORY
  ? `https://github.com/${process.env.GITHUB_ACTION_REPOSITORY}/issues`
  : 'the issues of the repository that this action comes from';
const STARTED = 'slipway-started';
const NODE_MAJOR = 24;

export async function runAction(action: Action): Promise<void> {
  const clock = systemClock();
  const log = createLog({ write: (line) => process.stdout.write(`${line}\n`), clock, startedAt: clock.now() });
  const environment = process.env;
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!cancel.signal.aborted) log.line(`The job is being cancelled (${signal}).`);
      cancel.abort(signal);
    });
  }
  const state = createState(environment);
  const idToken = openIdTokenDoor(environment, log.mask);
  const isPost = state.read(STARTED) !== undefined;
  const context = (inputs: InputReader): ActionContext => ({
    inputs,
    log,
    clock,
    random: Math.random,
    signal: cancel.signal,
    environment,
    state,
    ...(idToken === undefined ? {} : { idToken }),
  });
  if (isPost) {
    process.exitCode = await runPost(action, context, log);
    return;
  }
  state.save(STARTED, 'true');
  let report: Report;
  try {
    assertNode();
    report = await beforeTheKill(action.main(context(readInputs(environment, log.mask))), cancel.signal, action.name);
  } catch (error) {
    report =
      cancel.signal.aborted && isTransient(error)
        ? reportCut(action.name, describeError(error))
        : reportError(action, error);
    if (report.verdict === 'error' && error instanceof Error) log.line(error.stack ?? error.message);
  }
  const published = publish(report, log, environment);
  // Not by the end of the event loop: a request that hangs must not outlive the verdict.
  await written(cancel.signal.aborted ? 1_000 : 30_000);
  process.exit(report.conclusion === 'success' && published ? 0 : 1);
}

/** What a pipe has not taken yet is lost when the process exits, and that is the end of a long log, with its error. */
async function written(withinMs: number): Promise<void> {
  const all = [process.stdout, process.stderr].map(
    (stream) => new Promise<void>((done) => void stream.write('', () => done())),
  );
  await Promise.race([Promise.all(all), delay(withinMs)]);
}

/** The runner kills 10 s after the cancel. A call that still hangs then must not cost the verdict and the summary. */
const TOO_LATE_MS = 8_500;

async function beforeTheKill(main: Promise<Report>, signal: AbortSignal, name: string): Promise<Report> {
  const { promise, resolve } = Promise.withResolvers<Report>();
  const late = () => resolve(reportCut(name, 'AWS did not answer in time'));
  signal.addEventListener('abort', () => setTimeout(late, TOO_LATE_MS).unref(), { once: true });
  return Promise.race([main, promise]);
}

/** The job was cancelled while a request was under way. */
function reportCut(name: string, why: string): Report {
  return reportCancelled(
    name,
    `the job was cancelled while Slipway waited for an answer (${why}); look at what was started, or run the step again`,
  );
}

async function runPost(action: Action, context: (inputs: InputReader) => ActionContext, log: Log): Promise<number> {
  try {
    // A post step reads no input: the files behind them may be gone by now.
    await action.post?.(context(createInputReader({ inputs: new Map() })));
    return 0;
  } catch (error) {
    // The job's verdict stands already; a clean-up that fails is said, and is no reason to make it red.
    log.annotate('warning', `${action.name} (post)`, describeError(error));
    return 0;
  }
}

/** What an exception means: the user's to fix, AWS's refusal, or our bug. */
export function reportError(action: Pick<Action, 'name' | 'verdictOf'>, error: unknown): Report {
  if (error instanceof UserError) {
    const list = error.problems.map((problem) => `- ${escaped(problem)}`).join('\n');
    return redReport(action.name, 'refused', {
      reason: error.problems.join('\n'),
      message: [...error.problems, error.done].join('\n'),
      summary: joined(escaped(error.done), list),
    });
  }
  if (error instanceof AwsFailure) {
    const verdict = action.verdictOf?.(error) ?? (error.kind === 'refused' ? 'refused' : 'unobserved');
    const { message } = error;
    return redReport(action.name, verdict, { reason: message, message, summary: escaped(message) });
  }
  const reason = describeError(error);
  return redReport(action.name, 'error', {
    reason,
    message: `${reason}\nThis is a bug of Slipway. Please report it, with the stack in the log of this step: ${ISSUES}`,
    summary: joined(
      `This is a bug of Slipway. Please report it: ${ISSUES}`,
      block(error instanceof Error ? (error.stack ?? reason) : reason),
    ),
  });
}

function redReport(name: string, verdict: string, words: { reason: string; message: string; summary: string }): Report {
  const title = `Slipway ${name}: ${verdict}`;
  return {
    conclusion: 'failure',
    verdict,
    headline: words.message,
    outputs: { reason: words.reason },
    summary: joined(`### ${title}`, words.summary),
    annotations: [{ level: 'error', title, message: words.message }],
  };
}

function createState(environment: Readonly<Record<string, string | undefined>>): State {
  return {
    save: (name, value) => {
      const file = environment.GITHUB_STATE;
      if (file) appendToFile(file, name, value);
    },
    read: (name) => environment[`STATE_${name}`],
  };
}

function systemClock(): Clock {
  return {
    now: Date.now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        // A longer one would be over at once.
        const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1));
        signal?.addEventListener('abort', done, { once: true });
      }),
  };
}

function assertNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE_MAJOR)
    throw new UserError(
      `Node ${NODE_MAJOR} is needed ("using: node24"), but this runs on ${process.versions.node}. Is the runner older than 2.327?`,
    );
}
