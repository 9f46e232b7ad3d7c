import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import autocannon from 'autocannon';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Route } from '../control-plane/runtime.ts';
import { createLoadBalancer, type LoadBalancer } from './load-balancer.ts';

/** Private address of a target → port on loopback where its server really listens. */
const places = new Map<string, number>();
const servers: net.Server[] = [];
let balancer: LoadBalancer;
let port: number;
/** Somebody else has taken the port that was free a moment ago. */
let isTaken = false;

beforeEach(async () => {
  port = await freePort();
  balancer = balance();
});

afterEach(async () => {
  await balancer.close();
  for (const server of servers.splice(0)) {
    if (server instanceof http.Server) server.closeAllConnections();
    server.close();
  }
  places.clear();
});

function balance(idleTimeoutMs = 60_000): LoadBalancer {
  isTaken = false;
  return createLoadBalancer({
    idleTimeoutMs,
    log: () => {
      isTaken = true;
    },
    resolve: (target) => {
      const found = places.get(target.id);
      return found === undefined ? undefined : { host: '127.0.0.1', port: found };
    },
  });
}

async function aTarget(
  id: string,
  listener: RequestListener = (_, response) => void response.end(id),
): Promise<http.Server> {
  const server = http.createServer(listener);
  await place(id, server);
  return server;
}

async function place(id: string, server: net.Server): Promise<void> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  places.set(id, (server.address() as AddressInfo).port);
}

type Forward = Route['rules'][number]['forward'];

async function route(forward: Forward, rules: Route['rules'] = []): Promise<void> {
  await routeBy([...rules, { conditions: [], forward }]);
}

async function routeBy(rules: Route['rules']): Promise<void> {
  balancer.route({ listenerArn: 'listener', address: '127.0.0.1', port, rules });
  await balancer.listening();
  if (!isTaken) return;
  isTaken = false;
  port = await freePort();
  await routeBy(rules);
}

function group(weight: number, ...ids: string[]): Forward[number] {
  return { weight, targets: ids.map((id) => ({ id, port: 80 })) };
}

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

async function ask(path = '/', options: http.RequestOptions & { body?: string } = {}): Promise<Answer> {
  const outgoing = http.request({ host: '127.0.0.1', port, path, agent: false, ...options });
  outgoing.end(options.body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

async function text(stream: AsyncIterable<unknown>): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: found } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

describe('choosing', () => {
  test('takes the targets of a group by turns', async () => {
    await Promise.all([aTarget('a'), aTarget('b')]);
    await route([group(1, 'a', 'b')]);
    const bodies = [(await ask()).body, (await ask()).body, (await ask()).body, (await ask()).body];
    expect(bodies).toEqual(['a', 'b', 'a', 'b']);
  });

  test('divides requests between target groups by weight', async () => {
    await Promise.all([aTarget('blue'), aTarget('green')]);
    await route([group(90, 'blue'), group(10, 'green')]);
    const counts: Record<string, number> = {};
    for (let index = 0; index < 20; index++) {
      const { body } = await ask();
      counts[body] = (counts[body] ?? 0) + 1;
    }
    expect(counts).toEqual({ blue: 18, green: 2 });
  });

  test('sends what a rule matches to the rule, all else to the default', async () => {
    await Promise.all([aTarget('live'), aTarget('test')]);
    await route(
      [group(1, 'live')],
      [
        {
          conditions: [{ field: 'http-header', httpHeaderName: 'X-Test', values: ['1'] }],
          forward: [group(1, 'test')],
        },
      ],
    );
    expect((await ask('/', { headers: { 'x-test': '1' } })).body).toBe('test');
    expect((await ask()).body).toBe('live');
  });

  test('answers 503 when there is no target, 404 when no rule fits, 502 when a target refuses or is unknown', async () => {
    await route([group(1)]);
    expect((await ask()).status).toBe(503);
    await route([]);
    expect((await ask()).status).toBe(503);
    balancer.route({ listenerArn: 'listener', address: '127.0.0.1', port, rules: [] });
    expect((await ask()).status).toBe(404);
    places.set('refusing', await freePort());
    await route([group(1, 'refusing')]);
    expect(await ask()).toMatchObject({ status: 502, headers: { server: 'awselb/2.0' } });
    await route([group(1, 'unknown')]);
    expect((await ask()).status).toBe(502);
  });
});

describe('forwarding', () => {
  test('keeps method, path, query, host, headers and body, and says who asked', async () => {
    const seen: unknown[] = [];
    await aTarget('a', async (request, response) => {
      const body = await text(request);
      seen.push([request.method, request.url, request.headers.host, request.headers['x-own'], body]);
      response.writeHead(201, 'Made', { 'X-Answer': 'yes', 'Set-Cookie': ['a=1', 'b=2'] });
      response.end(JSON.stringify(request.headers));
    });
    await route([group(1, 'a')]);
    const headers = { host: 'shop.example', 'x-own': '1', 'x-forwarded-for': '192.0.2.7' };
    const answer = await ask('/a/b?c=d', { method: 'POST', headers, body: 'hello' });
    expect(seen).toEqual([['POST', '/a/b?c=d', 'shop.example', '1', 'hello']]);
    expect(answer).toMatchObject({ status: 201, headers: { 'x-answer': 'yes', 'set-cookie': ['a=1', 'b=2'] } });
    expect(JSON.parse(answer.body)).toMatchObject({
      'x-forwarded-for': '192.0.2.7, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': String(port),
    });
  });

  test('passes each part of an answer on as it comes', async () => {
    let finish: () => void = () => undefined;
    await aTarget('a', (_, response) => {
      response.write('first');
      finish = () => void response.end('last');
    });
    await route([group(1, 'a')]);
    const outgoing = http.get({ host: '127.0.0.1', port, agent: false });
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(String(first)).toBe('first');
    finish();
    expect(await text(response)).toBe('last');
  });

  test('passes each part of an upload on as it comes', async () => {
    await aTarget('a', (request, response) => void request.pipe(response));
    await route([group(1, 'a')]);
    const outgoing = http.request({ host: '127.0.0.1', port, method: 'POST', agent: false });
    outgoing.write('ping');
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    const [echo] = (await once(response, 'data')) as [Buffer];
    expect(String(echo)).toBe('ping');
    outgoing.end();
    expect(await text(response)).toBe('');
  });

  test('joins a WebSocket with its target', async () => {
    const target = http.createServer();
    target.on('upgrade', (request, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      socket.write(`${request.headers['x-forwarded-for']} `);
      socket.on('data', (chunk) => socket.end(`echo ${chunk}`));
    });
    await place('a', target);
    await route([group(1, 'a')]);
    const outgoing = http.get({
      host: '127.0.0.1',
      port,
      agent: false,
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    const [response, socket, head] = (await once(outgoing, 'upgrade')) as [IncomingMessage, net.Socket, Buffer];
    expect(response.statusCode).toBe(101);
    socket.write('hello');
    expect(String(head) + (await text(socket))).toBe('127.0.0.1 echo hello');
  });

  test('passes the answer of a target that declines the WebSocket', async () => {
    await aTarget('a', (_, response) => void response.writeHead(403).end('no'));
    await route([group(1, 'a')]);
    expect(await ask('/', { headers: { connection: 'Upgrade', upgrade: 'websocket' } })).toMatchObject({
      status: 403,
      body: 'no',
    });
  });

  test('an offer of h2c is served as the plain request that it is', async () => {
    await aTarget('a');
    await route([group(1, 'a')]);
    expect(await ask('/', { headers: { connection: 'Upgrade', upgrade: 'h2c' } })).toMatchObject({
      status: 200,
      body: 'a',
    });
  });
});

describe('faults of a target', () => {
  test('an idle connection that the target closed as it was used again is not the fault of the client', async () => {
    let connections = 0;
    const target = net.createServer((socket) => {
      const connection = ++connections;
      let requests = 0;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        requests++;
        // The first connection answers once and slams the door when it is used again.
        if (connection === 1 && requests === 2) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    await place('a', target);
    await route([group(1, 'a')]);
    expect((await ask()).body).toBe('ok');
    expect(await ask()).toMatchObject({ status: 200, body: 'ok' });
    expect(connections).toBe(2);
  });

  test('a POST never travels on a used connection and is never sent twice', async () => {
    let requests = 0;
    const target = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => {
        requests++;
        socket.destroy();
      });
    });
    await place('a', target);
    await route([group(1, 'a')]);
    expect((await ask('/', { method: 'POST' })).status).toBe(502);
    expect(requests).toBe(1);
  });

  test('an answer that breaks off is broken off for the client too', async () => {
    await aTarget('a', (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    await route([group(1, 'a')]);
    await expect(ask()).rejects.toThrow('aborted');
  });

  test('a silent target is a 504 after the idle time-out', async () => {
    await balancer.close();
    balancer = balance(50);
    await aTarget('a', () => undefined);
    await route([group(1, 'a')]);
    expect((await ask()).status).toBe(504);
  });
});

describe('draining', () => {
  interface SlowTarget {
    release(): void;
    readonly arrived: Promise<void>;
  }

  /** Answers its one request when it is told to. */
  async function aSlowTarget(): Promise<SlowTarget> {
    const target = http.createServer();
    let held: http.ServerResponse | undefined;
    const arrived = once(target, 'request').then(([, response]) => {
      held = response as http.ServerResponse;
    });
    await place('old', target);
    return { arrived, release: () => void held?.end('slow but well') };
  }

  test('a target that leaves gets nothing new, and finishes what it has', async () => {
    const old = await aSlowTarget();
    await aTarget('new');
    await route([group(1, 'old')]);
    const inFlight = ask();
    await old.arrived;
    await route([group(1, 'new')]);
    expect((await ask()).body).toBe('new');
    expect((await ask()).body).toBe('new');
    old.release();
    expect((await inFlight).body).toBe('slow but well');
  });

  test('what is left when draining ends is cut', async () => {
    const old = await aSlowTarget();
    await route([group(1, 'old')]);
    const inFlight = ask();
    const failure = expect(inFlight).rejects.toThrow('socket hang up');
    await old.arrived;
    await route([group(1)]);
    balancer.disconnect({ id: 'old', port: 80 });
    await failure;
  });

  test('a removed listener refuses connections, and requests in flight finish', async () => {
    const old = await aSlowTarget();
    await route([group(1, 'old')]);
    const inFlight = ask();
    await old.arrived;
    balancer.removeRoute('listener');
    await expect(ask()).rejects.toThrow('ECONNREFUSED');
    old.release();
    expect((await inFlight).body).toBe('slow but well');
  });
});

test('no request fails while targets are replaced under load', async () => {
  interface Generation {
    readonly server: http.Server;
    /** resolves when that many more requests were served */
    serves(count: number): Promise<void>;
  }

  async function aGeneration(id: string): Promise<Generation> {
    const server = await aTarget(id, (_, response) => void setImmediate(() => response.end(id)));
    // A target that drops idle connections almost at once makes the race as likely as it gets.
    Object.assign(server, { keepAliveTimeout: 1, keepAliveTimeoutBuffer: 0 });
    const serves = (count: number) =>
      new Promise<void>((resolve) => {
        let left = count;
        server.on('request', () => {
          if (--left === 0) resolve();
        });
      });
    return { server, serves };
  }

  let serving = await aGeneration('0');
  await route([group(1, '0')]);
  const load = autocannon({ url: `http://127.0.0.1:${port}`, connections: 20, amount: 4000 });
  for (let number = 1; number <= 10; number++) {
    const next = await aGeneration(String(number));
    await route([group(1, String(number - 1), String(number))]);
    await next.serves(50);
    await route([group(1, String(number))]);
    // As ECS does: first nothing new for a while, then the target is stopped.
    await next.serves(100);
    serving.server.close();
    serving = next;
  }
  expect(await load).toMatchObject({ errors: 0, timeouts: 0, non2xx: 0, '2xx': 4000 });
});
