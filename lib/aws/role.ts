// The session of an assumed role, and when it is renewed: before it ends, one renewal at a time, each with a new token of GitHub's.
// It refuses to know sockets and the SDK: both are parameters.

import type { Clock } from '../core/clock.ts';
import { AwsFailure, isTransient, UserError } from '../core/errors.ts';
import { shellWord } from '../core/shell-word.ts';
import { claimsOf } from '../core/token-claims.ts';

export interface RoleRequest {
  readonly arn: string;
  readonly sessionName: string;
  readonly audience: string;
}

export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface AssumeRoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly WebIdentityToken: string;
  readonly DurationSeconds: number;
}

export interface RoleOptions {
  readonly request: RoleRequest;
  readonly idToken: (audience: string) => Promise<string>;
  readonly assume: (input: AssumeRoleInput) => Promise<Session>;
  readonly clock: Pick<Clock, 'now'>;
  readonly mask: (secret: string) => void;
  /** a cancelled job has seconds left: nothing is renewed that is still good */
  readonly signal?: AbortSignal;
}

export interface AssumedRole {
  /**
   * A session that is good for some minutes. Throws UserError where the role was never had, AwsFailure where it cannot be had again
   * (`expired`) or at the moment (`unavailable`, `throttled`).
   */
  session(): Promise<Session>;
  /** The one that session() gave last. */
  latest(): Session | undefined;
  /** AWS says that this one is over, whatever our clock says. */
  ended(session: Session): void;
}

/** Every role grants an hour; more has to be allowed by the role, and is not needed by who renews. */
const SESSION_SECONDS = 3_600;
const RENEW_BEFORE_END_MS = 5 * 60_000;
const PAUSE_AFTER_FAILURE_MS = 15_000;

export function assumeRole(options: RoleOptions): AssumedRole {
  const { clock, signal } = options;
  let current: { readonly session: Session; readonly until: number } | undefined;
  let renewal: Promise<Session> | undefined;
  let pausedUntil = 0;

  const renew = async (): Promise<Session> => {
    // By our own clock from before the request: a runner whose clock is wrong would misread AWS's time of expiry.
    const until = clock.now() + SESSION_SECONDS * 1_000;
    const session = await obtain(options, current === undefined);
    current = { session, until };
    return session;
  };
  const renewOnce = (): Promise<Session> => {
    renewal ??= renew().finally(() => {
      renewal = undefined;
    });
    return renewal;
  };
  return {
    latest: () => current?.session,
    ended: (session) => {
      if (current?.session === session) current = { session, until: Number.NEGATIVE_INFINITY };
    },
    session: async () => {
      const now = clock.now();
      if (current !== undefined && now < current.until - RENEW_BEFORE_END_MS) return current.session;
      const isGood = current !== undefined && now < current.until;
      if (current !== undefined && isGood && (signal?.aborted || now < pausedUntil)) return current.session;
      try {
        return await renewOnce();
      } catch (error) {
        if (current === undefined || clock.now() >= current.until) throw error;
        // What is left of the old session serves meanwhile; the failure matters only when that is over too.
        pausedUntil = clock.now() + PAUSE_AFTER_FAILURE_MS;
        return current.session;
      }
    },
  };
}

async function obtain(options: RoleOptions, isFirst: boolean): Promise<Session> {
  const { request, idToken, assume, mask } = options;
  let token = '';
  try {
    token = await idToken(request.audience);
    const session = await assume({
      RoleArn: request.arn,
      RoleSessionName: request.sessionName,
      WebIdentityToken: token,
      DurationSeconds: SESSION_SECONDS,
    });
    for (const secret of [session.accessKeyId, session.secretAccessKey, session.sessionToken]) mask(secret);
    return session;
  } catch (error) {
    if (!(error instanceof AwsFailure) || isTransient(error)) throw error;
    const remedy = remedyOf(error, request, token);
    if (isFirst)
      throw new UserError(
        `role-to-assume: ${request.arn} was not given to this job (${error.operation}, ${error.code}: ${error.awsMessage}). ${remedy}`,
        { cause: error },
      );
    const { operation, code, awsMessage } = error;
    throw new AwsFailure(
      { kind: 'expired', operation, code, awsMessage, remedy: `They were not renewed: ${awsMessage}. ${remedy}` },
      { cause: error },
    );
  }
}

function remedyOf({ code }: AwsFailure, { arn, audience }: RoleRequest, token: string): string {
  if (token === '') return 'Does the job still have "permissions: id-token: write"?';
  const { sub, aud, iss } = claimsOf(token);
  const claims = `the token's sub is "${sub ?? ''}" and its aud "${aud ?? audience}"`;
  // As the SDK calls them, by their shapes.
  switch (code) {
    case 'InvalidIdentityTokenException':
      return `The account of the role needs an OIDC identity provider for ${iss ?? 'https://token.actions.githubusercontent.com'} that has this audience: ${claims}.`;
    case 'ExpiredTokenException':
      return 'The token was made a moment ago: is the clock of the runner or of GitHub wrong? Run the job again.';
    case 'AccessDenied':
      return `There is no such role, or its trust policy does not let this job in: ${claims}. Compare them with the conditions of the trust policy: aws iam get-role --role-name ${shellWord(arn.slice(arn.lastIndexOf('/') + 1))}`;
    default:
      return `Compare the role and its trust policy with what was asked for: ${claims}.`;
  }
}
