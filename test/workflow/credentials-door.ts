// Where the stand-in for configure-aws-credentials asks. Whoever is asked may take his time: so a test acts between two steps of a job.
// Steps that assume a role by themselves get their OIDC tokens here as well, and at once.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SUBJECT, tokenWith } from '../support/id-token-door.ts';

export interface CredentialsDoor {
  readonly url: string;
  /** From now on this is awaited before any credentials are given. */
  before(work: () => Promise<void>): void;
  close(): Promise<void>;
}

export async function openCredentialsDoor(): Promise<CredentialsDoor> {
  let before: () => Promise<void> = async () => undefined;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const exp = Date.now() / 1_000 + 300;
      response.end(JSON.stringify({ value: tokenWith({ sub: SUBJECT, aud: 'sts.amazonaws.com', exp }) }));
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      try {
        const { role } = JSON.parse(Buffer.concat(chunks).toString()) as { role: string };
        if (!role.startsWith('arn:aws:iam::')) throw new Error(`"${role}" is no role`);
        await before();
        response.end('{"accessKeyId":"ASIALOCAL","secretAccessKey":"local-secret","sessionToken":"local-session"}');
      } catch (error) {
        response.writeHead(500).end(String(error));
      }
    });
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
