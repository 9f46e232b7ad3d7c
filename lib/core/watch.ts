// The one poll loop: a deployment settling, a migration task stopping, a URL becoming healthy.
// It knows how to look, ask the rule, act and wait; what any of it means is the rule's business. It awaits only its parameters.

import type { Clock } from './clock.ts';
import { AwsFailure, isTransient } from './errors.ts';

export interface Issued<Command> {
  readonly command: Command;
  readonly at: number;
  /** what AWS answered when it did not take the command */
  readonly failure?: AwsFailure;
}

/** Everything that a rule may know. */
export interface History<Seen, Command> {
  readonly startedAt: number;
  readonly now: number;
  /** the newest successful look */
  readonly latest?: Seen;
  readonly latestAt?: number;
  readonly issued: readonly Issued<Command>[];
  /** looks that failed since the newest successful one; empty when we see */
  readonly blind: readonly AwsFailure[];
  /** what was seen how often, in the order of first sight: `IN_PROGRESS (1 of 2 tasks running)` → 38 */
  readonly tally: ReadonlyMap<string, number>;
  /** set once the job was cancelled */
  readonly cancelledAt?: number;
}

export type Decision<Command, Verdict> =
  | { readonly kind: 'wait'; readonly because: string }
  | { readonly kind: 'act'; readonly command: Command }
  | { readonly kind: 'settle'; readonly verdict: Verdict };

export interface Watch<Seen, Command, Verdict> {
  /** One look at the world; gets the previous one, so that what was seen once is not forgotten. */
  readonly look: (previous: Seen | undefined) => Promise<Seen>;
  readonly decide: (history: History<Seen, Command>) => Decision<Command, Verdict>;
  readonly act: (command: Command) => Promise<void>;
  /** Milliseconds until the next look. */
  readonly pace: (history: History<Seen, Command>) => number;
  /** A few words for the tally. */
  readonly describe: (seen: Seen) => string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called when the sentence changes, not each time. */
  readonly onWait?: (because: string) => void;
  readonly onLook?: (seen: Seen, previous: Seen | undefined) => void;
}

export async function watch<Seen, Command, Verdict>(w: Watch<Seen, Command, Verdict>): Promise<Verdict> {
  let history: History<Seen, Command> = {
    startedAt: w.clock.now(),
    now: w.clock.now(),
    issued: [],
    blind: [],
    tally: new Map(),
  };
  let said: string | undefined;
  let lookedFor: number | undefined;
  for (;;) {
    history = await lookOnce(w, history);
    let decision = w.decide(history);
    while (decision.kind === 'act') {
      history = { ...history, issued: [...history.issued, await actOnce(w, decision.command)] };
      decision = w.decide(history);
    }
    if (decision.kind === 'settle') return decision.verdict;
    if (decision.because !== said) {
      said = decision.because;
      w.onWait?.(said);
    }
    // A cancelled job has seconds left, so the look that the rule waits for comes at once, also the one after something was asked for; only later ones have a pace.
    const lookFor = history.cancelledAt === undefined ? -1 : history.issued.length;
    if (w.signal.aborted && lookedFor !== lookFor) {
      lookedFor = lookFor;
      continue;
    }
    // The signal stays aborted: sleeping with it would spin.
    await w.clock.sleep(w.pace(history), history.cancelledAt === undefined ? w.signal : undefined);
  }
}

async function lookOnce<S, C, V>(w: Watch<S, C, V>, history: History<S, C>): Promise<History<S, C>> {
  if (w.signal.aborted && history.cancelledAt === undefined) return cancelled(w, history);
  try {
    const seen = await unlessAborted(w.look(history.latest), w.signal, history.cancelledAt !== undefined);
    if (seen === undefined) return cancelled(w, history);
    w.onLook?.(seen, history.latest);
    const now = w.clock.now();
    return { ...history, now, latest: seen, latestAt: now, blind: [], tally: counted(history.tally, w.describe(seen)) };
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    const words = error.kind === 'throttled' ? 'throttled' : `${error.code} at ${error.operation}`;
    return { ...history, now: w.clock.now(), blind: [...history.blind, error], tally: counted(history.tally, words) };
  }
}

async function actOnce<S, C, V>(w: Watch<S, C, V>, command: C): Promise<Issued<C>> {
  const at = w.clock.now();
  try {
    await w.act(command);
    return { command, at };
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    return { command, at, failure: error };
  }
}

/** A cancelled job has seconds left: a look that is under way is not waited for. */
async function unlessAborted<S>(
  look: Promise<S>,
  signal: AbortSignal,
  cancelledAlready: boolean,
): Promise<S | undefined> {
  if (cancelledAlready) return look;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const onAbort = () => resolve(undefined);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    look.catch(() => undefined);
    return await Promise.race([look, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function cancelled<S, C, V>(w: Watch<S, C, V>, history: History<S, C>): History<S, C> {
  const now = w.clock.now();
  return { ...history, now, cancelledAt: now };
}

function counted(tally: ReadonlyMap<string, number>, words: string): ReadonlyMap<string, number> {
  return new Map([...tally, [words, (tally.get(words) ?? 0) + 1]]);
}

/** `41 looks: 38 × IN_PROGRESS (1 of 2 tasks running), 3 × throttled` */
export function describeTally(tally: ReadonlyMap<string, number>): string {
  const looks = [...tally.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...tally].map(([words, count]) => `${count} × ${words}`);
  return `${looks} ${looks === 1 ? 'look' : 'looks'}: ${parts.join(', ')}`;
}

export function isBlind(history: { readonly blind: readonly AwsFailure[] }): boolean {
  return history.blind.length > 0;
}

/** The newest failure that asking again cannot heal. */
export function permanentFailure(history: { readonly blind: readonly AwsFailure[] }): AwsFailure | undefined {
  return history.blind.findLast((failure) => !isTransient(failure));
}
