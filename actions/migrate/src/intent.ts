// What the post step needs to stop a migration whose step was killed: saved before a task may live, where `on-cancel` is `stop`.

import type { State } from '../../../lib/github/run-action.ts';

export interface StopIntent {
  readonly cluster: string;
  readonly family: string;
  readonly startedBy: string;
}

const INTENT = 'migrate-stop-intent';
const SETTLED = 'migrate-settled';

export function saveIntent(state: State, intent: StopIntent): void {
  state.save(INTENT, JSON.stringify(intent));
}

export function saveSettled(state: State): void {
  state.save(SETTLED, 'true');
}

/** What main left unfinished, or undefined. */
export function unfinishedIntent(state: State): StopIntent | undefined {
  const saved = state.read(INTENT);
  return saved === undefined || state.read(SETTLED) === 'true' ? undefined : (JSON.parse(saved) as StopIntent);
}
