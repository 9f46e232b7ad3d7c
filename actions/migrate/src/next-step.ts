// The rule of a migration: start it once, wait for it, stop it at its deadline, say how it ended. It knows nothing of how one looks or starts.
// Above all: nothing is started while a task of ours lives or may live, or once a container of ours has run.

import { renderDuration } from '../../../lib/core/duration.ts';
import { isTransient } from '../../../lib/core/errors.ts';
import { open } from '../../../lib/core/sentence.ts';
import type { TaskSnapshot } from '../../../lib/core/task-snapshots.ts';
import { type Issued, permanentFailure } from '../../../lib/core/watch.ts';
import { whenCancelled } from './cancelled.ts';
import {
  act,
  deadlineOf,
  type Known,
  LOST_AFTER_MS,
  mayHaveRun,
  mayPass,
  type Run,
  runsOf,
  type Step,
  settle,
  stopsOf,
  wait,
} from './history.ts';
import type { Limits } from './inputs.ts';
import { judge } from './judge.ts';
import { blindSentence, describeOther, liveSentence, shortId } from './sentences.ts';
import { liveTask, type MigrationSnapshot } from './snapshot.ts';

/** A container has at most 120 s between SIGTERM and SIGKILL, and the task some more to end. */
const STOPPING_MS = 180_000;
const LONGEST_BACKOFF_MS = 60_000;

export function nextStep(limits: Limits): (history: Known) => Step {
  return (history) => {
    if (history.cancelledAt !== undefined) return whenCancelled(history, limits);
    const denied = permanentFailure(history);
    if (denied !== undefined) return settle({ kind: 'unobserved', reason: denied.message });
    const { latest } = history;
    if (latest === undefined) return withoutSight(history, limits);
    const live = liveTask(latest);
    if (live !== undefined) return whileLive(history, limits, live);
    if (latest.missing !== undefined) return whileMissing(history, latest.missing);
    const ended = outcome(history, latest, limits);
    return ended ?? start(history, latest, limits);
  };
}

function whileLive(history: Known, limits: Limits, task: TaskSnapshot): Step {
  const { now, blind } = history;
  const stops = stopsOf(history);
  const stop = stops.at(-1);
  if (stop === undefined) {
    if (now < deadlineOf(history, limits))
      return wait(blind.length > 0 ? blindSentence(history) : liveSentence(task, now));
    if (blind.length > 0)
      return settle({
        kind: 'unobserved',
        reason: `could not see the task at its deadline: ${blindSentence(history)}`,
      });
    return act({ kind: 'stop-task', because: `timeout of ${renderDuration(limits.timeoutMs)} reached` });
  }
  const waited = now - (stops[0]?.at ?? now);
  if (waited >= STOPPING_MS || (stop.failure !== undefined && !isTransient(stop.failure))) {
    const why =
      stop.failure === undefined ? 'is still stopping' : `could not be stopped (${open(stop.failure.message)})`;
    return settle({
      kind: 'timed-out',
      task,
      reason: `not finished after ${renderDuration(limits.timeoutMs)}; the task ${why}`,
    });
  }
  if (stop.failure !== undefined && now >= stop.at + backoff(stops.length, limits))
    return act({ kind: 'stop-task', because: stop.command.because });
  return wait(`asked ECS to stop the task (${stop.command.because}); it is ${task.lastStatus}`);
}

function whileMissing(history: Known, missing: { taskArn: string; since: number }): Step {
  const id = shortId(missing.taskArn);
  if (history.blind.length === 0 && history.now - missing.since >= LOST_AFTER_MS) {
    return settle({
      kind: 'lost',
      reason: `ECS has not shown the task ${id} for ${renderDuration(LOST_AFTER_MS)}; nobody can say how it ended`,
    });
  }
  return history.blind.length > 0 ? wait(blindSentence(history)) : wait(`ECS does not show the task ${id} yet`);
}

/** How it ended, if it has. A task of an earlier attempt counts only when it succeeded. */
function outcome(history: Known, latest: MigrationSnapshot, limits: Limits): Step | undefined {
  const succeeded = latest.ours.findLast((task) => judge(task).kind === 'succeeded');
  if (succeeded !== undefined)
    return settle({ kind: 'succeeded', task: succeeded, how: howOf(history, latest, succeeded) });
  const task = latest.ours.findLast(({ taskArn }) => latest.followed.includes(taskArn));
  if (task === undefined) return undefined;
  const judgement = judge(task);
  if (judgement.kind === 'succeeded') return undefined;
  const stop = stopsOf(history).at(-1);
  if (stop !== undefined) {
    return settle({
      kind: 'timed-out',
      task,
      reason: `not finished after ${renderDuration(limits.timeoutMs)}, and so the task was stopped`,
    });
  }
  if (judgement.kind === 'failed') return settle({ kind: 'failed', task, reason: judgement.reason });
  const inTime = history.now < deadlineOf(history, limits);
  if (judgement.retryable && inTime) return undefined;
  return settle({
    kind: 'never-started',
    task,
    reason: judgement.retryable
      ? `${judgement.reason}; given up after ${renderDuration(limits.timeoutMs)}`
      : judgement.reason,
  });
}

/** Nothing of ours lives and nothing has run: start it, unless somebody else is at it or the last try was a moment ago. */
function start(history: Known, latest: MigrationSnapshot, limits: Limits): Step {
  const { now, blind, latestAt = 0 } = history;
  const runs = runsOf(history);
  const last = runs.at(-1);
  const failure = last?.failure;
  if (failure !== undefined && !mayPass(failure)) return settle({ kind: 'never-started', reason: failure.message });
  if (last !== undefined && failure === undefined && last.at >= latestAt)
    return wait('ECS took the task and shows it in a moment');
  const [other] = latest.others;
  const why = failure?.message ?? neverStartedReason(latest);
  if (now >= deadlineOf(history, limits)) {
    const limit = renderDuration(limits.timeoutMs);
    if (blind.length > 0)
      return settle({ kind: 'unobserved', reason: `gave up after ${limit}: ${blindSentence(history)}` });
    if (other !== undefined) return settle({ kind: 'busy', reason: `waited ${limit} for ${describeOther(other)}` });
    return settle({ kind: 'never-started', reason: `gave up after ${limit}: ${why ?? 'ECS started no task'}` });
  }
  if (blind.length > 0) return wait(blindSentence(history));
  if (other !== undefined) {
    return limits.onConcurrent === 'fail'
      ? settle({ kind: 'busy', reason: describeOther(other) })
      : wait(`waiting for ${describeOther(other)}`);
  }
  if (last !== undefined && now < last.at + backoff(runs.length, limits)) return wait(`trying again soon: ${why}`);
  return act({
    kind: 'run-task',
    attempt: attemptOf(latest, runs),
    ...(last === undefined || why === undefined ? {} : { again: why }),
  });
}

/**
 * The number of the attempt, which makes its client token. An attempt whose answer was lost once keeps its number, whatever its further tries
 * meet: ECS then gives back the task that it may have started. One whose every try surely failed gives way to a new number.
 */
function attemptOf(latest: MigrationSnapshot, runs: readonly Issued<Run>[]): number {
  const open = new Set(runs.filter(({ failure }) => failure === undefined || mayHaveRun(failure)).map(attemptNumber));
  const surelyFailed = new Set(runs.map(attemptNumber).filter((attempt) => !open.has(attempt)));
  return 1 + latest.ours.length + surelyFailed.size;
}

function attemptNumber({ command }: Issued<Run>): number {
  return command.attempt;
}

function withoutSight(history: Known, limits: Limits): Step {
  return history.now < deadlineOf(history, limits)
    ? wait(blindSentence(history))
    : settle({
        kind: 'unobserved',
        reason: `gave up after ${renderDuration(limits.timeoutMs)}: ${blindSentence(history)}`,
      });
}

function howOf(history: Known, latest: MigrationSnapshot, task: TaskSnapshot): 'ran' | 'joined' | 'earlier' {
  if (!latest.followed.includes(task.taskArn)) return 'earlier';
  return runsOf(history).length > 0 ? 'ran' : 'joined';
}

function neverStartedReason(latest: MigrationSnapshot): string | undefined {
  const task = latest.ours.at(-1);
  const judgement = task === undefined ? undefined : judge(task);
  return judgement?.kind === 'never-started' ? judgement.reason : undefined;
}

/** Interval, twice, four times …, at most a minute. */
function backoff(tries: number, limits: Limits): number {
  return Math.max(limits.pollIntervalMs, Math.min(limits.pollIntervalMs * 2 ** (tries - 1), LONGEST_BACKOFF_MS));
}
