// What is asked and what is expected: plain data, one check for each address. `url` makes one check, `version-path` a second one.

import type { HttpRequest } from '../../../lib/core/http-exchange.ts';

export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

export type VersionSource =
  | { readonly kind: 'body' }
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'json'; readonly path: readonly string[]; readonly text: string };

export interface VersionExpectation {
  /** the answer has to name one of them */
  readonly oneOf: readonly string[];
  readonly source: VersionSource;
}

export interface Check {
  /** `GET /health`, for people */
  readonly name: string;
  readonly request: HttpRequest;
  readonly status: readonly StatusRange[];
  /** text that the body has to contain */
  readonly body?: string;
  /** source of a regular expression that the body has to match */
  readonly bodyPattern?: string;
  readonly version?: VersionExpectation;
}

export function renderStatuses(ranges: readonly StatusRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}

export function expectationOf(check: Check): string {
  const source = check.version?.source;
  const where =
    source === undefined || source.kind === 'body'
      ? ''
      : source.kind === 'header'
        ? ` in header ${source.name}`
        : ` at ${source.text}`;
  return [
    `status ${renderStatuses(check.status)}`,
    ...(check.body === undefined ? [] : [`body with "${check.body}"`]),
    ...(check.bodyPattern === undefined ? [] : [`body matching /${check.bodyPattern}/`]),
    ...(check.version === undefined ? [] : [`version ${check.version.oneOf.map(shortVersion).join(' or ')}${where}`]),
  ].join(', ');
}

/** Enough of a commit or digest for a reader. */
export function shortVersion(version: string): string {
  if (/^[0-9a-f]{40}$/.test(version)) return version.slice(0, 12);
  return /^sha256:[0-9a-f]{64}$/.test(version) ? version.slice(0, 19) : version;
}
