// Carries one request to one target and the answer back, streaming both ways. Which target is somebody else's choice.
// A request is repeated only where nobody can tell: an idle connection that the target closed just as it was used again.

import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import { endToEndHeaders, requestHeaders } from './forwarded-headers.ts';
import type { TargetPool } from './target-pool.ts';

export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly pool: TargetPool;
  readonly idleTimeoutMs: number;
}

/** What a load balancer answers by itself. */
export type Refusal = 404 | 502 | 503 | 504;

/** `chooseAgain` is asked where to go when the request may be repeated: the target may have left in the meantime. */
export function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  first: Destination,
  chooseAgain: () => Destination | Refusal,
): void {
  // A body cannot be sent twice, and a POST must not be: they get a connection of their own, where the race does not exist.
  const repeatable = !hasBody(request) && ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'].includes(request.method ?? '');
  attempt(first, repeatable ? first.pool.agent : false);

  function attempt(to: Destination, agent: http.Agent | false): void {
    const outgoing = http.request({ ...target(request, to), headers: headersFor(request), agent });
    const exchange = {
      cut: () => {
        outgoing.destroy();
        response.destroy();
      },
    };
    let bytesBefore = 0;
    let answered = false;
    to.pool.begin(exchange);
    const abandon = () => void outgoing.destroy();
    response.once('close', abandon);
    outgoing.once('close', () => {
      response.off('close', abandon);
      to.pool.end(exchange);
    });
    outgoing.once('socket', (socket) => {
      bytesBefore = socket.bytesRead;
    });
    outgoing.setTimeout(to.idleTimeoutMs, () => {
      if (!response.headersSent) refuse(response, 504);
      outgoing.destroy();
      if (answered) response.destroy();
    });
    outgoing.on('response', (answer) => {
      answered = true;
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? '', endToEndHeaders(answer.rawHeaders));
      pipeline(answer, response, () => undefined);
    });
    outgoing.on('error', () => {
      if (answered || response.headersSent || response.destroyed) return;
      const silent = (outgoing.socket?.bytesRead ?? 0) === bytesBefore;
      if (agent === false || !outgoing.reusedSocket || !silent) return refuse(response, 502);
      const next = chooseAgain();
      if (typeof next === 'number') refuse(response, next);
      else attempt(next, false);
    });
    if (hasBody(request)) request.pipe(outgoing);
    else outgoing.end();
  }
}

/** WebSocket and the like: after the target has agreed, the two connections become one. */
export function forwardUpgrade(request: IncomingMessage, client: Duplex, head: Buffer, to: Destination): void {
  const headers = [...headersFor(request), 'Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? ''];
  const outgoing = http.request({ ...target(request, to), headers, agent: false });
  const exchange = {
    cut: () => {
      outgoing.destroy();
      client.destroy();
    },
  };
  to.pool.begin(exchange);
  client.once('close', () => {
    outgoing.destroy();
    to.pool.end(exchange);
  });
  client.on('error', () => client.destroy());
  outgoing.setTimeout(to.idleTimeoutMs, () => outgoing.destroy());
  outgoing.on('error', () => refuseUpgrade(client, 502));
  outgoing.on('upgrade', (answer, upstream: Socket, upstreamHead) => {
    client.write(`${statusLine(answer)}${headerLines(answer.rawHeaders)}\r\n`);
    client.write(upstreamHead);
    upstream.write(head);
    upstream.setTimeout(to.idleTimeoutMs, () => upstream.destroy());
    upstream.on('error', () => upstream.destroy()).on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    upstream.pipe(client);
    client.pipe(upstream);
  });
  outgoing.on('response', (answer) => {
    client.write(
      `${statusLine(answer)}${headerLines([...endToEndHeaders(answer.rawHeaders), 'Connection', 'close'])}\r\n`,
    );
    pipeline(answer, client, () => undefined);
  });
  outgoing.end();
}

/** ALB's own short pages. */
export function refuse(response: ServerResponse, status: Refusal): void {
  const page = errorPage(status);
  response.writeHead(status, { Server: 'awselb/2.0', 'Content-Type': 'text/html', 'Content-Length': page.length });
  response.end(page);
}

export function refuseUpgrade(client: Duplex, status: Refusal): void {
  if (client.destroyed || client.writableEnded) return;
  const page = errorPage(status);
  client.end(
    `HTTP/1.1 ${status} ${words[status]}\r\nServer: awselb/2.0\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`,
  );
}

const words: Readonly<Record<Refusal, string>> = {
  404: 'Not Found',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

function errorPage(status: Refusal): string {
  const title = `${status} ${words[status]}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
}

function target(request: IncomingMessage, to: Destination): http.RequestOptions {
  return { host: to.host, port: to.port, method: request.method ?? 'GET', path: request.url ?? '/' };
}

function headersFor(request: IncomingMessage): string[] {
  const headers = requestHeaders(request.rawHeaders, {
    address: request.socket.remoteAddress ?? '',
    port: request.socket.localPort ?? 0,
  });
  if (request.headers['transfer-encoding'] !== undefined) return [...headers, 'Transfer-Encoding', 'chunked'];
  // Node would send an empty chunked body where a client has sent none.
  if (request.headers['content-length'] === undefined && mayHaveBody(request))
    return [...headers, 'Content-Length', '0'];
  return headers;
}

function mayHaveBody(request: IncomingMessage): boolean {
  return !['GET', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE', 'CONNECT'].includes(request.method ?? '');
}

function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

function statusLine(answer: IncomingMessage): string {
  return `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n`;
}

function headerLines(rawHeaders: readonly string[]): string {
  let lines = '';
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    lines += `${rawHeaders[index]}: ${rawHeaders[index + 1]}\r\n`;
  return lines;
}
