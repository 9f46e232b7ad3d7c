// Stopped tasks and events → the few causes that explain a failure: grouped by what happened, each with one sentence, the last words of its
// container, and what it means to somebody who knows ECS only a little. The one routine of every action that starts tasks.

import { type Hint, hintFor } from './hints.ts';
import { clipped } from './log-lines.ts';
import { open } from './sentence.ts';
import type { ServiceEvent } from './snapshots.ts';
import {
  causeKey,
  culpritOf,
  endedAt,
  explainStoppedTask,
  type Fault,
  faultOf,
  type StoppedTask,
  withoutIds,
} from './stopped-task.ts';

export interface Cause {
  readonly key: string;
  readonly fault: Fault;
  /** what happened, and to how many tasks */
  readonly explanation: string;
  /** the same with the last log line, where there is one */
  readonly sentence: string;
  /** newest first; none where ECS could not even make one */
  readonly tasks: readonly StoppedTask[];
  /** the container that explains the stop */
  readonly container?: string;
  /** the end of its log, oldest line first; empty while CloudWatch Logs has nothing */
  readonly log: readonly string[];
  /** what it means and what to do, where the words of ECS are known */
  readonly hint?: Hint;
}

/**
 * Causes, the most frequent first. Tasks that ended for no fault (scaled in, replaced, stopped by a person) explain nothing and are left out.
 * Logs by task ARN, oldest line first. Events tell why a load balancer called a task unhealthy: its own reason says only that it did.
 */
export function groupCauses(
  stopped: readonly StoppedTask[],
  logs: ReadonlyMap<string, readonly string[]>,
  events: readonly ServiceEvent[] = [],
): Cause[] {
  const groups = Map.groupBy(
    stopped.filter((task) => faultOf(task) !== 'none'),
    causeKey,
  );
  return [...groups]
    .map(([key, tasks]): Cause => {
      const newestFirst = tasks.toSorted((a, b) => (endedAt(b) ?? 0) - (endedAt(a) ?? 0));
      const [newest] = newestFirst as [StoppedTask, ...StoppedTask[]];
      const log = newestFirst.map(({ taskArn }) => logs.get(taskArn) ?? []).find((lines) => lines.length > 0) ?? [];
      const count = newestFirst.length === 1 ? '' : `${newestFirst.length} tasks stopped: `;
      const verdict = faultOf(newest) === 'health' ? whyUnhealthy(newestFirst, events) : undefined;
      const explanation = `${count}${open(shortened(explainStoppedTask(newest)))}${verdict === undefined ? '' : ` ${verdict}`}`;
      const container = culpritOf(newest)?.name;
      const hint = hintOfTask(newest, log, verdict);
      return {
        key,
        fault: faultOf(newest),
        explanation,
        sentence: withLastWords(explanation, log),
        tasks: newestFirst,
        log,
        ...(container === undefined ? {} : { container }),
        ...(hint === undefined ? {} : { hint }),
      };
    })
    .sort((a, b) => b.tasks.length - a.tasks.length);
}

/** What one stopped task means; `words`: what else ECS or the load balancer said of it. */
export function hintOfTask(
  task: StoppedTask,
  log: readonly string[],
  ...words: (string | undefined)[]
): Hint | undefined {
  const culprit = culpritOf(task);
  const reasons = task.containers.flatMap(({ essential, reason }) => (essential ? [reason] : []));
  return hintFor({
    ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode }),
    ...(culprit === undefined ? {} : { container: `"${culprit.name}"` }),
    ...(culprit?.exitCode === undefined ? {} : { exitCode: culprit.exitCode }),
    words: [...words, culprit?.reason, task.stoppedReason, ...reasons].filter((text) => text !== undefined),
    log,
  });
}

/** Tasks that ECS could not even make leave nothing but events. */
const NEVER_MADE = /was unable to place a task|failed to launch a task|unable to assume|could not launch/;

/** Causes of tasks that never came to be; the newest first, each once. */
export function causesOfEvents(events: readonly ServiceEvent[]): Cause[] {
  const telling = events.filter(({ message }) => NEVER_MADE.test(message));
  const groups = Map.groupBy(telling, ({ message }) => withoutIds(message));
  return [...groups].map(([key, [newest]]): Cause => {
    const message = newest?.message ?? '';
    const hint = hintFor({ words: [message], log: [] });
    const explanation = open(
      message.replace(/^\(?service \S+ (?=\S)/, '').replace(/ For more information, see .*$/, ''),
    );
    return {
      key,
      fault: 'platform',
      explanation: `ECS ${explanation}`,
      sentence: `ECS ${explanation}`,
      tasks: [],
      log: [],
      ...(hint === undefined ? {} : { hint }),
    };
  });
}

export function withLastWords(explanation: string, log: readonly string[]): string {
  const last = log.findLast((line) => line.trim() !== '');
  return last === undefined ? explanation : `${explanation} (last log line: ${clipped(last.trim(), 300)})`;
}

/** The name of a target group says more than its ARN. */
function shortened(text: string): string {
  return text.replace(/\(target-group arn:[^()\s]*:targetgroup\/([^()\s/]+)\/[^()\s]*\)/g, 'target group $1');
}

/** `(task 0123…) (port 8080) is unhealthy in (target-group arn:…) due to (reason Request timed out)` → `due to (reason Request timed out)` */
function whyUnhealthy(tasks: readonly StoppedTask[], events: readonly ServiceEvent[]): string | undefined {
  const ids = tasks.map(({ taskArn }) => taskArn.slice(taskArn.lastIndexOf('/') + 1));
  const told = events.filter(({ message }) => / is unhealthy in /.test(message));
  const ofThese = told.find(({ message }) => ids.some((id) => message.includes(`(task ${id})`)));
  // Some events name no task.
  const found = ofThese ?? told.find(({ message }) => !message.includes('(task '));
  return found === undefined ? undefined : /due to \(reason .*\)/.exec(found.message)?.[0];
}
