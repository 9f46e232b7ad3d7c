// Retrying is ours, on our clock: an AwsApi that asks again after what is transient. Not for the looks of a watch, which has its own pace.

import type { Clock } from '../core/clock.ts';
import { AwsFailure, isTransient } from '../core/errors.ts';
import type { AwsApi } from './api.ts';

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onRetry?: (failure: AwsFailure, delayMs: number) => void;
  /** two minutes unless told */
  readonly giveUpAfterMs?: number;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 20_000;
/** A registration behind 100 others waits 80 s for its token (20 at once, then one a second), so two minutes are not too long. */
const GIVE_UP_AFTER_MS = 120_000;
/** An answer lost on the way is not asked for again where a second request could do a second thing; the caller looks first. */
const NOT_IDEMPOTENT = new Set(['ecs:UpdateService', 'ecs:StopServiceDeployment']);

export function withRetry(api: AwsApi, options: RetryOptions): AwsApi {
  return {
    call: (service, operation, input, call) => retrying(() => api.call(service, operation, input, call), options),
    raw: (service, operation, input) => retrying(() => api.raw(service, operation, input), options),
  };
}

export async function retrying<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, random, signal, onRetry, giveUpAfterMs = GIVE_UP_AFTER_MS } = options;
  const startedAt = clock.now();
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof AwsFailure) || !isTransient(error) || signal.aborted) throw error;
      if (error.ambiguous && NOT_IDEMPOTENT.has(error.operation)) throw error;
      // Full jitter: anything from nothing to the whole step, never the same for two jobs.
      const delayMs = random() * Math.min(FIRST_DELAY_MS * 2 ** failures, LONGEST_DELAY_MS);
      if (clock.now() + delayMs - startedAt > giveUpAfterMs) throw error;
      onRetry?.(error, delayMs);
      await clock.sleep(delayMs, signal);
    }
  }
}
