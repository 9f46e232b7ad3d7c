// The runner's line and file commands: `::error …::` on the log, `name<<delimiter` in the files behind GITHUB_OUTPUT, GITHUB_STATE.
// Written here and not taken from @actions/core: importing that costs 30 ms of every start (it loads an HTTP client), these are forty lines.
// Source: docs.github.com, "Workflow commands for GitHub Actions".

import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

export function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${escapedProperty(value)}`)
    .join(',');
  return `::${name}${list === '' ? '' : ` ${list}`}::${escapedData(message)}`;
}

export function appendToFile(path: string, name: string, value: string): void {
  // The delimiter is random, so that no value can end its own block.
  const delimiter = `ghadelimiter_${randomUUID()}`;
  appendFileSync(path, `${name}<<${delimiter}\n${value}\n${delimiter}\n`, 'utf8');
}

function escapedData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/**
 * A foreign line (a container's log, a reason from AWS) that the runner cannot take for a command of ours. The runner ends a line at
 * \r as well as at \n, obeys `::x::` after leading white space, and `##[x]` anywhere in a line (actions/runner, ActionCommand.cs).
 */
export function neutralised(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/##\[/g, '#\u200b#[')
    .replace(/^(\s*):(?=:)/, '$1:\u200b');
}
