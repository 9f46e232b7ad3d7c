// One argument of a command that a reader copies into a shell.

/** As it is where a shell takes it so, else in single quotes: `p99 latency` → `'p99 latency'`. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
