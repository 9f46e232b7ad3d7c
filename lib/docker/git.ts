// The little that is asked of git: what is checked out, and how two commits stand to each other. A folder that is no checkout, or a machine
// without git, is no error.

import { type Ancestry, ancestryByGit, type IsAncestor } from '../core/ancestry.ts';
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

interface Checkout {
  readonly folder: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** `first` as seen from `second`, both whole hashes; undefined where the checkout of `folder` cannot tell. */
export async function ancestryInCheckout(
  checkout: Checkout,
  first: string,
  second: string,
): Promise<Ancestry | undefined> {
  const [firstOfSecond, secondOfFirst, isShallow] = await Promise.all([
    isAncestor(checkout, first, second),
    isAncestor(checkout, second, first),
    isShallowClone(checkout),
  ]);
  return ancestryByGit({ firstOfSecond, secondOfFirst, isShallow });
}

/** Exit code 0 is yes, 1 is no, and anything else an error, such as a commit that is not there (git-merge-base(1)). */
async function isAncestor(checkout: Checkout, ancestor: string, descendant: string): Promise<IsAncestor> {
  const end = await askGit(checkout, ['merge-base', '--is-ancestor', ancestor, descendant]);
  const code = end.kind === 'exited' ? end.code : undefined;
  return code === 0 ? 'yes' : code === 1 ? 'no' : 'unknown';
}

/** What cannot be asked is taken for shallow: that claims less. */
async function isShallowClone(checkout: Checkout): Promise<boolean> {
  const end = await askGit(checkout, ['rev-parse', '--is-shallow-repository']);
  return end.kind !== 'exited' || end.stdout.trim() !== 'false';
}

/** Reading commits takes milliseconds; a disk that hangs must not hold a release up. */
const ANSWERS_WITHIN_MS = 10_000;

function askGit({ folder, environment, signal }: Checkout, given: readonly string[]) {
  return runProgram({
    program: 'git',
    arguments: given,
    // A partial clone would fetch a commit that it lacks, and might ask somebody for a password.
    environment: { ...withoutSecrets(environment), GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]),
    cwd: folder,
  });
}

/** git needs no credential to read what lies on the disk. */
function withoutSecrets(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(INPUT|AWS|ACTIONS)_|TOKEN/i.test(name)));
}
