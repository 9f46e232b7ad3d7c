// The tags of a revision that is registered: what there was stays, and where it comes from is noted for whoever looks at it later.

import type { Raw } from '../../../lib/core/snapshots.ts';

const COMMIT = 'slipway:commit';
const RUN = 'slipway:run';

/** `back`: what is registered anew is an earlier release and keeps the commit that it was made from; the run's own is another one. */
export function tagsFor(
  tags: readonly Raw[],
  environment: Readonly<Record<string, string | undefined>>,
  direction: 'forward' | 'back',
): Raw[] {
  const kept = tags.filter(({ key }) => {
    const name = String(key);
    // AWS's own cannot be given.
    return !name.startsWith('aws:') && (!name.startsWith('slipway:') || (direction === 'back' && name === COMMIT));
  });
  const own = [
    ...(direction === 'forward' ? [{ key: COMMIT, value: environment.GITHUB_SHA ?? '' }] : []),
    { key: RUN, value: environment.GITHUB_RUN_ID ?? '' },
  ];
  return [...kept, ...own.filter(({ value }) => value !== '')];
}
