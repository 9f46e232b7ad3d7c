// Somebody keeps asking while a release goes out: a bounded load on the load balancer, and a count of what failed.

import autocannon from 'autocannon';

export interface LoadResult {
  readonly requests: number;
  /** no answer, or an answer that is not 2xx */
  readonly failed: number;
  readonly p99Ms: number;
}

export interface Load {
  /** Ends the load and counts. May be called twice. */
  stop(): Promise<LoadResult>;
}

/** Stops by itself after `atMostSeconds`, whatever happens to whoever started it. */
export function startLoad(url: string, atMostSeconds: number): Load {
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  // A steady, moderate stream: what is tested is the release, not how much two cores can do.
  const instance = autocannon(
    { url, connections: 8, overallRate: 200, duration: atMostSeconds, timeout: 10 },
    (error: Error | null, result) => (error ? reject(error) : resolve(result)),
  );
  return {
    stop: async () => {
      instance.stop();
      const result = await promise;
      return {
        requests: result.requests.total,
        failed: result.errors + result.timeouts + result.non2xx,
        p99Ms: result.latency.p99,
      };
    },
  };
}
