import { expect, test } from 'vitest';
import { findingsSection } from './section.ts';

test('warnings come first, what was not checked after them', () => {
  expect(findingsSection({ problems: [], warnings: ['no breaker'], notices: ['denied'] })).toBe(
    '**Before this deployment**\n\n- no breaker\n- not checked: denied',
  );
});

test('where there is nothing to say there is no section', () => {
  expect(findingsSection({ problems: [], warnings: [], notices: [] })).toBeUndefined();
});
