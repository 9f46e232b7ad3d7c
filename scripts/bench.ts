// How fast each bundle speaks and asks, beside bare Node, how soon deploy-ecs knows how a rollout ended, and how much a job downloads.
// Numbers, no judgement: nothing fails here.
// Run: npm run bench [-- --runs 15] [--peer DIR --peer-input name=value …]; DIR holds another action's action.yml and dist.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { startBundle } from '../test/support/runner.ts';
import { benchRollouts } from './bench-rollouts.ts';

interface Subject {
  readonly name: string;
  /** as for the runner: a name, or a folder */
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
}
interface Sample {
  readonly firstLine?: number;
  readonly firstRequest?: number;
  /** what the main thread had worked by then: other programs on the machine hardly change it */
  readonly firstLineCpu?: number | undefined;
  readonly firstRequestCpu?: number | undefined;
}

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    peer: { type: 'string' },
    'peer-input': { type: 'string', multiple: true, default: [] },
  },
});
const runs = Number(values.runs);
const WARM_UPS = 2;
const REGISTRY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

/** The least that makes an action ask AWS (smoke-test: its URL) for something. */
const INPUTS: Readonly<Record<string, (address: string) => Record<string, string>>> = {
  'build-push': () => ({ repository: `${REGISTRY}/app` }),
  'deploy-ecs': () => ({ cluster: 'bench', service: 'web', image: `${REGISTRY}/app:1` }),
  migrate: () => ({ cluster: 'bench', service: 'web', image: `${REGISTRY}/app:1`, command: 'true' }),
  'smoke-test': (address) => ({ url: address, timeout: '1s' }),
};

let watched: Watched = { pid: -1 };
const server = createServer((request, response) => {
  watched.firstRequest ??= momentOf(watched.pid);
  request.resume().on('end', () => {
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ __type: 'AccessDeniedException', message: 'only the time of this request matters' }));
  });
});
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const workspace = mkdtempSync(join(tmpdir(), 'slipway-bench-'));

try {
  writeFileSync(join(workspace, 'empty.mjs'), '');
  writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\n');
  writeFileSync(
    join(workspace, 'task-definition.json'),
    JSON.stringify({ family: 'web', containerDefinitions: [{ name: 'app', image: 'app' }] }),
  );
  const subjects = chosenSubjects();
  const bare: number[] = [];
  const samples = new Map<Subject, Sample[]>(subjects.map((subject) => [subject, []]));
  // Round by round, so that a busy moment of the machine falls on all alike.
  for (let round = -WARM_UPS; round < runs; round++) {
    const node = await bareNode();
    if (round >= 0) bare.push(node);
    for (const subject of subjects) {
      const sample = await measure(subject);
      if (round >= 0) samples.get(subject)?.push(sample);
    }
  }
  printTable(
    ['ms from process start, median (best)', 'first log line', 'first request', 'CPU until line', 'CPU until request'],
    [
      ['bare Node (start to end)', cell(bare), '', '', ''],
      ...[...samples].map(([{ name }, list]) => [
        name,
        cell(list.map((sample) => sample.firstLine)),
        cell(list.map((sample) => sample.firstRequest)),
        cell(list.map((sample) => sample.firstLineCpu)),
        cell(list.map((sample) => sample.firstRequestCpu)),
      ]),
    ],
  );
  printTable(['kB', 'index.js', 'chunks', 'all, gzip'], subjects.map(sizes));
  printTable(['deploy-ecs in virtual time', 'goal', 'found'], await benchRollouts());
  console.log(`A job downloads (git archive, gzip): ${kb(archiveSize())} kB`);
  console.log(`Node ${process.versions.node}, ${runs} runs each after ${WARM_UPS} warm-ups`);
} finally {
  rmSync(workspace, { recursive: true, force: true });
  server.close();
}

function chosenSubjects(): Subject[] {
  const own = globSync('actions/*/action.yml', { cwd: root })
    .map((file) => basename(dirname(file)))
    .filter((name) => existsSync(join(root, 'dist', name, 'index.js')))
    .sort()
    .map((name) => ({ name, action: name, inputs: INPUTS[name]?.(address) ?? {} }));
  if (own.length === 0) console.log('dist/ is empty: npm run build comes first');
  if (values.peer === undefined) return own;
  const given = Object.fromEntries(values['peer-input'].map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  return [...own, { name: basename(resolve(values.peer)), action: resolve(values.peer), inputs: given }];
}

async function measure(subject: Subject): Promise<Sample> {
  const seen: Watched = { pid: -1 };
  watched = seen;
  const running = startBundle({
    action: subject.action,
    inputs: subject.inputs,
    cwd: workspace,
    env: { AWS_ENDPOINT_URL: address, AWS_MAX_ATTEMPTS: '1' },
    onLine: () => {
      seen.firstLine ??= momentOf(seen.pid);
      stopWhenSeen();
    },
  });
  seen.pid = running.pid;
  // What comes after the first line and the first request is not asked about, and may take minutes of retrying.
  const stopWhenSeen = () => {
    if (seen.firstLine !== undefined && seen.firstRequest !== undefined) running.kill('SIGKILL');
  };
  const timer = setInterval(stopWhenSeen, 5);
  const giveUp = setTimeout(() => running.kill('SIGKILL'), 10_000);
  await running.finished;
  clearInterval(timer);
  clearTimeout(giveUp);
  const { firstLine, firstRequest } = seen;
  return {
    ...(firstLine === undefined ? {} : { firstLine: firstLine.at - running.startedAt, firstLineCpu: firstLine.cpu }),
    ...(firstRequest === undefined
      ? {}
      : { firstRequest: firstRequest.at - running.startedAt, firstRequestCpu: firstRequest.cpu }),
  };
}

interface Watched {
  pid: number;
  firstLine?: Moment;
  firstRequest?: Moment;
}

interface Moment {
  readonly at: number;
  readonly cpu: number | undefined;
}

/** Milliseconds; Linux counts in /proc how long a process's first thread has been on a CPU, and nobody else does. */
function momentOf(process: number): Moment {
  const at = performance.now();
  try {
    return { at, cpu: Number(readFileSync(`/proc/${process}/schedstat`, 'utf8').split(' ')[0]) / 1e6 };
  } catch {
    return { at, cpu: undefined };
  }
}

function bareNode(): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(join(root, 'node_modules/.bin/node'), [join(workspace, 'empty.mjs')], { stdio: 'ignore' });
  return new Promise((done) => child.on('close', () => done(performance.now() - startedAt)));
}

function sizes({ name, action }: Subject): string[] {
  const folder = action === name ? join(root, 'dist', name) : join(action, 'dist');
  const code = globSync('**/*.{js,cjs,mjs}', { cwd: folder });
  const size = (files: readonly string[]) =>
    files.reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0);
  const entry = code.filter((file) => basename(file) === 'index.js');
  const packed = code.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  return [name, kb(size(entry)), kb(size(code) - size(entry)), kb(packed)];
}

function archiveSize(): number {
  return execFileSync('git', ['archive', '--format=tar.gz', 'HEAD'], { cwd: root, maxBuffer: 1 << 30 }).length;
}

function cell(samples: readonly (number | undefined)[]): string {
  const known = samples.filter((sample) => sample !== undefined).sort((a, b) => a - b);
  const median = known[Math.floor(known.length / 2)];
  const best = known[0];
  if (median === undefined || best === undefined) return 'none';
  const missing = samples.length - known.length;
  return `${median.toFixed(0)} (${best.toFixed(0)})${missing > 0 ? `, none in ${missing} runs` : ''}`;
}

function kb(bytes: number): string {
  return String(Math.round(bytes / 1000));
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ');
  console.log([line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line), ''].join('\n'));
}
