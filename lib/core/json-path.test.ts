import { expect, test } from 'vitest';
import { parseJsonPath, valueAt } from './json-path.ts';

test.each([
  { path: 'version', value: '1.2.3' },
  { path: '$.version', value: '1.2.3' },
  { path: 'build.commit', value: 'c0ffee' },
  { path: 'items[1].name', value: 'b' },
  { path: 'number', value: '7' },
  { path: 'nothing', value: undefined },
  { path: 'absent.deep', value: undefined },
  { path: 'version.length', value: undefined },
  { path: 'toString', value: undefined },
])('$path', ({ path, value }) => {
  const json =
    '{"version":"1.2.3","build":{"commit":"c0ffee"},"items":[{"name":"a"},{"name":"b"}],"number":7,"nothing":null}';
  expect(valueAt(json, parseJsonPath(path) ?? [])).toBe(value);
});

test.each(['', 'a..b', '.a.', 'a[', 'a[x]', '$'])('"%s" is no path', (text) => {
  expect(parseJsonPath(text)).toBeUndefined();
});

test('what is no JSON has no value', () => {
  expect(valueAt('<html>', ['a'])).toBeUndefined();
});
