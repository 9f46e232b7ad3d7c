// script/demo: the whole chain on this machine, by the shipped bundles, against the local AWS. `--scripted` tells the rollout stories without containers.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printTable, say } from './console.ts';
import { runRealDemo } from './real.ts';
import { runScriptedDemo } from './scripted.ts';
import type { Job } from './steps.ts';
import { writeSummaries } from './summaries.ts';

export interface Demo {
  /** what cleans up, newest first; each is called once, also after Ctrl-C */
  readonly cleanUps: (() => Promise<void>)[];
  readonly timeScale: number;
  /** called as soon as there is a job to cancel */
  onJob(job: Job): void;
}

const DEFAULT_TIME_SCALE = 20;
const folder = resolve(import.meta.dirname, '../.cache/demo');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      scripted: { type: 'boolean', default: false },
      'time-scale': { type: 'string', default: String(DEFAULT_TIME_SCALE) },
    },
  });
  const timeScale = Number(values['time-scale']);
  if (!(timeScale >= 1))
    throw new Error(
      `--time-scale ${values['time-scale']} is not allowed; allowed: a number from 1 (AWS's own pace) on`,
    );
  const cleanUps: (() => Promise<void>)[] = [];
  let job: Job | undefined;
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) return;
    interrupted = true;
    say('\nInterrupted: cancelling the step and cleaning up.');
    job?.cancel();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const startedAt = performance.now();
  let failure: unknown;
  try {
    const demo: Demo = {
      cleanUps,
      timeScale,
      onJob: (made) => {
        job = made;
        if (interrupted) made.cancel();
      },
    };
    await (values.scripted ? runScriptedDemo(demo) : runRealDemo(demo));
  } catch (error) {
    failure = error;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  if (job !== undefined) conclude(job, seconds);
  if (interrupted) return 130;
  if (failure === undefined) {
    say('Every step ended as the story wants it: the red ones had to be red.');
    return 0;
  }
  console.error(
    failure instanceof Error && failure.message !== 'cancelled'
      ? `\nThe demo failed: ${failure.stack}`
      : `\nThe demo failed: ${failure}`,
  );
  return 1;
}

function conclude(job: Job, seconds: number): void {
  say('\n== What happened\n');
  printTable(
    ['act', 'step', 'verdict', 'time', ''],
    job.rows.map(({ act, step, verdict, seconds: took, note }) => [act, step, verdict, `${took.toFixed(1)} s`, note]),
  );
  mkdirSync(folder, { recursive: true });
  const { markdown, html } = writeSummaries(folder, job.summaries);
  writeFileSync(join(folder, 'rows.json'), `${JSON.stringify(job.rows, undefined, 2)}\n`);
  say(`\nIt took ${seconds.toFixed(0)} s. The job summaries: ${markdown}`);
  say(`To look at them in a browser: ${html}`);
}

process.exitCode = await main();
