// Who is asking, and credentials for a role. Nobody's secret is checked here: the local AWS lets everyone in.

import type { AssumeRoleRequest, AssumeRoleWithWebIdentityRequest } from '@aws-sdk/client-sts';
import { nextHexId } from '../../control-plane/identifiers.ts';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json, type Operation } from '../operation.ts';

export const stsOperations: Record<string, Operation> = {
  AssumeRole: assumeRole,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetCallerIdentity: getCallerIdentity,
};

/** The one principal of this account, as far as anybody asks. */
export function callerArn({ account }: World): string {
  return `arn:aws:sts::${account}:assumed-role/deploy/local`;
}

/** Where sessions end at all, one that nobody knows (a key of an IAM user) does not. */
export function isSessionOver({ now, sts }: World, accessKeyId: string | undefined): boolean {
  if (sts.sessionsEndAfterMs === undefined || accessKeyId === undefined) return false;
  return now >= (sts.sessions[accessKeyId] ?? Number.POSITIVE_INFINITY);
}

function getCallerIdentity(world: World, _input: Json): Json {
  return { UserId: 'AROALOCALLOCALLOCAL00:local', Account: world.account, Arn: callerArn(world) };
}

function assumeRole(draft: World, input: Json): Json {
  return sessionFor(draft, input as Partial<AssumeRoleRequest>);
}

function assumeRoleWithWebIdentity(draft: World, input: Json): Json {
  const request = input as Partial<AssumeRoleWithWebIdentityRequest>;
  const claims = claimsOf(request.WebIdentityToken ?? '');
  if (typeof claims.exp === 'number' && claims.exp * 1000 < draft.now) {
    throw new AwsError(
      'ExpiredTokenException',
      'Token expired: current date/time must be before the expiration date/time',
    );
  }
  if (!isTrusted(draft, request.RoleArn ?? '', claims.sub)) {
    // AWS says the same of a role that does not exist.
    throw new AwsError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', { status: 403 });
  }
  return {
    ...sessionFor(draft, request),
    ...(typeof claims.sub === 'string' && { SubjectFromWebIdentityToken: claims.sub }),
    ...(typeof claims.iss === 'string' && { Provider: claims.iss }),
    ...(typeof claims.aud === 'string' && { Audience: claims.aud }),
  };
}

function isTrusted({ sts }: World, roleArn: string, subject: unknown): boolean {
  const patterns = sts.trust[roleArn];
  if (patterns === undefined) return true;
  const literal = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return patterns.some((pattern) =>
    new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(typeof subject === 'string' ? subject : ''),
  );
}

function sessionFor(draft: World, request: Partial<AssumeRoleRequest>): Json {
  const { RoleArn = '', RoleSessionName = '', DurationSeconds = 3600 } = request;
  const [, account, path] = /^arn:aws[\w-]*:iam::(\d{12}):role\/(.+)$/.exec(RoleArn) ?? [];
  if (account === undefined || path === undefined) throw new AwsError('ValidationError', `${RoleArn} is invalid`);
  const roleName = path.slice(path.lastIndexOf('/') + 1);
  const id = () => nextHexId(draft).toUpperCase().slice(0, 16);
  const accessKeyId = `ASIA${id()}`;
  const lastsMs = Math.min(DurationSeconds * 1000, draft.sts.sessionsEndAfterMs ?? Number.POSITIVE_INFINITY);
  draft.sts.sessions[accessKeyId] = draft.now + lastsMs;
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: `${nextHexId(draft)}${id().slice(0, 8)}`,
      SessionToken: Buffer.from(`${roleName}:${nextHexId(draft)}`).toString('base64'),
      Expiration: draft.now + lastsMs,
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROA${id()}0:${RoleSessionName}`,
      Arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${RoleSessionName}`,
    },
    PackedPolicySize: 0,
  };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    if (typeof claims === 'object' && claims !== null) return { ...claims };
  } catch {
    // Said below, in AWS's words.
  }
  throw new AwsError(
    'InvalidIdentityToken',
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  );
}
