// One container among those of its task: how far it has come, and when another may start that depends on it.

import type { ContainerLaunch } from '../control-plane/runtime.ts';
import type { Exit } from './docker-container.ts';
import { CouldNotStart, dependencyFailure } from './docker-failure.ts';
import { type Milestone, milestone } from './milestone.ts';

export interface Member {
  readonly launch: ContainerLaunch;
  id?: string;
  running: boolean;
  readonly started: Milestone<void>;
  readonly healthy: Milestone<void>;
  readonly exited: Milestone<Exit>;
}

export function newMember(launch: ContainerLaunch): Member {
  return { launch, running: false, started: milestone(), healthy: milestone(), exited: milestone() };
}

/** Resolves when `member` may start as far as this dependency goes; throws CouldNotStart when it never may. */
export async function conditionHolds(
  member: Member,
  dependency: ContainerLaunch['dependsOn'][number],
  members: readonly Member[],
): Promise<void> {
  const other = members.find(({ launch: { name } }) => name === dependency.containerName);
  if (other === undefined) return;
  const failed = () => new CouldNotStart(member.launch.name, dependencyFailure(member.launch.name, other.launch.name));
  switch (dependency.condition) {
    case 'START':
      return other.started.reached;
    case 'COMPLETE':
      await other.exited.reached;
      return;
    case 'SUCCESS':
      if ((await other.exited.reached).exitCode !== 0) throw failed();
      return;
    case 'HEALTHY': {
      const ended = other.exited.reached.then(() => 'ended' as const);
      if ((await Promise.race([other.healthy.reached, ended])) === 'ended') throw failed();
    }
  }
}
