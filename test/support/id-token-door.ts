// Stands for the runner's door to OIDC tokens: https://docs.github.com/en/actions/reference/security/oidc. Tokens bear no signature.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface IdTokenDoor {
  /** the variables that a job with `id-token: write` has */
  readonly env: Readonly<Record<string, string>>;
  /** every token that was given, with the audience that was asked for */
  readonly given: readonly { readonly token: string; readonly audience: string }[];
  /** requests, answered or not */
  asked(): number;
  /** From now on it answers so, or `times` times; 200 is well again, `reset` ends the connection without an answer. */
  answer(status: number | 'reset', times?: number): void;
}

export const BEARER = 'bearer-of-the-job-4711';
export const SUBJECT = 'repo:OWNER/app:environment:production';

/** `now`: epoch milliseconds of whoever checks the tokens. Closed when the test ends. */
export async function anIdTokenDoor(now: () => number): Promise<IdTokenDoor> {
  const given: { token: string; audience: string }[] = [];
  let plan: { readonly status: number | 'reset'; times: number } = { status: 200, times: 0 };
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const status = plan.times > 0 ? plan.status : 200;
    plan.times -= 1;
    if (status === 'reset') {
      request.socket.destroy();
      return;
    }
    const audience = new URL(request.url ?? '', 'http://door').searchParams.get('audience') ?? '';
    const allowed = request.headers.authorization === `bearer ${BEARER}`;
    if (!allowed || status !== 200) {
      response.writeHead(allowed ? status : 401).end('no');
      return;
    }
    const token = tokenWith({ sub: SUBJECT, aud: audience, jti: given.length, exp: now() / 1_000 + 300 });
    given.push({ token, audience });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ count: 1, value: token }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER,
    },
    given,
    asked: () => requests,
    answer: (status, times = Number.POSITIVE_INFINITY) => {
      plan = { status, times };
    },
  };
}

export function tokenWith(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issuer = 'https://token.actions.githubusercontent.com';
  return `${part({ alg: 'none' })}.${part({ iss: issuer, ...claims })}.c2lnbmF0dXJl`;
}
