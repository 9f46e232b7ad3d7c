// Where the stand-in for configure-aws-credentials asks, and where actions that assume a role by themselves get their OIDC tokens.
// These may take their time: so a test acts between two steps of a job.

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { SUBJECT, tokenWith } from '../support/id-token-door.ts';

export interface CredentialsDoor {
  readonly url: string;
  /** From now on this is awaited before any token is given. */
  before(work: () => Promise<void>): void;
  close(): Promise<void>;
}

export async function openCredentialsDoor(): Promise<CredentialsDoor> {
  let before: () => Promise<void> = async () => undefined;
  const answer = async (request: IncomingMessage): Promise<object> => {
    if (request.method === 'GET') {
      await before();
      const exp = Date.now() / 1_000 + 300;
      return { value: tokenWith({ sub: SUBJECT, aud: 'sts.amazonaws.com', exp }) };
    }
    const { role } = (await json(request)) as { role: string };
    if (!role.startsWith('arn:aws:iam::')) throw new Error(`"${role}" is no role`);
    return { accessKeyId: 'ASIALOCAL', secretAccessKey: 'local-secret', sessionToken: 'local-session' };
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (given) => response.end(JSON.stringify(given)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    before: (work) => {
      before = work;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
