// Foreign lines kept for a summary or an annotation: GitHub drops a whole summary above 1 MiB, and one line can be that long.

/** At most `most` characters, the beginning of the text; what was cut is said. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length - most} more characters)`;
}

/** Enough of a log line to recognise it. */
export const LOG_LINE_CHARACTERS = 2_000;
