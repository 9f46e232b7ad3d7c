// Lines of `NAME=value`. The first `=` divides: values may hold more of them. A value of several lines is written as in GITHUB_ENV:
// `NAME<<END`, its lines, and a line `END`.

export interface KeyValue {
  readonly name: string;
  readonly value: string;
}

export interface KeyValues {
  readonly pairs: readonly KeyValue[];
  /** each names its line by number, never by its words: it may hold a secret */
  readonly problems: readonly string[];
}

/** Throws an Error that names every line that is wrong. Empty lines are passed over; white space inside a value is kept. */
export function parseKeyValues(text: string): readonly KeyValue[] {
  const { pairs, problems } = readKeyValues(text);
  if (problems.length > 0) throw new Error(problems.join('; '));
  return pairs;
}

export function readKeyValues(text: string): KeyValues {
  const pairs: KeyValue[] = [];
  const problems: string[] = [];
  const lines = text.split(/\r?\n/);
  const add = (at: number, name: string, value: string) => {
    if (pairs.some((pair) => pair.name === name)) problems.push(`line ${at + 1} gives "${name}" a second time`);
    else pairs.push({ name, value });
  };
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    if (line === '') continue;
    // `#OLD=1` would be a variable with this odd name.
    if (line.startsWith('#')) {
      problems.push(`line ${at + 1} begins with #, and there are no comments here: take it out`);
      continue;
    }
    const [, opened = '', end = ''] = /^([^=]+?)<<(\S+)$/.exec(line) ?? [];
    if (opened !== '') {
      const until = lines.findIndex((other, index) => index > at && other.trim() === end);
      if (until < 0) {
        problems.push(`line ${at + 1} begins a value that no line "${end}" ends`);
        break;
      }
      add(at, opened.trim(), lines.slice(at + 1, until).join('\n'));
      at = until;
      continue;
    }
    const divider = line.indexOf('=');
    if (divider <= 0) problems.push(`line ${at + 1} is not NAME=value`);
    else add(at, line.slice(0, divider).trim(), line.slice(divider + 1));
  }
  return { pairs, problems };
}
