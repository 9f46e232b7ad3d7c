import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startPglite } from './pglite.ts';
import type { Postgres } from './postgres.ts';

let database: Postgres;
let clients: pg.Client[] = [];

// It takes some seconds to start.
beforeAll(async () => {
  database = await startPglite({ listenAddresses: ['127.0.0.2'] });
}, 30_000);

afterAll(() => database.stop());

beforeEach(async () => {
  const client = await connect();
  await client.query('DROP TABLE IF EXISTS visits; CREATE TABLE visits (words text)');
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.end()));
  clients = [];
});

async function connect(host = '127.0.0.1'): Promise<pg.Client> {
  const client = new pg.Client(database.url(host));
  client.on('error', () => undefined);
  clients.push(client);
  await client.connect();
  return client;
}

test('many connections at once get their own answers and their own errors', async () => {
  const pool = new pg.Pool({ connectionString: database.url('127.0.0.1'), max: 20 });
  const ask = async (number: number): Promise<unknown> => {
    if (number % 5 === 0) return pool.query('SELECT $1::int / 0', [number]).catch((error: Error) => error.message);
    const { rows } = await (number % 3 === 0
      ? pool.query('SELECT $1::text AS a, $2::text AS b', [String(number), 'b'])
      : number % 3 === 1
        ? pool.query('SELECT $1::int AS a', [number])
        : pool.query(`SELECT '${number}' AS a`));
    return Number(rows[0].a);
  };
  const numbers = Array.from({ length: 200 }, (_, index) => index);
  expect(await Promise.all(numbers.map(ask))).toEqual(
    numbers.map((number) => (number % 5 === 0 ? 'division by zero' : number)),
  );
  await pool.end();
});

test('nobody comes between the statements of a transaction', async () => {
  const [one, other] = [await connect(), await connect()];
  await one.query('BEGIN');
  await one.query("INSERT INTO visits VALUES ('first')");
  const counted = other.query('SELECT count(*)::int AS count FROM visits');
  await one.query("INSERT INTO visits VALUES ('second')");
  await one.query('COMMIT');
  expect((await counted).rows).toEqual([{ count: 2 }]);
});

test('takes back what a connection had begun when it broke off', async () => {
  const [one, other] = [await connect(), await connect()];
  await one.query('BEGIN');
  await one.query("INSERT INTO visits VALUES ('first')");
  const counted = other.query('SELECT count(*)::int AS count FROM visits');
  const broken = one.query("INSERT INTO visits VALUES ('second')").catch(() => undefined);
  one.connection.stream.destroy();
  expect((await counted).rows).toEqual([{ count: 0 }]);
  await broken;
});

test('answers on every address, and nowhere once it is stopped', async () => {
  for (const host of ['127.0.0.1', '127.0.0.2']) {
    const client = await connect(host);
    expect((await client.query('SELECT 6 * $1::int AS product', [7])).rows).toEqual([{ product: 42 }]);
  }
  const staying = await connect();
  const gone = new Promise((resolve) => staying.once('end', () => resolve('gone')));
  await database.stop();
  await database.stop();
  expect(await gone).toBe('gone');
  clients = [];
  await expect(new pg.Client(database.url('127.0.0.1')).connect()).rejects.toThrow('ECONNREFUSED');
});
