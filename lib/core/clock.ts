// Time is a parameter. The system clock is made in run-action; tests bring a virtual one.

export interface Clock {
  /** milliseconds since the epoch */
  now(): number;
  /** Resolves after `ms`, or at once when the signal is aborted (it never rejects: whoever waits looks at the signal). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
