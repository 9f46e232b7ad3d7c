import {
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from '../../a-simulator.ts';
import type { Simulator } from '../../simulator.ts';

const group = { logGroupName: '/ecs/web' };
const stream = { ...group, logStreamName: 'ecs/app/0123' };
let simulator: Simulator;
let logs: ReturnType<typeof clientsOf>['logs'];

beforeEach(async () => {
  simulator = aSimulator();
  logs = clientsOf(simulator).logs;
  await logs.send(new CreateLogGroupCommand(group));
});

afterEach(() => expect(problemsOf(simulator)).toEqual([]));

function say(...messages: string[]) {
  simulator.transact((draft) => {
    const streams = draft.logs.groups['/ecs/web']?.streams ?? {};
    const known = streams['ecs/app/0123'] ?? { logStreamName: 'ecs/app/0123', creationTime: draft.now, events: [] };
    streams['ecs/app/0123'] = known;
    for (const message of messages) known.events.push({ timestamp: draft.now, ingestionTime: draft.now, message });
  });
}

test('a stream exists from its first line on', async () => {
  const read = () => logs.send(new GetLogEventsCommand(stream));
  await expect(read()).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log stream does not exist.',
  });
  say('hello');
  expect((await read()).events).toEqual([
    { timestamp: simulator.world.now, ingestionTime: simulator.world.now, message: 'hello' },
  ]);
});

test('the forward token repeats at the end and goes on when there is more', async () => {
  say('one', 'two', 'three');
  const read = (nextToken?: string) =>
    logs.send(
      new GetLogEventsCommand({
        ...stream,
        startFromHead: true,
        limit: 2,
        ...(nextToken !== undefined && { nextToken }),
      }),
    );
  const head = await read();
  expect(head.events?.map(({ message }) => message)).toEqual(['one', 'two']);
  const tail = await read(head.nextForwardToken);
  expect(tail.events?.map(({ message }) => message)).toEqual(['three']);
  const end = await read(tail.nextForwardToken);
  expect(end.events).toEqual([]);
  expect(end.nextForwardToken).toBe(tail.nextForwardToken);
  say('four');
  expect((await read(end.nextForwardToken)).events?.map(({ message }) => message)).toEqual(['four']);
});

test('without a start the newest events come', async () => {
  say('one', 'two', 'three');
  const tail = await logs.send(new GetLogEventsCommand({ ...stream, limit: 2 }));
  expect(tail.events?.map(({ message }) => message)).toEqual(['two', 'three']);
  const before = await logs.send(new GetLogEventsCommand({ ...stream, limit: 2, nextToken: tail.nextBackwardToken }));
  expect(before.events?.map(({ message }) => message)).toEqual(['one']);
});

test('a retention that CloudWatch does not offer is refused', async () => {
  const command = new PutRetentionPolicyCommand({ ...group, retentionInDays: 2 });
  await expect(logs.send(command)).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('a group is described with its retention, its streams and what was filtered from them', async () => {
  await logs.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 14 }));
  say('all is well', 'ERROR: no database', 'bye');
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ecs' }));
  expect(logGroups?.[0]).toMatchObject({
    logGroupName: '/ecs/web',
    retentionInDays: 14,
    creationTime: simulator.world.now,
  });
  const { logStreams } = await logs.send(new DescribeLogStreamsCommand(group));
  expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['ecs/app/0123']);
  const { events } = await logs.send(new FilterLogEventsCommand({ ...group, filterPattern: 'ERROR "no database"' }));
  expect(events?.map(({ message }) => message)).toEqual(['ERROR: no database']);
});

test('a group is made once', async () => {
  await expect(logs.send(new CreateLogGroupCommand(group))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
  });
});
