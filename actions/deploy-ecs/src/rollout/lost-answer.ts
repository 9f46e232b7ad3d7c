// An answer that was lost on the way: nobody knows whether ECS did what was asked, and what was looked up since may say it, or not.

import { AwsFailure } from '../../../../lib/core/errors.ts';
import { ended } from '../../../../lib/core/sentence.ts';

export interface Lost {
  readonly lost: string;
}

/** A failure of AWS as a value. */
export function lookedUp<T>(looking: () => Promise<T>): Promise<T | AwsFailure> {
  return looking().catch((error: unknown) => {
    if (error instanceof AwsFailure) return error;
    throw error;
  });
}

/** `unanswered`: absent where ECS took the update. */
export function lostUnseen(unanswered: AwsFailure | undefined, failure: AwsFailure): Lost {
  const said =
    unanswered === undefined
      ? 'ECS took the update, but its service deployment could not be looked up:'
      : `${ended(unanswered.message)} Whether ECS has taken the update is not known, for its service deployment could not be looked up:`;
  return { lost: `${said} ${failure.message}` };
}

/** The failure after which nobody knows whether AWS did what was asked. */
export function lostAnswer(send: () => Promise<unknown>): Promise<AwsFailure | undefined> {
  return send().then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof AwsFailure && error.ambiguous) return error;
      throw error;
    },
  );
}
