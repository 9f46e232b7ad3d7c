// What ECS's words mean to somebody who knows it only a little, and what to do about it. A table: the first row that fits speaks.
// ECS has few codes for causes; the first word of a reason is its documented category, the rest are known phrases
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html). Nothing is decided by these rows: they only explain.

import { PULL_AND_SETUP } from './hints-before-start.ts';
import { WHILE_RUNNING } from './hints-while-running.ts';

export interface Symptoms {
  /** ECS's TaskStopCode */
  readonly stopCode?: string;
  /** of the container that explains the stop */
  readonly exitCode?: number;
  /** its name */
  readonly container?: string;
  /** ECS's words: reasons of the task and of that container, messages of events */
  readonly words: readonly string[];
  /** the end of that container's log, oldest line first */
  readonly log: readonly string[];
}

export interface Hint {
  /** `image-not-found` */
  readonly name: string;
  /** what happened, as a clause that begins in lower case and has no full stop */
  readonly meaning: string;
  /** what to do, likewise */
  readonly remedy: string;
  /** AWS's own page about it */
  readonly source: string;
}

/** All that is given has to fit. Named groups of the patterns fill `{group}` in the texts; a text whose group caught nothing says `otherwise`. */
export interface HintRow extends Hint {
  readonly when: {
    readonly words?: RegExp;
    readonly log?: RegExp;
    readonly exitCodes?: readonly number[];
    readonly stopCodes?: readonly string[];
  };
}

export const HINTS: readonly HintRow[] = [...PULL_AND_SETUP, ...WHILE_RUNNING];

export function hintFor(symptoms: Symptoms): Hint | undefined {
  for (const row of HINTS) {
    const caught = caughtBy(row, symptoms);
    if (caught !== undefined)
      return {
        name: row.name,
        meaning: filled(row.meaning, { container: symptoms.container, ...caught }),
        remedy: filled(row.remedy, { container: symptoms.container, ...caught }),
        source: row.source,
      };
  }
  return undefined;
}

type Caught = Readonly<Record<string, string | undefined>>;

function caughtBy({ when }: HintRow, symptoms: Symptoms): Caught | undefined {
  if (when.exitCodes !== undefined && !when.exitCodes.includes(symptoms.exitCode ?? Number.NaN)) return undefined;
  if (when.stopCodes !== undefined && !when.stopCodes.includes(symptoms.stopCode ?? '')) return undefined;
  const inWords = when.words === undefined ? {} : firstMatch(when.words, symptoms.words);
  const inLog = when.log === undefined ? {} : firstMatch(when.log, symptoms.log);
  return inWords === undefined || inLog === undefined ? undefined : { ...inWords, ...inLog };
}

function firstMatch(pattern: RegExp, texts: readonly string[]): Caught | undefined {
  for (const text of texts) {
    const match = pattern.exec(text);
    if (match !== null) return match.groups ?? {};
  }
  return undefined;
}

/** `{action|the action}`: what the group `action` caught, else the words behind the bar. */
function filled(text: string, caught: Caught): string {
  return text.replace(/\{(\w+)(?:\|([^}]*))?\}/g, (_, group: string, otherwise?: string) =>
    (caught[group] ?? otherwise ?? '').replace(/[.,;:]+$/, ''),
  );
}
