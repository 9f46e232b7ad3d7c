// What a .dockerignore keeps out of the build (pure). Patterns are read as the builder reads them (github.com/moby/patternmatcher);
// where one cannot be read, nothing counts as kept out.

export interface DockerIgnore {
  /** Whether the builder never sees this file; path from the context, with forward slashes. */
  keepsOut(path: string): boolean;
  /** Whether that is so for all that is in this folder. */
  keepsOutFolder(path: string): boolean;
}

interface Rule {
  readonly pattern: RegExp;
  /** `!pattern`: what matches is let in again */
  readonly letsIn: boolean;
}

export function readDockerIgnore(text: string): DockerIgnore {
  const rules = readRules(text);
  const keepsOut = (path: string) => {
    const paths = withParents(path);
    const last = rules.findLast(({ pattern }) => paths.some((candidate) => pattern.test(candidate)));
    return last !== undefined && !last.letsIn;
  };
  const someAreLetIn = rules.some(({ letsIn }) => letsIn);
  return { keepsOut, keepsOutFolder: (path) => !someAreLetIn && keepsOut(path.replace(/\/+$/, '')) };
}

function readRules(text: string): readonly Rule[] {
  try {
    return text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const letsIn = line.startsWith('!');
        const pattern = cleaned(letsIn ? line.slice(1).trim() : line);
        return { letsIn, pattern: new RegExp(`^${expression(pattern)}$`, 's') };
      });
  } catch {
    // A pattern that is no pattern: the builder says so better than we could.
    return [];
  }
}

/** `a/b/c` → `a/b/c`, `a/b`, `a`: a pattern that matches a folder means all that is in it. */
function withParents(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

/** `./a//b/../c/` → `a/c`, as Go's filepath.Clean has it; a leading slash means nothing. */
function cleaned(pattern: string): string {
  const kept: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '..' || !pattern.startsWith('/')) kept.push(part);
  }
  return kept.length === 0 ? '.' : kept.join('/');
}

function expression(pattern: string): string {
  // `**.log`: at the beginning, and with nothing else that is special, two stars do not stop at a folder's end.
  const suffix = /^\*\*([^*?[\]\\/][^*?[\]\\]*)$/.exec(pattern)?.[1];
  if (suffix !== undefined) return `.*${expression(suffix)}`;
  return pattern.replace(TOKEN, (token, folders?: string, set?: string, escaped?: string) => {
    if (folders !== undefined) return '(.*/)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    return set ?? (escaped ?? token).replace(SPECIAL, '\\$&');
  });
}

/** Two stars that stand for folders, a set, an escaped character, two stars at the end, and what is special alone. */
const TOKEN = /(\*\*\/|\*\*(?=.))|(\[\^?[^\]/\\]+\])|\\(.)|\*\*|[*?.+()|{}$^[\]\\]/gs;
const SPECIAL = /[\\^$.|?*+()[\]{}]/g;
