// Prints what changed since the last look: new events of the service, new causes with the last words of their container.

import type { Cause } from '../../../../lib/core/causes.ts';
import { upperFirst } from '../../../../lib/core/sentence.ts';
import type { Log } from '../../../../lib/github/log.ts';
import { createEventTeller } from './event-lines.ts';
import type { RolloutLook } from './rollout-rule.ts';

const LOG_LINES = 10;

export function createNarrator(log: Log): (seen: RolloutLook) => void {
  const tellEvents = createEventTeller(log.line);
  /** cause → whether its log was there when it was told */
  const toldCauses = new Map<string, boolean>();
  const toldRefusals = new Set<string>();
  return ({ deployment, service, causes, refused = [] }) => {
    tellEvents(service.events.filter(({ at }) => at >= deployment.createdAt));
    for (const cause of causes) tellCause(log, cause, toldCauses);
    for (const refusal of refused.filter((text) => !toldRefusals.has(text))) {
      toldRefusals.add(refusal);
      log.line(`Watching on without what would only explain: ${refusal}`);
    }
  };
}

function tellCause(log: Log, cause: Cause, told: Map<string, boolean>): void {
  const hasLog = cause.log.length > 0;
  const before = told.get(cause.key);
  if (before === true || before === hasLog) return;
  told.set(cause.key, hasLog);
  if (before === undefined)
    log.line(cause.tasks.length === 1 ? `A task failed: ${cause.sentence}` : upperFirst(cause.sentence));
  for (const line of cause.log.slice(-LOG_LINES)) log.foreign(`  ${cause.container ?? 'log'}`, line);
}
