// An input that is for several containers: a line `[container]` begins what is for that one. What stands before the first such line is for
// the container that the action picks by its own rule.

export interface Section {
  /** absent: the action's own rule picks the container */
  readonly container?: string;
  /** as many line breaks lead it as stand before it in the input, so that a parser counts lines as the user does */
  readonly text: string;
}

/** Text without any such line is one section. A section may be empty. */
export function sectionsOf(text: string): Section[] {
  const lines = text.split(/\r?\n/);
  const sections: { container?: string; lines: string[] }[] = [{ lines: [] }];
  let end: string | undefined;
  lines.forEach((line, index) => {
    const container = end === undefined ? /^\s*\[([A-Za-z0-9_-]+)\]\s*$/.exec(line)?.[1] : undefined;
    if (container !== undefined) {
      sections.push({ container, lines: Array<string>(index + 1).fill('') });
      return;
    }
    if (end === undefined) end = endOf(line, lines.slice(index + 1));
    else if (line.trim() === end) end = undefined;
    sections.at(-1)?.lines.push(line);
  });
  return sections
    .map(({ lines: own, ...section }) => ({ ...section, text: own.join('\n') }))
    .filter(({ container, text: own }) => container !== undefined || own.trim() !== '');
}

/** A value of several lines (`CERT<<END`), or a here-document of a script (`cat <<'END' > file`): its lines are no headings, whatever they look like. */
function endOf(line: string, rest: readonly string[]): string | undefined {
  const ends = [/<<(\S+)\s*$/.exec(line)?.[1], /(?<!<)<<-?\s*(['"]?)([^\s'"|&;<>()]+)\1/.exec(line)?.[2]];
  return ends.find((end) => rest.some((other) => other.trim() === end));
}
