import { describe, expect, test } from 'vitest';
import { AwsFailure, type AwsFailureKind, UserError } from '../core/errors.ts';
import { type AssumeRoleInput, assumeRole } from './role.ts';

const MINUTE = 60_000;
const ARN = 'arn:aws:iam::123456789012:role/ci/deploy';
const SUBJECT = 'repo:OWNER/app:environment:production';
const TOKEN = `e30.${Buffer.from(JSON.stringify({ sub: SUBJECT, aud: 'sts.amazonaws.com', iss: 'https://token.example' })).toString('base64url')}.c2ln`;

const aFailure = (kind: AwsFailureKind, code: string, awsMessage = 'no') =>
  new AwsFailure({ kind, operation: 'sts:AssumeRoleWithWebIdentity', code, awsMessage });

/** A role whose nth session is `key-n`. What is put into `failures` is thrown before anything else, once each. */
function aRole() {
  const failures: { door?: Error; sts?: Error }[] = [];
  const inputs: AssumeRoleInput[] = [];
  const masked: string[] = [];
  const audiences: string[] = [];
  const cancel = new AbortController();
  const time = { now: 0 };
  const role = assumeRole({
    request: { arn: ARN, sessionName: 'slipway-1-release', audience: 'sts.amazonaws.com' },
    clock: { now: () => time.now },
    mask: (secret) => masked.push(secret),
    signal: cancel.signal,
    idToken: async (audience) => {
      audiences.push(audience);
      if (failures[0]?.door !== undefined) throw failures.shift()?.door;
      return TOKEN;
    },
    assume: async (input) => {
      if (failures[0]?.sts !== undefined) throw failures.shift()?.sts;
      inputs.push(input);
      const n = inputs.length;
      return { accessKeyId: `key-${n}`, secretAccessKey: `secret-${n}`, sessionToken: `token-${n}` };
    },
  });
  const key = async () => (await role.session()).accessKeyId;
  return { role, key, failures, inputs, masked, audiences, time, cancel };
}

test('one session serves until five minutes before its hour is over, then a new token brings a new one', async () => {
  const { key, time, inputs, audiences } = aRole();
  const keys = [await key()];
  time.now = 55 * MINUTE - 1;
  keys.push(await key());
  time.now = 55 * MINUTE;
  keys.push(await key());
  time.now = 110 * MINUTE - 1;
  keys.push(await key());
  time.now = 110 * MINUTE;
  keys.push(await key());
  expect(keys).toEqual(['key-1', 'key-1', 'key-2', 'key-2', 'key-3']);
  expect(inputs[0]).toEqual({
    RoleArn: ARN,
    RoleSessionName: 'slipway-1-release',
    WebIdentityToken: TOKEN,
    DurationSeconds: 3_600,
  });
  expect(audiences).toEqual(['sts.amazonaws.com', 'sts.amazonaws.com', 'sts.amazonaws.com']);
});

test('whoever asks while the role is being assumed waits for the same session', async () => {
  const { key, inputs } = aRole();
  expect(await Promise.all([key(), key(), key()])).toEqual(['key-1', 'key-1', 'key-1']);
  expect(inputs).toHaveLength(1);
});

test('all of a session is masked', async () => {
  const { key, masked } = aRole();
  await key();
  expect(masked).toEqual(['key-1', 'secret-1', 'token-1']);
});

describe('a session that AWS calls ended', () => {
  test('is replaced, whatever our clock says', async () => {
    const { role, key } = aRole();
    role.ended(await role.session());
    expect(await key()).toBe('key-2');
  });

  test('is replaced once, though several calls were refused for it', async () => {
    const { role, key } = aRole();
    const session = await role.session();
    role.ended(session);
    await key();
    role.ended(session);
    expect(await key()).toBe('key-2');
  });
});

describe('a renewal that fails', () => {
  test('costs nothing while the old session is good, and is tried again after a pause', async () => {
    const { key, failures, time } = aRole();
    await key();
    time.now = 56 * MINUTE;
    failures.push({ door: aFailure('unavailable', 'ECONNREFUSED') });
    const keys = [await key(), await key()];
    time.now += 15_000;
    keys.push(await key());
    expect(keys).toEqual(['key-1', 'key-1', 'key-2']);
  });

  test('is transient when the old session is over, and the next one may succeed', async () => {
    const { key, failures, time } = aRole();
    await key();
    time.now = 60 * MINUTE;
    failures.push({ door: aFailure('unavailable', 'ECONNREFUSED') });
    await expect(key()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await key()).toBe('key-2');
  });

  test('for a reason that stays is an expiry, and says why and what to look at', async () => {
    const { key, failures, time } = aRole();
    await key();
    time.now = 60 * MINUTE;
    failures.push({ sts: aFailure('denied', 'AccessDenied', 'Not authorized') });
    await expect(key()).rejects.toMatchObject({
      name: 'AwsFailure',
      kind: 'expired',
      message: expect.stringMatching(
        /credentials have expired.*not renewed: Not authorized\. .*trust policy.*repo:OWNER\/app/,
      ),
    });
  });

  test('is not even tried by a cancelled job whose session is good', async () => {
    const { key, time, cancel } = aRole();
    await key();
    time.now = 56 * MINUTE;
    cancel.abort();
    expect(await key()).toBe('key-1');
    time.now = 60 * MINUTE;
    expect(await key()).toBe('key-2');
  });
});

describe('a role that was never had', () => {
  test.each([
    ['AccessDenied', 'denied', /trust policy.*aws iam get-role --role-name deploy$/],
    ['InvalidIdentityTokenException', 'refused', /OIDC identity provider for https:\/\/token\.example/],
    ['ExpiredTokenException', 'expired', /clock/],
    ['ValidationError', 'refused', /sub is "repo:OWNER\/app:environment:production" and its aud "sts.amazonaws.com"/],
  ] as const)(
    '%s is the reader’s to mend, and is told with the claims but not with the token',
    async (code, kind, says) => {
      const { key, failures } = aRole();
      failures.push({ sts: aFailure(kind, code) });
      const error = await key().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UserError);
      expect(String(error)).toContain(ARN);
      expect(String(error)).toMatch(says);
      expect(String(error)).not.toContain(TOKEN);
    },
  );

  test('a refused token asks for the permission', async () => {
    const { key, failures } = aRole();
    failures.push({ door: aFailure('refused', 'HTTP 403') });
    await expect(key()).rejects.toThrow(/id-token: write/);
  });

  test('what passes is left to whoever asks again', async () => {
    const { key, failures } = aRole();
    failures.push({ sts: aFailure('throttled', 'Throttling') });
    await expect(key()).rejects.toMatchObject({ name: 'AwsFailure', kind: 'throttled' });
    expect(await key()).toBe('key-1');
  });
});
