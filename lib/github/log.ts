// The job log as a reader wants it: groups named as the phases, times since the start in the margin, foreign words harmless.

import type { Clock } from '../core/clock.ts';
import { renderElapsed } from '../core/duration.ts';
import { command, neutralised } from './workflow-commands.ts';

export interface Log {
  /** A line of ours or of AWS; several lines when the text has them. */
  line(text: string): void;
  /** A line of somebody else's, such as a container's output. */
  foreign(prefix: string, text: string): void;
  /** Ends the group that is open; the new one begins with the first thing said in it, so that none is empty. */
  group(title: string): void;
  endGroup(): void;
  annotate(level: 'error' | 'warning' | 'notice', title: string, message: string): void;
  debug(text: string): void;
  /** The runner replaces the text by *** from here on. */
  mask(secret: string): void;
}

export function createLog(options: { write: (line: string) => void; clock: Clock; startedAt: number }): Log {
  const { write, clock, startedAt } = options;
  let waiting: string | undefined;
  let grouped = false;
  const say = (text: string) => {
    if (waiting !== undefined) {
      write(command('group', {}, waiting));
      grouped = true;
      waiting = undefined;
    }
    write(text);
  };
  const margin = () => renderElapsed(clock.now() - startedAt).padStart(5);
  const log: Log = {
    line: (text) => {
      for (const part of text.split('\n')) say(`${margin()}  ${neutralised(part)}`);
    },
    foreign: (prefix, text) => say(`${margin()}  ${prefix} | ${neutralised(text)}`),
    group: (title) => {
      log.endGroup();
      waiting = title;
    },
    endGroup: () => {
      if (grouped) write('::endgroup::');
      grouped = false;
      waiting = undefined;
    },
    annotate: (level, title, message) => say(command(level, { title }, message)),
    debug: (text) => write(command('debug', {}, text)),
    mask: (secret) => {
      // A secret of several lines is masked line by line: the runner compares lines.
      for (const part of secret.split(/\r?\n/)) if (part.trim() !== '') write(command('add-mask', {}, part));
    },
  };
  return log;
}
