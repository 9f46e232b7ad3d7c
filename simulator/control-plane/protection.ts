// What ECS says of old tasks that it may not stop yet, because somebody has protected them.

import type { Deployment, Service, Task } from './ecs-state.ts';
import { announce, texts } from './events.ts';
import type { Turn } from './rule.ts';
import { isProtected } from './service-tasks.ts';

/** Said of each old deployment once for each number of tasks; `leftovers` are those that nothing else keeps. */
export function complainOfProtection(
  turn: Turn,
  service: Service,
  primary: Deployment,
  leftovers: readonly Task[],
): void {
  const kept = leftovers.filter((task) => isProtected(turn.world, task));
  for (const id of new Set(kept.flatMap(({ startedBy = [] }) => startedBy))) {
    const count = kept.filter(({ startedBy }) => startedBy === id).length;
    const text = texts.protectedTasks(id, count);
    const said = service.events.some(
      ({ createdAt, message }) => createdAt >= primary.createdAt && message.endsWith(text),
    );
    if (!said) announce(turn.world, service, text);
  }
}
