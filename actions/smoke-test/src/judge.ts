// One exchange against one check: well, wrong, another version, or no answer.

import type { HttpExchange } from '../../../lib/core/http-exchange.ts';
import { valueAt } from '../../../lib/core/json-path.ts';
import { type Check, renderStatuses, shortVersion, type VersionExpectation } from './check.ts';

export type Outcome =
  | { readonly kind: 'good'; readonly ms: number; readonly words: string; readonly version?: string }
  /** answered, but not as expected; `excerpt` is what the body began with */
  | { readonly kind: 'wrong'; readonly words: string; readonly status: number; readonly excerpt: string }
  /** well in every other way */
  | { readonly kind: 'wrong-version'; readonly words: string; readonly seen: string }
  | { readonly kind: 'no-answer'; readonly words: string };

type Answer = Extract<HttpExchange, { kind: 'answer' }>;

const EXCERPT = 200;

/** What is wrong is told in the order of what a reader has to look at first: status, body, version. */
export function judge(check: Check, exchange: HttpExchange): Outcome {
  if (exchange.kind === 'no-answer') return { kind: 'no-answer', words: exchange.why };
  const problem = problemOf(check, exchange);
  if (problem !== undefined)
    return { kind: 'wrong', words: problem, status: exchange.status, excerpt: excerptOf(exchange.body) };
  if (check.version === undefined) return { kind: 'good', ms: exchange.ms, words: `status ${exchange.status}` };
  const named = versionIn(exchange, check.version);
  if (named === undefined) {
    const seen = seenVersion(exchange, check.version);
    return { kind: 'wrong-version', words: `status ${exchange.status}, version ${shortVersion(seen)}`, seen };
  }
  return {
    kind: 'good',
    ms: exchange.ms,
    words: `status ${exchange.status}, version ${shortVersion(named)}`,
    version: named,
  };
}

function problemOf(check: Check, { status, body, headers }: Answer): string | undefined {
  if (!check.status.some(({ from, to }) => status >= from && status <= to)) {
    const target = headers.location === undefined ? '' : ' (a redirect that is not followed)';
    return `status ${status}${target} instead of ${renderStatuses(check.status)}`;
  }
  if (check.body !== undefined && !body.includes(check.body))
    return `status ${status}, but the body lacks "${check.body}"`;
  if (check.bodyPattern !== undefined && !new RegExp(check.bodyPattern, 'su').test(body))
    return `status ${status}, but the body does not match /${check.bodyPattern}/`;
  return undefined;
}

/** The expected version that the answer names, or undefined. */
export function versionIn(answer: Pick<Answer, 'headers' | 'body'>, expected: VersionExpectation): string | undefined {
  const text = textOf(answer, expected);
  return text === undefined ? undefined : expected.oneOf.find((version) => names(text, version));
}

/** As a word of its own (`1.2` is not named by `1.2.3`), or as people shorten a commit or a digest: at least seven of its digits. */
function names(text: string, version: string): boolean {
  const word = version.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (new RegExp(`(?<![0-9A-Za-z]|[0-9A-Za-z][.])[vV]?${word}(?![0-9A-Za-z]|[.+-][0-9A-Za-z])`).test(text)) return true;
  const digits = /^(?:sha256:)?([0-9a-f]{40,64})$/.exec(version)?.[1];
  if (digits === undefined) return false;
  return [...text.matchAll(/(?<![0-9A-Za-z])[0-9a-f]{7,64}(?![0-9A-Za-z])/g)].some(([token]) =>
    digits.startsWith(token),
  );
}

/** What it names instead, as far as that can be told. */
function seenVersion(answer: Answer, expected: VersionExpectation): string {
  const text = textOf(answer, expected);
  const { source } = expected;
  if (text === undefined || text.trim() === '')
    return {
      body: 'none (the body is empty)',
      header: `none (no header ${source.kind === 'header' ? source.name : ''})`,
      json: `none (nothing at ${source.kind === 'json' ? source.text : ''})`,
    }[source.kind];
  if (source.kind !== 'body') return text.slice(0, 100);
  const likely =
    /sha256:[0-9a-f]{7,64}|(?<![0-9a-f])[0-9a-f]{7,40}(?![0-9a-f])|\bsrc-[0-9a-z]+|\bv?\d+\.\d+\.\d+[\w.+-]*/.exec(
      text,
    );
  return likely?.[0].slice(0, 100) ?? `none in "${excerptOf(text).slice(0, 60)}"`;
}

function textOf(
  { headers, body }: Pick<Answer, 'headers' | 'body'>,
  { source }: VersionExpectation,
): string | undefined {
  switch (source.kind) {
    case 'body':
      return body;
    case 'header':
      return headers[source.name.toLowerCase()];
    case 'json':
      return valueAt(body, source.path);
  }
}

function excerptOf(body: string): string {
  return body.replace(/\s+/g, ' ').trim().slice(0, EXCERPT);
}
