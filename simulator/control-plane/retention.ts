// What history forgets: stopped tasks after an hour, client tokens after a day.

import type { Rule } from './rule.ts';
import { clientTokenKeptMs, stoppedTaskKeptMs } from './timing.ts';

export const retention: Rule = {
  name: 'retention',
  apply(turn) {
    const { now, ecs } = turn.world;
    for (const task of Object.values(ecs.tasks)) {
      if (task.stoppedAt !== undefined && task.stoppedAt + stoppedTaskKeptMs <= now) delete ecs.tasks[task.taskArn];
    }
    for (const [key, token] of Object.entries(ecs.clientTokens)) {
      if (token.createdAt + clientTokenKeptMs <= now) delete ecs.clientTokens[key];
    }
  },
  *dueAt(world) {
    for (const task of Object.values(world.ecs.tasks)) {
      if (task.stoppedAt !== undefined) yield task.stoppedAt + stoppedTaskKeptMs;
    }
  },
};
