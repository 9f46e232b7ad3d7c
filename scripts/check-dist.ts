// Fails when dist/ is not what the sources build to, or not what is committed: new, changed and vanished files alike.
// Run: npm run check-dist (it builds first)

import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '..');
const git = (...parameters: string[]) => execFileSync('git', parameters, { cwd: root, encoding: 'utf8' });

// Compares by content, so a rebuilt file with the same bytes is no change.
const changes = git('status', '--porcelain', '--untracked-files=all', '--', 'dist').trimEnd();
if (changes !== '') {
  console.error(`dist/ is not what these sources build to:\n${changes}`);
  const patch = git('diff', '--stat', '--text', '--', 'dist').trimEnd();
  if (patch !== '') console.error(patch);
  console.error('Run "npm run build" and commit dist/ together with the change that caused it.');
  process.exit(1);
}
console.log('dist/ is what these sources build to');
