// AWS said no, or nothing, before anything was under way: that ends the run with a whole report, which says what was done by then and what was not.

import { AwsFailure, isTransient } from '../../../../lib/core/errors.ts';
import { upperFirst } from '../../../../lib/core/sentence.ts';
import type { Run } from '../prepare.ts';
import { verdictOf } from '../report/untouched.ts';
import { registeredInVain } from './in-vain.ts';
import type { Registration } from './registration.ts';
import { lackOf } from './rollout-rule.ts';
import type { NotBegun } from './start.ts';

/** `registration`: absent where AWS did not come to it. A cancelled job's requests end as they do anywhere. */
export function notBegun({ context }: Pick<Run, 'context'>, registration?: Registration) {
  return (failure: unknown): NotBegun => {
    const { aborted } = context.signal;
    if (!(failure instanceof AwsFailure) || (aborted && isTransient(failure))) throw failure;
    return {
      kind: 'not-begun',
      verdict: verdictOf(failure),
      reason: failure.message,
      done: doneBy(failure, registration),
      ...lackOf(failure),
      ...(registration === undefined ? {} : { taskDefinitionArn: registration.arn }),
      ...(aborted ? { unfinished: true } : {}),
    };
  };
}

/** What had been done by then. */
function doneBy({ operation, ambiguous }: AwsFailure, registration: Registration | undefined): string {
  const service =
    operation === 'ecs:UpdateService' && ambiguous
      ? 'whether ECS has taken the update is not known'
      : 'the service was not touched';
  const registered = registeredInVain(registration);
  return registered === undefined ? upperFirst(`${service}.`) : `${registered}; ${service}.`;
}
