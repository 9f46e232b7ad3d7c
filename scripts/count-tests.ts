// The end of a run, from the test runner's own JSON report: what was skipped, by name, and as the last line `N passed, N failed`, and how
// many were skipped if any were. The names of groups that skip themselves say why.

import { readFileSync } from 'node:fs';
import process from 'node:process';

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly Assertion[] }[];
}

interface Assertion {
  readonly status: string;
  readonly title: string;
  readonly ancestorTitles: readonly string[];
}

const results = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Results;
// A file that cannot even be loaded has no tests to count, and must not vanish from the count.
const broken = results.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
const skipped = results.numPendingTests + results.numTodoTests;
const counts = [`${results.numPassedTests} passed`, `${results.numFailedTests + broken.length} failed`];
if (skipped > 0) counts.push(`${skipped} skipped`);
for (const [name, tests] of skippedByName()) console.log(`skipped: ${name}${tests > 1 ? ` (${tests} tests)` : ''}`);
console.log(counts.join(', '));

/** by the outermost group, else by the test itself: how many tests */
function skippedByName(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { status, title, ancestorTitles } of results.testResults.flatMap((file) => file.assertionResults)) {
    if (status === 'passed' || status === 'failed') continue;
    const name = ancestorTitles[0] ?? title;
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  return names;
}
