import { expect, test } from 'vitest';
import { notesOf } from './changelog.ts';

const changelog =
  '# Changelog\n\n## Unreleased\n\n- next\n\n## 1.2.3 (2026-11-21)\n\n- this\n- that\n\n## 1.2.30\n\n- other\n\n## 1.2.2\n';

test('the notes of a version are its part of the changelog', () => {
  expect(notesOf('v1.2.3', { changelog, packaged: '1.2.3' })).toEqual({ notes: '- this\n- that', problems: [] });
  expect(notesOf('v1.2.30', { changelog, packaged: '1.2.30' }).notes).toBe('- other');
});

test.each([
  ['1.2.3', '1.2.3', ['"1.2.3" is not a version; allowed: v1.2.3']],
  ['v1.2.3; rm -rf .', '1.2.3', ['"v1.2.3; rm -rf ." is not a version; allowed: v1.2.3']],
  ['v1.2.3', '1.2.2', ['package.json says 1.2.2, not 1.2.3']],
  ['v1.2.2', '1.2.2', ['CHANGELOG.md says nothing of 1.2.2; rename "## Unreleased" to "## 1.2.2"']],
  [
    'v9.9.9',
    '1.2.3',
    ['package.json says 1.2.3, not 9.9.9', 'CHANGELOG.md says nothing of 9.9.9; rename "## Unreleased" to "## 9.9.9"'],
  ],
])('%s with %s in package.json is refused', (tag, packaged, problems) => {
  expect(notesOf(tag, { changelog, packaged })).toEqual({ notes: '', problems });
});
