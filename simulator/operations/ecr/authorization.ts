// The password of the registry behind ECR: what it is, how long it is good, and how the registry knows it again.

import type { World } from '../../control-plane/world.ts';
import type { Json } from '../operation.ts';

const validForMs = 12 * 60 * 60 * 1000;

/** No secret is kept: the registry listens on loopback and only tells apart who asked ECR for a token and who did not. */
export function registryPassword({ account, now }: World): string {
  return Buffer.from(JSON.stringify({ account, expiresAt: now + validForMs })).toString('base64url');
}

export function judgeRegistryPassword({ account, now }: World, password: string): 'good' | 'expired' | 'unknown' {
  try {
    const token: unknown = JSON.parse(Buffer.from(password, 'base64url').toString());
    if (typeof token !== 'object' || token === null || !('account' in token) || !('expiresAt' in token))
      return 'unknown';
    if (token.account !== account) return 'unknown';
    return Number(token.expiresAt) > now ? 'good' : 'expired';
  } catch {
    return 'unknown';
  }
}

export function getAuthorizationToken(world: World, _input: Json): Json {
  return {
    authorizationData: [
      {
        authorizationToken: Buffer.from(`AWS:${registryPassword(world)}`).toString('base64'),
        expiresAt: world.now + validForMs,
        // What this registry really speaks: plain HTTP, which Docker trusts on loopback.
        proxyEndpoint: `http://${world.ecr.registryHost}`,
      },
    ],
  };
}
