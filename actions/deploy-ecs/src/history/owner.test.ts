import { expect, test } from 'vitest';
import { ownerOf } from './owner.ts';

const BY = { registeredBy: 'arn:aws:sts::123456789012:assumed-role/deploy/ci' };
const COMMIT = { key: 'slipway:commit', value: '0123456789abcdef' };
const RUN = { key: 'slipway:run', value: '42' };

test.each([
  [BY, [COMMIT, RUN], `, commit 0123456 of run 42, registered by ${BY.registeredBy}`],
  [{}, [RUN, { key: 'team', value: 'web' }], ', run 42'],
  [{}, [COMMIT], ', commit 0123456'],
  [BY, [], `, registered by ${BY.registeredBy}`],
  [{}, [], ''],
])('the owner of what is in progress is told as far as it is known (%#)', (definition, tags, expected) => {
  expect(ownerOf(definition, tags)).toBe(expected);
});
