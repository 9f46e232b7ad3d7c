// How the demo speaks to whoever watches: headings, the steps' own lines indented, a table at the end.

export function heading(text: string): void {
  console.log(`\n== ${text}`);
}

export function say(text: string): void {
  console.log(text);
}

/** A line of a step, as the runner would show it: groups by their titles, annotations by their level, commands for the runner not at all. */
export function stepLine(line: string): void {
  const [, command, properties, message] = /^::([a-z-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
  if (command === undefined) console.log(`   ${line}`);
  if (command === 'group') console.log(`   ${message}`);
  if (command === 'error' || command === 'warning' || command === 'notice') {
    const title = /title=([^,]*)/.exec(properties ?? '')?.[1] ?? '';
    console.log(`   [${command}] ${decoded(title)}`);
    for (const part of decoded(message ?? '').split('\n')) console.log(`           ${part}`);
  }
}

/** Columns as wide as their widest cell. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const print = (cells: readonly string[]) =>
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  print(header);
  print(widths.map((width) => '-'.repeat(width)));
  rows.forEach(print);
}

function decoded(text: string): string {
  return text.replace(/%0A/g, '\n').replace(/%0D/g, '').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%');
}
