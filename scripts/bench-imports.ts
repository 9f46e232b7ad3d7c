// What a bundle pays at every start for an import: the numbers behind "file commands written ourselves" and "clients imported when needed".
// Run: npm run bench:imports

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import process from 'node:process';

type Bundler = (
  entry: string,
  options: object,
) => Promise<{ code: string; assets: Readonly<Record<string, { source: string | Buffer }>> }>;

const SOURCES: Readonly<Record<string, string>> = {
  'nothing imported': `console.log('started');`,
  '@actions/core': `import { info } from '@actions/core'; info('started');`,
  '@aws-sdk/client-ecs': `import { ECSClient } from '@aws-sdk/client-ecs'; console.log(typeof new ECSClient({ region: 'eu-central-1' }));`,
};
const RUNS = 25;

// Inside the repository, or the packages would not be found.
const folder = resolve(import.meta.dirname, '../build/bench-imports');
const ncc = createRequire(import.meta.url)('@vercel/ncc') as Bundler;
const bundles: { name: string; file: string; times: number[] }[] = [];

rmSync(folder, { recursive: true, force: true });
for (const [name, source] of Object.entries(SOURCES)) {
  const place = join(folder, String(bundles.length));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'source.js'), source);
  const options = { cache: false, quiet: true, target: 'es2024', mainFields: ['module', 'main'] };
  const { code, assets } = await ncc(join(place, 'source.js'), options);
  for (const [asset, { source: content }] of Object.entries(assets)) writeFileSync(join(place, asset), content);
  writeFileSync(join(place, 'index.js'), code);
  bundles.push({ name, file: join(place, 'index.js'), times: [] });
}
for (let run = 0; run < RUNS; run++) {
  for (const { file, times } of bundles) {
    const startedAt = performance.now();
    spawnSync(process.execPath, [file]);
    times.push(performance.now() - startedAt);
  }
}
console.log(`ms from start to end of a bundle, median (best) of ${RUNS}`);
for (const { name, times } of bundles) {
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(24)}${(times[Math.floor(RUNS / 2)] ?? 0).toFixed(0)} (${(times[0] ?? 0).toFixed(0)})`);
}
rmSync(folder, { recursive: true });
