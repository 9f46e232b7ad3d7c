import { describe, expect, test } from 'vitest';
import { aBoto3Place, awsTool, judgeAtTheEnd } from './boto3-place.ts';

describe.skipIf(awsTool.missing !== undefined)(`boto3 on secrets and parameters ${awsTool.missing ?? ''}`, () => {
  const place = aBoto3Place();
  const secrets = (method: string, parameters: object = {}) =>
    place().boto3.call('secretsmanager', method, { ...parameters });
  const ssm = (method: string, parameters: object = {}) => place().boto3.call('ssm', method, { ...parameters });
  const SecretId = 'prod/web';

  test('a secret is made, given another value, shown, deleted and restored', async () => {
    const made = await secrets('create_secret', {
      Name: SecretId,
      SecretString: 'one',
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    expect(made.ARN).toMatch(/:secret:prod\/web-[A-Za-z0-9]{6}$/);
    const { VersionId } = await secrets('put_secret_value', { SecretId, SecretString: 'two' });
    expect(await secrets('describe_secret', { SecretId })).toMatchObject({
      Name: SecretId,
      VersionIdsToStages: { [String(made.VersionId)]: ['AWSPREVIOUS'], [String(VersionId)]: ['AWSCURRENT'] },
    });
    expect(await secrets('delete_secret', { SecretId })).toHaveProperty('DeletionDate');
    expect(await secrets('describe_secret', { SecretId })).toHaveProperty('DeletedDate');
    await secrets('restore_secret', { SecretId });
    expect(await secrets('describe_secret', { SecretId })).not.toHaveProperty('DeletedDate');
  });

  test('parameters are put, found by their names page by page, and deleted', async () => {
    for (const Name of ['/prod/a', '/prod/b'])
      expect(await ssm('put_parameter', { Name, Value: 'x', Type: 'SecureString' })).toMatchObject({ Version: 1 });
    const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: ['/prod/a', '/prod/b', '/prod/c'] }];
    const asked = { ParameterFilters, PaginationConfig: { PageSize: 1 } };
    const pages = await place().boto3.pages('ssm', 'describe_parameters', asked);
    expect(pages.map(({ Parameters }) => Parameters)).toMatchObject([[{ Name: '/prod/a' }], [{ Name: '/prod/b' }]]);
    await ssm('delete_parameter', { Name: '/prod/a' });
  });

  test.each([
    ['secretsmanager', 'describe_secret', { SecretId: 'nope' }, 'ResourceNotFoundException'],
    ['secretsmanager', 'create_secret', { Name: SecretId }, 'ResourceExistsException'],
    ['ssm', 'put_parameter', { Name: '/prod/b', Value: 'y', Type: 'String' }, 'ParameterAlreadyExists'],
    ['ssm', 'delete_parameter', { Name: '/nope' }, 'ParameterNotFound'],
  ])('%s refuses %s(%j) as %s', async (service, method, parameters, exception) => {
    expect(await place().boto3.refused(service, method, parameters)).toMatchObject({ exception, status: 400 });
  });

  judgeAtTheEnd(place, ['secretsmanager', 'ssm']);
});
