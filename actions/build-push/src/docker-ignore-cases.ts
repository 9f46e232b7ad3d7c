// Contents of a .dockerignore, and what each does to files: asked of our reader, and of a real builder, which must agree.

export interface IgnoreCase {
  readonly lines: readonly string[];
  readonly keptOut: readonly string[];
  readonly letIn: readonly string[];
}

export const IGNORE_CASES: readonly IgnoreCase[] = [
  { lines: ['dist'], keptOut: ['dist/app.js', 'dist/a/b'], letIn: ['app/dist/x', 'dist2/x', 'adist'] },
  { lines: ['/dist/'], keptOut: ['dist/app.js'], letIn: ['app/dist/x'] },
  { lines: ['*.log'], keptOut: ['a.log', '.log'], letIn: ['logs/a.log', 'a.log2', 'alog'] },
  { lines: ['**/*.log'], keptOut: ['a.log', 'logs/a.log', 'x/y/z.log'], letIn: ['a.logs'] },
  { lines: ['**.log'], keptOut: ['a.log', 'logs/a.log'], letIn: ['a.txt'] },
  { lines: ['a/**'], keptOut: ['a/b', 'a/c/d'], letIn: ['ab', 'b/a/c'] },
  { lines: ['a/**/z'], keptOut: ['a/z', 'a/b/z', 'a/b/c/z'], letIn: ['a/zz', 'b/a/z'] },
  { lines: ['**/node_modules'], keptOut: ['node_modules/x', 'a/node_modules/x/y'], letIn: ['node_modules2/x'] },
  { lines: ['*/temp*'], keptOut: ['one/temporary.txt', 'one/temp/x'], letIn: ['temp1', 'one/two/temp3'] },
  { lines: ['temp?'], keptOut: ['tempa', 'tempb/x'], letIn: ['temp', 'tempab'] },
  { lines: ['[a-c].txt', '[^x]y'], keptOut: ['a.txt', 'ay'], letIn: ['d.txt', 'xy'] },
  { lines: ['*', '!src', '!package.json'], keptOut: ['a', '.env'], letIn: ['src/a', 'src/b/c', 'package.json'] },
  { lines: ['docs', '!docs/keep.md'], keptOut: ['docs/a.md', 'docs/x/keep.md'], letIn: ['docs/keep.md'] },
  { lines: ['!a.md', '*.md'], keptOut: ['a.md'], letIn: ['a.txt'] },
  { lines: ['*.md', '!*.md', 'secret.md'], keptOut: ['secret.md'], letIn: ['a.md'] },
  { lines: ['# a.txt', '', '  b.txt  ', ' # c.txt'], keptOut: ['b.txt'], letIn: ['a.txt', 'c.txt'] },
  { lines: ['./x/../y//z/'], keptOut: ['y/z/a'], letIn: ['x/a', 'y/a'] },
  { lines: ['a+b(c){d}|e$'], keptOut: ['a+b(c){d}|e$'], letIn: ['aab'] },
  { lines: ['\\*.txt', 'w\\[x'], keptOut: ['*.txt', 'w[x'], letIn: ['a.txt', 'wx'] },
  { lines: ['**'], keptOut: ['a', 'b/c'], letIn: [] },
  { lines: ['A.txt'], keptOut: ['A.txt'], letIn: ['a.txt'] },
];
