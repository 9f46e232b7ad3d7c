// npm run stories -- [--worlds N] [--seed S] [--wire]: plays the worlds number S, S+1, … and counts the verdicts and those that were wrong.
// World S alone, once more: npm run stories -- --worlds 1 --seed S

import { parseArgs } from 'node:util';
import { type Misjudged, playMany } from './many.ts';

const SHOWN = 5;

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    wire: { type: 'boolean', default: false },
  },
});
const count = Number(values.worlds);
const first = Number(values.seed);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(first))
  throw new Error('--worlds and --seed take whole numbers');

const startedAt = performance.now();
const tally = await playMany({ first, count, wire: values.wire });
const seconds = (performance.now() - startedAt) / 1_000;

for (const misjudged of tally.misjudged.slice(0, SHOWN)) show(misjudged);
const unshown = tally.misjudged.slice(SHOWN).map(({ world, wrong }) => `${world} (${wrong.join('; ')})`);
if (unshown.length > 0) console.log(`and the worlds ${unshown.join(', ')}`);
console.log(
  `${tally.played} worlds (seed ${first}) in ${seconds.toFixed(1)} s: ${(tally.played / seconds).toFixed(0)} worlds per second`,
);
list('verdicts', tally.verdicts);
list('verdicts of further runs in the same worlds', tally.rivals);
list('acts of others', tally.acts);
console.log(`wrong verdicts: ${tally.misjudged.length}`);
process.exitCode = tally.misjudged.length === 0 ? 0 : 1;

function show({ world, wrong, story, lines }: Misjudged): void {
  console.log(`World ${world} (again: npm run stories -- --worlds 1 --seed ${world}): ${wrong.join('; ')}`);
  console.log(`  ${JSON.stringify(story)}`);
  for (const line of lines) console.log(`    ${line}`);
}

function list(title: string, counts: Readonly<Record<string, number>>): void {
  console.log(`${title}:`);
  for (const [name, times] of Object.entries(counts).sort((a, b) => b[1] - a[1]))
    console.log(`${String(times).padStart(8)}  ${name}`);
}
