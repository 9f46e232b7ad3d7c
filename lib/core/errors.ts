// The three kinds of errors, by what the reader can do about them: fix the workflow (UserError), ask AWS (AwsFailure), or report our bug (anything else).

import { ended } from './sentence.ts';

/** Something in the workflow, its inputs or the account has to change. Carries every problem that was found, each once. */
export class UserError extends Error {
  readonly problems: readonly string[];
  /** what had been done by then, as a sentence; nothing, as a rule */
  readonly done: string;

  constructor(problems: string | readonly string[], options: ErrorOptions & { readonly done?: string } = {}) {
    const list = [...new Set(typeof problems === 'string' ? [problems] : problems)];
    super(list.join('\n'), options);
    this.name = 'UserError';
    this.problems = list;
    this.done = options.done ?? 'Nothing was touched.';
  }
}

/**
 * - `throttled`: slow down and ask again
 * - `unavailable`: 5xx, connection broken, no answer in time: ask again
 * - `denied`: IAM says no; asking again changes nothing
 * - `expired`: the credentials are no longer valid
 * - `refused`: AWS understood and said no (wrong name, wrong value, conflict …)
 */
export type AwsFailureKind = 'throttled' | 'unavailable' | 'denied' | 'expired' | 'refused';

interface FailureFacts {
  readonly kind: AwsFailureKind;
  readonly operation: string;
  readonly code: string;
  readonly awsMessage: string;
  /** what to do, in place of the usual sentence for credentials that have expired */
  readonly remedy?: string;
}

/** AWS refused or did not answer. `code` and `awsMessage` are AWS's own words. */
export class AwsFailure extends Error {
  readonly kind: AwsFailureKind;
  /** as IAM spells it, for example `ecs:UpdateService` */
  readonly operation: string;
  readonly code: string;
  readonly awsMessage: string;
  /** True when the request may have been carried out although no answer came. */
  readonly ambiguous: boolean;
  /** Of a denial: the IAM action that is lacking. It may be another one than was called, as iam:PassRole is of a registration. */
  readonly permission: string;

  constructor(failure: FailureFacts & { readonly ambiguous?: boolean }, options?: ErrorOptions) {
    super(sentence(failure), options);
    this.name = 'AwsFailure';
    this.kind = failure.kind;
    this.operation = failure.operation;
    this.code = failure.code;
    this.awsMessage = failure.awsMessage;
    this.ambiguous = failure.ambiguous ?? false;
    this.permission = permissionOf(failure);
  }
}

/** Worth asking again without changing anything. A denial is not: it fails at the first look. */
export function isTransient(error: unknown): boolean {
  return error instanceof AwsFailure && (error.kind === 'throttled' || error.kind === 'unavailable');
}

/** One line for a log; the stack of our own bugs is printed elsewhere. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const RENEWABLE =
  "Give this step role-to-assume, which renews them, or let the role's session last longer than the step takes.";

function sentence(failure: FailureFacts): string {
  switch (failure.kind) {
    case 'throttled':
      return `${failure.operation} was throttled (${failure.code}).`;
    case 'unavailable':
      return `${failure.operation} got no usable answer (${failure.code}: ${failure.awsMessage}).`;
    case 'denied':
      return `Not allowed to call ${failure.operation}: ${ended(failure.awsMessage)} Add ${permissionOf(failure)} to the role that this job assumes.`;
    case 'expired':
      return `The AWS credentials have expired (${failure.code}, seen at ${failure.operation}). ${failure.remedy ?? RENEWABLE}`;
    case 'refused':
      return `${failure.operation} was refused: ${failure.awsMessage} (${failure.code})`;
  }
}

/** IAM's own words of a denial; not every service says as much. */
function permissionOf({ operation, awsMessage }: FailureFacts): string {
  return /not authorized to perform: ([\w-]+:\w+)/.exec(awsMessage)?.[1] ?? operation;
}
