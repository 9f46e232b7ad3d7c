import { expect, test } from 'vitest';
import { openIdTokenDoor } from '../../lib/github/id-token.ts';
import { anIdTokenDoor, BEARER } from '../support/id-token-door.ts';

async function aDoor(change: Readonly<Record<string, string>> = {}) {
  const runner = await anIdTokenDoor(() => 0);
  const masked: string[] = [];
  const request = openIdTokenDoor({ ...runner.env, ...change }, (secret) => masked.push(secret));
  if (request === undefined) throw new Error('there is no door');
  return { runner, request, masked };
}

test('asks for a new token each time, for the audience, and masks it', async () => {
  const { runner, request, masked } = await aDoor();
  const tokens = [await request('sts.amazonaws.com'), await request('a&b=c')];
  expect(runner.given).toEqual([
    { token: tokens[0], audience: 'sts.amazonaws.com' },
    { token: tokens[1], audience: 'a&b=c' },
  ]);
  expect(tokens[0]).not.toBe(tokens[1]);
  expect(masked).toEqual(tokens);
});

test.each([
  ['reset', { kind: 'unavailable', code: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/) }],
  [503, { kind: 'unavailable', code: 'HTTP 503' }],
  [429, { kind: 'unavailable', code: 'HTTP 429' }],
  [404, { kind: 'refused', code: 'HTTP 404' }],
] as const)('an answer of %s is told by what can be done about it', async (answer, failure) => {
  const { runner, request } = await aDoor();
  runner.answer(answer);
  await expect(request('sts.amazonaws.com')).rejects.toMatchObject({ name: 'AwsFailure', ...failure });
});

test('the job’s own secret is never part of a message', async () => {
  const { request } = await aDoor({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: `${BEARER}-wrong` });
  const error = await request('sts.amazonaws.com').catch((reason: unknown) => reason);
  expect(error).toMatchObject({ kind: 'refused', code: 'HTTP 401' });
  expect(String(error)).not.toContain(BEARER);
});

test.each([
  {},
  { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1' },
  { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x' },
  { ACTIONS_ID_TOKEN_REQUEST_URL: 'nowhere', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x' },
])('without both variables there is no door: %j', (environment) => {
  expect(openIdTokenDoor(environment, () => {})).toBeUndefined();
});
