import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { matchesCode, probe } from './health-probe.ts';

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function check(listener: RequestListener, timeoutMs = 2_000) {
  const server = http.createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return probe({ host: '127.0.0.1', port, hostHeader: '10.0.0.7:80', path: '/health', matcher: '200', timeoutMs });
}

test.each([
  ['200', 200, true],
  ['200', 201, false],
  ['200-399', 302, true],
  ['200-299,404', 404, true],
  ['200-299,404', 403, false],
  ['200,202', 202, true],
])('the matcher %s and status %i: %s', (matcher, status, expected) => {
  expect(matchesCode(matcher, status)).toBe(expected);
});

test('a target is asked as a load balancer asks', async () => {
  let asked: unknown;
  const result = await check(({ method, url, headers }, response) => {
    asked = [method, url, headers.host, headers['user-agent']];
    response.end();
  });
  expect(result).toEqual({ healthy: true });
  expect(asked).toEqual(['GET', '/health', '10.0.0.7:80', 'ELB-HealthChecker/2.0']);
});

test('a wrong code, silence and a slammed door each have the words of ELB', async () => {
  expect(await check((_, response) => void response.writeHead(503).end())).toEqual({
    healthy: false,
    reason: 'Target.ResponseCodeMismatch',
    description: 'Health checks failed with these codes: [503]',
  });
  expect(await check(() => undefined, 50)).toEqual({
    healthy: false,
    reason: 'Target.Timeout',
    description: 'Request timed out',
  });
  expect(await check((request) => void request.socket.destroy())).toEqual({
    healthy: false,
    reason: 'Target.FailedHealthChecks',
    description: 'Health checks failed',
  });
});
