// A web application on loopback that answers as a test says, and remembers what it was asked.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** from 1 */
  readonly nth: number;
}

export interface WebApp {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

export type Answer =
  | { status?: number; headers?: Record<string, string>; body?: string }
  | ((response: ServerResponse) => void);

export async function aWebApp(answer: (asked: Asked) => Answer): Promise<WebApp> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one: Asked = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        nth: asked.length + 1,
      };
      asked.push(one);
      const reply = answer(one);
      if (typeof reply === 'function') return reply(response);
      response.writeHead(reply.status ?? 200, reply.headers).end(reply.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
