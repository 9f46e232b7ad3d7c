import { describe, expect, test } from 'vitest';
import { isRevision, parseRollbackTarget } from './rollback-target.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const REGISTRY = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

test.each([
  ['previous', { kind: 'previous' }],
  [ARN, { kind: 'task-definition', name: ARN }],
  ['v1.4.2', { kind: 'image', image: { text: 'v1.4.2', tag: 'v1.4.2' } }],
  ['latest', { kind: 'image', image: { text: 'latest', tag: 'latest' } }],
  ['src-0a1b2c', { kind: 'image', image: { text: 'src-0a1b2c', tag: 'src-0a1b2c' } }],
  [DIGEST, { kind: 'image', image: { text: DIGEST, digest: DIGEST } }],
  ['app:v1', { kind: 'image', image: { text: 'app:v1', repository: 'app', tag: 'v1' } }],
  ['team/app:7', { kind: 'image', image: { text: 'team/app:7', repository: 'team/app', tag: '7' } }],
  [`app@${DIGEST}`, { kind: 'image', image: { text: `app@${DIGEST}`, repository: 'app', digest: DIGEST } }],
  [
    `${REGISTRY}/app:42`,
    { kind: 'image', image: { text: `${REGISTRY}/app:42`, registry: REGISTRY, repository: 'app', tag: '42' } },
  ],
])('%s names what it looks like', (text, expected) => {
  expect(parseRollbackTarget(text)).toEqual(expected);
});

test.each([
  ['42', { text: '42', tag: '42' }],
  // One short commit in thirty has digits only.
  ['1234567', { text: '1234567', tag: '1234567' }],
  ['web:42', { text: 'web:42', repository: 'web', tag: '42' }],
])('%s is a revision, and where there is none, an image', (text, orImage) => {
  expect(parseRollbackTarget(text)).toEqual({ kind: 'task-definition', name: text, orImage });
});

test('a family in capitals is no repository', () => {
  expect(parseRollbackTarget('Web:42')).toEqual({ kind: 'task-definition', name: 'Web:42' });
});

test.each([
  '',
  'two words',
  'team/app',
  'web:',
  ':42',
  '-v1',
  'v'.repeat(129),
  'sha256:abc!',
  'arn:aws:ecs:eu-west-1:123456789012:service/prod/web',
  'arn:aws:ecs:eu-west-1:123456789012:task-definition/web',
])('"%s" names nothing', (text) => {
  expect(parseRollbackTarget(text)).toBeUndefined();
});

describe('a revision', () => {
  test.each(['42', 'web:42', 'my_Web-1:7', ARN])('%s', (text) => expect(isRevision(text)).toBe(true));
  test.each(['v42', '42a', ' 42', 'web:42 ', 'web', 'we.b:42', `x${ARN}`, `${ARN}x`, 'web:4x'])('not %s', (text) =>
    expect(isRevision(text)).toBe(false),
  );
});
