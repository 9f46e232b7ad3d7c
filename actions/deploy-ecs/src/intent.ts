// What the post step needs to finish a cancelled deployment: saved before the call that starts work, so that even a killed step leaves it.

import type { State } from '../../../lib/github/run-action.ts';

export interface PostIntent {
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinitionArn: string;
  /** absent where nothing ever served */
  readonly previousTaskDefinitionArn?: string;
  readonly onCancel: 'rollback' | 'leave';
  /** deployments that were there before ours, by which ours is found */
  readonly known: readonly string[];
  /** of one that was joined: nothing has to be found */
  readonly deploymentArn?: string;
  readonly at: string;
}

const INTENT = 'deploy-ecs-intent';
const SETTLED = 'deploy-ecs-settled';

export function saveIntent(state: State, intent: PostIntent): void {
  state.save(INTENT, JSON.stringify(intent));
}

export function saveSettled(state: State): void {
  state.save(SETTLED, 'true');
}

/** What main left unfinished, or undefined. */
export function unfinishedIntent(state: State): PostIntent | undefined {
  const saved = state.read(INTENT);
  return saved === undefined || state.read(SETTLED) === 'true' ? undefined : (JSON.parse(saved) as PostIntent);
}
