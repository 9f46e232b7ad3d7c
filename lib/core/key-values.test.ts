import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseKeyValues, renderKeyValues } from './key-values.ts';

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

test('what is rendered can be read again', () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
  const value = fc.stringMatching(/^(?:[!-~](?:[ -~]*[!-~])?)?$/);
  fc.assert(
    fc.property(fc.uniqueArray(fc.record({ name, value }), { selector: (pair) => pair.name }), (pairs) => {
      expect(parseKeyValues(renderKeyValues(pairs))).toEqual(pairs);
    }),
  );
});
