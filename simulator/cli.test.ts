import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
const run = (options: readonly string[], TMPDIR = tmpdir()) =>
  spawn(process.execPath, [cli, ...options], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR } });

async function endpointOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^export AWS_ENDPOINT_URL=(.+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('it ended without a word');
}

test('says how to use it, answers, and goes without a trace when it is interrupted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-'));
  const child = run(['--runtime', 'scripted', '--port', '0'], folder);
  const url = await endpointOf(child);
  const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters' };
  const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
  expect(await answer.json()).toEqual({ clusterArns: [] });
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  // Only an empty folder can be removed so.
  await rmdir(folder);
});

test.each([
  [['--port', 'http'], '--port http is no port.'],
  [['--time-scale', '0'], '--time-scale 0 is no number above 0.'],
  [['--runtime', 'podman'], '--runtime podman is neither docker nor scripted.'],
])('refuses %j', async (options, message) => {
  const child = run(options);
  const said: string[] = [];
  for await (const chunk of child.stderr) said.push(String(chunk));
  expect(said.join('')).toContain(message);
});
