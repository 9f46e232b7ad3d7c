import { expect, test } from 'vitest';
import { parseOutputNames } from './terraform-names.ts';

test('each line maps an input to an output', () => {
  expect([...parseOutputNames('\n  service=api_service\r\nurl= site \n')]).toEqual([
    ['service', 'api_service'],
    ['url', 'site'],
  ]);
  expect([...parseOutputNames('')]).toEqual([]);
});

test.each(['service=a\nurl =b', 'service=a\nurl\t=b', 'service=a\r\nurl    = b'])(
  'lines that are aligned as in Terraform are refused by their number: %j',
  (text) => {
    expect(() => parseOutputNames(text)).toThrow('line 2 has white space before its "="');
  },
);
