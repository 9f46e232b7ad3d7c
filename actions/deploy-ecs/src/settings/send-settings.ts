// Sends settings of a service that make no deployment of their own.

import { describeService, updateService } from '../../../../lib/aws/ecs.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import type { ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { lostMembers } from '../../../../lib/core/task-definition.ts';
import type { Log } from '../../../../lib/github/log.ts';
import type { Run } from '../prepare.ts';
import type { ServiceEdit } from './service-settings.ts';

/** What ECS has made of it. An answer that is lost on the way is looked for in the service before anything is sent again. */
export async function sendSettings(
  { patient, context, target }: Run,
  { send, changes }: ServiceEdit,
): Promise<ServiceSnapshot> {
  const input = { ...target, ...send };
  try {
    return await updateService(patient, input);
  } catch (error) {
    if (!(error instanceof AwsFailure) || !error.ambiguous) throw error;
    context.log.line(`${error.message} It may have been carried out: looking at the service before asking again.`);
    const service = await describeService(patient, target);
    if (lostMembers(send, service.raw).length > 0) return await updateService(patient, input);
    context.log.line(`It was: ${changes.map(({ what, after }) => `${what} is ${after}`).join(', ')}.`);
    return service;
  }
}

/** A release goes out all the same: what it runs is what was asked for. */
export function sayLostSettings(log: Log, edit: ServiceEdit | undefined, taken: ServiceSnapshot): void {
  const lost = lostMembers(edit?.send, taken.raw);
  if (lost.length > 0)
    log.annotate(
      'warning',
      'A setting was lost',
      `ECS took the update of "${taken.name}" without what was sent as ${lost.join(', ')}.`,
    );
}
