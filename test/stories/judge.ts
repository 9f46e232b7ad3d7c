// The judge: reads the world and the run's ledger at AWS's door, and knows none of the product's rules.

import type { World } from '../../simulator/control-plane/world.ts';
import type { DiaryEntry } from '../../simulator/diary.ts';
import type { InProcessRun } from '../support/in-process.ts';
import { conduct } from './conduct.ts';
import { expectation } from './expectation.ts';
import type { Ledger } from './ledger.ts';
import { brokenPromises } from './promises.ts';
import type { Story } from './story.ts';

/** One run of the product in a story. */
export interface Part {
  readonly name: string;
  readonly order: 'deploy' | 'go-back';
  readonly fate: Story['fate'];
  /** absent where the run finds by itself what to bring */
  readonly image?: { readonly reference: string; readonly digest: string };
  readonly cancelAfterMs?: number;
}

export interface Case {
  readonly story: Story;
  readonly part: Part;
  readonly run: InProcessRun;
  readonly ledger: Ledger;
  /** ARNs of the service deployments that were there before the run */
  readonly known: ReadonlySet<string>;
  /** the worlds of the last so many milliseconds, the newest at the end */
  readonly trail: (ms: number) => readonly World[];
}

/** What is wrong with the verdict; empty when it is true. */
export function judge(one: Case): string[] {
  const { run } = one;
  const world = one.trail(0).at(-1);
  if (world === undefined) throw new Error('there is no world');
  return [...truth(one), ...conduct(one, world), ...expectation(one), ...telling(run), ...requests(one.ledger.entries)];
}

/** What a verdict rests on is read by several requests, and the world may move between them: it was so at one instant since the first of them. */
function truth(one: Case): string[] {
  let wrong: string[] | undefined;
  for (const world of one.trail(sinceReading(one)).toReversed()) {
    const found = brokenPromises(world, one);
    if (found.length === 0) return [];
    wrong ??= found;
  }
  return wrong ?? [];
}

/** Milliseconds since the last look, or since the last reading of the service, began. */
function sinceReading({ story, run, ledger, trail }: Case): number {
  const newest = (first: string) => ledger.entries.findLast(({ operation }) => operation === first)?.at;
  const watched = WATCHED.includes(run.report.verdict) ? newest('DescribeServiceDeployments') : undefined;
  const began = watched ?? newest('DescribeServices');
  const now = trail(0).at(-1)?.now ?? 0;
  return began === undefined ? 0 : now - began + story.requestMs;
}

const WATCHED = ['deployed', 'idle', 'rolled-back', 'rollback-failed', 'failed', 'superseded', 'timed-out', 'shifted'];

export function isUnanswered({ outcome, fault }: DiaryEntry): boolean {
  return outcome !== 'ok' || (fault !== undefined && fault !== 'latency');
}

/** The reader is told. */
function telling({ report }: InProcessRun): string[] {
  const { verdict, conclusion, outputs, summary } = report;
  return [
    ...(conclusion === 'success' || (outputs.reason ?? '') !== '' ? [] : ['red without a reason']),
    ...(summary.includes(verdict) ? [] : ['the summary does not say the verdict']),
  ];
}

function requests(entries: readonly DiaryEntry[]): string[] {
  const problems = entries.flatMap((entry) =>
    entry.fault === undefined ? entry.problems.map((problem) => `${entry.operation}: ${problem}`) : [],
  );
  return problems.length === 0 ? [] : [`requests against AWS's model: ${problems.slice(0, 3).join('; ')}`];
}
