// Lines of `NAME=value`. The first `=` divides: values may hold more of them.

export interface KeyValue {
  readonly name: string;
  readonly value: string;
}

/** Throws an Error that names the line. Empty lines are passed over; white space inside a value is kept. */
export function parseKeyValues(text: string): KeyValue[] {
  const result: KeyValue[] = [];
  const seen = new Set<string>();
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '') return;
    const divider = line.indexOf('=');
    // The line itself is not quoted: it may hold a secret.
    if (divider <= 0) throw new Error(`line ${index + 1} is not NAME=value`);
    const name = line.slice(0, divider).trim();
    if (seen.has(name)) throw new Error(`line ${index + 1} gives "${name}" a second time`);
    seen.add(name);
    result.push({ name, value: line.slice(divider + 1) });
  });
  return result;
}

export function renderKeyValues(pairs: readonly KeyValue[]): string {
  return pairs.map(({ name, value }) => `${name}=${value}`).join('\n');
}
