// The little that is asked of git: what is checked out. A folder that is no checkout, or a machine without git, is no error.

import { type Environment, runProgram } from './program.ts';

/** The commit of the checkout around `folder`, or undefined where there is none. */
export async function checkedOutCommit(options: {
  folder: string;
  environment: Environment;
  signal: AbortSignal;
}): Promise<string | undefined> {
  const end = await runProgram({
    program: 'git',
    arguments: ['rev-parse', '--verify', 'HEAD'],
    environment: options.environment,
    signal: options.signal,
    cwd: options.folder,
  });
  const commit = end.kind === 'exited' && end.code === 0 ? end.stdout.trim() : '';
  return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}
