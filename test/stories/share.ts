// One worker's share of the worlds: plays them one after the other and says how they ended.

import { parentPort, workerData } from 'node:worker_threads';
import { directDoor, wireDoor } from '../support/aws-doors.ts';
import { counted, type Misjudged, type Share, type Tally } from './many.ts';
import { type Played, play } from './play.ts';
import { storyOf } from './random-story.ts';

async function playShare({ first, count, step, wire }: Share): Promise<Tally> {
  const misjudged: Misjudged[] = [];
  const verdicts: string[] = [];
  const rivals: string[] = [];
  const acts: string[] = [];
  for (let nth = 0; nth < count; nth++) {
    const world = first + nth * step;
    const story = storyOf(world);
    const played = await play(story, wire ? wireDoor : directDoor);
    verdicts.push(played.run.report.verdict);
    rivals.push(...played.rivals.map(({ report }) => report.verdict));
    acts.push(...played.acts);
    if (played.wrong.length > 0) misjudged.push({ world, wrong: played.wrong, story, lines: linesOf(played) });
  }
  return { played: count, verdicts: counted(verdicts), rivals: counted(rivals), acts: counted(acts), misjudged };
}

function linesOf({ run, rivals }: Played): string[] {
  return [...run.lines, ...rivals.flatMap(({ lines }, rival) => lines.map((line) => `rival ${rival + 1}: ${line}`))];
}

parentPort?.postMessage(await playShare(workerData as Share));
