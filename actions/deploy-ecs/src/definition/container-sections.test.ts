import { expect, test } from 'vitest';
import { sectionsOf } from './container-sections.ts';

test('text without a heading is for the container that the rule picks', () => {
  expect(sectionsOf('A=1\nB=2')).toEqual([{ text: 'A=1\nB=2' }]);
  expect(sectionsOf('')).toEqual([]);
  expect(sectionsOf(' \n\t')).toEqual([]);
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
  ['a value that looks like one', 'A=[app]'],
  ['a line that goes on', '[app] && run'],
  ['a value of several lines', 'CERT<<END\n[app]\nEND'],
  [
    'a value of more lines, which may look like the beginning of another',
    'CERT<<END\nB<<MORE\n[app]\nMORE\n[app]\nEND',
  ],
  ['a value whose end has odd letters', 'CERT<<E|F\n[app]\nE|F'],
  ['a value whose end is indented', 'CERT<<END\n[app]\n  END\t'],
  ['a here-document that goes somewhere', "cat <<'EOF' > /etc/app.ini\n[default]\nEOF\nexec run"],
  ['a here-document that goes to a program', 'cat <<EOF|sh\n[default]\nEOF'],

  ['a here-document of a script', "cat > ~/.aws/config <<'EOF'\n[default]\nregion = eu-west-1\nEOF\nexec run"],
])('%s holds no heading', (_what, text) => {
  expect(sectionsOf(text)).toEqual([{ text }]);
});

test('after a value of several lines, headings count again; what nothing ends begins nothing', () => {
  expect(sectionsOf('CERT<<END\n[app]\nEND\n[envoy]\nA=1')).toEqual([
    { text: 'CERT<<END\n[app]\nEND' },
    { container: 'envoy', text: '\n\n\n\nA=1' },
  ]);
  expect(sectionsOf('CERT<<END\nx\n  END\n[envoy]\nA=1')).toHaveLength(2);
  for (const text of ['A=x<<y\n[envoy]\nB=1', 'y\nA=x<<y\n[envoy]\nB=1', 'cat <<<y\n[envoy]\ny'])
    expect(sectionsOf(text), text).toHaveLength(2);
});
