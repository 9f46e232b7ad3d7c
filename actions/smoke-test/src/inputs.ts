// From inputs to a SmokeRequest, once and for all: behind this file no text is parsed and no default is chosen.

import { renderDuration } from '../../../lib/core/duration.ts';
import type { HttpHeader, HttpRequest } from '../../../lib/core/http-exchange.ts';
import type { InputReader } from '../../../lib/core/input-reader.ts';
import { parseJsonPath } from '../../../lib/core/json-path.ts';
import { addressOf, readUrl } from './address.ts';
import type { Check, StatusRange, VersionExpectation, VersionSource } from './check.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
/** Verdicts of deploy-ecs after which nothing new serves. */
const NOTHING_SERVES = ['idle', 'planned'];

export interface SmokeRequest {
  /** what `url` means, for people to open: without user, password and query */
  readonly address: string;
  readonly checks: readonly Check[];
  readonly timeoutMs: number;
  readonly intervalMs: number;
  readonly requestTimeoutMs: number;
  readonly consecutiveSuccesses: number;
  /** nothing is judged but whether there is an answer at all */
  readonly anyAnswer: boolean;
  /** why nothing is to be asked at all */
  readonly skip?: string;
  /** header values and passwords that must not be printed */
  readonly secrets: readonly string[];
}

/** Throws one UserError with every problem. */
export function parseInputs(reader: InputReader): SmokeRequest {
  const base = readUrl(reader);
  const headers = readHeaders(reader);
  const deployVerdict = reader.text('deploy-verdict');
  const expectedVersion = reader.list('expected-version');
  const version = readVersion(reader, expectedVersion);
  const connectTo = readResolveTo(reader);
  const body = reader.text('body');
  const path = readPath(reader, 'path');
  const versionPath = readPath(reader, 'version-path');
  const method = reader.choice('method', METHODS, 'GET');
  const common = {
    headers: [...base.authorization, ...headers],
    followRedirects: reader.choice('redirects', ['follow', 'error'], 'follow') === 'follow',
    ...(connectTo === undefined ? {} : { connectTo }),
  };
  const expectedBody = reader.text('expected-body');
  const bodyPattern = readPattern(reader);
  const anyAnswer = reader.boolean('any-answer', false);
  const status = anyAnswer ? [{ from: 100, to: 599 }] : readStatuses(reader);
  const main: Check = check(
    { ...common, url: joined(base.url, path), method, ...(body === undefined ? {} : { body }) },
    {
      status,
      ...(expectedBody === undefined ? {} : { body: expectedBody }),
      ...(bodyPattern === undefined ? {} : { bodyPattern }),
      ...(version === undefined || versionPath !== undefined ? {} : { version }),
    },
  );
  const own: Check[] =
    version === undefined || versionPath === undefined
      ? []
      : [
          check(
            { ...common, url: joined(base.url, versionPath), method: 'GET' },
            { status: [{ from: 200, to: 299 }], version },
          ),
        ];
  const request: SmokeRequest = {
    address: addressOf(base.url),
    checks: [main, ...own],
    ...readPace(reader, version),
    requestTimeoutMs: reader.duration('request-timeout', { min: 1 }) ?? 10_000,
    anyAnswer,
    secrets: [...secretsOf(headers), ...base.secrets],
    ...(deployVerdict !== undefined && NOTHING_SERVES.includes(deployVerdict)
      ? { skip: `deploy-ecs said "${deployVerdict}": nothing new serves` }
      : {}),
  };
  if (anyAnswer)
    for (const name of ['expected-status', 'expected-body', 'expected-body-pattern', 'expected-version'])
      if (reader.text(name) !== undefined) reader.problem(name, 'goes not with any-answer, for which any will do');
  if (method === 'HEAD' && (expectedBody !== undefined || bodyPattern !== undefined))
    reader.problem('method', 'HEAD has no body to compare; give GET');
  if (body !== undefined && (method === 'GET' || method === 'HEAD'))
    reader.problem('body', `goes not with ${method}; give method: POST`);
  reader.finish();
  return request;
}

/** Down to what is read easily; less than a second to the millisecond. */
function wholeSeconds(ms: number): number {
  return ms < 1_000 ? Math.ceil(ms) : Math.floor(ms / 1_000) * 1_000;
}

/** So that the answers that are needed fit into the time: else the best of services would be red. */
function readPace(reader: InputReader, version: VersionExpectation | undefined) {
  const timeoutMs = reader.duration('timeout', { min: 1 }) ?? 5 * 60_000;
  // A version that answers once may be one target of several: three in a row come from more than luck.
  const consecutiveSuccesses =
    reader.integer('consecutive-successes', { min: 1, max: 1_000 }) ?? (version === undefined ? 1 : 3);
  const intervalMs =
    reader.duration('interval', { min: 1 }) ?? Math.min(5_000, wholeSeconds(timeoutMs / (2 * consecutiveSuccesses)));
  const neededMs = (consecutiveSuccesses - 1) * intervalMs;
  if (neededMs >= timeoutMs)
    reader.problem(
      'timeout',
      `is too short for ${consecutiveSuccesses} good answers in a row, one every ${renderDuration(intervalMs)}; give more than ${renderDuration(neededMs)}, or a shorter interval`,
    );
  return { timeoutMs, intervalMs, consecutiveSuccesses };
}

function readPath(reader: InputReader, name: 'path' | 'version-path'): string | undefined {
  const path = reader.text(name);
  if (path === undefined) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path))
    reader.problem(name, 'is appended to url; give only the path, such as /health');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Appended, not resolved: the stage in the path of an API Gateway's address stays. */
function joined(base: string, path: string | undefined): string {
  if (path === undefined) return base;
  const url = new URL(base);
  return `${url.origin}${url.pathname.replace(/\/$/, '')}${path}`;
}

function readHeaders(reader: InputReader): readonly HttpHeader[] {
  return reader.list('headers').flatMap((line, index): HttpHeader[] => {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    if (colon > 0 && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !/[^\t\x20-\x7e\x80-\xff]/.test(value))
      return [{ name, value }];
    // The line itself is not quoted: it may hold a secret.
    reader.problem('headers', `line ${index + 1} is not "Name: value"`);
    return [];
  });
}

const SECRET_HEADER = /auth|cookie|token|secret|password|api-?key|signature/i;

function secretsOf(headers: readonly HttpHeader[]): string[] {
  return headers
    .filter(({ name, value }) => SECRET_HEADER.test(name) && value !== '')
    .flatMap(({ value }) => {
      // `Bearer …`: the credential alone is as secret as the whole.
      const credential = /^[A-Za-z]+ +(\S.*)$/.exec(value)?.[1];
      return credential === undefined ? [value] : [value, credential];
    });
}

function readStatuses(reader: InputReader): readonly StatusRange[] {
  const items = reader
    .list('expected-status')
    .flatMap((line) => line.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length === 0) return [{ from: 200, to: 299 }];
  return items.flatMap((item): StatusRange[] => {
    const match = /^(\d{3})(?:\s*-\s*(\d{3}))?$/.exec(item);
    const from = Number(match?.[1]);
    const to = Number(match?.[2] ?? match?.[1]);
    if (match !== null && from >= 100 && to <= 599 && from <= to) return [{ from, to }];
    reader.problem('expected-status', `"${item}" is not allowed; allowed: numbers and ranges, such as 200-299, 304`);
    return [];
  });
}

function readPattern(reader: InputReader): string | undefined {
  const pattern = reader.text('expected-body-pattern');
  if (pattern === undefined) return undefined;
  try {
    new RegExp(pattern, 'su');
    return pattern;
  } catch (error) {
    reader.problem('expected-body-pattern', error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function readVersion(reader: InputReader, oneOf: readonly string[]): VersionExpectation | undefined {
  const header = reader.text('version-header');
  const json = reader.text('version-json-path');
  const path = json === undefined ? undefined : parseJsonPath(json);
  if (json !== undefined && path === undefined)
    reader.problem(
      'version-json-path',
      `"${json}" is no path; allowed: names and indexes, such as build.commit or items[0].version`,
    );
  if (header !== undefined && json !== undefined)
    reader.problem('version-header', 'goes not together with version-json-path: the version stands in one place');
  if (oneOf.length === 0) {
    for (const name of ['version-header', 'version-json-path', 'version-path'])
      if (reader.text(name) !== undefined)
        reader.problem(name, 'needs expected-version: the version that is to be named');
    return undefined;
  }
  const source: VersionSource =
    header !== undefined
      ? { kind: 'header', name: header }
      : path !== undefined && json !== undefined
        ? { kind: 'json', path, text: json }
        : { kind: 'body' };
  return { oneOf, source };
}

function readResolveTo(reader: InputReader): HttpRequest['connectTo'] {
  const text = reader.text('resolve-to');
  if (text === undefined) return undefined;
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^\s:/]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined || Number(match?.[3] ?? 1) > 65_535) {
    reader.problem(
      'resolve-to',
      `"${text}" is not allowed; allowed: a host or address, with a port if need be, such as 10.0.0.7:8080`,
    );
    return undefined;
  }
  return { host, ...(match?.[3] === undefined ? {} : { port: Number(match[3]) }) };
}

function check(request: HttpRequest, expected: Omit<Check, 'name' | 'request'>): Check {
  const { pathname } = new URL(request.url);
  return { name: `${request.method} ${pathname}`, request, ...expected };
}
