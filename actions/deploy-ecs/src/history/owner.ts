// Whose a deployment is, as far as its task definition tells.

import type { Raw } from '../../../../lib/core/snapshots.ts';
import { notedCommit, notedRun } from './revision-tags.ts';

/** `, commit 0123456 of run 42, registered by arn:…`; empty where nothing is known. */
export function ownerOf(definition: Raw, tags: readonly Raw[]): string {
  const commit = notedCommit(tags);
  const run = notedRun(tags);
  const made = [
    ...(commit === undefined ? [] : [`commit ${commit.slice(0, 7)}`]),
    ...(run === undefined ? [] : [`run ${run}`]),
  ].join(' of ');
  const by = typeof definition.registeredBy === 'string' ? `registered by ${definition.registeredBy}` : '';
  return [made, by].flatMap((words) => (words === '' ? [] : [`, ${words}`])).join('');
}
