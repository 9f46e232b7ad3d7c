import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from '../../a-simulator.ts';
import { secretValue } from '../../control-plane/secret-values.ts';
import type { Simulator } from '../../simulator.ts';

let simulator: Simulator;
let secrets: ReturnType<typeof clientsOf>['secretsmanager'];

beforeEach(() => {
  simulator = aSimulator();
  secrets = clientsOf(simulator).secretsmanager;
});

afterEach(() => expect(problemsOf(simulator)).toEqual([]));

const create = async (SecretString?: string) =>
  (await secrets.send(new CreateSecretCommand({ Name: 'prod/web', ...(SecretString && { SecretString }) }))).ARN ?? '';
const stagesOf = async (SecretId: string) =>
  Object.values((await secrets.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages ?? {})
    .flat()
    .sort();

test('a secret is known by its ARN, with and without the six characters of AWS, and by its name', async () => {
  const arn = await create('x');
  expect(arn).toMatch(/^arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod\/web-[A-Za-z0-9]{6}$/);
  for (const SecretId of [arn, arn.slice(0, -7), 'prod/web'])
    expect(await secrets.send(new DescribeSecretCommand({ SecretId }))).toMatchObject({ ARN: arn, Name: 'prod/web' });
  await expect(secrets.send(new DescribeSecretCommand({ SecretId: 'prod/wbe' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret.",
  });
  await expect(create('y')).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

test('a secret without a value has no version, and keeps a task from starting', async () => {
  const arn = await create();
  expect(await stagesOf(arn)).toEqual([]);
  expect(secretValue(simulator.world, arn)).toBeUndefined();
});

test('a new value takes the stage from the one before, which tasks may still ask for', async () => {
  const arn = await create('{"url":"one"}');
  const put = (SecretString: string) => secrets.send(new PutSecretValueCommand({ SecretId: arn, SecretString }));
  await put('{"url":"two"}');
  const { VersionId } = await put('{"url":"three"}');
  expect(await stagesOf(arn)).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
  const value = (rest: string) => secretValue(simulator.world, `${arn}${rest}`);
  expect(value('')).toBe('{"url":"three"}');
  expect(value(':url::')).toBe('three');
  expect(value(':url:AWSPREVIOUS:')).toBe('two');
  expect(value(`:url::${VersionId}`)).toBe('three');
  expect(value(':host::')).toBeUndefined();
  expect(value('::AWSPENDING:')).toBeUndefined();
});

test('a deleted secret is shown with its date and gives no value until it is restored', async () => {
  const arn = await create('x');
  const { DeletionDate } = await secrets.send(new DeleteSecretCommand({ SecretId: arn, RecoveryWindowInDays: 7 }));
  expect(DeletionDate?.getTime()).toBe(simulator.world.now + 7 * 24 * 60 * 60_000);
  expect((await secrets.send(new DescribeSecretCommand({ SecretId: arn }))).DeletedDate).toBeInstanceOf(Date);
  expect(secretValue(simulator.world, arn)).toBeUndefined();
  await expect(secrets.send(new PutSecretValueCommand({ SecretId: arn, SecretString: 'y' }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
  });
  await secrets.send(new RestoreSecretCommand({ SecretId: arn }));
  expect(secretValue(simulator.world, arn)).toBe('x');
  await secrets.send(new DeleteSecretCommand({ SecretId: arn, ForceDeleteWithoutRecovery: true }));
  await expect(secrets.send(new DescribeSecretCommand({ SecretId: arn }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('the diary keeps no value', async () => {
  await create('hidden');
  expect(JSON.stringify(simulator.diary)).not.toContain('hidden');
});
