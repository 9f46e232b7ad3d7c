// From the SDK's errors to AwsFailure: by name, code and status. What to do about a failure is the rule's business.

import { AwsFailure, type AwsFailureKind, UserError } from '../core/errors.ts';
import type { Service } from './api.ts';

const THROTTLED = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'ThrottledException',
]);
const DENIED = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedOperation',
  'UnauthorizedException',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'OptInRequired',
]);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);
/** The connection was never made, so nothing can have been carried out. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const BROKEN = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'RequestTimeout',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

export interface CallFacts {
  readonly service: Service;
  readonly operation: string;
  /** AWS has taken our credentials before in this run */
  readonly authenticated: boolean;
}

export function translateError(error: unknown, { service, operation, authenticated }: CallFacts): Error {
  if (!(error instanceof Error)) return new Error(String(error), { cause: error });
  if (error.name === 'CredentialsProviderError' && !authenticated) {
    return new UserError(
      'There are no AWS credentials: give role-to-assume, or run aws-actions/configure-aws-credentials in an earlier step of this job (either needs "permissions: id-token: write").',
      { cause: error },
    );
  }
  const { status, code } = factsOf(error);
  const kind = kindOf({ status, code, operation, message: error.message, answered: hasAnswer(error) });
  if (kind === undefined) return error;
  const ambiguous = kind === 'unavailable' && !NEVER_SENT.has(code);
  return new AwsFailure(
    { kind, operation: `${service}:${operation}`, code, awsMessage: wordsOf(error) || code, ambiguous },
    { cause: error },
  );
}

/** Without what the SDK adds for programmers when an answer cannot be read, such as a gateway's page of HTML. */
function wordsOf(error: Error): string {
  return error.message.replace(/\n\s*Deserialization error: .*$/s, '');
}

function kindOf(facts: {
  status: number | undefined;
  code: string;
  operation: string;
  message: string;
  answered: boolean;
}): AwsFailureKind | undefined {
  const { status, code } = facts;
  if (THROTTLED.has(code) || status === 429) return 'throttled';
  // ECS refuses parallel registrations of one family with the catch-all ClientException; only its text tells them apart.
  if (facts.operation === 'RegisterTaskDefinition' && code === 'ClientException' && /concurrent/i.test(facts.message))
    return 'throttled';
  if (isIdentityProviderUnreached(facts)) return 'unavailable';
  // Credentials that were there and cannot be had again: a session that ended while we watched.
  if (EXPIRED.has(code) || code === 'CredentialsProviderError') return 'expired';
  if (DENIED.has(code) || status === 401 || status === 403) return 'denied';
  if ((status !== undefined && status >= 500) || NEVER_SENT.has(code) || BROKEN.has(code)) return 'unavailable';
  if (status !== undefined && status >= 400) return 'refused';
  // AWS answered 200 with a body that breaks off: the operation was carried out, its answer is lost.
  return facts.answered ? 'unavailable' : undefined;
}

/**
 * STS did not reach GitHub: it says so by a code of its own, which the API reference of AssumeRoleWithWebIdentity calls often transient, or (while it
 * fetches the keys) by the code of a bad token; then only the text tells them apart (aws-actions/configure-aws-credentials asks again as well).
 */
function isIdentityProviderUnreached({ code, message }: { code: string; message: string }): boolean {
  // The SDK calls errors by their shapes, which end in Exception here; the codes on the wire do not.
  if (/^IDPCommunicationError(Exception)?$/.test(code)) return true;
  return /^InvalidIdentityToken(Exception)?$/.test(code) && /couldn't retrieve verification key/i.test(message);
}

function factsOf(error: Error): { status: number | undefined; code: string } {
  const metadata =
    '$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null ? error.$metadata : {};
  const status =
    'httpStatusCode' in metadata && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { status, code };
}

function hasAnswer(error: Error): boolean {
  return '$response' in error || '$metadata' in error;
}
