import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KeyValue, parseKeyValues } from './key-values.ts';

test('the first = divides, empty lines are passed over', () => {
  expect(parseKeyValues('A=1\n\n B = x=y \r\nC=')).toEqual([
    { name: 'A', value: '1' },
    { name: 'B', value: ' x=y' },
    { name: 'C', value: '' },
  ]);
});

test('a line that is no pair is named by its number, never by its words', () => {
  expect(() => parseKeyValues('A=1\ns3cret')).toThrow('line 2 is not NAME=value');
  expect(() => parseKeyValues('=x')).toThrow('line 1');
  expect(() => parseKeyValues('A=1\nA=2')).toThrow('line 2 gives "A" a second time');
});

test('a line that was commented out is neither a name nor passed over', () => {
  expect(() => parseKeyValues('A=1\n  #OLD=2\n# words')).toThrow(
    'line 2 begins with #, and there are no comments here: take it out; line 3 begins with #',
  );
  expect(parseKeyValues('A=#1\nB<<END\n#2\nEND')).toEqual([
    { name: 'A', value: '#1' },
    { name: 'B', value: '#2' },
  ]);
});

test('every line that is wrong is told', () => {
  expect(() => parseKeyValues('one\nA=1\ntwo')).toThrow('line 1 is not NAME=value; line 3 is not NAME=value');
});

test('a value of several lines is written as in GITHUB_ENV', () => {
  expect(parseKeyValues('A=1\nCERT<<END\n-----BEGIN\n  x=y\n\n[app]\nEND\nB=a<<b')).toEqual([
    { name: 'A', value: '1' },
    { name: 'CERT', value: '-----BEGIN\n  x=y\n\n[app]' },
    { name: 'B', value: 'a<<b' },
  ]);
  expect(() => parseKeyValues('A=1\nCERT<<END\ns3cret')).toThrow('line 2 begins a value that no line "END" ends');
});

test('what is rendered can be read again', () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
  const line = fc.stringMatching(/^(?:[!-~](?:[ -~]*[!-~])?)?$/);
  const value = fc.oneof(
    line,
    fc.array(fc.oneof(line, fc.constant('END')), { maxLength: 4 }).map((lines) => lines.join('\n')),
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.record({ name, value }), { selector: (pair) => pair.name }), (pairs) => {
      expect(parseKeyValues(renderKeyValues(pairs))).toEqual(pairs);
    }),
  );
});

/** A value of several lines needs an end that is none of its lines. */
function renderKeyValues(pairs: readonly KeyValue[]): string {
  return pairs
    .map(({ name, value }) => {
      if (!value.includes('\n')) return `${name}=${value}`;
      const lines = value.split('\n').map((line) => line.trim());
      let end = 'END';
      while (lines.includes(end)) end += '_';
      return `${name}<<${end}\n${value}\n${end}`;
    })
    .join('\n');
}
