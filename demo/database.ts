// Which database the demo has: a real PostgreSQL wherever its server programs are; else PGlite, and that is said.

import { say } from './console.ts';
import { type Postgres, serverPrograms, startPostgres } from './postgres.ts';

/** In CI nothing stands in for PostgreSQL: there its absence is a fault, and startPostgres says what to install. */
export async function startDatabase(request: { listenAddresses?: readonly string[] }): Promise<Postgres> {
  if (serverPrograms() !== undefined || (process.env.CI ?? '') !== '') return startPostgres(request);
  say(
    'The database is not a real PostgreSQL: it is PGlite (PostgreSQL compiled to WebAssembly), because no PostgreSQL server is installed here and none could be installed.',
  );
  say(
    'Not as in PostgreSQL, then: all connections share one session and take turns, an advisory lock holds nobody back, and no password is asked for.',
  );
  // 27 MB that nobody else needs.
  const { startPglite } = await import('./pglite.ts');
  return startPglite(request);
}
