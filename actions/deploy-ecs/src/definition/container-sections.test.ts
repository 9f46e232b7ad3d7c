import { expect, test } from 'vitest';
import { sectionsOf } from './container-sections.ts';

test('text without a heading is for the container that the rule picks', () => {
  expect(sectionsOf('A=1\nB=2')).toEqual([{ text: 'A=1\nB=2' }]);
  expect(sectionsOf('')).toEqual([]);
});

test('a line [container] begins what is for that one, and lines are counted as the user counts them', () => {
  expect(sectionsOf('A=1\n[envoy]\nB=2\n  [log-router]  \r\nC=3')).toEqual([
    { text: 'A=1' },
    { container: 'envoy', text: '\n\nB=2' },
    { container: 'log-router', text: '\n\n\n\nC=3' },
  ]);
  expect(sectionsOf('[envoy]')).toEqual([{ container: 'envoy', text: '' }]);
});

test.each([
  ['a JSON array', '["node", "server.js"]'],
  ['an empty JSON array', '[]'],
  ['a test of a script', '[ -f x ]\nrun'],
  ['a value of several lines', 'CERT<<END\n[app]\nEND'],
  ['a here-document of a script', "cat > ~/.aws/config <<'EOF'\n[default]\nregion = eu-west-1\nEOF\nexec run"],
])('%s holds no heading', (_what, text) => {
  expect(sectionsOf(text)).toEqual([{ text }]);
});

test('after a value of several lines, headings count again; what nothing ends begins nothing', () => {
  expect(sectionsOf('CERT<<END\n[app]\nEND\n[envoy]\nA=1')).toEqual([
    { text: 'CERT<<END\n[app]\nEND' },
    { container: 'envoy', text: '\n\n\n\nA=1' },
  ]);
  expect(sectionsOf('A=x<<y\n[envoy]\nB=1')).toHaveLength(2);
});
