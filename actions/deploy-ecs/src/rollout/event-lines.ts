// Events of a service as the log tells them: AWS's words, without what every one of them repeats.

import type { ServiceEvent } from '../../../../lib/core/snapshots.ts';

/** Two of the same in one look are one line. Whole messages stand in the job summary of a red end. */
export function eventLines(messages: readonly string[]): string[] {
  const counted = Map.groupBy(messages.map(shortened), (line) => line);
  return [...counted].map(([line, same]) => (same.length === 1 ? line : `${line} (${same.length} times)`));
}

/** Says events that it was not given before, oldest first. `known`: those that are not news. */
export function createEventTeller(
  say: (line: string) => void,
  known: readonly ServiceEvent[] = [],
): (events: readonly ServiceEvent[]) => void {
  const told = new Set(known.map(({ id }) => id));
  return (events) => {
    const fresh = events.filter(({ id }) => !told.has(id)).toReversed();
    for (const { id } of fresh) told.add(id);
    for (const line of eventLines(fresh.map(({ message }) => message))) say(`  event: ${line}`);
  };
}

/** `(service web, taskSet ecs-svc/1) deregistered 1 targets in (target-group arn:…:targetgroup/web/50dc6c495c)` → `deregistered 1 targets in target group web` */
function shortened(message: string): string {
  return message
    .replace(/^\(service [^()\s,]+(?:, taskSet [^()\s]+)?\) (?=\S)/, '')
    .replace(/\(target-group arn:[^()\s]*:targetgroup\/([^()\s/]+)\/[^()\s]*\)/g, 'target group $1');
}
