// What the job log shows while the task runs: the containers' lines in groups of their own, our sentences between them, and the last lines kept.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { followLogs, type LogFollower } from '../../../lib/aws/log-follower.ts';
import { logStreamsOf } from '../../../lib/aws/logs.ts';
import { clipped } from '../../../lib/core/log-lines.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { containersOf, isRaw } from '../../../lib/core/task-definition.ts';
import type { Log } from '../../../lib/github/log.ts';
import { TAIL_LINES } from './report.ts';

export interface LiveLog extends LogFollower {
  /** A sentence of ours, outside the containers' groups. */
  say(text: string): void;
  /** the newest lines of the container that runs the command */
  readonly tail: readonly string[];
}

export function createLiveLog(api: AwsApi, log: Log, container: string): LiveLog {
  const tail: string[] = [];
  let open: string | undefined;
  const enter = (name: string | undefined) => {
    if (name === open) return;
    open = name;
    if (name === undefined) log.endGroup();
    else log.group(`Log of ${name}`);
  };
  const follower = followLogs(api, {
    line: (stream, { message }) => {
      enter(stream.container);
      log.foreign(stream.container, message);
      if (stream.container !== container) return;
      tail.push(clipped(message));
      if (tail.length > TAIL_LINES) tail.shift();
    },
    unreadable: (stream, failure) =>
      log.annotate(
        'notice',
        'Log not shown',
        `The log of "${stream.container}" in ${stream.group} cannot be read: ${failure.message}`,
      ),
  });
  return {
    ...follower,
    tail,
    say: (text) => {
      enter(undefined);
      log.line(text);
    },
  };
}

/** Why the log of a container cannot be followed from here; one sentence for each that cannot. */
export function unreadableLogs(definition: Raw): string[] {
  const readable = new Set(logStreamsOf(definition, '').map(({ container }) => container));
  return containersOf(definition)
    .filter(({ name }) => !readable.has(String(name)))
    .map(({ name, logConfiguration }) => {
      const driver = isRaw(logConfiguration) ? logConfiguration.logDriver : undefined;
      if (driver === undefined) return `The log of "${name}" cannot be followed: it has no log configuration.`;
      return driver === 'awslogs'
        ? `The log of "${name}" cannot be followed: its options name no awslogs-stream-prefix.`
        : `The log of "${name}" cannot be followed from here: it goes through ${driver}.`;
    });
}
