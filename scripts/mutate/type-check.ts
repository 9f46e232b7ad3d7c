// Which mutants the compiler notices: Stryker's own checker needs a compiler with an API for JavaScript, which TypeScript 7 has not.
// Each mutant becomes a file of its own beside its neighbours, in a copy of the sources; one run of tsc judges them all.

import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Mutant } from './index.ts';

interface Question {
  readonly root: string;
  readonly file: string;
  readonly source: string;
  readonly mutants: readonly Mutant[];
}

/** Ids of the mutants that do not compile. */
export function caughtByTypes({ root, file, source, mutants }: Question): ReadonlySet<string> {
  if (mutants.length === 0) return new Set();
  // Below the root, so that node_modules is found.
  const copy = join(root, 'build/mutant-types');
  rmSync(copy, { recursive: true, force: true });
  try {
    for (const folder of ['actions', 'lib']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
    for (const mutant of mutants)
      writeFileSync(join(copy, dirname(file), nameOf(file, mutant)), applied(source, mutant));
    writeFileSync(
      join(copy, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', include: [join(dirname(file), 'mutant-*.ts')] }),
    );
    const run = spawnSync('tsc', ['-p', copy, '--pretty', 'false'], { cwd: copy, encoding: 'utf8' });
    if (run.error !== undefined) throw new Error('tsc could not be started', { cause: run.error });
    return new Set(mutants.filter((mutant) => run.stdout.includes(`${nameOf(file, mutant)}(`)).map(({ id }) => id));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const nameOf = (file: string, { id }: Mutant) => `mutant-${id}-${basename(file)}`;

function applied(source: string, { location: { start, end }, replacement }: Mutant): string {
  const lines = source.split('\n');
  const at = ({ line, column }: typeof start) =>
    lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
  return source.slice(0, at(start)) + replacement + source.slice(at(end));
}
