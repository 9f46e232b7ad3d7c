// What a rule of the control plane is: it edits the world until nothing is left to do at this instant, and names the next one.

import type { Command } from './runtime.ts';
import type { Instant, World } from './world.ts';

export interface Turn {
  /** to be edited; see `editable.ts` for what is shared with the world before */
  readonly world: World;
  readonly commands: Command[];
  /** What happened to single tasks in this instant and becomes one service event for several of them. */
  happenings: Happening[];
  /** A rule sets it when it changed what another rule might read. */
  changed: boolean;
}

export interface Happening {
  readonly kind: 'started' | 'registered' | 'draining' | 'deregistered' | 'stopped-running' | 'stopped-pending';
  readonly serviceArn: string;
  readonly taskArn: string;
  readonly targetGroupArn?: string;
  /** of a start: it takes the place of a task that failed a check */
  readonly replacesUnhealthy?: boolean;
  /** only where ECS names it in the event */
  readonly deploymentId?: string;
}

export interface Rule {
  readonly name: string;
  /** Done twice in one instant, the second time does nothing. */
  apply(turn: Turn): void;
  /** When time alone makes the rule act next. Instants that have passed are ignored. */
  dueAt?(world: World): Iterable<Instant | undefined>;
}

/** What leaves the world must not change with it. */
export function give(turn: Turn, command: Command): void {
  turn.commands.push(JSON.parse(JSON.stringify(command)) as Command);
}
