// The tags of a revision that is registered: what there was stays, and where it comes from is noted for whoever looks at it later.

import { commitIn } from '../../../../lib/core/ancestry.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import type { DeployRequest } from '../inputs.ts';

const COMMIT = 'slipway:commit';
const RUN = 'slipway:run';
const LEFT = 'slipway:rolled-back-from';

export interface Origin {
  /** the commit that is deployed; what is registered anew to go back keeps the one that it was made from */
  readonly commit?: string;
  readonly run?: string;
  /** only where it is registered to go back: the commit that is left, `unknown` where that has none */
  readonly left?: string;
}

/** `tags`: of what the revision is made from. */
export function tagsFor(tags: readonly Raw[], { commit, run, left }: Origin): Raw[] {
  // AWS's own cannot be given.
  const kept = tags.filter(({ key }) => !/^(slipway|aws):/.test(String(key)));
  const own = [
    { key: COMMIT, value: commit },
    { key: RUN, value: run },
    { key: LEFT, value: left },
  ];
  return [...kept, ...own.filter(({ value }) => value !== undefined && value !== '')];
}

/** Of an earlier release that is registered anew: its commit goes with it, and so does what it was brought back from. */
export function originOfEarlier(tags: readonly Raw[], run: string | undefined, left = tagged(tags, LEFT)): Origin {
  const commit = notedCommit(tags);
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(run === undefined ? {} : { run }),
    ...(left === undefined ? {} : { left }),
  };
}

/** The commit that a revision was made from, as it is written; undefined where nobody noted one. */
export function notedCommit(tags: readonly Raw[]): string | undefined {
  return tagged(tags, COMMIT);
}

/** The id of the run that registered a revision. */
export function notedRun(tags: readonly Raw[]): string | undefined {
  return tagged(tags, RUN);
}

/** Whether a revision was registered to go back. */
export function isWayBack(tags: readonly Raw[]): boolean {
  return tagged(tags, LEFT) !== undefined;
}

/**
 * The commit that a run deploys. Who names neither an image nor a definition of his own deploys what runs, whatever commit the run is of: that
 * keeps its commit. So do a restart at night and a changed variable.
 */
export function commitOf(
  { commit, images, source }: Pick<DeployRequest, 'commit' | 'images' | 'source'>,
  running: readonly Raw[],
  environment: Readonly<Record<string, string | undefined>>,
): { readonly commit?: string; readonly isKept: boolean } {
  const isKept = commit === undefined && images.length === 0 && source.kind === 'what-runs';
  const found = isKept ? notedCommit(running) : (commit ?? commitIn(environment.GITHUB_SHA ?? ''));
  return { isKept, ...(found === undefined ? {} : { commit: found }) };
}

/** What Slipway noted on a revision under this name; undefined where it noted nothing. */
export function tagged(tags: readonly Raw[], name: string): string | undefined {
  const value = tags.find(({ key }) => key === name)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
