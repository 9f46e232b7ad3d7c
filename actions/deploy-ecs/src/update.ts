// Changes settings of the service where no deployment is needed, and waits until it is as it was asked to be.

import { serviceSnapshot } from '../../../lib/aws/service-snapshot.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import { UserError } from '../../../lib/core/errors.ts';
import { nextDelay } from '../../../lib/core/pace.ts';
import type { ServiceSnapshot } from '../../../lib/core/snapshots.ts';
import { lostMembers } from '../../../lib/core/task-definition.ts';
import { watch } from '../../../lib/core/watch.ts';
import type { Log } from '../../../lib/github/log.ts';
import { type Change, inWords } from './changes.ts';
import { computeTimeout } from './deadline.ts';
import { eventLines } from './event-lines.ts';
import { serviceOrFailure } from './look.ts';
import type { DeployPlan, Situation } from './plan.ts';
import type { Run } from './prepare.ts';
import type { Outcome } from './report.ts';
import { sendSettings } from './send-settings.ts';
import type { ServiceEdit } from './service-settings.ts';
import { type Settled, settledStep } from './settled-step.ts';
import { type Begun, findDeployment } from './start.ts';

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

/** Until the tasks that run are as many as were asked for; where no count was asked for there is nothing to wait for. */
export async function watchSettled(
  run: Run,
  { service: before, running }: Situation,
  { service: taken, sent }: Updated,
): Promise<Settled & Pick<Outcome, 'service' | 'lookedAt'>> {
  const { log, clock } = run.context;
  const { desiredCount } = run.request.settings;
  let newest = { service: taken, lookedAt: clock.now() };
  if (desiredCount === undefined) return { verdict: sent ? 'updated' : 'unchanged', ...newest };
  if (run.request.waitUntil === 'none') return { verdict: 'started', reason: 'not watched', ...newest };
  const timeoutMs = run.request.limits.timeoutMs ?? computeTimeout(taken, running);
  log.group('Watch');
  log.line(`Waiting until ${desiredCount} of ${desiredCount} tasks run, at most ${renderDuration(timeoutMs)}.`);
  const tell = createTeller(log, before);
  const settled = await watch<ServiceSnapshot, never, Settled>({
    look: () => serviceOrFailure(run.api, run.target),
    decide: settledStep({ timeoutMs, desiredCount, before, sent }),
    act: async () => undefined,
    pace: ({ blind, now, startedAt }) =>
      nextDelay({
        intervalMs: run.request.limits.pollIntervalMs,
        failures: blind.length,
        now,
        deadlineAt: startedAt + timeoutMs,
        random: run.context.random(),
      }),
    describe: ({ runningCount }) => `${runningCount} tasks running`,
    clock,
    signal: run.context.signal,
    onWait: log.line,
    onLook: (service) => {
      newest = { service, lookedAt: clock.now() };
      tell(service);
    },
  });
  return { ...settled, ...newest };
}

/** Prints events of the service that are new. */
function createTeller(log: Log, before: ServiceSnapshot): (service: ServiceSnapshot) => void {
  const told = new Set(before.events.map(({ id }) => id));
  return ({ events }) => {
    const fresh = events.filter(({ id }) => !told.has(id)).toReversed();
    for (const { id } of fresh) told.add(id);
    for (const line of eventLines(fresh.map(({ message }) => message))) log.line(`  event: ${line}`);
  };
}

/** What there is to say of an update before it is known how it ends. */
export function asUpdated({ service, running }: Situation, serviceChanges: readonly Change[]) {
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

function primaryOf({ deployments }: ServiceSnapshot) {
  return deployments.find(({ status }) => status === 'PRIMARY');
}
