import { expect, test } from 'vitest';
import { claimsOf } from './token-claims.ts';

const tokenOf = (text: string) => `e30.${Buffer.from(text).toString('base64url')}.c2ln`;

test('reads who the token is for and about, and nothing else', () => {
  const claims = {
    sub: 'repo:OWNER/app:ref:refs/heads/größe',
    aud: 'sts.amazonaws.com',
    iss: 'https://x',
    jti: 'secret',
  };
  expect(claimsOf(tokenOf(JSON.stringify(claims)))).toEqual({ sub: claims.sub, aud: claims.aud, iss: claims.iss });
});

test.each(['', 'x', 'a.b.c', tokenOf('null'), tokenOf('"text"'), tokenOf('{"sub":7}')])(
  'knows nothing of a token that says nothing: %j',
  (token) => {
    expect(claimsOf(token)).toEqual({});
  },
);
