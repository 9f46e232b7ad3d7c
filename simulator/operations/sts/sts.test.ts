import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from '../../a-simulator.ts';

const role = { RoleArn: 'arn:aws:iam::123456789012:role/ci/deploy', RoleSessionName: 'run-1' };
const tokenWith = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

test('says who asks', async () => {
  const simulator = aSimulator({ account: '210987654321' });
  const identity = await clientsOf(simulator).sts.send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Account: '210987654321',
    Arn: 'arn:aws:sts::210987654321:assumed-role/deploy/local',
  });
  expect(problemsOf(simulator)).toEqual([]);
});

test('gives credentials for a role that end when they were asked to', async () => {
  const simulator = aSimulator();
  const { sts } = clientsOf(simulator);
  const { Credentials, AssumedRoleUser } = await sts.send(new AssumeRoleCommand({ ...role, DurationSeconds: 900 }));
  expect(Credentials?.Expiration?.getTime()).toBe(simulator.world.now + 900_000);
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::123456789012:assumed-role/deploy/run-1');
  expect(problemsOf(simulator)).toEqual([]);
});

test('reads a web identity token, and keeps it out of the diary', async () => {
  const simulator = aSimulator();
  const { sts } = clientsOf(simulator);
  const WebIdentityToken = tokenWith({
    sub: 'repo:shop/web:ref:refs/heads/main',
    iss: 'https://token.example',
    aud: 'sts.amazonaws.com',
  });
  const answer = await sts.send(new AssumeRoleWithWebIdentityCommand({ ...role, WebIdentityToken }));
  expect(answer).toMatchObject({
    SubjectFromWebIdentityToken: 'repo:shop/web:ref:refs/heads/main',
    Audience: 'sts.amazonaws.com',
  });
  expect(JSON.stringify(simulator.diary)).not.toContain(WebIdentityToken);
  expect(problemsOf(simulator)).toEqual([]);
});

test('refuses a web identity token that has expired', async () => {
  const simulator = aSimulator();
  const WebIdentityToken = tokenWith({ sub: 'x', exp: simulator.world.now / 1000 - 1 });
  await expect(
    clientsOf(simulator).sts.send(new AssumeRoleWithWebIdentityCommand({ ...role, WebIdentityToken })),
  ).rejects.toMatchObject({ name: 'ExpiredTokenException' });
});
