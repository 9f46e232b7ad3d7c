import { expect, test } from 'vitest';
import type { AwsApi } from '../../../../lib/aws/api.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { aService } from '../rollout/a-rollout.ts';
import { definitionFindings } from './verify.ts';

/** Secrets Manager that has nothing, or shows nothing, and where it was asked. */
function secretsManager(code: string) {
  const asked: (string | undefined)[] = [];
  const call: AwsApi['call'] = async (_service, operation, _input, options) => {
    asked.push(options?.region);
    throw new AwsFailure({ kind: 'refused', operation, code, awsMessage: 'no' });
  };
  const api: AwsApi = { call, raw: () => Promise.reject(new Error('not to be asked')) };
  return { api, asked };
}

function found(api: AwsApi, valueFrom: string) {
  const definition: Raw = { containerDefinitions: [{ name: 'app', secrets: [{ name: 'KEY', valueFrom }] }] };
  const situation = { service: aService(), running: {}, deployments: [] };
  return definitionFindings(api, { situation, definition, alarms: [] });
}

const secret = (region: string, account: string) =>
  `arn:aws:secretsmanager:${region}:${account}:secret:db-a1b2c3:url::`;

test.each([
  ['not found in its own account', 'ResourceNotFoundException', '123456789012', 'problem'],
  ['denied in its own account', 'AccessDeniedException', '123456789012', 'notice'],
  ['not found in another account', 'ResourceNotFoundException', '210987654321', 'notice'],
  ['denied in another account', 'AccessDeniedException', '210987654321', 'notice'],
])('a secret that is %s', async (_what, code, account, kind) => {
  const { api } = secretsManager(code);
  expect(await found(api, secret('eu-west-1', account))).toEqual([expect.objectContaining({ kind })]);
});

test('a secret of another region is asked for there', async () => {
  const { api, asked } = secretsManager('ResourceNotFoundException');
  await found(api, secret('us-east-1', '123456789012'));
  expect(asked).toEqual(['us-east-1']);
});

/** Parameter Store with these names, and what it was asked: region and names. */
function parameterStore(...has: readonly string[]) {
  const asked: string[] = [];
  const call = async (_service: unknown, _operation: string, input: object, options?: { region?: string }) => {
    const filters = 'ParameterFilters' in input ? (input.ParameterFilters as { Values: string[] }[]) : [];
    const names = filters.flatMap(({ Values }) => Values);
    asked.push([options?.region ?? 'here', ...names].join(' '));
    return { Parameters: names.filter((name) => has.includes(name)).map((Name) => ({ Name })) } as never;
  };
  const api: AwsApi = { call, raw: () => Promise.reject(new Error('not to be asked')) };
  return { api, asked };
}

const parameter = (name: string, region = 'eu-west-1', account = '123456789012') =>
  `arn:aws:ssm:${region}:${account}:parameter/${name}`;

test('a parameter that has one of the names that its ARN may mean is there, and another one is a problem', async () => {
  const { api, asked } = parameterStore('/db');
  expect(await found(api, parameter('db'))).toEqual([]);
  expect(asked).toEqual(['eu-west-1 db /db']);
  expect(await found(api, 'db')).toEqual([expect.objectContaining({ kind: 'problem' })]);
  expect(asked.slice(1)).toEqual(['here db']);
});

test.each([
  ["another account's", parameter('db', 'eu-west-1', '210987654321'), "it is another account's"],
  ['AWS’s own', '/aws/reference/secretsmanager/db', 'AWS lists no names that begin with /aws/'],
])('a parameter that is %s is a notice, and nobody is asked', async (_what, written, why) => {
  const { api, asked } = parameterStore();
  expect(await found(api, written)).toEqual([
    { kind: 'notice', text: expect.stringContaining(`${written} exists is not known: ${why}`) },
  ]);
  expect(asked).toEqual([]);
});

test('parameters are asked for together, region by region, and what two containers name is asked for once', async () => {
  const { api, asked } = parameterStore();
  const secrets = ['a', 'b', parameter('team/c', 'us-east-1')].map((valueFrom, index) => ({
    name: `K${index}`,
    valueFrom,
  }));
  const definition: Raw = {
    containerDefinitions: [
      { name: 'app', secrets },
      { name: 'sidecar', secrets: secrets.slice(0, 1) },
    ],
  };
  const situation = { service: aService(), running: {}, deployments: [] };
  const told = await definitionFindings(api, { situation, definition, alarms: [] });
  expect(told.map(({ text }) => /^container "(\w+)": secret (\w+)/.exec(text)?.slice(1))).toEqual([
    ['app', 'K0'],
    ['app', 'K1'],
    ['sidecar', 'K0'],
    ['app', 'K2'],
  ]);
  expect(asked).toEqual(['here a b', 'us-east-1 /team/c']);
});

test('a secret that two containers name is asked for once, and told of each', async () => {
  const { api, asked } = secretsManager('ResourceNotFoundException');
  const secrets = [{ name: 'KEY', valueFrom: secret('eu-west-1', '123456789012') }];
  const definition: Raw = { containerDefinitions: ['app', 'sidecar'].map((name) => ({ name, secrets })) };
  const situation = { service: aService(), running: {}, deployments: [] };
  expect(await definitionFindings(api, { situation, definition, alarms: [] })).toHaveLength(2);
  expect(asked).toHaveLength(1);
});
