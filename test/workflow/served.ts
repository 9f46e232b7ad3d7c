// What act is served as other repositories: Slipway as a caller would pin it, and stand-ins for other people's actions.

import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../support/repository.ts';
import { edited } from './edits.ts';

/** Any full hash: nobody looks it up. */
export const SLIPWAY_COMMIT = '5119a75119a75119a75119a75119a75119a75119';

/** Whom the stand-ins of `stand-ins/` stand in for. actions/checkout is act's own: it copies the caller's folder. */
const standIns: Readonly<Record<string, string>> = {
  'aws-actions/configure-aws-credentials': 'configure-aws-credentials',
  'hashicorp/setup-terraform': 'setup-terraform',
};

/** Copies what a runner needs of this repository, and makes of `$/`, which act does not know, what it means. */
export function copySlipway(folder: string): void {
  for (const path of globSync(['.github/workflows/{deploy,rollback}.yml', 'actions/*/action.yml', 'dist'], {
    cwd: root,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  for (const path of globSync('.github/workflows/*.yml', { cwd: folder })) {
    const file = join(folder, path);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      edited(text, [{ from: 'uses: $/actions/', to: 'uses: OWNER/slipway/actions/' }]).replaceAll(
        /(uses: OWNER\/slipway\/actions\/[\w-]+)$/gm,
        `$1@${SLIPWAY_COMMIT}`,
      ),
    );
  }
}

/** `owner/name@hash=folder` for act's --local-repository: Slipway, and every foreign action that these workflows use. */
export function localRepositories(slipway: string, workflows: readonly string[]): string[] {
  const foreign = workflows.flatMap((text) =>
    [...text.matchAll(/uses: (?<repository>[\w.-]+\/[\w.-]+)@(?<ref>\S+)/g)].map(({ groups }) => ({
      repository: groups?.repository ?? '',
      ref: groups?.ref ?? '',
    })),
  );
  const served = foreign
    .filter(({ repository }) => repository !== 'actions/checkout')
    .map(({ repository, ref }) => {
      const standIn = standIns[repository];
      if (standIn === undefined) throw new Error(`nothing stands in for ${repository}`);
      return `${repository}@${ref}=${join(import.meta.dirname, 'stand-ins', standIn)}`;
    });
  return [...new Set([`OWNER/slipway@${SLIPWAY_COMMIT}=${slipway}`, ...served])].sort();
}
