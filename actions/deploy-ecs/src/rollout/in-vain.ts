// What a run has registered and does not use: it changes nothing, and whoever reads the report finds it in the family.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { UserError } from '../../../../lib/core/errors.ts';
import type { Registration } from './registration.ts';

/** `web:42 was registered, which changes nothing by itself`; undefined where this run has registered nothing. */
export function registeredInVain(registration: Registration | undefined): string | undefined {
  return registration?.sent === undefined
    ? undefined
    : `${shortTaskDefinition(registration.arn)} was registered, which changes nothing by itself`;
}

/** What had been done by then, where a run that was overtaken ends before it comes to the service. */
export function doneInVain(unused: Registration | undefined): { readonly done?: string } {
  const registered = registeredInVain(unused);
  return registered === undefined ? {} : { done: `${registered}; the service was not touched.` };
}

/** The same problems, with what had been done by then. */
export function withDone(error: unknown, unused: Registration | undefined): unknown {
  const { done } = doneInVain(unused);
  return error instanceof UserError && done !== undefined
    ? new UserError(error.problems, { done, cause: error })
    : error;
}
