import { ListClustersCommand } from '@aws-sdk/client-ecs';
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

test('a trust policy lets in the subjects that it names, and nobody else', async () => {
  const simulator = aSimulator({ trust: { [role.RoleArn]: ['repo:shop/web:*', 'repo:shop/(a).b'] } });
  const { sts } = clientsOf(simulator);
  const assume = (sub: string) =>
    sts.send(new AssumeRoleWithWebIdentityCommand({ ...role, WebIdentityToken: tokenWith({ sub }) }));
  await assume('repo:shop/web:environment:production');
  await assume('repo:shop/(a).b');
  for (const sub of ['repo:shop/api:environment:production', 'x repo:shop/web:y', 'repo:shop/(a)xb'])
    await expect(assume(sub)).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
});

test('a session ends when it is told to, and what it signs is refused then, in the words of the protocol', async () => {
  const simulator = aSimulator({ sessionsEndAfterMs: 60_000 });
  const { Credentials } = await clientsOf(simulator).sts.send(new AssumeRoleCommand(role));
  expect(Credentials?.Expiration?.getTime()).toBe(simulator.world.now + 60_000);
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const { ecs, sts } = clientsOf(simulator, credentials);
  simulator.advance(59_999);
  await ecs.send(new ListClustersCommand({}));
  simulator.advance(1);
  await expect(ecs.send(new ListClustersCommand({}))).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
  // The key of an IAM user has no end.
  await clientsOf(simulator).ecs.send(new ListClustersCommand({}));
});

test('sessions do not end where nobody asked for it', async () => {
  const simulator = aSimulator();
  const { Credentials } = await clientsOf(simulator).sts.send(new AssumeRoleCommand({ ...role, DurationSeconds: 900 }));
  simulator.advance(24 * 3_600_000);
  const accessKeyId = Credentials?.AccessKeyId ?? '';
  await clientsOf(simulator, { accessKeyId, secretAccessKey: 'x' }).ecs.send(new ListClustersCommand({}));
});
