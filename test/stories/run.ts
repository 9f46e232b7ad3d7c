// npm run stories -- --worlds N --seed S [--wire]: any number of random worlds, with a count of the verdicts and of those that were wrong.

import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { directDoor, wireDoor } from '../support/aws-doors.ts';
import { play } from './play.ts';
import { aStory } from './world.ts';

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    wire: { type: 'boolean', default: false },
  },
});
const worlds = Number(values.worlds);
const seed = Number(values.seed);
if (!Number.isInteger(worlds) || worlds < 1 || !Number.isInteger(seed))
  throw new Error('--worlds and --seed take whole numbers');

const verdicts = new Map<string, number>();
const startedAt = performance.now();
let wrong = 0;
for (const story of fc.sample(aStory(), { numRuns: worlds, seed })) {
  const played = await play(story, values.wire ? wireDoor : directDoor);
  verdicts.set(played.run.report.verdict, (verdicts.get(played.run.report.verdict) ?? 0) + 1);
  if (played.wrong.length === 0) continue;
  wrong += 1;
  if (wrong <= 5)
    console.log(
      `${played.wrong.join('; ')}\n  ${JSON.stringify(story)}\n${played.run.lines.map((line) => `    ${line}`).join('\n')}`,
    );
}
const seconds = (performance.now() - startedAt) / 1_000;
console.log(
  `${worlds} worlds (seed ${seed}) in ${seconds.toFixed(1)} s: ${(worlds / seconds).toFixed(0)} worlds per second`,
);
for (const [verdict, count] of [...verdicts].sort((a, b) => b[1] - a[1]))
  console.log(`${String(count).padStart(8)}  ${verdict}`);
console.log(`wrong verdicts: ${wrong}`);
process.exitCode = wrong === 0 ? 0 : 1;
