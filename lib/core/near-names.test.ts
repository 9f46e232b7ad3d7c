import { expect, test } from 'vitest';
import { nearNames, suggestion } from './near-names.ts';

test.each([
  { wanted: 'wbe', known: ['web', 'worker'], near: ['web'] },
  { wanted: 'Web', known: ['web'], near: ['web'] },
  { wanted: 'web', known: ['web-service', 'api'], near: ['web-service'] },
  { wanted: 'prdo', known: ['prod', 'dev', 'stage'], near: ['prod'] },
  { wanted: 'x', known: ['orders', 'payments'], near: [] },
])('$wanted among $known → $near', ({ wanted, known, near }) => {
  expect(nearNames(wanted, known)).toEqual(near);
});

test('no more than three are named', () => {
  expect(nearNames('app', ['app1', 'app2', 'app3', 'app4'])).toHaveLength(3);
});

test('where nothing is near, a short list is shown whole and a long one not at all', () => {
  expect(suggestion('wbe', ['web'])).toBe(' Did you mean "web"?');
  expect(suggestion('x', ['orders', 'payments'])).toBe(' There is: "orders", "payments".');
  expect(
    suggestion(
      'x',
      Array.from({ length: 13 }, (_, index) => `service-number-${index}`),
    ),
  ).toBe('');
  expect(suggestion('x', [])).toBe('');
});
