// GitHub's compare API: how two commits stand to each other where no checkout can tell. The token is a secret, and never part of a message.
// Written with fetch: one request needs no client library, which every job would load.

import { type Ancestry, ancestryByGitHub } from '../core/ancestry.ts';
import { AwsFailure } from '../core/errors.ts';

export interface Comparison {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly token: string;
  /** whole hashes: `first` is told as seen from `second` */
  readonly first: string;
  readonly second: string;
  readonly signal: AbortSignal;
}

const OPERATION = 'the request to GitHub to compare two commits';
const TIMEOUT_MS = 10_000;

/** Throws AwsFailure `unavailable`, which is worth another try. Every other refusal is an answer: `unknown`. */
export async function compareCommits({ environment, token, first, second, signal }: Comparison): Promise<Ancestry> {
  const { GITHUB_API_URL: api = 'https://api.github.com', GITHUB_REPOSITORY: repository = '' } = environment;
  if (!/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/.test(repository))
    return { kind: 'unknown', why: 'GITHUB_REPOSITORY names no repository' };
  // Files and their patches stand on the first page alone: on the second there is little else than the status.
  const url = `${api.replace(/\/+$/, '')}/repos/${repository}/compare/${second}...${first}?per_page=1&page=2`;
  let answer: { readonly status: number; readonly body: string };
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'user-agent': 'slipway' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    answer = { status: response.status, body: await response.text() };
  } catch (error) {
    throw failure(codeOf(error), 'no answer', error);
  }
  if (answer.status >= 500 || answer.status === 408) throw failure(`HTTP ${answer.status}`, 'it is in trouble');
  return ancestryByGitHub(answer, repository);
}

function failure(code: string, awsMessage: string, cause?: unknown): AwsFailure {
  return new AwsFailure({ kind: 'unavailable', operation: OPERATION, code, awsMessage }, { cause });
}

/** fetch hides the reason of a broken connection behind "fetch failed". */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return error instanceof Error ? error.name : 'Error';
}
