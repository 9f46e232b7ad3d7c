// The clock of the local AWS: moves the world from one instant at which something is due to the next, and applies every rule there.
// It refuses to know what the rules say.

import { circuitBreaker } from './circuit-breaker.ts';
import { completion } from './completion.ts';
import { deploymentAlarms } from './deployment-alarms.ts';
import { editable } from './editable.ts';
import { eventTexts } from './events.ts';
import { failures } from './failures.ts';
import { takeIn } from './observations.ts';
import { retention } from './retention.ts';
import { rolling } from './rolling.ts';
import { routes } from './routes.ts';
import type { Rule, Turn } from './rule.ts';
import type { Command, Observation } from './runtime.ts';
import { serviceDeployments } from './service-deployments.ts';
import { sourceTasks } from './source-tasks.ts';
import { targetHealth } from './target-health.ts';
import { taskHealth } from './task-health.ts';
import { taskLifeCycle } from './tasks.ts';
import { earliest } from './timing.ts';
import { trafficShift } from './traffic-shift.ts';
import type { Instant, World } from './world.ts';

/** In the order in which one thing leads to the next. */
const rules: readonly Rule[] = [
  serviceDeployments,
  taskLifeCycle,
  targetHealth,
  taskHealth,
  failures,
  circuitBreaker,
  deploymentAlarms,
  trafficShift,
  sourceTasks,
  rolling,
  eventTexts,
  completion,
  routes,
  retention,
];

/**
 * `observations` are what happened up to `world.now`; then the clock moves by `ms`. Commands come in the order in which they were given.
 * Moving at once and moving in pieces make the same world.
 */
export function advance(
  world: World,
  ms: number,
  observations: readonly Observation[],
): { readonly world: World; readonly commands: readonly Command[] } {
  const end = world.now + ms;
  if (observations.length === 0 && atRest.has(world)) {
    const due = atRest.get(world);
    if (due === undefined || due > end) return { world: rested({ ...world, now: end }, due), commands: [] };
  }
  const turn: Turn = { world: editable(world), commands: [], happenings: [], changed: false };
  for (const observation of observations) takeIn(turn, observation);
  settle(turn);
  let due = nextDueAt(turn.world);
  for (; due !== undefined && due <= end; due = nextDueAt(turn.world)) {
    turn.world.now = due;
    settle(turn);
  }
  turn.world.now = end;
  return { world: rested(turn.world, due), commands: turn.commands };
}

/** Worlds in which no rule has anything left to do, with the instant of the next: a clock that only ticks need not ask the rules again. */
const atRest = new WeakMap<World, Instant | undefined>();

function rested(world: World, due: Instant | undefined): World {
  atRest.set(world, due);
  return world;
}

/**
 * The next instant after `world.now` at which time alone changes something: nothing is missed by whoever sleeps until then,
 * once `advance` (by 0, if need be) has seen the world as the last operation left it.
 */
export function nextDueAt(world: World): Instant | undefined {
  if (atRest.has(world)) return atRest.get(world);
  let next: Instant | undefined;
  for (const rule of rules) {
    if (rule.dueAt === undefined) continue;
    for (const due of rule.dueAt(world)) {
      if (due !== undefined && due > world.now) next = earliest([next, due]);
    }
  }
  return next;
}

function settle(turn: Turn): void {
  for (let pass = 0; pass < 1_000; pass += 1) {
    turn.changed = false;
    for (const rule of rules) rule.apply(turn);
    if (!turn.changed) return;
  }
  throw new Error('The rules of the control plane do not come to rest.');
}
