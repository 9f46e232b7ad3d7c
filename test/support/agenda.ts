// Several programs in one world on one virtual clock: whoever sleeps longest waits longest, and the world moves only while all of them sleep.

import type { Clock } from '../../lib/core/clock.ts';
import type { World } from '../../simulator/control-plane/world.ts';
import type { Simulator } from '../../simulator/simulator.ts';

export interface Agenda {
  readonly clock: Clock;
  /** The world stands still until what is done here is done. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** The worlds of the last so many milliseconds, oldest first; the newest is the world as it is. */
  trail(ms: number): readonly World[];
  /** Nobody who still sleeps is woken any more. */
  close(): void;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** `rememberMs`: how far back `trail` reaches. */
export function createAgenda(simulator: Simulator, rememberMs: number): Agenda {
  const sleepers = new Set<Sleeper>();
  const past: World[] = [];
  let busy = 0;
  let armed = false;
  let closed = false;

  const wakeNext = () => {
    armed = false;
    // Whoever ends the work arms again.
    if (closed || busy > 0) return;
    const next = earliest(sleepers);
    if (next === undefined) return;
    sleepers.delete(next);
    remember();
    simulator.advance(Math.max(0, next.at - simulator.world.now));
    next.wake();
    arm();
  };
  const arm = () => {
    if (armed || busy > 0 || sleepers.size === 0) return;
    armed = true;
    // Behind all microtasks: by then everybody who is awake has gone to sleep or to work.
    setImmediate(wakeNext);
  };
  const remember = () => {
    past.push(simulator.world);
    while ((past[0]?.now ?? simulator.world.now) < simulator.world.now - rememberMs) past.shift();
  };

  return {
    clock: {
      now: () => simulator.world.now,
      sleep: async (ms, signal) => {
        if (signal?.aborted) return;
        const { promise, resolve } = Promise.withResolvers<void>();
        const sleeper = { at: simulator.world.now + ms, wake: resolve };
        const onAbort = () => {
          sleepers.delete(sleeper);
          resolve();
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
        arm();
        await promise;
        signal?.removeEventListener('abort', onAbort);
      },
    },
    during: async (work) => {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
        arm();
      }
    },
    trail: (ms) => [...past.filter((world) => world.now >= simulator.world.now - ms), simulator.world],
    close: () => {
      closed = true;
    },
  };
}

/** Of several at one instant, the one that went to sleep first. */
function earliest(sleepers: ReadonlySet<Sleeper>): Sleeper | undefined {
  let first: Sleeper | undefined;
  for (const sleeper of sleepers) if (first === undefined || sleeper.at < first.at) first = sleeper;
  return first;
}
