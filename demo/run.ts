// script/demo: the whole chain on this machine, by the shipped bundles, against the local AWS. `--scripted` tells the rollout stories without containers.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cleanUpAll } from './clean-ups.ts';
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
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(options);
    return 2;
  }
  const { scripted, timeScale } = options;
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
    await (scripted ? runScriptedDemo(demo) : runRealDemo(demo));
  } catch (error) {
    failure = error;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const leftBehind = await cleanUpAll(cleanUps);
  if (job !== undefined) conclude(job, seconds);
  for (const error of leftBehind) console.error(`\nNot cleaned up: ${wordsOf(error)}`);
  if (interrupted) return 130;
  if (failure === undefined) {
    say('Every step ended as the story wants it: the red ones had to be red.');
    return leftBehind.length === 0 ? 0 : 1;
  }
  console.error(`\nThe demo failed: ${wordsOf(failure)}`);
  return 1;
}

/** Or what is wrong with them. script/demo has looked at them before; this is for who starts it without. */
function readOptions(): { readonly scripted: boolean; readonly timeScale: number } | string {
  try {
    const { values } = parseArgs({
      options: { scripted: { type: 'boolean', default: false }, 'time-scale': { type: 'string' } },
    });
    const timeScale = Number(values['time-scale'] ?? DEFAULT_TIME_SCALE);
    if (timeScale >= 1 && Number.isFinite(timeScale)) return { scripted: values.scripted, timeScale };
    return `--time-scale ${values['time-scale']} is not allowed; allowed: a number from 1 on`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
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
