// Changes settings of the service where no deployment is needed.

import { serviceSnapshot } from '../../../../lib/aws/service-snapshot.ts';
import { UserError } from '../../../../lib/core/errors.ts';
import { primaryOf, type ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { lostMembers } from '../../../../lib/core/task-definition.ts';
import { type Change, inWords } from '../definition/changes.ts';
import type { DeployPlan, Situation } from '../plan.ts';
import type { Run } from '../prepare.ts';
import { type Begun, findDeployment } from '../rollout/start.ts';
import { sendSettings } from './send-settings.ts';
import type { ServiceEdit } from './service-settings.ts';

/** ECS has taken the settings, and made no deployment of them. */
export interface Updated {
  readonly kind: 'updated';
  readonly service: ServiceSnapshot;
  /** false where the service had them already */
  readonly sent: boolean;
}

/** Throws UserError when ECS took the update and left a setting out. */
export async function update(
  run: Run,
  { service, running, deployments }: Situation,
  { edit, taskDefinitionArn }: Extract<DeployPlan, { kind: 'update' }>,
): Promise<Begun | Updated> {
  if (edit.changes.length === 0) return { kind: 'updated', service, sent: false };
  const taken = await sendSettings(run, edit);
  const lost = lostMembers(edit.send, taken.raw);
  if (lost.length > 0)
    throw new UserError(`ECS took the update of "${service.name}" without what was sent as ${lost.join(', ')}`, {
      done: 'Whatever else was to be set is set.',
    });
  const [before, after] = [primaryOf(service), primaryOf(taken)];
  if (after?.id !== before?.id && after?.taskDefinitionArn === taskDefinitionArn) {
    const { patient, context, target } = run;
    const known = deployments.map(({ arn }) => arn);
    const tools = { api: patient, clock: context.clock };
    const deploymentArn = await findDeployment(tools, target, taskDefinitionArn, known, DEPLOYMENT_APPEARS_WITHIN_MS);
    if (deploymentArn !== undefined)
      return { kind: 'begun', intent: 'deploy', deploymentArn, taskDefinitionArn, definition: running };
  }
  return { kind: 'updated', service: taken, sent: true };
}

const DEPLOYMENT_APPEARS_WITHIN_MS = 10_000;

/** What there is to say of an update before it is known how it ends. */
export function asUpdated({ service, running }: Situation, serviceChanges: readonly Required<Change>[]) {
  const reason = serviceChanges.map(inWords).join('; ') || 'the service has just these settings already';
  return { reason, serviceChanges, isUpdate: true, taskDefinitionArn: service.taskDefinitionArn, definition: running };
}

/** A deployment is judged by the count that the service has; whoever changes that meanwhile does not make the release a bad one. */
export function sayOtherCount({ context, request }: Run, { name, desiredCount }: ServiceSnapshot): void {
  const asked = request.settings.desiredCount;
  if (asked !== undefined && asked !== desiredCount)
    context.log.annotate(
      'warning',
      'Another desired count',
      `The desired count of "${name}" was to be ${asked} and is ${desiredCount}: somebody else changed it, or Application Auto Scaling.`,
    );
}

/** The service as it will be: how long a deployment may take depends on it. */
export function withSettings(situation: Situation, edit: ServiceEdit | undefined): Situation {
  return edit === undefined
    ? situation
    : { ...situation, service: serviceSnapshot({ ...situation.service.raw, ...edit.send }) };
}
