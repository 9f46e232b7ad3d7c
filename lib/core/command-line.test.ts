import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCommand, parseWords, renderCommand } from './command-line.ts';

test.each([
  { text: 'npm run migrate', command: ['/bin/sh', '-ec', 'npm run migrate'] },
  { text: 'cd api && alembic upgrade head', command: ['/bin/sh', '-ec', 'cd api && alembic upgrade head'] },
  { text: 'one\ntwo "$X"', command: ['/bin/sh', '-ec', 'one\ntwo "$X"'] },
  { text: '["node", "migrate.js"]', command: ['node', 'migrate.js'] },
  { text: '["sh", "-c", "echo [x]"]', command: ['sh', '-c', 'echo [x]'] },
])('$text', ({ text, command }) => {
  expect(parseCommand(text)).toEqual(command);
});

test.each(['[', '[]', '["node", 1]', '[ -f x ] && y', '["a"'])(
  'what starts with [ and is no list of strings is refused: %s',
  (text) => {
    expect(() => parseCommand(text)).toThrow('JSON array of strings');
  },
);

test('a list of words comes back as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
      expect(parseWords(JSON.stringify(words))).toEqual(words);
    }),
  );
});

test('the log shows the script, and where the shell comes from', () => {
  expect(renderCommand(parseCommand('npm run migrate'))).toBe('npm run migrate (by /bin/sh -ec)');
  expect(renderCommand(['node', 'x.js'])).toBe('["node","x.js"]');
});
