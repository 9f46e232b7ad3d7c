// smoke-test through its shipped bundle, against real HTTP on loopback.

import { afterEach, expect, test } from 'vitest';
import { type BundleRun, runBundle, startBundle } from '../support/runner.ts';
import { type Answer, type Asked, aWebApp, type WebApp } from '../support/web-app.ts';

const COMMIT = 'c0ffee0000000000000000000000000000000001';
const OLD = '0123456789abcdef0123456789abcdef01234567';
const apps: WebApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function app(answer: (asked: Asked) => Answer): Promise<WebApp> {
  const made = await aWebApp(answer);
  apps.push(made);
  return made;
}

function smoke(inputs: Readonly<Record<string, string>>): Promise<BundleRun> {
  return runBundle({ action: 'smoke-test', inputs: { interval: '20ms', timeout: '2s', ...inputs } });
}

test('an application that is sick at first and well then passes, and the summary tells both', async () => {
  const web = await app(({ nth }) => (nth < 4 ? { status: 503 } : {}));
  const run = await smoke({ url: web.host, path: '/health' });
  expect(run.exitCode).toBe(0);
  expect(run.outputs.verdict).toBe('passed');
  expect(Number(run.outputs['p95-ms'])).toBeGreaterThanOrEqual(0);
  expect(run.summary).toContain('3 × status 503 instead of 200-299');
  expect(web.asked.map(({ url }) => url)).toEqual(['/health', '/health', '/health', '/health']);
});

test('the new version has to answer three times in a row', async () => {
  const web = await app(({ nth }) => ({
    body: JSON.stringify({ build: { commit: nth < 3 || nth === 5 ? OLD : COMMIT } }),
  }));
  const run = await smoke({ url: web.host, 'expected-version': COMMIT, 'version-json-path': 'build.commit' });
  expect(run.outputs.verdict).toBe('passed');
  expect(web.asked).toHaveLength(8);
  expect(JSON.parse(run.outputs.results ?? '')).toMatchObject([
    { outcome: 'good', version: COMMIT, attempts: 8, good: 5 },
  ]);
});

test('another version to the end is wrong-version, and says which one answered', async () => {
  const web = await app(() => ({ body: `release ${OLD}` }));
  const run = await smoke({ url: web.host, 'expected-version': COMMIT, timeout: '300ms' });
  expect(run.exitCode).toBe(1);
  expect(run.outputs.verdict).toBe('wrong-version');
  expect(run.outputs.reason).toContain('names version 0123456789ab instead of c0ffee000000');
  expect(run.annotations).toHaveLength(1);
});

test('the version may stand at another address, and in a header', async () => {
  const web = await app(({ url }) => (url === '/api/version' ? { headers: { 'X-Version': COMMIT.slice(0, 7) } } : {}));
  const run = await smoke({
    url: `http://${web.host}/api/`,
    path: 'health',
    'expected-version': COMMIT,
    'version-path': '/version',
    'version-header': 'x-version',
    'consecutive-successes': '1',
  });
  expect(run.outputs.verdict).toBe('passed');
  expect(web.asked.map(({ url }) => url).sort()).toEqual(['/api/health', '/api/version']);
});

test('a wrong status to the end has failed, with what the body began with', async () => {
  const web = await app(() => ({ status: 500, body: 'cannot reach db:5432\n::error::x' }));
  const run = await smoke({ url: web.host, timeout: '300ms' });
  expect(run.outputs.verdict).toBe('failed');
  expect(run.outputs.reason).toContain('status 500 instead of 200-299');
  expect(run.summary).toContain('cannot reach db:5432');
  expect(run.annotations.map(({ message }) => message)).toEqual([
    expect.stringContaining('GET / answered: cannot reach db:5432'),
  ]);
  expect(run.lines.join('\n')).toContain('GET / answered: cannot reach db:5432');
});

test('an address where nobody listens is unreachable', async () => {
  const web = await aWebApp(() => ({}));
  await web.close();
  const run = await smoke({ url: web.host, timeout: '300ms' });
  expect(run.outputs.verdict).toBe('unreachable');
  expect(run.outputs.reason).toContain('connection refused');
});

test('an application that never answers is unreachable, in bounded time', async () => {
  const web = await app(() => () => undefined);
  const run = await smoke({ url: web.host, timeout: '500ms', 'request-timeout': '100ms' });
  expect(run.outputs.verdict).toBe('unreachable');
  expect(run.outputs.reason).toContain('no complete answer within 100ms');
  expect(run.durationMs).toBeLessThan(20_000);
});

test('an answer that breaks off is no answer', async () => {
  const web = await app(() => (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
    setTimeout(() => response.destroy(), 10);
  });
  const run = await smoke({ url: web.host, timeout: '300ms' });
  expect(run.outputs.verdict).toBe('unreachable');
});

test('redirects are followed, and credentials stay with their host', async () => {
  const other = await app(() => ({ body: 'here' }));
  const web = await app(({ url }) =>
    url === '/'
      ? { status: 302, headers: { location: '/login' } }
      : { status: 302, headers: { location: `http://localhost:${other.host.split(':')[1]}/` } },
  );
  const run = await smoke({ url: web.host, headers: 'Authorization: Bearer s3cret-token', 'expected-body': 'here' });
  expect(run.outputs.verdict).toBe('passed');
  expect(web.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer s3cret-token', 'Bearer s3cret-token']);
  expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test('a redirect is judged itself when it is not to be followed', async () => {
  const web = await app(() => ({ status: 301, headers: { location: 'https://example.com/' } }));
  expect((await smoke({ url: web.host, redirects: 'error', timeout: '200ms' })).outputs.verdict).toBe('failed');
  expect((await smoke({ url: web.host, redirects: 'error', 'expected-status': '301, 308' })).outputs.verdict).toBe(
    'passed',
  );
});

test('method, headers and body are sent as given; secret values are masked before anything else', async () => {
  const web = await app(({ method }) => ({ status: method === 'POST' ? 201 : 405 }));
  const run = await smoke({
    url: `http://user:pa55word@${web.host}`,
    method: 'POST',
    headers: 'Content-Type: application/json\nX-Api-Key: k3y-value',
    body: '{"ping":1}',
  });
  expect(run.outputs.verdict).toBe('passed');
  expect(web.asked[0]).toMatchObject({ method: 'POST', body: '{"ping":1}' });
  expect(web.asked[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-api-key': 'k3y-value',
    authorization: `Basic ${btoa('user:pa55word')}`,
  });
  expect(run.masks).toEqual(expect.arrayContaining(['k3y-value', 'pa55word']));
  const printed = [
    ...run.lines.filter((line) => !line.startsWith('::add-mask::')),
    run.summary,
    JSON.stringify(run.outputs),
  ].join('\n');
  expect(printed).not.toContain('k3y-value');
  expect(printed).not.toContain('pa55word');
});

test('a name that is not in DNS yet is asked at the address that is given', async () => {
  const web = await app(() => ({}));
  const run = await smoke({ url: 'http://shop.example.com/health', 'resolve-to': web.host });
  expect(run.outputs.verdict).toBe('passed');
  expect(web.asked[0]?.headers.host).toBe('shop.example.com');
});

test('each request comes over a connection of its own', async () => {
  const web = await app(() => ({}));
  await smoke({ url: web.host, 'consecutive-successes': '3' });
  expect(web.asked.map(({ headers }) => headers.connection)).toEqual(['close', 'close', 'close']);
});

test('a cancelled job ends at once, whatever it waits for', async () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const web = await app(() => {
    resolve();
    return () => undefined;
  });
  const running = startBundle({
    action: 'smoke-test',
    inputs: { url: web.host, timeout: '10m', 'request-timeout': '10m' },
  });
  await asked;
  running.cancel();
  const run = await running.finished;
  expect(run.signal).toBeNull();
  expect(run.outputs.verdict).toBe('cancelled');
});

test('after a deployment that left nothing to serve it is skipped', async () => {
  const run = await smoke({ url: '127.0.0.1:9', 'deploy-verdict': 'idle' });
  expect(run.exitCode).toBe(0);
  expect(run.outputs.verdict).toBe('skipped');
  expect(run.outputs.url).toMatch(/^http:/);
});

test('the address may come from Terraform', async () => {
  const web = await app(() => ({}));
  const run = await smoke({
    'terraform-outputs': JSON.stringify({ alb_hostname: { value: web.host, type: 'string' } }),
  });
  expect(run.outputs.verdict).toBe('passed');
  expect(run.outputs.url).toBe(`http://${web.host}/`);
});

test('everything that is wrong is told at once, and nobody is asked', async () => {
  const run = await smoke({
    url: 'ftp://example.com',
    headers: 'no colon s3cret',
    'expected-status': '2xx',
    'expected-body-pattern': '(',
    'version-header': 'x-version',
    timeout: 'soon',
    body: 'x',
    'resolve-to': 'a b',
    redirects: 'maybe',
  });
  expect(run.exitCode).toBe(1);
  expect(run.outputs.verdict).toBe('refused');
  for (const name of [
    'url',
    'headers',
    'expected-status',
    'expected-body-pattern',
    'version-header',
    'timeout',
    'body',
    'resolve-to',
    'redirects',
  ])
    expect(run.outputs.reason).toContain(`${name}:`);
  expect(run.outputs.reason).not.toContain('s3cret');
});

test('where any answer will do, a sick application has answered, and that is one line', async () => {
  const web = await app(() => ({ status: 503 }));
  const run = await smoke({ url: web.host, 'any-answer': 'true' });
  expect([run.exitCode, run.outputs.verdict, run.outputs.reason]).toEqual([0, 'passed', 'answers (status 503)']);
  expect(run.lines.at(-1)).toContain(`passed: ${web.host}: answers (status 503)`);
  expect(run.summary).toBe(`**Slipway smoke-test**: ${web.host}: answers (status 503)\n\n`);
  expect(web.asked).toHaveLength(1);
});

test('where no answer comes though any would do, the verdict says so, and no annotation', async () => {
  const run = await smoke({ url: 'http://127.0.0.1:9/', 'any-answer': 'true', timeout: '100ms' });
  expect([run.exitCode, run.outputs.verdict]).toEqual([1, 'unreachable']);
  expect(run.annotations).toEqual([]);
  expect(run.lines.at(-1)).toMatch(
    /unreachable: 127\.0\.0\.1:9: no HTTP answer after 100ms: GET \/: connection refused$/,
  );
  expect(run.summary).not.toMatch(/\||###/);
});

test('an answer that is to be judged is not any answer', async () => {
  const run = await smoke({ url: 'http://127.0.0.1:9/', 'any-answer': 'true', 'expected-status': '200' });
  expect(run.outputs.verdict).toBe('refused');
  expect(run.annotations[0]?.message).toContain('expected-status: goes not with any-answer');
});
