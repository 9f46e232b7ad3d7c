// The runner's OIDC door: a new token for each request, for one audience. The token is a secret, and never part of a message.
// https://docs.github.com/en/actions/reference/security/oidc: ACTIONS_ID_TOKEN_REQUEST_URL and …_TOKEN are there with `id-token: write` only.

import { AwsFailure } from '../core/errors.ts';

/** Throws AwsFailure: `unavailable` is worth another try, `refused` is not. */
export type RequestIdToken = (audience: string) => Promise<string>;

const OPERATION = 'The request for an OIDC token of GitHub';
const TIMEOUT_MS = 10_000;

/** Undefined where the job may not have a token. */
export function openIdTokenDoor(
  environment: Readonly<Record<string, string | undefined>>,
  mask: (secret: string) => void,
): RequestIdToken | undefined {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment;
  if (!address || !bearer || !URL.canParse(address)) return undefined;
  return async (audience) => {
    const url = new URL(address);
    url.searchParams.set('audience', audience);
    const token = await ask(url, bearer);
    mask(token);
    return token;
  };
}

async function ask(url: URL, bearer: string): Promise<string> {
  let answer: { readonly status: number; readonly body: string };
  try {
    const response = await fetch(url, {
      headers: { authorization: `bearer ${bearer}`, accept: 'application/json; api-version=2.0' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    answer = { status: response.status, body: await response.text() };
  } catch (error) {
    throw failure('unavailable', codeOf(error), 'no answer', error);
  }
  if (answer.status !== 200) {
    const passing = answer.status >= 500 || answer.status === 408 || answer.status === 429;
    throw failure(passing ? 'unavailable' : 'refused', `HTTP ${answer.status}`, 'no token was given');
  }
  const token = tokenIn(answer.body);
  if (token === undefined) throw failure('unavailable', 'HTTP 200', 'an answer without a token');
  return token;
}

function tokenIn(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const value = typeof parsed === 'object' && parsed !== null && 'value' in parsed ? parsed.value : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}

function failure(kind: 'unavailable' | 'refused', code: string, awsMessage: string, cause?: unknown): AwsFailure {
  return new AwsFailure({ kind, operation: OPERATION, code, awsMessage }, { cause });
}

/** fetch hides the reason of a broken connection behind "fetch failed". */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return error instanceof Error ? error.name : 'Error';
}
