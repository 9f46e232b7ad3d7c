import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IGNORE_CASES } from '../../actions/build-push/src/docker-ignore-cases.ts';
import { type BuildKit, installBuildx, startBuildKit, whyNoBuildKit } from '../support/buildkit.ts';

const why = whyNoBuildKit();

/** Our reader of .dockerignore is held to these cases by its own test; here the builder itself is. */
describe.skipIf(why !== undefined)(`what BuildKit leaves out of a build${why === undefined ? '' : ` (${why})`}`, () => {
  let buildKit: BuildKit;
  let home: string;

  beforeAll(async () => {
    buildKit = await startBuildKit();
    home = mkdtempSync(join(tmpdir(), 'slipway-ignored-'));
    installBuildx(home, buildKit.address);
  });

  afterAll(async () => {
    await buildKit?.stop();
    if (home !== undefined) rmSync(home, { recursive: true, force: true });
  });

  test.each(IGNORE_CASES)('with $lines', ({ lines, keptOut, letIn }) => {
    const context = mkdtempSync(join(home, 'context-'));
    const at = (path: string) => join(context, 'in', path);
    for (const path of [...keptOut, ...letIn]) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), path);
    }
    writeFileSync(at('.dockerignore'), lines.join('\n'));
    const dockerfile = join(context, 'Dockerfile');
    writeFileSync(dockerfile, 'FROM scratch\nCOPY . /\n');
    const out = join(context, 'out');
    const given = ['buildx', 'build', '--file', dockerfile, '--output', `type=local,dest=${out}`, join(context, 'in')];
    const env = { ...process.env, HOME: home, DOCKER_CONFIG: join(home, '.docker') };
    execFileSync('docker', given, { env, stdio: 'pipe' });
    const came = [...keptOut, ...letIn].filter((path) => existsSync(join(out, path)));
    expect(came.sort()).toEqual([...letIn].sort());
  });
});
