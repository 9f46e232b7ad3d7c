// Lines of somebody else's log as they are kept for a summary or an annotation: no longer than anybody reads.
// A job summary of more than 1 MiB is thrown away whole by GitHub, and one line of a log may have that size.

import { stripVTControlCharacters } from 'node:util';

/** of a line that is kept; twenty of them are far below 1 MiB in any alphabet */
const LONGEST_KEPT_LINE = 2_000;

/** At most `most` characters of it, without colours (only a log shows them), and how many were left out. No character is cut in half. */
export function clipped(line: string, most: number = LONGEST_KEPT_LINE): string {
  const text = stripVTControlCharacters(line);
  if (text.length <= most) return text;
  const cut = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${cut}… (${text.length - cut.length} more characters)`;
}
