// The cause that the reason of a red end names: in plain words where they are known, and in ECS's own.

import { type Cause, causesOfEvents } from '../../../../lib/core/causes.ts';
import type { Outcome } from './report.ts';

/** Of the tasks that stopped, then of those that never came to be. */
export function causesOf({ seen, causes = [] }: Outcome): readonly Cause[] {
  if (seen === undefined) return causes;
  const { deployment, service } = seen;
  return [...seen.causes, ...causesOfEvents(service.events.filter(({ at }) => at >= deployment.createdAt))];
}

/** Undefined where the reason names none. */
export function toldCause(outcome: Outcome): Cause | undefined {
  return causesOf(outcome).find(({ sentence }) => outcome.reason.includes(sentence));
}

/** The reason with what the cause means in place of ECS's words, where they are no plain ones. */
export function inPlainWords(outcome: Outcome): string {
  const told = toldCause(outcome);
  const meaning = told?.hint?.meaning;
  return told === undefined || meaning === undefined
    ? outcome.reason
    : outcome.reason.replace(told.sentence, () => meaning);
}

/** ECS's words and the last ones of the container, where the headline has plain ones in their place. */
export function inDetail(outcome: Outcome): string | undefined {
  const told = toldCause(outcome);
  return told?.hint === undefined ? undefined : told.sentence;
}
