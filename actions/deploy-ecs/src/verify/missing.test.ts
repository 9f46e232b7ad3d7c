import { expect, test } from 'vitest';
import { logGroupFindings, madeByDriver, parameterFindings, secretFindings, seenFrom } from './missing.ts';
import type { LogGroupReference, ParameterReference, SecretReference } from './references.ts';

const where = 'container "app": secret KEY';
const secret: SecretReference = { kind: 'secret', id: 'arn:db', stage: 'AWSCURRENT', where };
const parameter: ParameterReference = { kind: 'parameter', written: '/prod/db', names: ['/prod/db'], where };
const group: LogGroupReference = { kind: 'log-group', name: '/ecs/wbe', madeByDriver: false, where: 'container "app"' };
const unknown = { kind: 'unknown', why: 'Not allowed to call x.' } as const;
const there = { kind: 'there', stages: ['AWSCURRENT', 'AWSPREVIOUS'], isDeleted: false } as const;
const problem = (pattern: RegExp) => [{ kind: 'problem', text: expect.stringMatching(pattern) }];

test('what is there is not talked about', () => {
  expect(secretFindings(secret, there)).toEqual([]);
  expect(secretFindings({ ...secret, stage: 'AWSPREVIOUS' }, there)).toEqual([]);
  expect(parameterFindings(parameter, { kind: 'there' })).toEqual([]);
  expect(logGroupFindings(group, { kind: 'there' })).toEqual([]);
});

test('what is missing is a problem that says where it is named and what to do', () => {
  const missing = { kind: 'missing', near: [] } as const;
  expect(secretFindings(secret, missing)).toEqual(
    problem(/^container "app": secret KEY: Secrets Manager has no secret arn:db, .*Create it/),
  );
  expect(parameterFindings(parameter, missing)).toEqual(
    problem(/^container "app": secret KEY: Parameter Store has no parameter \/prod\/db, .*Create it/),
  );
  expect(logGroupFindings(group, { kind: 'missing', near: ['/ecs/web'] })).toEqual(
    problem(
      /^container "app": there is no log group "\/ecs\/wbe", .*Did you mean "\/ecs\/web"\? Create it: .*--log-group-name \/ecs\/wbe$/,
    ),
  );
  expect(logGroupFindings({ ...group, region: 'eu-west-1' }, missing)).toEqual(
    problem(/"\/ecs\/wbe" in eu-west-1, so.*--log-group-name \/ecs\/wbe --region eu-west-1$/),
  );
});

test('a secret of another account that is not found may be there: only its own account knows', () => {
  const missing = { kind: 'missing', near: [] } as const;
  const foreign = { ...secret, account: '210987654321' };
  expect(secretFindings(foreign, seenFrom('123456789012', foreign, missing))).toEqual([
    {
      kind: 'notice',
      text: 'container "app": secret KEY: whether arn:db exists is not known: it is of account 210987654321, which need not let this role see it',
    },
  ]);
  expect(seenFrom('123456789012', foreign, unknown)).toEqual(unknown);
  expect(seenFrom('123456789012', foreign, there)).toEqual(there);
  expect(seenFrom('210987654321', foreign, missing)).toEqual(missing);
  expect(seenFrom('123456789012', secret, missing)).toEqual(missing);
});

test('a secret without the value that is asked for is a problem', () => {
  expect(secretFindings(secret, { ...there, stages: [] })).toEqual(
    problem(/has no value yet.*put-secret-value --secret-id arn:db/),
  );
  expect(secretFindings({ ...secret, stage: 'AWSCURENT' }, there)).toEqual(
    problem(/has no version with the stage "AWSCURENT"\. Did you mean "AWSCURRENT"/),
  );
  expect(secretFindings(secret, { ...there, isDeleted: true })).toEqual(
    problem(/scheduled for deletion.*restore-secret --secret-id arn:db/),
  );
});

test('a version that is named by its id cannot be looked for', () => {
  const { stage: _, ...byId } = secret;
  expect(secretFindings(byId, { ...there, stages: [] })).toEqual([]);
});

test('what could not be asked is a notice', () => {
  const notice = (text: string) => [{ kind: 'notice', text }];
  expect(secretFindings(secret, unknown)).toEqual(
    notice('container "app": secret KEY: whether arn:db exists is not known: Not allowed to call x'),
  );
  expect(parameterFindings(parameter, unknown)).toEqual(
    notice('container "app": secret KEY: whether the parameter /prod/db exists is not known: Not allowed to call x'),
  );
  expect(logGroupFindings({ ...group, region: 'x' }, unknown)).toEqual(
    notice('container "app": whether the log group "/ecs/wbe" exists in x is not known: Not allowed to call x'),
  );
});

test('a log group that the driver makes is a notice with the permission that it takes', () => {
  expect(madeByDriver(group)).toEqual({
    kind: 'notice',
    text: expect.stringMatching(/"\/ecs\/wbe" is made by the log driver.*logs:CreateLogGroup/),
  });
});
