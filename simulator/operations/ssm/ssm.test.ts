import { DeleteParameterCommand, DescribeParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from '../../a-simulator.ts';
import { secretValue } from '../../control-plane/secret-values.ts';
import type { Simulator } from '../../simulator.ts';

let simulator: Simulator;
let ssm: ReturnType<typeof clientsOf>['ssm'];

beforeEach(async () => {
  simulator = aSimulator();
  ssm = clientsOf(simulator).ssm;
  for (const Name of ['/prod/db/url', 'token'])
    await ssm.send(new PutParameterCommand({ Name, Value: 'hidden', Type: 'SecureString' }));
});

afterEach(() => expect(problemsOf(simulator)).toEqual([]));

const named = (Option: string, ...Values: string[]) =>
  ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Option, Values }], MaxResults: 1 }));

test('parameters are found by their names, page by page, without their values', async () => {
  const first = await named('Equals', '/prod/db/url', 'token', 'other');
  expect(first.Parameters).toMatchObject([
    { Name: '/prod/db/url', ARN: 'arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db/url', Version: 1 },
  ]);
  expect(first.NextToken).toBeDefined();
  expect((await named('BeginsWith', 'tok')).Parameters).toMatchObject([
    { Name: 'token', ARN: 'arn:aws:ssm:eu-west-1:123456789012:parameter/token' },
  ]);
  expect((await named('Contains', 'nothing')).Parameters).toEqual([]);
  expect(JSON.stringify([first, simulator.diary])).not.toContain('hidden');
});

test('a task finds a parameter by its name and by its ARN', () => {
  const value = (valueFrom: string) => secretValue(simulator.world, valueFrom);
  for (const valueFrom of ['/prod/db/url', 'arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db/url', 'token'])
    expect(value(valueFrom)).toBe('hidden');
  expect(value('/token')).toBeUndefined();
});

test('a parameter is put anew only where that is asked for, and deleted once', async () => {
  const put = (Overwrite: boolean) => ssm.send(new PutParameterCommand({ Name: 'token', Value: 'y', Overwrite }));
  await expect(put(false)).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  expect((await put(true)).Version).toBe(2);
  await ssm.send(new DeleteParameterCommand({ Name: 'token' }));
  await expect(ssm.send(new DeleteParameterCommand({ Name: 'token' }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
  });
});
