import fc from 'fast-check';
import { marked } from 'marked';
import { expect, test } from 'vitest';
import { block, code, details, escaped, joined, table, valueTable } from './markdown.ts';

const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();
const printable = fc.stringMatching(/^[!-~]([ -~]{0,40}[!-~])?$/);

test('foreign words are shown as they are, never as markup', () => {
  fc.assert(
    fc.property(printable, (text) => {
      const html = String(marked.parse(`x ${escaped(text)}`));
      expect(html).not.toMatch(/<(?!\/?p>)/);
      expect(textOf(html)).toBe(`x ${text.replace(/\s+/g, ' ')}`);
    }),
  );
});

test('code in a table stays in its cell', () => {
  fc.assert(
    fc.property(printable, (text) => {
      const html = String(marked.parse(table(['a', 'b'], [[code(text), 'end']])));
      const cells = [...html.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell]) => textOf(cell ?? ''));
      expect(cells).toEqual([text.replace(/\s+/g, ' ').trim(), 'end']);
    }),
  );
});

test('no line of a block can end it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('```', '````', '~~~', 'text', '<b>', '')), (lines) => {
      const text = lines.join('\n');
      const tokens = marked.lexer(block(text));
      expect(tokens.map(({ type }) => type)).toEqual(['code']);
    }),
  );
});

test('parts that are absent leave no gap', () => {
  expect(joined('a', undefined, '', 'b')).toBe('a\n\nb\n');
  expect(details('t', 'b')).toBe('<details><summary>t</summary>\n\nb\n\n</details>');
});

test('a table of values has no empty header', () => {
  expect(
    valueTable([
      ['Took', '3s'],
      ['Size', '1 MB'],
    ]),
  ).toBe('| Took | 3s |\n| --- | --- |\n| Size | 1 MB |');
});
