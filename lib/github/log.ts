// The job log as a reader wants it: groups named as the phases, times since the start in the margin, foreign words harmless.

import type { Clock } from '../core/clock.ts';
import { renderElapsed } from '../core/duration.ts';
import { command, neutralised } from './workflow-commands.ts';

export interface Log {
  /** A line of ours or of AWS; several lines when the text has them. */
  line(text: string): void;
  /** A line of somebody else's, such as a container's output. */
  foreign(prefix: string, text: string): void;
  /** Opens a group; one that is open is closed first. */
  group(title: string): void;
  endGroup(): void;
  annotate(level: 'error' | 'warning' | 'notice', title: string, message: string): void;
  debug(text: string): void;
  /** The runner replaces the text by *** from here on. */
  mask(secret: string): void;
}

export function createLog(options: { write: (line: string) => void; clock: Clock; startedAt: number }): Log {
  const { write, clock, startedAt } = options;
  let grouped = false;
  const margin = () => renderElapsed(clock.now() - startedAt).padStart(5);
  const log: Log = {
    line: (text) => {
      for (const part of text.split('\n')) write(`${margin()}  ${neutralised(part)}`);
    },
    foreign: (prefix, text) => write(`${margin()}  ${prefix} | ${neutralised(text)}`),
    group: (title) => {
      log.endGroup();
      grouped = true;
      write(command('group', {}, title));
    },
    endGroup: () => {
      if (grouped) write('::endgroup::');
      grouped = false;
    },
    annotate: (level, title, message) => write(command(level, { title }, message)),
    debug: (text) => write(command('debug', {}, text)),
    mask: (secret) => {
      // A secret of several lines is masked line by line: the runner compares lines.
      for (const part of secret.split(/\r?\n/)) if (part.trim() !== '') write(command('add-mask', {}, part));
    },
  };
  return log;
}
