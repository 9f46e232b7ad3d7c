// A Dockerfile whose RUN steps have a shell: this machine's own, for there is no image to be pulled. It knows the shell's own words alone.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function withShell(context: string, ...instructions: readonly string[]): void {
  const libraries = execFileSync('ldd', ['/bin/sh'], { encoding: 'utf8' }).match(/\/\S+(?= \()/g) ?? [];
  for (const file of ['/bin/sh', ...libraries]) {
    mkdirSync(dirname(join(context, 'root', file)), { recursive: true });
    copyFileSync(file, join(context, 'root', file));
  }
  writeFileSync(join(context, 'Dockerfile'), ['FROM scratch', 'COPY root/ /', ...instructions, ''].join('\n'));
}
