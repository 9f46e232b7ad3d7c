// A cancelled job: the request for the rollback, then the end. It has seconds left, so it waits for nothing but one look, where only a look can tell
// what to do: at what it joined, at what may be well, and at what became of a request that was refused or got no answer.

import { type AwsFailure, isTransient } from '../../../../lib/core/errors.ts';
import { ended, open } from '../../../../lib/core/sentence.ts';
import { type Issued, isBlind } from '../../../../lib/core/watch.ts';
import { whatServes } from '../report/serving.ts';
import { isSeenHealthy, mayBeHealthy } from './judgement.ts';
import {
  type Intent,
  lackOf,
  MEANING,
  type RolloutCommand,
  type RolloutDecision,
  type RolloutHistory,
  type RolloutLimits,
  type RolloutLook,
  settle,
  wait,
} from './rollout-rule.ts';
import { hasNeverServed, nothingToGoBackTo } from './way-back.ts';
import { putBack } from './when-stopped.ts';

/** A request that gets no answer is sent again; what is then still open is left to the post step. */
const MOST_REQUESTS = 3;

export function whenCancelled(limits: RolloutLimits, history: RolloutHistory, intent: Intent): RolloutDecision {
  const { latest: seen, latestAt = -1, issued, now, cancelledAt = now } = history;
  const asked = issued.at(-1);
  if (asked !== undefined && asked.failure === undefined)
    return settle('cancelled', 'a rollback was asked for; ECS carries it out by itself');
  if (asked !== undefined && latestAt <= asked.at)
    return now <= asked.at
      ? wait('cancelled: one look at what became of the request')
      : unfinished(`${notTaken(asked)} What became of the deployment could not be seen.`, asked.failure);
  const isFirst = issued.every(({ command }) => command.kind !== 'put-back');
  const back =
    seen === undefined || limits.onCancel === 'leave' || !isFirst ? undefined : putBack(limits, seen, intent);
  if (back !== undefined) return { kind: 'act', command: { ...back, because: 'cancel' } };
  if (seen !== undefined && MEANING[seen.deployment.status] !== 'moving')
    return settle('cancelled', whatBecame(seen, asked));
  if (asked?.failure !== undefined && (!isTransient(asked.failure) || issued.length >= MOST_REQUESTS))
    return unfinished(`${notTaken(asked)} The deployment goes on.`, asked.failure);
  if (limits.onCancel === 'leave') return settle('cancelled', 'the deployment goes on (on-cancel: leave)');
  // What somebody began before this run may be long healthy, and so may be what has taken the old one's place: seen now, before anything is done to it.
  const needsLook = seen === undefined ? intent === 'join' || hasNeverServed(limits) : mayBeHealthy(seen);
  if (needsLook && latestAt <= cancelledAt)
    return isBlind(history) && now > cancelledAt
      ? unfinished('the deployment could not be seen, so nothing was asked for; it goes on')
      : wait('cancelled: one look at the deployment before anything is asked for');
  if (seen !== undefined && isSeenHealthy(seen))
    return settle('cancelled', `${seenWell(seen)}, so the deployment goes on`);
  if (seen !== undefined && nothingToGoBackTo(limits, seen)) return settle('cancelled', NOTHING_TO_GO_BACK_TO);
  return { kind: 'act', command: { kind: 'request-rollback', because: 'cancel' } };
}

/** ECS takes no other stop than a rollback, and where it can go back to nothing, that makes no release of it: what moves may still succeed. */
export const NOTHING_TO_GO_BACK_TO =
  'no rollback was asked for, because no deployment of this service is known to have succeeded; the deployment goes on until another one takes its place';

/** Why a deployment that is seen healthy is; said of nothing else. */
export function seenWell({ allHealthy }: RolloutLook): string {
  return allHealthy === true
    ? 'every task of the new service revision is healthy'
    : 'every task of the new service revision runs, as far as this role may see';
}

function notTaken({ command, failure }: Issued<RolloutCommand>): string {
  const what = command.kind === 'put-back' ? 'the way back that was begun' : 'the rollback that was asked for';
  return `${what} was not taken: ${ended(failure?.message ?? '')}`;
}

/** What stands, where nothing is left to be asked for. */
function whatBecame(seen: RolloutLook, asked: Issued<RolloutCommand> | undefined): string {
  const { status, rawStatus } = seen.deployment;
  const meaning = MEANING[status];
  const running = `running: ${whatServes(seen.service)}`;
  if (meaning === 'going-back' && asked?.failure?.ambiguous === true)
    return `a rollback was asked for; ECS carries it out by itself (${rawStatus})`;
  if (meaning === 'stopped')
    return `the deployment is ${rawStatus}, and nothing was put back${asked?.command.kind === 'put-back' ? `, for ${open(notTaken(asked))}` : ''}; ${running}. The next run deploys again, or goes back with rollback-to`;
  if (asked === undefined) return `the deployment is ${rawStatus}; nothing was asked for`;
  return `the deployment was ${rawStatus} before a rollback could be asked for; ${running}`;
}

function unfinished(reason: string, failure?: AwsFailure): RolloutDecision {
  const lack = failure === undefined ? {} : lackOf(failure);
  return { kind: 'settle', verdict: { kind: 'cancelled', reason, ...lack, unfinished: true } };
}
