// Prints what CHANGELOG.md says of a version; fails when it, package.json and the version do not agree.
// Run: node scripts/release-notes.ts v1.2.3

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { notesOf } from './changelog.ts';

const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const { notes, problems } = notesOf(process.argv[2] ?? '', { changelog: read('CHANGELOG.md'), packaged: version });
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(notes);
