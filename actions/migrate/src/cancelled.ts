// The rule of a cancelled migration: its task is left, or stopped where that was asked for, and nobody is told that nothing is left behind
// unless somebody has looked.

import { open } from '../../../lib/core/sentence.ts';
import type { Issued } from '../../../lib/core/watch.ts';
import {
  act,
  type Known,
  type Left,
  LOST_AFTER_MS,
  mayHaveRun,
  NOT_SHOWN,
  runsOf,
  type Step,
  type Stop,
  settle,
  stopsOf,
} from './history.ts';
import type { Limits } from './inputs.ts';
import { liveTask } from './snapshot.ts';

export function whenCancelled(history: Known, limits: Limits): Step {
  const life = lifeOf(history);
  if (limits.onCancel === 'leave') return leave(life);
  if (life === 'none') return end('nothing', NOTHING_STARTED);
  const stop = stopsOf(history).at(-1);
  // An earlier stop was the timeout's: the cancel has more patience, and asks again if that one was not heard.
  if (stop === undefined || (stop.failure !== undefined && stop.at < (history.cancelledAt ?? stop.at)))
    return act({ kind: 'stop-task', because: 'the job was cancelled' });
  return stopped(life, stop);
}

const NOTHING_STARTED = 'nothing was started yet';

/** Of the tasks of this migration, as far as this step can know. */
type Life = 'seen' | 'promised' | 'answer-lost' | 'unseen' | 'none';

function lifeOf(history: Known): Life {
  const { latest, latestAt = 0, now } = history;
  if (latest !== undefined && (liveTask(latest) !== undefined || latest.missing !== undefined)) return 'seen';
  const newest = runsOf(history).at(-1);
  if (newest !== undefined && newest.failure === undefined && newest.at >= latestAt) return 'promised';
  // A look right after the request may be too early to show the task.
  const isOpen = runsOf(history).some(
    ({ failure, at }) => failure !== undefined && mayHaveRun(failure) && (at >= latestAt || now - at < LOST_AFTER_MS),
  );
  if (isOpen) return 'answer-lost';
  return latest === undefined ? 'unseen' : 'none';
}

function leave(life: Life): Step {
  switch (life) {
    case 'seen':
    case 'promised':
      return end('perhaps', 'the task is left running, and a re-run of this job joins it');
    case 'answer-lost':
      return end(
        'perhaps',
        'a task may be running, because the answer to RunTask was lost; a re-run of this job joins it',
      );
    case 'unseen':
      return end('unseen', NOTHING_STARTED);
    case 'none':
      return end('nothing', NOTHING_STARTED);
  }
}

function stopped(life: Life, { failure }: Issued<Stop>): Step {
  if (failure === undefined) return end('stopping', 'ECS was asked to stop the task');
  if (failure.code !== NOT_SHOWN) return end('perhaps', `the task could not be stopped: ${open(failure.message)}`);
  return life === 'unseen'
    ? end('nothing', NOTHING_STARTED)
    : end('perhaps', 'a task may be running: RunTask was asked for, and ECS shows no task to stop');
}

function end(left: Left, reason: string): Step {
  return settle({ kind: 'cancelled', reason, left });
}
