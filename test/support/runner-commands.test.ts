import { expect, test } from 'vitest';
import { maskedLog, parseCommandFile, splitLines } from './runner-commands.ts';

test('a value may hold what looks like another entry', () => {
  expect(parseCommandFile('a<<END\nb=c\nd<<e\nEND\nf=1\n')).toEqual({ a: 'b=c\nd<<e', f: '1' });
});

test('a heredoc without its end fails the step, as it does on GitHub', () => {
  expect(() => parseCommandFile('a<<END\nb\n')).toThrow("Matching delimiter not found 'END'");
  expect(() => parseCommandFile('just words\n')).toThrow("Invalid format 'just words'");
});

test('a mask hides from the line that asks for it on, and hides itself', () => {
  expect(maskedLog(['is s3cret', '::add-mask::s3cret', 'is s3cret, s3cret'])).toEqual([
    'is s3cret',
    '::add-mask::***',
    'is ***, ***',
  ]);
});

test('lines end at \\n, \\r and \\r\\n, also across chunks', () => {
  const lines: string[] = [];
  const splitter = splitLines((line) => lines.push(line));
  for (const chunk of ['a\r', '\nb', '\rc\n\nd']) splitter.push(chunk);
  splitter.end();
  expect(lines).toEqual(['a', 'b', 'c', '', 'd']);
});
