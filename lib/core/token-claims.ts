// What a token says of itself, for messages. The claims are no secret, the token is; nobody's signature is checked here.

export interface TokenClaims {
  readonly sub?: string;
  readonly aud?: string;
  readonly iss?: string;
}

/** Nothing of a token that cannot be read. */
export function claimsOf(token: string): TokenClaims {
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return {};
  }
  if (typeof claims !== 'object' || claims === null) return {};
  const texts = Object.entries(claims).filter(
    ([name, value]) => ['sub', 'aud', 'iss'].includes(name) && typeof value === 'string',
  );
  return Object.fromEntries(texts);
}
