import { expect, test } from 'vitest';
import { createInputReader } from '../../../lib/core/input-reader.ts';
import { expectationOf } from './check.ts';
import { parseInputs } from './inputs.ts';

const parse = (inputs: Readonly<Record<string, string>>) =>
  parseInputs(createInputReader({ inputs: new Map(Object.entries(inputs)) }));
const problems = (inputs: Readonly<Record<string, string>>) => {
  try {
    parse(inputs);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

test.each([
  { url: 'app.example.com', path: undefined, asked: 'http://app.example.com/' },
  { url: 'app.example.com:8080', path: 'health', asked: 'http://app.example.com:8080/health' },
  { url: 'https://x.example.com/prod', path: '/health?full=1', asked: 'https://x.example.com/prod/health?full=1' },
  { url: 'https://x.example.com/prod/', path: '/', asked: 'https://x.example.com/prod/' },
  { url: 'http://[::1]:8080', path: '/h', asked: 'http://[::1]:8080/h' },
])('$url and $path → $asked', ({ url, path, asked }) => {
  expect(parse({ url, ...(path === undefined ? {} : { path }) }).checks[0]?.request.url).toBe(asked);
});

test.each([
  ['app.example.com', 'http://app.example.com/'],
  ['https://ci:s3cret@x.example.com:8443/prod?token=s3cret#top', 'https://x.example.com:8443/prod'],
])('people open %s as %s', (url, address) => {
  expect(parse({ url, path: '/health' }).address).toBe(address);
});

test.each([
  { text: '200', ranges: [{ from: 200, to: 200 }] },
  {
    text: '200-299, 304',
    ranges: [
      { from: 200, to: 299 },
      { from: 304, to: 304 },
    ],
  },
  {
    text: '401\n403',
    ranges: [
      { from: 401, to: 401 },
      { from: 403, to: 403 },
    ],
  },
])('expected-status $text', ({ text, ranges }) => {
  expect(parse({ url: 'a', 'expected-status': text }).checks[0]?.status).toEqual(ranges);
});

test.each(['2xx', '99', '600', '299-200', '200-', 'ok'])('expected-status %s is refused', (text) => {
  expect(problems({ url: 'a', 'expected-status': text })).toContain('expected-status:');
});

test('a version needs three good answers in a row unless said otherwise', () => {
  expect(parse({ url: 'a' }).consecutiveSuccesses).toBe(1);
  expect(parse({ url: 'a', 'expected-version': 'x' }).consecutiveSuccesses).toBe(3);
  expect(parse({ url: 'a', 'expected-version': 'x', 'consecutive-successes': '1' }).consecutiveSuccesses).toBe(1);
});

test('the answers that are needed fit into the time', () => {
  expect(parse({ url: 'a' }).intervalMs).toBe(5_000);
  expect(parse({ url: 'a', timeout: '5s' }).intervalMs).toBe(2_000);
  expect(parse({ url: 'a', timeout: '5s', 'expected-version': 'x' }).intervalMs).toBe(834);
  expect(parse({ url: 'a', timeout: '10s', interval: '10s' }).intervalMs).toBe(10_000);
  expect(problems({ url: 'a', timeout: '10s', interval: '5s', 'expected-version': 'x' })).toContain(
    'timeout: is too short for 3 good answers in a row, one every 5s; give more than 10s, or a shorter interval',
  );
});

test('an address for the version makes a second check', () => {
  const { checks } = parse({
    url: 'a',
    path: '/health',
    'expected-version': 'x\ny',
    'version-path': 'version',
    'version-json-path': '$.commit',
  });
  expect(checks.map(({ name }) => name)).toEqual(['GET /health', 'GET /version']);
  expect(checks.map(expectationOf)).toEqual(['status 200-299', 'status 200-299, version x or y at $.commit']);
});

test('what is secret in headers and address is known as such', () => {
  const { secrets, checks } = parse({
    url: 'https://me:pa55@app.example.com',
    headers: 'Accept: text/plain\nAuthorization: Bearer t0ken\nCookie: sid=1\nX-Api-Key: k\nHost: a.b',
  });
  expect(secrets).toEqual(['Bearer t0ken', 't0ken', 'sid=1', 'k', 'pa55', btoa('me:pa55')]);
  expect(checks[0]?.request.url).toBe('https://app.example.com/');
});

test.each([
  { text: '10.0.0.7', to: { host: '10.0.0.7' } },
  { text: 'alb.example.com:8443', to: { host: 'alb.example.com', port: 8443 } },
  { text: '[::1]:80', to: { host: '::1', port: 80 } },
])('resolve-to $text', ({ text, to }) => {
  expect(parse({ url: 'a', 'resolve-to': text }).checks[0]?.request.connectTo).toEqual(to);
});

test.each([
  { inputs: { url: 'mailto:me' }, words: 'url:' },
  { inputs: { url: 'a', method: 'get' }, words: 'method:' },
  { inputs: { url: 'a', body: 'x' }, words: 'body:' },
  { inputs: { url: 'a', method: 'HEAD', 'expected-body': 'x' }, words: 'method:' },
  { inputs: { url: 'a', 'version-path': '/v' }, words: 'version-path: needs expected-version' },
  {
    inputs: { url: 'a', 'expected-version': 'x', 'version-header': 'h', 'version-json-path': 'p' },
    words: 'version-header:',
  },
  { inputs: { url: 'a', 'expected-version': 'x', 'version-json-path': 'a..b' }, words: 'version-json-path:' },
  { inputs: { url: 'a', path: 'https://b/' }, words: 'path:' },
  { inputs: { url: 'a', headers: 'X: a\u0007' }, words: 'headers: line 1' },
  { inputs: {}, words: 'url: is required' },
])('$inputs is refused', ({ inputs, words }) => {
  expect(problems(inputs as Record<string, string>)).toContain(words);
});

test.each(['idle', 'planned'])('after "%s" there is nothing to ask', (verdict) => {
  expect(parse({ url: 'a', 'deploy-verdict': verdict }).skip).toContain(verdict);
  expect(parse({ url: 'a', 'deploy-verdict': 'deployed' }).skip).toBeUndefined();
});

test.each([
  { url: 'http://user:pass@app.example.com', basic: 'dXNlcjpwYXNz' },
  { url: 'http://user:p€@app.example.com', basic: 'dXNlcjpw4oKs' },
  { url: 'http://user:100%25@app.example.com', basic: 'dXNlcjoxMDAl' },
])('the credentials of $url are sent as UTF-8', ({ url, basic }) => {
  const { checks, secrets } = parse({ url });
  expect(checks[0]?.request.headers).toContainEqual({ name: 'authorization', value: `Basic ${basic}` });
  expect(secrets).toContain(basic);
});

test('a password with a bare % is a problem of the input, and is not told', () => {
  const text = problems({ url: 'http://user:100%25%@app.example.com' });
  expect(text).toContain('url: ');
  expect(text).toContain('%25');
  expect(text).not.toContain('100');
});
