// One worker's share of the worlds: plays them one after the other and says how they ended.

import { parentPort, workerData } from 'node:worker_threads';
import { directDoor, wireDoor } from '../support/aws-doors.ts';
import { type Misjudged, type Share, sums, type Tally } from './many.ts';
import { play } from './play.ts';
import { storyOf } from './world.ts';

async function playShare({ first, count, step, wire }: Share): Promise<Tally> {
  const misjudged: Misjudged[] = [];
  let verdicts: Record<string, number> = {};
  for (let played = 0; played < count; played++) {
    const world = first + played * step;
    const story = storyOf(world);
    const { run, wrong } = await play(story, wire ? wireDoor : directDoor);
    verdicts = sums(verdicts, { [run.report.verdict]: 1 });
    if (wrong.length > 0) misjudged.push({ world, wrong, story, lines: run.lines });
  }
  return { played: count, verdicts, misjudged };
}

parentPort?.postMessage(await playShare(workerData as Share));
