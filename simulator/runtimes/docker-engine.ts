// Speaks HTTP to a Docker engine where the docker command would: DOCKER_HOST, else the current context, else the usual socket.
// It knows nothing of tasks. The dockerode package would bring gRPC and protobuf for the dozen calls that are made here.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

export interface EngineRequest {
  readonly query?: Readonly<Record<string, string>>;
  /** sent as JSON */
  readonly json?: unknown;
  /** sent as it is, as a tar archive */
  readonly archive?: readonly Uint8Array[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Engine {
  /** for people: where it was found */
  readonly address: string;
  /** The whole answer as JSON (or undefined when it is empty); EngineError for a status of 400 and above. */
  call<Answer>(method: string, path: string, request?: EngineRequest): Promise<Answer>;
  /** The answer as it comes: logs, events, progress. */
  open(method: string, path: string, request?: EngineRequest): Promise<Readable>;
}

/** The engine refused; `message` is its own words. */
export class EngineError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'EngineError';
    this.status = status;
  }
}

/** Throws when no engine answers, naming the place that was asked. */
export async function connectEngine(environment: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const address = environment.DOCKER_HOST || (await currentContext()) || 'unix:///var/run/docker.sock';
  const engine = engineAt(address, environment);
  try {
    await engine.call('GET', '/version', { signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    throw new Error(`No Docker engine answers at ${address}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  return engine;
}

async function currentContext(): Promise<string | undefined> {
  try {
    const format = '{{.Endpoints.docker.Host}}';
    const { stdout } = await promisify(execFile)('docker', ['context', 'inspect', '--format', format]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

function engineAt(address: string, environment: NodeJS.ProcessEnv): Engine {
  const connection = connectionOptions(address, environment);

  async function open(method: string, path: string, request: EngineRequest = {}): Promise<Readable> {
    const response = await send(connection, method, path, request);
    const status = response.statusCode ?? 0;
    if (status >= 400) throw new EngineError(status, errorMessage(await readAll(response)));
    return response;
  }

  async function call<Answer>(method: string, path: string, request: EngineRequest = {}): Promise<Answer> {
    const text = await readAll(await open(method, path, request));
    return (text.trim() === '' ? undefined : JSON.parse(text)) as Answer;
  }

  return { address, call, open };
}

function connectionOptions(address: string, environment: NodeJS.ProcessEnv): https.RequestOptions {
  if (address.startsWith('unix://')) return { socketPath: address.slice('unix://'.length) };
  const url = new URL(address);
  if (url.protocol !== 'tcp:' && url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Error(`DOCKER_HOST ${address} is not understood: unix://, tcp://, http:// and https:// are.`);
  }
  const host = { hostname: url.hostname, port: url.port || '2375' };
  const secure = url.protocol === 'https:' || (environment.DOCKER_TLS_VERIFY ?? '') !== '';
  if (!secure) return host;
  const folder = environment.DOCKER_CERT_PATH ?? join(environment.HOME ?? '/', '.docker');
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readFileSync(join(folder, name)));
  return { ...host, protocol: 'https:', ca, cert, key };
}

function send(
  connection: https.RequestOptions,
  method: string,
  path: string,
  request: EngineRequest,
): Promise<http.IncomingMessage> {
  const query = request.query === undefined ? '' : `?${new URLSearchParams(request.query)}`;
  const options: https.RequestOptions = {
    ...connection,
    method,
    // No version: an engine serves its newest API there, and each refuses versions that others need.
    path: `${path}${query}`,
    agent: false,
    headers: { host: 'docker', ...contentType(request), ...request.headers },
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  };
  return new Promise((resolve, reject) => {
    const client = connection.protocol === 'https:' ? https : http;
    const outgoing = client.request(options, resolve).on('error', reject);
    if (request.json !== undefined) outgoing.write(JSON.stringify(request.json));
    for (const chunk of request.archive ?? []) outgoing.write(chunk);
    outgoing.end();
  });
}

function contentType(request: EngineRequest): Record<string, string> {
  if (request.json !== undefined) return { 'content-type': 'application/json' };
  if (request.archive !== undefined) return { 'content-type': 'application/x-tar' };
  return {};
}

function errorMessage(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text.trim();
  }
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
