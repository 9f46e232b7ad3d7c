// The local AWS behind one HTTP port: `/v2/…` is the registry behind ECR, everything else is AWS's API. Loopback only, by default.

import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Runtime } from './control-plane/runtime.ts';
import { createRegistry, type Registry } from './data-plane/registry.ts';
import { registryPassword } from './operations/ecr/authorization.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** any free one by default */
  readonly port?: number;
  readonly host?: string;
  /** where the registry keeps blobs; a temporary folder, removed at the end, by default */
  readonly dataDir?: string;
}

export interface RunningSimulator extends RunningServer {
  readonly simulator: Simulator;
}

/** How whoever pulls images comes into the registry: the address, and a fresh login each time it is asked for. */
export interface RegistryAccess {
  /** `host:port` */
  readonly host: string;
  login(): { username: string; password: string; serveraddress: string };
}

/** For a simulator that exists already. Its `registryHost` must be this server's `host:port`, else images pushed here are not found. */
export async function startServer(simulator: Simulator, options: ServerOptions = {}): Promise<RunningServer> {
  const door = await openDoor(options);
  return door.serve(simulator);
}

/** Binds first, so that world and runtime are made knowing where the registry listens. */
export async function startSimulator(
  options: Omit<SimulatorOptions, 'registryHost' | 'runtime'> &
    ServerOptions & { readonly runtime: Runtime | ((registry: RegistryAccess) => Promise<Runtime>) },
): Promise<RunningSimulator> {
  const door = await openDoor(options);
  const made: { simulator?: Simulator } = {};
  const access: RegistryAccess = {
    host: door.host,
    login() {
      if (made.simulator === undefined) throw new Error('Nobody can log in before there is a world.');
      return { username: 'AWS', password: registryPassword(made.simulator.world), serveraddress: door.host };
    },
  };
  try {
    const runtime = typeof options.runtime === 'function' ? await options.runtime(access) : options.runtime;
    const simulator = createSimulator({ ...options, runtime, registryHost: door.host });
    made.simulator = simulator;
    const server = await door.serve(simulator);
    return {
      url: server.url,
      simulator,
      async close() {
        await server.close();
        await simulator.close();
      },
    };
  } catch (error) {
    await door.shut();
    throw error;
  }
}

interface Door {
  /** `host:port` */
  readonly host: string;
  serve(simulator: Simulator): Promise<RunningServer>;
  shut(): Promise<void>;
}

async function openDoor({ port = 0, host = '127.0.0.1', dataDir }: ServerOptions): Promise<Door> {
  // Node closes an idle connection after five to six seconds: just when a waiter that looks every six uses it again.
  const server = createServer({ keepAliveTimeout: 60_000 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const address = `${host}:${bound}`;
  return {
    host: address,
    shut: () => closeServer(server),
    async serve(simulator) {
      const folder = dataDir ?? makeTemporaryFolder('local-aws-');
      const registry = createRegistry(simulator, folder);
      server.on('request', (request, response) => {
        void answerRequest(request, response, simulator, registry);
      });
      return {
        url: `http://${address}`,
        async close() {
          await closeServer(server);
          if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
        },
      };
    },
  };
}

/** Waits for nobody: clients keep their connections open for as long as they like. */
async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  simulator: Simulator,
  registry: Registry,
): Promise<void> {
  if (/^\/v2(?:\/|\?|$)/.test(request.url ?? '')) {
    await registry.handle(request, response);
    return;
  }
  try {
    const answer = await simulator.handle({
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: headersOf(request),
      body: await bodyOf(request),
    });
    const { truncated = false } = answer;
    response.writeHead(answer.status, {
      ...answer.headers,
      // Half of a body under the length of the whole: the client sees the connection end too early.
      'content-length': truncated ? answer.body.length * 2 : answer.body.length,
    });
    if (!truncated) response.end(answer.body);
    else response.write(answer.body, () => response.destroy());
  } catch (error) {
    if (isReset(error)) {
      request.socket.resetAndDestroy();
      return;
    }
    console.error(error);
    response.writeHead(500, { 'content-type': 'text/plain' });
    response.end(`The local AWS made a mistake of its own: ${String(error)}`);
  }
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
