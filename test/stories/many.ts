// Plays any number of random worlds on all cores. Each world has a number, which is all that is needed to play it again.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Story } from './story.ts';

export interface Worlds {
  /** number of the first world; the others follow it */
  readonly first: number;
  readonly count: number;
  /** through the SDK and AWS's wire, which is slower by far */
  readonly wire: boolean;
}

/** What a worker plays: every `step`th of the worlds. */
export interface Share extends Worlds {
  readonly step: number;
}

export interface Misjudged {
  readonly world: number;
  readonly wrong: readonly string[];
  readonly story: Story;
  /** what the run printed */
  readonly lines: readonly string[];
}

export interface Tally {
  readonly played: number;
  /** of the run itself, by kind */
  readonly verdicts: Readonly<Record<string, number>>;
  /** of further runs of the product in the same worlds */
  readonly rivals: Readonly<Record<string, number>>;
  /** what others did while a run was under way */
  readonly acts: Readonly<Record<string, number>>;
  readonly misjudged: readonly Misjudged[];
}

export async function playMany(worlds: Worlds): Promise<Tally> {
  const workers = Math.min(availableParallelism(), worlds.count);
  const shares = Array.from({ length: workers }, (_, worker) => ({
    ...worlds,
    first: worlds.first + worker,
    count: Math.ceil((worlds.count - worker) / workers),
    step: workers,
  }));
  return (await Promise.all(shares.map(playInWorker))).reduce(added);
}

function playInWorker(share: Share): Promise<Tally> {
  const { promise, resolve, reject } = Promise.withResolvers<Tally>();
  const worker = new Worker(new URL('./share.ts', import.meta.url), { workerData: share });
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error(`The worlds from ${share.first} on ended without a tally.`)));
  return promise;
}

function added(one: Tally, other: Tally): Tally {
  return {
    played: one.played + other.played,
    verdicts: sums(one.verdicts, other.verdicts),
    rivals: sums(one.rivals, other.rivals),
    acts: sums(one.acts, other.acts),
    misjudged: [...one.misjudged, ...other.misjudged].sort((a, b) => a.world - b.world),
  };
}

function sums(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): Record<string, number> {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}

/** How often each occurs. */
export function counted(names: readonly string[]): Record<string, number> {
  return names.reduce<Record<string, number>>((counts, name) => sums(counts, { [name]: 1 }), {});
}
