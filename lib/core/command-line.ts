// How the command is written: as in a Dockerfile, a JSON array runs as it stands, anything else is a script for the image's shell.

/** `-e` as GitHub's own `run` has it: the first command that fails ends the script, so that a half-done migration is never green. */
const SHELL = ['/bin/sh', '-ec'] as const;

/** Throws an Error that says what is allowed. */
export function parseCommand(text: string): readonly string[] {
  return text.startsWith('[') ? parseWords(text) : [...SHELL, text];
}

/** A JSON array of at least one string; for images that have no shell, and for entry points. */
export function parseWords(text: string): readonly string[] {
  const words = parsedJson(text);
  if (!Array.isArray(words) || words.length === 0 || !words.every((word): word is string => typeof word === 'string'))
    throw new Error('has to be a JSON array of strings, for example ["node", "main.js"]');
  return words;
}

/** For a log: the script itself where the shell was ours to add. */
export function renderCommand(command: readonly string[]): string {
  const [shell, flags, script] = command;
  return shell === SHELL[0] && flags === SHELL[1] && command.length === 3
    ? `${script} (by ${SHELL.join(' ')})`
    : JSON.stringify(command);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
