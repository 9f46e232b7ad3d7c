import { expect, test } from 'vitest';
import { isSecretName, withoutSecrets } from './secret-shape.ts';

test.each([
  ['jdbc:postgresql://h/db?user=u&password=hunter2'],
  ['https://hooks.example.com/services/T0/B0/hunter2'],
  ['postgres://u:p@hunter2@h/db'],
  ['redis://u:pa/hunter2@h'],
  ['["run","--password=hunter2"]'],
  ['["run","--password","hunter2"]'],
  ['["CMD-SHELL","curl -u u:hunter2 http://127.0.0.1/health"]'],
  ['["curl","--user","u:hunter2","http://h"]'],
  ['["sh","-c","TOKEN=hunter2 ./start"]'],
  ['{"apiKey": "hunter2"}'],
  ['{"pw": "hunter2"}'],
  ['Authorization=Basic hunter2=='],
  ['exec app -H "Authorization: Bearer hunter2"'],
  ['curl -H "Authorization: Token hunter2" http://x'],
  ['["curl","-H","X: Bearer hunter2hunter2"]'],
  ['x-api-key=1,authorization=Bearer hunter2'],
  ['Authorization: Bearer  hunter2'],
  ['run --password  hunter2'],
  ['-u u:hunter2 http://h'],
  ['curl -u  u:hunter2 http://h'],
  ['app --license=hunter2'],
  ['eyJhbGciOi.hunter2.x'],
  ['eyJhbGciOi.x.hunter2'],
  ['eyJhbGciOi.hunter2'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\nhunter2\n-----END RSA PRIVATE KEY-----'],
  ['-----BEGIN PRIVATE KEY-----\nMIIE\nhunter2 (cut off)'],
])('hides the secret of %s', (text) => {
  expect(withoutSecrets(text)).not.toContain('hunter2');
});

test.each([
  'info',
  '8080',
  'the bearer of news',
  '["node","server.mjs"]',
  'https://example.com',
  'eu-west-1',
  'a b c',
  'db.internal:5432',
])('leaves %s as it is', (text) => {
  expect(withoutSecrets(text)).toBe(text);
});

test.each([
  ['["sh","-c","TOKEN=hunter2 ./start --port 80"]', '["sh","-c","TOKEN=*** ./start --port 80"]'],
  ['["run","--password","hunter2","--level","info"]', '["run","--password","***","--level","info"]'],
  ['Authorization: Bearer hunter2', 'Authorization: ***'],
  ['curl -u u:hunter2 -f localhost', 'curl -u *** -f localhost'],
  ['start eyJhbGciOi.hunter2.x now', 'start *** now'],
  ['-----BEGIN EC PRIVATE KEY-----\nMIIE\nhunter2\n-----END EC PRIVATE KEY-----\nstart', '***\nstart'],
])('of %s everything else stays readable', (text, shown) => {
  expect(withoutSecrets(text)).toBe(shown);
});

test('of an address scheme and host stay', () => {
  expect(withoutSecrets('https://u:p@example.com:8443/a?b=c')).toBe('https://example.com:8443/…');
});

test.each([
  'DB_PASSWORD',
  'apiToken',
  'CLIENT_SECRET',
  'AWS_ACCESS_KEY_ID',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'DB_PWD',
  'DB_PW',
  'PW_OLD',
  'PW',
  'SENTRY_DSN',
  'BASIC_AUTH',
  'JWT',
  'NEW_RELIC_LICENSE',
  'GITLAB_LICENCE',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'EXTRA_HEADER_1',
  'TLS_PRIVATE',
  'TLS_CERT',
  'SLACK_WEBHOOK',
  'DB_CONN_STR',
  'DB_CONNSTR',
  'DB_CONNECTION_STRING',
  'Connection-String',
])('%s is the name of a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each(['LEVEL', 'PORT', 'REGION', 'POWER', 'DB_CONNECTIONS', 'HEADERSIZE'])('%s is not', (name) => {
  expect(isSecretName(name)).toBe(false);
});
