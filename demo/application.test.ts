import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeApplication } from './application.ts';
import { type Postgres, serverPrograms, startPostgres } from './postgres.ts';

const ready = serverPrograms() !== undefined;
const reason = ready ? '' : ' (no PostgreSQL server is installed here)';

describe.runIf(ready)(`the application of the demo${reason}`, () => {
  let postgres: Postgres;
  let folder: string;

  beforeAll(async () => {
    postgres = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), 'slipway-application-'));
    await writeApplication(folder, { migrations: 1 });
  });

  afterAll(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function runToEnd(
    program: string,
    environment: Record<string, string> = {},
  ): Promise<[string[], number | null]> {
    const child = spawn(process.execPath, [program], {
      cwd: folder,
      env: { DATABASE_URL: postgres.url('127.0.0.1'), ...environment },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    await once(child, 'close');
    return [
      output
        .trim()
        .replace(/\d+ ms/g, 'n ms')
        .split('\n'),
      child.exitCode,
    ];
  }

  interface Web {
    readonly process: ChildProcess;
    readonly url: string;
    line(): Promise<string>;
  }

  async function startWeb(environment: Record<string, string> = {}): Promise<Web> {
    const child = spawn(process.execPath, ['server.mjs'], {
      cwd: folder,
      env: { DATABASE_URL: postgres.url('127.0.0.1'), PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const line = async () => String((await lines.next()).value);
    const port = /listens on (\d+)$/.exec(await line())?.[1];
    return { process: child, url: `http://127.0.0.1:${port}`, line };
  }

  async function get(url: string): Promise<[number, unknown]> {
    const response = await fetch(url);
    return [response.status, await response.json()];
  }

  test('migrates once, in order, and a later release adds its own', async () => {
    expect(await runToEnd('migrate.mjs')).toEqual([
      ['001_visits_and_greetings.sql: applied in n ms', 'migrations are done'],
      0,
    ]);
    await writeApplication(folder);
    const twice = await Promise.all([runToEnd('migrate.mjs'), runToEnd('migrate.mjs')]);
    expect(twice.flatMap(([lines]) => lines).sort()).toEqual([
      '001_visits_and_greetings.sql: applied before',
      '001_visits_and_greetings.sql: applied before',
      '002_visits_by_time.sql: applied before',
      '002_visits_by_time.sql: applied in n ms',
      'migrations are done',
      'migrations are done',
    ]);
  });

  test('serves from the database, says who it is, and ends well on SIGTERM', async () => {
    const web = await startWeb({ APP_VERSION: '2', APP_COMMIT: 'abc', IMAGE_DIGEST: 'sha256:1' });
    expect(await get(`${web.url}/health`)).toEqual([200, { status: 'ok' }]);
    expect(await get(`${web.url}/version`)).toEqual([200, { version: '2', commit: 'abc', digest: 'sha256:1' }]);
    expect(await get(`${web.url}/`)).toEqual([200, { words: 'hello again', visit: 1, version: '2' }]);
    expect(await get(`${web.url}/`)).toEqual([200, { words: 'hello again', visit: 2, version: '2' }]);
    expect((await get(`${web.url}/nothing`))[0]).toBe(404);
    web.process.kill('SIGTERM');
    expect(await web.line()).toBe('web 2 was asked to stop; 0 requests in flight');
    // Whoever asks while it is still quieting down is served.
    expect((await get(`${web.url}/`))[0]).toBe(200);
    expect(await web.line()).toBe('web 2 stopped');
    await once(web.process, 'close');
    expect(web.process.exitCode).toBe(0);
  });

  test('is not healthy without its database, and says why', async () => {
    const web = await startWeb({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' });
    expect(await get(`${web.url}/health`)).toEqual([
      503,
      { status: 'no database', error: 'connect ECONNREFUSED 127.0.0.1:1' },
    ]);
    expect((await get(`${web.url}/version`))[0]).toBe(200);
    web.process.kill('SIGKILL');
    await once(web.process, 'close');
  });

  test('a migration that fails changes nothing, says why and exits 1', async () => {
    const [lines, code] = await runToEnd('migrate.mjs', { APP_RELEASE: 'failing-migration' });
    expect(lines.at(-1)).toBe(
      'migration failed: 003_note_is_required.sql: column "note" of relation "visits" contains null values',
    );
    expect(code).toBe(1);
  });

  test('a release that crashes says why and exits 1', async () => {
    expect(await runToEnd('server.mjs', { APP_RELEASE: 'crash', APP_VERSION: '3' })).toEqual([
      ['web 3 starts', 'cannot reach db:5432 (ECONNREFUSED)'],
      1,
    ]);
  });
});
