import { describe, expect, test } from 'vitest';
import { exits } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, LOG_GROUP, SERVICE } from '../support/a-service.ts';
import { aBoto3Place, awsTool, judgeAtTheEnd } from './boto3-place.ts';

const lines = Array.from({ length: 25 }, (_, index) => ({ afterMs: 100 * (index + 1), message: `line ${index + 1}` }));
const logGroupName = '/made/here';
const unsigned = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.none`;
const role = { RoleArn: 'arn:aws:iam::123456789012:role/deploy', RoleSessionName: 'ci' };

describe.skipIf(awsTool.missing !== undefined)(`boto3 on CloudWatch Logs and STS ${awsTool.missing ?? ''}`, () => {
  const place = aBoto3Place({ fates: { v1: exits(0, { afterMs: 5_000, lines }) } });
  const logs = (method: string, parameters: object = {}) => place().boto3.call('logs', method, { ...parameters });
  const messagesOf = (answer: Readonly<Record<string, unknown>>) =>
    (answer.events as { message: string }[]).map(({ message }) => message);

  test('a log group is made, kept for a while, tagged and deleted', async () => {
    await logs('create_log_group', { logGroupName, tags: { team: 'shop' } });
    await logs('put_retention_policy', { logGroupName, retentionInDays: 30 });
    const { logGroups } = (await logs('describe_log_groups', { logGroupNamePrefix: '/made' })) as {
      logGroups: { arn: string; logGroupArn: string; retentionInDays?: number }[];
    };
    expect(logGroups).toMatchObject([{ logGroupName, retentionInDays: 30 }]);
    const resourceArn = logGroups[0]?.logGroupArn;
    await logs('tag_resource', { resourceArn, tags: { stage: 'prod' } });
    await logs('untag_resource', { resourceArn, tagKeys: ['team'] });
    expect((await logs('list_tags_for_resource', { resourceArn })).tags).toEqual({ stage: 'prod' });
    await logs('delete_retention_policy', { logGroupName });
    await logs('delete_log_group', { logGroupName });
  });

  test('what a task wrote is read forwards, backwards and filtered', async () => {
    const { account, boto3 } = place();
    await account.pushImage('v1');
    await account.createService({ desiredCount: 0, loadBalancer: false });
    await boto3.call('ecs', 'run_task', {
      cluster: CLUSTER,
      taskDefinition: SERVICE,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    });
    account.simulator.advance(5 * 60_000);
    const { logStreams } = (await logs('describe_log_streams', {
      logGroupName: LOG_GROUP,
      orderBy: 'LastEventTime',
    })) as {
      logStreams: { logStreamName: string }[];
    };
    const stream = { logGroupName: LOG_GROUP, logStreamName: logStreams[0]?.logStreamName };
    const first = await logs('get_log_events', { ...stream, startFromHead: true, limit: 10 });
    const second = await logs('get_log_events', {
      ...stream,
      startFromHead: true,
      limit: 100,
      nextToken: first.nextForwardToken,
    });
    expect([...messagesOf(first), ...messagesOf(second)]).toEqual(lines.map(({ message }) => message));
    const end = await logs('get_log_events', { ...stream, nextToken: second.nextForwardToken });
    expect([end.events, end.nextForwardToken]).toEqual([[], second.nextForwardToken]);
    expect(messagesOf(await logs('get_log_events', { ...stream, limit: 2 }))).toEqual(['line 24', 'line 25']);
    const found = await boto3.pages('logs', 'filter_log_events', {
      logGroupName: LOG_GROUP,
      filterPattern: '"line 2"',
      PaginationConfig: { PageSize: 3 },
    });
    expect(found.flatMap(messagesOf)).toEqual([
      'line 2',
      'line 20',
      'line 21',
      'line 22',
      'line 23',
      'line 24',
      'line 25',
    ]);
    const named = { logGroupName: LOG_GROUP, PaginationConfig: { PageSize: 1 } };
    expect(await boto3.pages('logs', 'describe_log_streams', named)).toHaveLength(1);
    expect(await boto3.pages('logs', 'describe_log_groups', { PaginationConfig: { PageSize: 1 } })).toHaveLength(1);
  });

  test.each([
    ['create_log_group', { logGroupName: LOG_GROUP }, 'ResourceAlreadyExistsException'],
    ['delete_log_group', { logGroupName: 'nope' }, 'ResourceNotFoundException'],
    ['get_log_events', { logGroupName: LOG_GROUP, logStreamName: 'nope' }, 'ResourceNotFoundException'],
    ['filter_log_events', { logGroupName: 'nope' }, 'ResourceNotFoundException'],
    ['describe_log_groups', { nextToken: 'nowhere' }, 'InvalidParameterException'],
    ['put_retention_policy', { logGroupName: LOG_GROUP, retentionInDays: 2 }, 'InvalidParameterException'],
    [
      'list_tags_for_resource',
      { resourceArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:nope' },
      'ResourceNotFoundException',
    ],
  ])('a refused %s(%j) is a %s', async (method, parameters, exception) => {
    expect(await place().boto3.refused('logs', method, parameters)).toMatchObject({
      exception,
      code: exception,
      status: 400,
    });
  });

  test('STS says who is asking and gives out sessions', async () => {
    const { boto3 } = place();
    expect(await boto3.call('sts', 'get_caller_identity')).toMatchObject({ Account: '123456789012' });
    const { Credentials } = (await boto3.call('sts', 'assume_role', role)) as { Credentials: object };
    expect(Object.keys(Credentials).sort()).toEqual(['AccessKeyId', 'Expiration', 'SecretAccessKey', 'SessionToken']);
    const WebIdentityToken = unsigned({
      sub: 'repo:shop/web',
      iss: 'https://issuer.example',
      aud: 'sts.amazonaws.com',
    });
    expect(await boto3.call('sts', 'assume_role_with_web_identity', { ...role, WebIdentityToken })).toMatchObject({
      SubjectFromWebIdentityToken: 'repo:shop/web',
      AssumedRoleUser: { Arn: 'arn:aws:sts::123456789012:assumed-role/deploy/ci' },
    });
  });

  test('a token that is none and one that is over are told apart', async () => {
    const { boto3 } = place();
    const exchange = (WebIdentityToken: string) =>
      boto3.refused('sts', 'assume_role_with_web_identity', { ...role, WebIdentityToken });
    expect(await exchange('none.none.none')).toMatchObject({
      exception: 'InvalidIdentityTokenException',
      code: 'InvalidIdentityToken',
    });
    expect(await exchange(unsigned({ exp: 1 }))).toMatchObject({
      exception: 'ExpiredTokenException',
      code: 'ExpiredTokenException',
    });
  });

  judgeAtTheEnd(place, ['logs', 'sts']);
});
