// The last line of a run, from the test runner's own JSON report: `N passed, N failed`, and how many were skipped if any were.

import { readFileSync } from 'node:fs';
import process from 'node:process';

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const results = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Results;
// A file that cannot even be loaded has no tests to count, and must not vanish from the count.
const broken = results.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
const skipped = results.numPendingTests + results.numTodoTests;
const counts = [`${results.numPassedTests} passed`, `${results.numFailedTests + broken.length} failed`];
if (skipped > 0) counts.push(`${skipped} skipped`);
console.log(counts.join(', '));
