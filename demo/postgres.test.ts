import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { expect, test } from 'vitest';
import { serverPrograms, startPostgres } from './postgres.ts';

const programs = serverPrograms();
const reason = programs === undefined ? ' (no PostgreSQL server is installed here)' : '';

function ownFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`slipway-postgres-${process.pid}-`));
}

test.runIf(programs !== undefined)(
  `a throw-away PostgreSQL answers with its password and leaves nothing behind${reason}`,
  async () => {
    const postgres = await startPostgres({ listenAddresses: ['127.0.0.2'] });
    const client = new pg.Client(postgres.url('127.0.0.2'));
    await client.connect();
    expect((await client.query('SELECT current_database() AS name')).rows).toEqual([{ name: 'slipway' }]);
    await client.end();

    await expect(
      new pg.Client(postgres.url('127.0.0.1').replace(/:[0-9a-f]{24}@/, ':wrong@')).connect(),
    ).rejects.toThrow('password authentication failed');

    expect(ownFolders()).toHaveLength(1);
    await postgres.stop();
    await postgres.stop();
    expect(ownFolders()).toEqual([]);
    await expect(new pg.Client(postgres.url('127.0.0.1')).connect()).rejects.toThrow('ECONNREFUSED');
  },
);

test.runIf(programs !== undefined)(`an address that is not of this machine is refused by name${reason}`, async () => {
  await expect(startPostgres({ listenAddresses: ['192.0.2.1'] })).rejects.toThrow('192.0.2.1');
  expect(ownFolders()).toEqual([]);
});
