// A small web service with a database. It is what the demo releases; nothing in it knows of the demo.

import { createServer } from 'node:http';
import pg from 'pg';

const { APP_VERSION: version = '0', APP_COMMIT: commit = 'unknown', APP_RELEASE: release = 'good' } = process.env;
const port = Number(process.env.PORT ?? 8080);
const quietMs = 200;

if (release === 'crash') {
  console.log(`web ${version} starts`);
  // One stream for all lines: between two their order would be anybody's guess.
  console.log('cannot reach db:5432 (ECONNREFUSED)');
  process.exit(1);
}

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, connectionTimeoutMillis: 2_000 });
database.on('error', (error) => console.error(`database: ${error.message}`));

let draining = false;
let inFlight = 0;
let lastRequestAt = Date.now();

const server = createServer(async (request, response) => {
  inFlight++;
  lastRequestAt = Date.now();
  if (draining) response.setHeader('connection', 'close');
  response.on('close', () => inFlight--);
  try {
    const { status, body } = await answer(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
  } catch (error) {
    console.error(`${request.method} ${request.url}: ${error.message}`);
    response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"internal"}\n');
  }
});

async function answer(request) {
  const { pathname } = new URL(request.url ?? '/', 'http://web');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, body: { error: 'method not allowed' } };
  if (pathname === '/health') return health();
  if (pathname === '/version') return { status: 200, body: identity() };
  if (pathname === '/') return visit();
  return { status: 404, body: { error: 'not found' } };
}

async function health() {
  if (release === 'unhealthy') return { status: 503, body: { status: 'unhealthy' } };
  try {
    await database.query('SELECT 1');
    return { status: 200, body: { status: 'ok' } };
  } catch (error) {
    return { status: 503, body: { status: 'no database', error: error.message } };
  }
}

function identity() {
  const { IMAGE_DIGEST: digest, IMAGE: image } = process.env;
  return { version, commit, ...(image && { image }), ...(digest && { digest }) };
}

async function visit() {
  if (release === 'wrong') throw new Error('relation "visitors" does not exist');
  const { rows } = await database.query('INSERT INTO visits (version) VALUES ($1) RETURNING id', [version]);
  const greeting = await database.query('SELECT words FROM greetings ORDER BY id DESC LIMIT 1');
  return { status: 200, body: { words: greeting.rows[0]?.words, visit: Number(rows[0].id), version } };
}

/** The load balancer has let go by now, but a request may still be on its way: serve until it is quiet, then close. */
process.on('SIGTERM', () => {
  if (draining) return;
  draining = true;
  lastRequestAt = Date.now();
  console.log(`web ${version} was asked to stop; ${inFlight} requests in flight`);
  const watch = setInterval(async () => {
    if (inFlight > 0 || Date.now() - lastRequestAt < quietMs) return;
    clearInterval(watch);
    server.close();
    server.closeAllConnections();
    await database.end();
    console.log(`web ${version} stopped`);
    process.exit(0);
  }, 20);
});

const startMs = release === 'slow-start' ? 20_000 : 0;
setTimeout(() => {
  server.listen(port, () => console.log(`web ${version} (commit ${commit}) listens on ${server.address().port}`));
}, startMs);
