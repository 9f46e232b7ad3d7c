// Writes the generated parts of the documents: inputs and outputs from each action.yml and each reusable workflow, the root's table of actions.
// Run: npm run generate; with --check nothing is written and a stale file is an error (npm run check-generated).

import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { type Callable, type Manifest, withActionList, withActionTables, withWorkflowTables } from './readme-tables.ts';

const root = resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const problems: string[] = [];

const manifests: Record<string, Manifest> = Object.fromEntries(
  globSync('actions/*/action.yml', { cwd: root })
    .sort()
    .map((file) => [basename(dirname(file)), parse(readFileSync(join(root, file), 'utf8')) as Manifest]),
);
for (const [action, manifest] of Object.entries(manifests))
  refresh(`actions/${action}/README.md`, (readme) => withActionTables(readme, manifest));
refresh('README.md', (readme) => withActionList(readme, manifests));
const workflows = globSync('.github/workflows/*.yml', { cwd: root }).sort().flatMap(callable);
refresh('docs/workflows.md', (text) =>
  workflows.reduce((document, [name, call]) => withWorkflowTables(document, name, call), text),
);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${Object.keys(manifests).length + 2} documents are ${check ? 'fresh' : 'generated'}`);

/** A workflow that others may call, by its file's name; nothing for any other. */
function callable(file: string): [string, Callable][] {
  const { on } = parse(readFileSync(join(root, file), 'utf8')) as { on: { workflow_call?: Callable } };
  return on.workflow_call === undefined ? [] : [[basename(file), on.workflow_call]];
}

function refresh(file: string, renew: (text: string) => string): void {
  if (!existsSync(join(root, file))) {
    problems.push(`${file} is missing`);
    return;
  }
  const text = readFileSync(join(root, file), 'utf8');
  try {
    const fresh = renew(text);
    if (fresh === text) return;
    if (check)
      problems.push(`${file} does not agree with what it describes; run "npm run generate" and commit the result`);
    else writeFileSync(join(root, file), fresh);
  } catch (error) {
    problems.push(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}
