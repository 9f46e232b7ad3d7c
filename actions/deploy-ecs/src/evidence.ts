// Stopped tasks → the few lines that explain: grouped by what happened to them, each with one sentence and the last words of its container.

import { clipped } from '../../../lib/core/log-lines.ts';
import {
  causeKey,
  culpritOf,
  explainStoppedTask,
  type Fault,
  faultOf,
  type StoppedTask,
} from '../../../lib/core/stopped-task.ts';

export interface Cause {
  readonly key: string;
  readonly fault: Fault;
  /** what happened, and to how many tasks */
  readonly explanation: string;
  /** the same with the last log line, where there is one */
  readonly sentence: string;
  /** newest first */
  readonly tasks: readonly StoppedTask[];
  /** the container that explains the stop */
  readonly container?: string;
  /** the end of its log, oldest line first; empty while CloudWatch Logs has nothing */
  readonly log: readonly string[];
}

/** Causes, the most frequent first. Tasks that ended for no fault (scaled in, replaced, stopped by a person) explain nothing and are left out. */
export function groupCauses(stopped: readonly StoppedTask[], logs: ReadonlyMap<string, readonly string[]>): Cause[] {
  const groups = Map.groupBy(
    stopped.filter((task) => faultOf(task) !== 'none'),
    causeKey,
  );
  return [...groups]
    .map(([key, tasks]): Cause => {
      const newestFirst = tasks.toSorted((a, b) => (b.stoppedAt ?? 0) - (a.stoppedAt ?? 0));
      const [newest] = newestFirst as [StoppedTask, ...StoppedTask[]];
      const log = newestFirst.map(({ taskArn }) => logs.get(taskArn) ?? []).find((lines) => lines.length > 0) ?? [];
      const last = log.findLast((line) => line.trim() !== '');
      const count = newestFirst.length === 1 ? '' : `${newestFirst.length} tasks stopped: `;
      const explanation = `${count}${explainStoppedTask(newest)}`;
      const container = culpritOf(newest)?.name;
      return {
        key,
        fault: faultOf(newest),
        explanation,
        sentence: last === undefined ? explanation : `${explanation} (last log line: ${clipped(last.trim(), 300)})`,
        tasks: newestFirst,
        log,
        ...(container === undefined ? {} : { container }),
      };
    })
    .sort((a, b) => b.tasks.length - a.tasks.length);
}
