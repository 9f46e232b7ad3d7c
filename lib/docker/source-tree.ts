// A folder as git sees it: its files by their blobs, and all by which what lies on the disk may differ from them.

import { type Environment, runProgram } from './program.ts';

export interface SourceTree {
  readonly kind: 'tree';
  /** what git has, in git's own order */
  readonly files: readonly TrackedFile[];
  /** changed since, or staged; from the folder */
  readonly changed: readonly string[];
  /** not in git, whether ignored or not; a path that ends with `/` stands for all that is below it */
  readonly strangers: readonly string[];
  /** in the tree, but not as git would check it out: left out by a sparse checkout, or never looked at */
  readonly hidden: readonly string[];
  readonly submodules: readonly string[];
  /** what lies on the disk comes out of a filter, such as Git LFS, or does not yet */
  readonly filtered: readonly string[];
}

export interface TrackedFile {
  /** from the folder */
  readonly path: string;
  /** git's mode and the id of its blob, such as `100755 8baef1b4abc4…` */
  readonly content: string;
}

export type TreeLook = SourceTree | { readonly kind: 'none'; readonly why: string };

interface Place {
  readonly folder: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** A list that is longer is none that could be trusted to be whole. */
const LONGEST_ANSWER = 64 * 1024 * 1024;
const SUBMODULE_MODE = '160000';

export async function lookAtSourceTree(place: Place): Promise<TreeLook> {
  const prefix = await git(place, ['rev-parse', '--show-prefix']);
  if (prefix.kind === 'none') return prefix;
  const [status, files, filtered] = await Promise.all([
    git(place, STATUS),
    git(place, ['ls-files', '-z', '-s', '-v', '--', '.']),
    git(place, ['ls-files', '-z', '--', '.', ':(exclude,attr:!filter)']),
  ]);
  if (status.kind === 'none') return status;
  if (files.kind === 'none') return files;
  if (filtered.kind === 'none') return filtered;
  return {
    kind: 'tree',
    ...changesIn(status.text, prefix.text.replace(/\n$/, '')),
    ...filesIn(files.text),
    filtered: entriesOf(filtered.text),
  };
}

/** Whatever the user's configuration says: every file by its own name, ignored ones too, submodules looked into. */
const STATUS = [
  ...['--no-optional-locks', 'status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all'],
  ...['--ignored=matching', '--ignore-submodules=none', '--', '.'],
];

/** Entries of `git status -z`: two letters, a space, the path from the checkout's root. */
function changesIn(status: string, prefix: string): Pick<SourceTree, 'changed' | 'strangers'> {
  const changed: string[] = [];
  const strangers: string[] = [];
  for (const entry of entriesOf(status)) {
    const path = entry.slice(3);
    const inFolder = path.startsWith(prefix) ? path.slice(prefix.length) : path;
    (/^(\?\?|!!)/.test(entry) ? strangers : changed).push(inFolder);
  }
  return { changed, strangers };
}

/** Entries of `git ls-files -z -s -v`: a letter (H is as it should be), mode, id and stage, a tab, the path. */
function filesIn(list: string): Pick<SourceTree, 'files' | 'hidden' | 'submodules'> {
  const files: TrackedFile[] = [];
  const hidden: string[] = [];
  const submodules: string[] = [];
  for (const entry of entriesOf(list)) {
    const tab = entry.indexOf('\t');
    const path = entry.slice(tab + 1);
    const [letter, mode, blob] = entry.slice(0, tab).split(' ');
    files.push({ path, content: `${mode} ${blob}` });
    if (letter !== 'H') hidden.push(path);
    if (mode === SUBMODULE_MODE) submodules.push(path);
  }
  return { files, hidden, submodules };
}

function entriesOf(text: string): string[] {
  return text.split('\0').filter((entry) => entry !== '');
}

type Answer = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'none'; readonly why: string };

async function git(place: Place, gitArguments: readonly string[]): Promise<Answer> {
  const { folder, environment, signal } = place;
  const end = await runProgram({
    program: 'git',
    arguments: gitArguments,
    environment: { ...environment, LC_ALL: 'C' },
    signal,
    cwd: folder,
    keepCharacters: LONGEST_ANSWER,
  });
  if (end.kind === 'stopped') return { kind: 'none', why: 'git was stopped' };
  if (end.kind === 'missing') return { kind: 'none', why: 'there is no git here' };
  if (end.code !== 0) {
    const [said = `exit code ${end.code}`] = end.stderr.split('\n');
    return { kind: 'none', why: `git says: ${said.replace(/^fatal: /, '')}` };
  }
  if (end.stdout.length >= LONGEST_ANSWER) return { kind: 'none', why: 'it has too many files' };
  return { kind: 'text', text: end.stdout };
}
