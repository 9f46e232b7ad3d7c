// Finds the live tasks of one migration by `startedBy`, for whoever does not know their ARNs, and asks with the patience of a cancelled job.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeFamilyTasks } from '../../../lib/aws/one-off-tasks.ts';
import { withRetry } from '../../../lib/aws/retry.ts';
import type { Clock } from '../../../lib/core/clock.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import type { AwsFailure } from '../../../lib/core/errors.ts';
import type { TaskSnapshot } from '../../../lib/core/task-snapshots.ts';
import type { StopIntent } from './intent.ts';
import { isLive } from './snapshot.ts';

/** The runner kills a cancelled step after 10 s; its report takes some of them. */
const PATIENCE_MS = 5_000;
const LOOK_AGAIN_MS = 500;

/** ECS lists a new task a moment after RunTask: it is looked for until `forMs` are over. */
export async function findLiveTasks(
  { api, clock }: { readonly api: AwsApi; readonly clock: Clock },
  of: StopIntent,
  forMs: number,
): Promise<readonly TaskSnapshot[]> {
  const until = clock.now() + forMs;
  for (;;) {
    const tasks = await describeFamilyTasks(api, { ...of, essential: () => true });
    const live = tasks.filter((task) => task.startedBy === of.startedBy && isLive(task));
    if (live.length > 0 || clock.now() >= until) return live;
    await clock.sleep(LOOK_AGAIN_MS);
  }
}

/** A request that was throttled was not heard. A cancel does not end the asking, because it is what asks; the seconds it leaves do. */
export function patient(
  api: AwsApi,
  of: {
    readonly clock: Clock;
    readonly random: () => number;
    readonly say: (text: string) => void;
  },
): AwsApi {
  const { clock, random, say } = of;
  const until = clock.now() + PATIENCE_MS;
  const over = new AbortController();
  return withRetry(api, {
    clock,
    random,
    signal: over.signal,
    onRetry: (failure: AwsFailure, delayMs) => {
      if (clock.now() + delayMs > until) over.abort();
      else say(`${failure.message} Asking again in ${renderDuration(delayMs)}.`);
    },
  });
}
