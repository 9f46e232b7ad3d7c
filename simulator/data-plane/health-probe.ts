// One health check of one target, as a load balancer makes it: a GET on a connection of its own.
// Thresholds and intervals are the control plane's.

import http from 'node:http';

export type ProbeResult =
  | { readonly healthy: true }
  | { readonly healthy: false; readonly reason: string; readonly description: string };

/** `host` and `port` are where the target really listens; `hostHeader` is how it is known. */
export function probe(request: {
  host: string;
  port: number;
  hostHeader: string;
  path: string;
  matcher: string;
  timeoutMs: number;
}): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const outgoing = http.get({
      host: request.host,
      port: request.port,
      path: request.path,
      agent: false,
      headers: { host: request.hostHeader, 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' },
    });
    const deadline = setTimeout(() => {
      resolve({ healthy: false, reason: 'Target.Timeout', description: 'Request timed out' });
      outgoing.destroy();
    }, request.timeoutMs);
    outgoing.on('response', (response) => {
      response.resume();
      response.on('error', () => undefined);
      resolve(judge(request.matcher, response.statusCode ?? 0));
    });
    outgoing.on('error', () => resolve(unreachable));
    outgoing.on('close', () => clearTimeout(deadline));
  });
}

export const unreachable: ProbeResult = {
  healthy: false,
  reason: 'Target.FailedHealthChecks',
  description: 'Health checks failed',
};

export function judge(matcher: string, status: number): ProbeResult {
  if (matchesCode(matcher, status)) return { healthy: true };
  return {
    healthy: false,
    reason: 'Target.ResponseCodeMismatch',
    description: `Health checks failed with these codes: [${status}]`,
  };
}

/** A matcher is `200`, `200-399`, or several of both with commas between. */
export function matchesCode(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return from !== undefined && to !== undefined && status >= from && status <= to;
  });
}
