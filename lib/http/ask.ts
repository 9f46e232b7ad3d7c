// One HTTP request over a connection of its own, so that each may meet another target of a load balancer. What the answer means is not its
// business; that there is none is an answer too.

import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { renderDuration } from '../core/duration.ts';
import type { HttpExchange, HttpHeader, HttpRequest } from '../core/http-exchange.ts';

const MOST_REDIRECTS = 10;
const MOST_BYTES = 1_000_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Never rejects. `timeoutMs` is for everything: redirects, headers and body. */
export async function ask(
  request: HttpRequest,
  limits: { timeoutMs: number; signal: AbortSignal },
): Promise<HttpExchange> {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = AbortSignal.any([timeout, limits.signal]);
  try {
    let current = request;
    for (let redirects = 0; ; redirects++) {
      const received = await askOnce(current, signal);
      const next = request.followRedirects ? redirectOf(current, received) : undefined;
      if (next === undefined) return { kind: 'answer', ...received, ms: elapsed(), redirects };
      if (redirects >= MOST_REDIRECTS)
        return { kind: 'no-answer', code: 'REDIRECTS', why: `more than ${MOST_REDIRECTS} redirects`, ms: elapsed() };
      current = next;
    }
  } catch (error) {
    if (timeout.aborted)
      return {
        kind: 'no-answer',
        code: 'TIMEOUT',
        why: `no complete answer within ${renderDuration(limits.timeoutMs)}`,
        ms: elapsed(),
      };
    return { kind: 'no-answer', ...explain(error, new URL(request.url)), ms: elapsed() };
  }
}

function askOnce(request: HttpRequest, signal: AbortSignal): Promise<Received> {
  const url = new URL(request.url);
  const secure = url.protocol === 'https:';
  const port = request.connectTo?.port ?? (url.port === '' ? undefined : Number(url.port));
  const options: RequestOptions & { servername?: string } = {
    method: request.method,
    // URL keeps an IPv6 address in brackets; sockets want it bare.
    host: request.connectTo?.host ?? url.hostname.replace(/^\[|\]$/g, ''),
    path: `${url.pathname}${url.search}`,
    headers: headersOf(request, url),
    agent: false,
    signal,
    ...(port === undefined ? {} : { port }),
    ...(secure && request.connectTo !== undefined ? { servername: url.hostname } : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = (secure ? httpsRequest : httpRequest)(options, (message) => receive(message, resolve, reject));
    sent.on('error', reject);
    sent.end(request.body);
  });
}

function receive(
  message: IncomingMessage,
  resolve: (received: Received) => void,
  reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  message.on('data', (chunk: Buffer) => {
    // The rest is read and thrown away: an answer that is not complete is none.
    if (size < MOST_BYTES) chunks.push(chunk);
    size += chunk.length;
  });
  message.on('error', reject);
  message.on('end', () => {
    if (!message.complete) return reject(Object.assign(new Error('the answer broke off'), { code: 'INCOMPLETE' }));
    const headers = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
    const body = Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
    resolve({ status: message.statusCode ?? 0, headers: Object.fromEntries(headers), body });
  });
}

function headersOf(request: HttpRequest, url: URL): Record<string, string> {
  const given = Object.fromEntries(request.headers.map(({ name, value }) => [name.toLowerCase(), value]));
  const body = request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
  return {
    host: url.host,
    'user-agent': 'slipway-smoke-test',
    accept: '*/*',
    'cache-control': 'no-cache',
    connection: 'close',
    ...body,
    ...given,
  };
}

function redirectOf(request: HttpRequest, received: Received): HttpRequest | undefined {
  const { location } = received.headers;
  if (!REDIRECTS.has(received.status) || location === undefined || !URL.canParse(location, request.url))
    return undefined;
  const from = new URL(request.url);
  const to = new URL(location, from);
  if (to.protocol !== 'http:' && to.protocol !== 'https:') return undefined;
  // As browsers do: a form that was posted is answered by a page that is fetched.
  const asGet = received.status === 303 || (received.status <= 302 && request.method === 'POST');
  const { connectTo, body, ...rest } = request;
  const sameHost = from.hostname === to.hostname;
  return {
    ...rest,
    url: to.href,
    method: asGet && request.method !== 'HEAD' ? 'GET' : request.method,
    // A credential is for the host that it was given for, and for no weaker connection.
    headers:
      sameHost && (to.protocol === 'https:' || from.protocol === 'http:') ? request.headers : harmless(request.headers),
    ...(body === undefined || asGet ? {} : { body }),
    // A fixed port is that of the first address: http on 80 may lead to https on 443.
    ...(connectTo === undefined || !sameHost
      ? {}
      : { connectTo: from.port === to.port && from.protocol === to.protocol ? connectTo : { host: connectTo.host } }),
  };
}

function harmless(headers: readonly HttpHeader[]): readonly HttpHeader[] {
  return headers.filter(({ name }) => /^(accept|accept-language|user-agent)$/i.test(name));
}

const REASONS: Readonly<Record<string, (url: URL) => string>> = {
  ENOTFOUND: (url) => `DNS knows no host ${url.hostname}`,
  EAI_AGAIN: (url) => `DNS did not answer for ${url.hostname}`,
  ECONNREFUSED: () => 'connection refused',
  ECONNRESET: () => 'connection reset',
  EPIPE: () => 'connection reset',
  ETIMEDOUT: () => 'no connection in time',
  EHOSTUNREACH: () => 'no route to the host',
  ENETUNREACH: () => 'no route to the network',
  INCOMPLETE: () => 'the answer broke off',
  CERT_HAS_EXPIRED: () => 'TLS: the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: () => 'TLS: the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: () => 'TLS: the chain of certificates ends in one that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: () => 'TLS: an intermediate certificate is missing',
  ERR_TLS_CERT_ALTNAME_INVALID: (url) => `TLS: the certificate is not for ${url.hostname}`,
  EPROTO: () => 'TLS: the other side does not speak it',
};

function explain(error: unknown, url: URL): { code: string; why: string } {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  const message = inner instanceof Error ? inner.message : String(inner);
  return { code, why: REASONS[code]?.(url) ?? (code === '' ? message : `${message} (${code})`) };
}
