// OWNER/app: the repository of whoever calls Slipway's workflows. The demo's application under git, and workflows copied from examples/.

import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeApplication } from '../../demo/application.ts';
import { read } from '../support/repository.ts';
import { type Edit, edited } from './edits.ts';
import { SLIPWAY_COMMIT } from './served.ts';

/** What the Dockerfile's RELEASE says; server.mjs and migrate.mjs know what to do. */
export type Behaviour = 'good' | 'crash' | 'wrong' | 'failing-migration';

export interface Release {
  readonly version: string;
  readonly behaviour: Behaviour;
  /** what the README says, which no build sees */
  readonly readme?: string;
  /** further inputs that the caller gives to deploy.yml */
  readonly inputs?: Readonly<Record<string, string>>;
}

export interface Caller {
  readonly folder: string;
  /** Commits this release of the application, and the workflows as they are then; the commit. */
  push(release: Release): Promise<string>;
}

const pinned = (workflow: string): Edit => ({
  from: `OWNER/slipway/.github/workflows/${workflow}@main`,
  to: `OWNER/slipway/.github/workflows/${workflow}@${SLIPWAY_COMMIT}`,
});

/** Tells the test what the called workflow gave back: act itself does not. */
const tellingJob = (job: string) => `
  tell:
    name: tell
    needs: ${job}
    if: always()
    runs-on: ubuntu-latest
    steps:
      - env:
          TOLD: \${{ toJSON(needs.${job}) }}
        run: printf '%s\\n' "$TOLD" > "$TOLD_TO"
`;

/** examples/deploy-after-terraform.yml, with the fewest changes; `more` are further inputs of the deploy job. */
export function deployWorkflow(more: Readonly<Record<string, string>> = {}): string {
  const inputs = Object.entries(more).map(([name, value]) => `      ${name}: ${value}\n`);
  const text = edited(read('examples/deploy-after-terraform.yml'), [
    pinned('deploy.yml'),
    // act's schema does not know it.
    { from: '      deployment: false\n', to: '' },
    // The application's /health is well even when its front page is broken.
    { from: '      path: /health\n', to: '      path: /\n' },
  ]);
  // The job's inputs are the last lines of the example.
  return [text, ...inputs, tellingJob('deploy')].join('');
}

/** examples/rollback.yml, with the fewest changes. */
export function rollbackWorkflow(stack: { readonly cluster: string; readonly url: string }): string {
  const text = edited(read('examples/rollback.yml'), [
    pinned('rollback.yml'),
    { from: 'cluster: shop', to: `cluster: ${stack.cluster}` },
    { from: 'url: https://shop.example.com', to: `url: ${stack.url}` },
  ]);
  return `${text}${tellingJob('rollback')}`;
}

export async function makeCaller(
  folder: string,
  stack: { readonly baseImage: string; readonly cluster: string; readonly url: string },
): Promise<Caller> {
  const workflows = join(folder, '.github/workflows');
  await mkdir(workflows, { recursive: true });
  await writeFile(join(workflows, 'rollback.yml'), rollbackWorkflow(stack));
  const git = async (...given: string[]): Promise<string> => {
    const identity = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@localhost', '-c', 'commit.gpgsign=false'];
    const { stdout } = await promisify(execFile)('git', [...identity, ...given], { cwd: folder });
    return stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  // From here act knows the repository's name; nobody asks this address.
  await git('remote', 'add', 'origin', 'https://github.com/OWNER/app');
  return {
    folder,
    push: async ({ version, behaviour, readme = '', inputs = {} }) => {
      await writeFile(join(folder, 'README.md'), readme);
      await writeFile(join(workflows, 'deploy.yml'), deployWorkflow(inputs));
      await writeApplication(folder);
      await writeFile(join(folder, 'migrate.js'), "import './migrate.mjs';\n");
      const dockerfile = join(folder, 'Dockerfile');
      await writeFile(
        dockerfile,
        edited(await readFile(dockerfile, 'utf8'), [
          { from: 'ARG BASE\n', to: `ARG BASE=${stack.baseImage}\n` },
          { from: 'ARG VERSION=0\n', to: `ARG VERSION=${version}\n` },
          { from: 'ARG RELEASE=good\n', to: `ARG RELEASE=${behaviour}\n` },
        ]),
      );
      // With its node_modules: they cannot be installed in here, and act copies only what git would.
      await git('add', '--all', '--force');
      await git('commit', '--quiet', '--message', `Release ${version}`);
      return git('rev-parse', 'HEAD');
    },
  };
}
