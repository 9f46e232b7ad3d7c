// Waits until as many tasks run as were asked for, where no deployment of this run tells when that is.

import { type Cause, groupCauses } from '../../../../lib/core/causes.ts';
import { renderDuration } from '../../../../lib/core/duration.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import { upperFirst } from '../../../../lib/core/sentence.ts';
import { primaryOf, type Raw, type ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { watch } from '../../../../lib/core/watch.ts';
import type { Log } from '../../../../lib/github/log.ts';
import type { Situation } from '../plan.ts';
import type { Run } from '../prepare.ts';
import type { Outcome } from '../report/report.ts';
import { computeTimeout } from '../rollout/deadline.ts';
import { createEndedTasks } from '../rollout/ended-tasks.ts';
import { createEventTeller } from '../rollout/event-lines.ts';
import { paceOf } from '../rollout/rollout.ts';
import { serviceOrFailure } from '../rollout/seen-or-failure.ts';
import { type Settled, settledStep } from './settled-step.ts';
import type { Updated } from './update.ts';

/** Until the tasks that run are as many as were asked for; where no count was asked for there is nothing to wait for. */
export async function watchSettled(
  run: Run,
  { service: before, running }: Situation,
  { service: taken, sent }: Updated,
): Promise<Settled & Pick<Outcome, 'service' | 'lookedAt' | 'causes'>> {
  const { log, clock } = run.context;
  const { desiredCount } = run.request.settings;
  let newest = { service: taken, lookedAt: clock.now() };
  if (desiredCount === undefined) return { verdict: sent ? 'updated' : 'unchanged', ...newest };
  if (run.request.waitUntil === 'none') return { verdict: 'started', reason: 'not watched', ...newest };
  const timeoutMs = run.request.limits.timeoutMs ?? computeTimeout(taken, running);
  log.group('Watch');
  log.line(`Waiting until ${desiredCount} of ${desiredCount} tasks run, at most ${renderDuration(timeoutMs)}.`);
  const tellEvents = createEventTeller(log.line, before.events);
  const settled = await watch<ServiceSnapshot, never, Settled>({
    look: () => serviceOrFailure(run.api, run.target),
    decide: settledStep({ timeoutMs, desiredCount, before, sent }),
    act: async () => undefined,
    pace: paceOf(run.context, run.request, timeoutMs),
    describe: ({ runningCount }) => `${runningCount} tasks running`,
    clock,
    signal: run.context.signal,
    onWait: log.line,
    onLook: (service) => {
      newest = { service, lookedAt: clock.now() };
      tellEvents(service.events);
    },
  });
  if (settled.verdict !== 'timed-out') return { ...settled, ...newest };
  const causes = await whyStopped(run, running, newest.service);
  const [first] = causes;
  const reason = first === undefined ? settled.reason : `${first.sentence}. ${upperFirst(settled.reason)}`;
  return { ...settled, reason, causes, ...newest };
}

/** What ended the tasks of what serves, within ECS's memory of an hour. */
async function whyStopped({ api, context, target }: Run, definition: Raw, service: ServiceSnapshot): Promise<Cause[]> {
  const endedTasks = createEndedTasks({ api, ref: target, definition, unlessRefused: unlessFailed(context.log) });
  const { stopped, logs } = await endedTasks(service, primaryOf(service)?.id ?? '', true);
  return groupCauses(stopped, logs, service.events);
}

/** It only explains: who may not look gets the verdict without it. */
function unlessFailed(log: Log) {
  return async <T>(looking: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await looking;
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      log.line(`Why tasks stopped could not be seen: ${error.message}`);
      return otherwise;
    }
  };
}
