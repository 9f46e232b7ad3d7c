// The few Markdown forms of a job summary. Foreign words (log lines, reasons) are escaped here and nowhere else.

import type { Markdown } from './report.ts';

/** Text that came from AWS, a container or a user: shown as it is, never as markup, on one line. Parentheses need no escape where brackets have one. */
export function escaped(text: string): Markdown {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~@$&]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Inline code. Back-ticks and table bars cannot stand inside back-ticks; there `<code>` with escapes shows the same. */
export function code(text: string): Markdown {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  return /[`|]/.test(line) ? `<code>${escaped(line)}</code>` : `\`${line}\``;
}

export function table(header: readonly Markdown[], rows: readonly (readonly Markdown[])[]): Markdown {
  const line = (cells: readonly Markdown[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Names and their values. A Markdown table cannot do without a header, so the first row is it: an empty one would stand there as a gap. */
export function valueTable([first = [], ...rest]: readonly (readonly Markdown[])[]): Markdown {
  return table(first, rest);
}

/** A fenced block whose fence is longer than any run of back-ticks inside. */
export function block(text: string, language = ''): Markdown {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\s+$/, '')}\n${fence}`;
}

export function details(title: Markdown, body: Markdown): Markdown {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

export function joined(...parts: readonly (Markdown | undefined)[]): Markdown {
  return `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
}
