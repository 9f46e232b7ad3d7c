// Moves the world through time together with its runtime: what happened goes in, what is to be done goes out.
// In virtual time only somebody's `advance` moves it; in real time a ticker follows the machine's clock.

import { advance, nextDueAt } from './control-plane/advance.ts';
import type { Runtime } from './control-plane/runtime.ts';
import type { World } from './control-plane/world.ts';

/** The one place where the world is held; everybody else reads it here, now. */
export interface WorldHolder {
  world: World;
}

export interface TimeKeeper {
  /** Virtual time moves by so much; in real time the world catches up with the clock. */
  advance(ms: number): void;
  /** Before a request is answered, the world is where the clock is. */
  catchUp(): void;
  stop(): void;
}

/** How far a virtual clock goes without asking a runtime that cannot say when it has something to say. */
const blindStepMs = 1_000;
const tickMs = 50;

export function keepVirtualTime(holder: WorldHolder, runtime: Runtime): TimeKeeper {
  return {
    advance(ms) {
      // Whoever sleeps with jitter sleeps fractions of a millisecond; AWS's clock knows none.
      const end = Math.ceil(holder.world.now + ms);
      // What requests asked for is begun now, so that what it leads to is known before the clock is moved.
      step(holder, runtime, 0);
      while (holder.world.now < end) {
        step(holder, runtime, nextStop(holder.world, runtime, end) - holder.world.now);
        step(holder, runtime, 0);
      }
    },
    catchUp() {},
    stop() {},
  };
}

export function keepRealTime(holder: WorldHolder, runtime: Runtime): TimeKeeper {
  const catchUp = () => step(holder, runtime, Math.max(0, Date.now() - holder.world.now));
  const ticker = setInterval(catchUp, tickMs);
  return { advance: catchUp, catchUp, stop: () => clearInterval(ticker) };
}

function step(holder: WorldHolder, runtime: Runtime, ms: number): void {
  const { world, commands } = advance(holder.world, ms, runtime.observe(holder.world.now));
  holder.world = world;
  runtime.carryOut(commands, world.now);
}

function nextStop(world: World, runtime: Runtime, end: number): number {
  const spoken = runtime.nextObservationAt === undefined ? world.now + blindStepMs : runtime.nextObservationAt();
  const stops = [end, spoken, nextDueAt(world)].filter((at) => at !== undefined && at > world.now);
  return Math.min(...stops.filter((at) => at !== undefined));
}
