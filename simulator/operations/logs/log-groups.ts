// Log groups: made, shown, kept for so many days, tagged, deleted.

import type {
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DescribeLogGroupsRequest,
  ListTagsForResourceRequest,
  PutRetentionPolicyRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogGroup, World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { type Page, pageOf } from '../paging.ts';

/** The only lifetimes that AWS takes, says the API reference of PutRetentionPolicy; no model carries them. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export function logGroupOf(
  world: World,
  request: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined },
): LogGroup {
  const name = request.logGroupName ?? nameOf(request.logGroupIdentifier ?? '');
  const group = world.logs.groups[name];
  if (group === undefined) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

export function logsPage<Item>(items: readonly Item[], token: string | undefined, size: number): Page<Item> {
  const page = pageOf(items, { token, size });
  if (page === undefined) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return page;
}

export function createLogGroup(draft: World, input: Json): Json {
  const { logGroupName = '', tags } = input as Partial<CreateLogGroupRequest>;
  if (draft.logs.groups[logGroupName] !== undefined) {
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  }
  draft.logs.groups[logGroupName] = {
    logGroupName,
    arn: `arn:aws:logs:${draft.region}:${draft.account}:log-group:${logGroupName}`,
    creationTime: draft.now,
    tags: { ...tags },
    streams: {},
  };
  return {};
}

export function deleteLogGroup(draft: World, input: Json): Json {
  const { logGroupName } = logGroupOf(draft, input as Partial<DeleteLogGroupRequest>);
  delete draft.logs.groups[logGroupName];
  return {};
}

export function describeLogGroups(world: World, input: Json): Json {
  const request = input as Partial<DescribeLogGroupsRequest>;
  const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern = '' } = request;
  const groups = Object.values(world.logs.groups)
    .filter(
      ({ logGroupName }) =>
        logGroupName.startsWith(prefix) && logGroupName.toLowerCase().includes(pattern.toLowerCase()),
    )
    .sort((left, right) => (left.logGroupName < right.logGroupName ? -1 : 1));
  const { items, ...next } = logsPage(groups, request.nextToken, request.limit ?? 50);
  return { logGroups: items.map(describe), ...next };
}

export function putRetentionPolicy(draft: World, input: Json): Json {
  const request = input as Partial<PutRetentionPolicyRequest>;
  const group = logGroupOf(draft, request);
  const { retentionInDays: days = 0 } = request;
  if (!retentionDays.includes(days)) {
    throw new AwsError(
      'InvalidParameterException',
      `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${retentionDays.join(', ')}]`,
    );
  }
  group.retentionInDays = days;
  return {};
}

export function deleteRetentionPolicy(draft: World, input: Json): Json {
  delete logGroupOf(draft, input as Partial<PutRetentionPolicyRequest>).retentionInDays;
  return {};
}

export function listTagsForResource(world: World, input: Json): Json {
  const { resourceArn } = input as Partial<ListTagsForResourceRequest>;
  return { tags: logGroupOf(world, { logGroupIdentifier: resourceArn }).tags };
}

export function tagResource(draft: World, input: Json): Json {
  const { resourceArn, tags } = input as Partial<TagResourceRequest>;
  const group = logGroupOf(draft, { logGroupIdentifier: resourceArn });
  group.tags = { ...group.tags, ...tags };
  return {};
}

export function untagResource(draft: World, input: Json): Json {
  const { resourceArn, tagKeys } = input as Partial<UntagResourceRequest>;
  const group = logGroupOf(draft, { logGroupIdentifier: resourceArn });
  group.tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !tagKeys?.includes(key)));
  return {};
}

/** A name, or an ARN with or without `:*` behind. */
function nameOf(identifier: string): string {
  return identifier.replace(/^arn:aws:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');
}

function describe(group: LogGroup): Json {
  const { logGroupName, arn, creationTime, retentionInDays, streams } = group;
  const events = Object.values(streams).flatMap((stream) => stream.events);
  return {
    logGroupName,
    creationTime,
    ...(retentionInDays !== undefined && { retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupClass: 'STANDARD',
    storedBytes: events.reduce((sum, { message }) => sum + message.length, 0),
  };
}
