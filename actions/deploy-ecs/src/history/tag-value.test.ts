import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isByEarlierAttempt, noteOfStep, tagsFor } from './revision-tags.ts';
import { tagValue } from './tag-value.ts';

test.each([
  ['web:3', 'web:3'],
  ['42/release/__self/3', '42/release/__self/3'],
  ['a b_.:/=+-@é9', 'a b_.:/=+-@é9'],
  ['job (1, "x")\n#2', 'job _1_ _x____2'],
  ['x'.repeat(256), 'x'.repeat(256)],
])('the value of a tag is what AWS takes: %j', (text, expected) => {
  expect(tagValue(text)).toBe(expected);
});

test('one that is too long loses its middle: its end tells it from another', () => {
  const family = 'f'.repeat(255);
  const [one, other] = [tagValue(`${family}:41`), tagValue(`${family}:42`)];
  expect(one).toHaveLength(256);
  expect(one).toMatch(/^f{127}\+\+f{124}:41$/);
  expect(other).not.toBe(one);
});

test('AWS takes every value that is made of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      expect(tagValue(text)).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
      expect(tagValue(tagValue(text))).toBe(tagValue(text));
    }),
  );
});

test('every tag of a revision is one that AWS takes', () => {
  const tags = tagsFor([], { commit: 'c'.repeat(300), run: '#1', from: `${'f'.repeat(255)}:41`, step: 'a(b)/1' });
  expect(tags.map(({ value }) => value)).toEqual([
    expect.stringMatching(/^[c+]{256}$/),
    '_1',
    expect.stringMatching(/^.{253}:41$/),
    'a_b_/1',
  ]);
});

test('a step whose name is too long for a tag is still known in the next attempt, and told from another', () => {
  const [step, other] = [`2/release/${'x'.repeat(300)}1`, `2/release/${'x'.repeat(300)}2`];
  const tags = tagsFor([], { from: 'web:3', step: noteOfStep({ step, attempt: 3 }) });
  expect(isByEarlierAttempt(tags, { step, attempt: 4 })).toBe(true);
  expect(isByEarlierAttempt(tags, { step: other, attempt: 4 })).toBe(false);
  expect(isByEarlierAttempt(tags, { step, attempt: 3 })).toBe(false);
});
