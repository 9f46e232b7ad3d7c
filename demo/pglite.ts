// PGlite behind PostgreSQL's wire protocol: what the demo has where no PostgreSQL can be installed. Everything is in this process's memory.
// It refuses to know SQL. PGlite has one session; each connection has it to itself until its query and its transaction are over.
// (The package @electric-sql/pglite-socket lets the messages of several connections mix, so that one gets the answers of another.)

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { freePort } from './free-port.ts';
import { turnsOf } from './pglite-protocol.ts';
import type { Postgres } from './postgres.ts';

/** `S`: Sync. Ends a query that its client has left half sent. */
const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4);

/** As startPostgres; the password of the url is not asked for. */
export async function startPglite(request: { listenAddresses?: readonly string[] } = {}): Promise<Postgres> {
  const addresses = ['127.0.0.1', ...(request.listenAddresses ?? [])];
  const port = await freePort(addresses);
  const database = await PGlite.create();
  const line = createLine();
  const connections = new Map<Socket, Promise<void>>();
  const accept = (socket: Socket) => {
    const served = serve(socket, database, line).finally(() => connections.delete(socket));
    connections.set(socket, served);
  };
  const servers: Server[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      const closed = servers.map((server) => once(server.close(), 'close'));
      for (const socket of connections.keys()) socket.destroy();
      await Promise.all([...closed, ...connections.values()]);
      await database.close();
    })();
    return stopped;
  };
  try {
    for (const address of addresses) servers.push(await listen(address, port, accept));
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, url: (host) => `postgres://slipway:unchecked@${host}:${port}/slipway`, stop };
}

async function listen(address: string, port: number, accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, accept).listen(port, address);
  await once(server, 'listening');
  return server;
}

/** Resolves when the client has gone, however it went. */
async function serve(socket: Socket, database: PGlite, line: Line): Promise<void> {
  let leave: (() => void) | undefined;
  try {
    for await (const turn of turnsOf(socket)) {
      leave ??= await line.enter();
      const answer = await database.execProtocolRaw(turn);
      socket.write(answer);
      if (isIdle(answer)) {
        leave();
        leave = undefined;
      }
    }
  } catch {
    // A connection that broke off: what it had begun is taken back below.
  } finally {
    if (leave !== undefined) {
      await database.execProtocolRaw(SYNC);
      await database.exec('ROLLBACK');
      leave();
    }
    socket.destroy();
  }
}

/** Whether it ends with ReadyForQuery (`Z`, length 5) saying that no transaction is open (`I`). */
function isIdle(answer: Uint8Array): boolean {
  return Buffer.from(answer.subarray(-6)).equals(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]));
}

interface Line {
  /** Resolves when everybody who came before has left; answers with how to leave. */
  enter(): Promise<() => void>;
}

function createLine(): Line {
  let last: Promise<void> = Promise.resolve();
  return {
    async enter() {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      return resolve;
    },
  };
}
