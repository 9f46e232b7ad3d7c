// What GitHub's runner reads from an action: the files behind GITHUB_OUTPUT and GITHUB_STATE, and the `::command::` lines of the log.
// Written from the runner's rules, not from the action's writer: the two check each other. Pure.

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** `name=value` and `name<<delimiter … delimiter`; throws where the runner would fail the step. */
export function parseCommandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  let at = 0;
  while (at < lines.length) {
    const line = lines[at++] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const delimiter = line.slice(heredoc + 2);
      const end = lines.indexOf(delimiter, at);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      values[line.slice(0, heredoc)] = lines.slice(at, end).join('\n');
      at = end + 1;
    } else if (equals >= 0) values[line.slice(0, equals)] = line.slice(equals + 1);
    else throw new Error(`Invalid format '${line}'`);
  }
  return values;
}

export function annotationsOf(lines: readonly string[]): Annotation[] {
  const found: Annotation[] = [];
  for (const { name, properties, message } of commandsOf(lines)) {
    if (name === 'error' || name === 'warning' || name === 'notice')
      found.push({ level: name, title: properties.title ?? '', message });
  }
  return found;
}

export function masksOf(lines: readonly string[]): string[] {
  return commandsOf(lines)
    .filter(({ name }) => name === 'add-mask')
    .map(({ message }) => message);
}

/** The log as GitHub shows it: each mask holds from the line that asks for it on. */
export function maskedLog(lines: readonly string[]): string[] {
  const masks: string[] = [];
  return lines.map((line) => {
    const command = parseCommand(line);
    if (command?.name === 'add-mask') {
      masks.push(command.message);
      return '::add-mask::***';
    }
    return masks.reduce((text, mask) => (mask === '' ? text : text.replaceAll(mask, '***')), line);
  });
}

/** Lines from chunks of text; like the runner's reader, a line ends at \n, \r or \r\n. */
export function splitLines(emit: (line: string) => void): { push(text: string): void; end(): void } {
  let rest = '';
  return {
    push: (text) => {
      const parts = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = parts.pop() ?? '';
      for (const part of parts) emit(part);
    },
    end: () => {
      if (rest !== '') emit(rest.replace(/\r$/, ''));
      rest = '';
    },
  };
}

/** The commands that the runner would obey: not those between stop-commands and its token. */
function commandsOf(lines: readonly string[]): Command[] {
  const obeyed: Command[] = [];
  let stoppedBy: string | undefined;
  for (const line of lines) {
    const command = parseCommand(line);
    if (command === undefined) continue;
    if (stoppedBy !== undefined) {
      if (command.name === stoppedBy) stoppedBy = undefined;
    } else if (command.name === 'stop-commands') stoppedBy = command.message;
    else obeyed.push(command);
  }
  return obeyed;
}

function parseCommand(line: string): Command | undefined {
  const match = /^\s*::(?<name>[^\s:]+)(?:\s+(?<properties>.*?))?::(?<message>.*)$/.exec(line);
  const name = match?.groups?.name;
  if (name === undefined) return undefined;
  const properties = (match?.groups?.properties ?? '')
    .split(',')
    .map((property) => property.split(/=(.*)/s))
    .filter(([key]) => key !== undefined && key.trim() !== '')
    .map(([key = '', value = '']) => [key.trim(), unescapedProperty(value)] as const);
  return { name, properties: Object.fromEntries(properties), message: unescapedData(match?.groups?.message ?? '') };
}

function unescapedData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapedProperty(text: string): string {
  return unescapedData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}
