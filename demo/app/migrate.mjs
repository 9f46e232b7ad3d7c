// Brings the database to the schema of this release: each file of migrations/ once, in order, each in a transaction of its own.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** Any number, but always the same one: two migrations at once wait for each other. */
const lockKey = 7_210_042;

const client = new pg.Client({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 5_000 });

try {
  await client.connect();
  await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
  await client.query(
    'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const { rows } = await client.query('SELECT name FROM schema_migrations');
  const applied = new Set(rows.map((row) => row.name));
  for (const { name, path } of migrations()) {
    if (applied.has(name)) console.log(`${name}: applied before`);
    else await apply(name, readFileSync(path, 'utf8'));
  }
  console.log('migrations are done');
} catch (error) {
  // The same stream as the lines before: between two their order would be anybody's guess.
  console.log(`migration failed: ${error.message}`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => undefined);
}

function migrations() {
  const folders =
    process.env.APP_RELEASE === 'failing-migration' ? ['migrations', 'broken-migrations'] : ['migrations'];
  return folders
    .flatMap((folder) => {
      const path = join(import.meta.dirname, folder);
      return readdirSync(path).map((name) => ({ name, path: join(path, name) }));
    })
    .filter(({ name }) => name.endsWith('.sql'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function apply(name, sql) {
  const startedAt = performance.now();
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  console.log(`${name}: applied in ${Math.round(performance.now() - startedAt)} ms`);
}
