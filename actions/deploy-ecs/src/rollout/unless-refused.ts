// What only explains must not blind the watch: where AWS says no to it, the verdict comes without the explanation.

import { AwsFailure } from '../../../../lib/core/errors.ts';

export interface UnlessRefused {
  /** Throws what is neither denied nor refused: that look failed, and the next one may succeed. */
  readonly unlessRefused: <T>(looking: Promise<T>, otherwise: T) => Promise<T>;
  /** since the watch began: operations as IAM spells them */
  readonly denied: () => readonly string[] | undefined;
  /** since the watch began: a sentence each, the newest of each operation */
  readonly refused: () => readonly string[] | undefined;
}

export function createUnlessRefused(): UnlessRefused {
  const denied = new Set<string>();
  const refused = new Map<string, string>();
  return {
    unlessRefused: async (looking, otherwise) => {
      try {
        return await looking;
      } catch (error) {
        if (!(error instanceof AwsFailure)) throw error;
        if (error.kind === 'denied') denied.add(error.operation);
        else if (error.kind === 'refused') refused.set(error.operation, error.message);
        else throw error;
        return otherwise;
      }
    },
    denied: () => (denied.size === 0 ? undefined : [...denied]),
    refused: () => (refused.size === 0 ? undefined : [...refused.values()]),
  };
}
