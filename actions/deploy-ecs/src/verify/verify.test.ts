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
