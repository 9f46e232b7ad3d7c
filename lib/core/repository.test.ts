import { expect, test } from 'vitest';
import { noSuchRepository, parseRepository } from './repository.ts';

const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

test.each([
  ['team/web', { name: 'team/web' }],
  ['127.0.0.1:5000/web', { name: 'web', host: '127.0.0.1:5000' }],
  [`${ECR}/team/web`, { name: 'team/web', host: ECR, account: '123456789012', region: 'eu-west-1' }],
  [`${ECR}/web/`, { name: 'web', host: ECR, account: '123456789012', region: 'eu-west-1' }],
  [
    'arn:aws:ecr:us-east-1:210987654321:repository/team/web',
    { name: 'team/web', account: '210987654321', region: 'us-east-1' },
  ],
])('%s names a repository', (text, given) => {
  expect(parseRepository(text)).toEqual(given);
});

test.each([
  ['Team/Web', /is not a repository; allowed: its name/],
  ['web:v1', /names an image; give the repository alone/],
  [`${ECR}/web@sha256:${'a'.repeat(64)}`, /names an image/],
  ['arn:aws:ecs:eu-west-1:123456789012:service/prod/web', /is not a repository/],
])('%s names none', (text, why) => {
  expect(parseRepository(text)).toMatch(why);
});

test('a repository that does not exist is told with where it was looked for, and with near names', () => {
  expect(noSuchRepository('wbe', ['web', 'worker'])).toBe(
    'ECR of this account has no repository "wbe". Did you mean "web"?',
  );
  expect(noSuchRepository('wbe', [], '123456789012')).toBe('ECR of account 123456789012 has no repository "wbe".');
});
