// Streams and their events, read forwards, backwards and filtered, with CloudWatch's tokens.

import type {
  DescribeLogStreamsRequest,
  FilterLogEventsRequest,
  GetLogEventsRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogGroup, LogStream, World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { AwsError, type Json } from '../operation.ts';
import { logGroupOf, logsPage } from './log-groups.ts';

const maxEvents = 10_000;
/** An answer holds 1 MB of messages; each event counts 26 bytes more. */
const maxBytes = 1_048_576;

export function describeLogStreams(world: World, input: Json): Json {
  const request = input as Partial<DescribeLogStreamsRequest>;
  const group = logGroupOf(world, request);
  const streams = Object.values(group.streams)
    .filter(({ logStreamName }) => logStreamName.startsWith(request.logStreamNamePrefix ?? ''))
    .sort((left, right) =>
      request.orderBy === 'LastEventTime'
        ? lastTime(left) - lastTime(right)
        : left.logStreamName < right.logStreamName
          ? -1
          : 1,
    );
  if (request.descending === true) streams.reverse();
  const { items, ...next } = logsPage(streams, request.nextToken, request.limit ?? 50);
  return { logStreams: items.map((stream) => describeStream(group, stream)), ...next };
}

export function getLogEvents(world: World, input: Json): Json {
  const request = input as Partial<GetLogEventsRequest>;
  const stream = logGroupOf(world, request).streams[request.logStreamName ?? ''];
  if (stream === undefined) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  const position = positionOf(request, stream.events.length);
  const inTime = ({ timestamp }: { timestamp: number }) =>
    timestamp >= (request.startTime ?? Number.NEGATIVE_INFINITY) &&
    timestamp < (request.endTime ?? Number.POSITIVE_INFINITY);
  const { from, to } = windowOf(stream.events, position, request.limit ?? maxEvents);
  return {
    events: stream.events.slice(from, to).filter(inTime),
    // At either end the token that was given comes back.
    nextForwardToken: tokenOf('f', to),
    nextBackwardToken: tokenOf('b', from),
  };
}

export function filterLogEvents(world: World, input: Json): Json {
  const request = input as Partial<FilterLogEventsRequest>;
  const group = logGroupOf(world, request);
  const terms = termsOf(request.filterPattern ?? '');
  const { startTime = Number.NEGATIVE_INFINITY, endTime = Number.POSITIVE_INFINITY } = request;
  const events = Object.values(group.streams)
    .filter(({ logStreamName }) => request.logStreamNames?.includes(logStreamName) ?? true)
    .filter(({ logStreamName }) => logStreamName.startsWith(request.logStreamNamePrefix ?? ''))
    .flatMap(({ logStreamName, events }) =>
      events.map((event, index) => ({
        logStreamName,
        ...event,
        eventId: `${event.timestamp}${String(index).padStart(10, '0')}`,
      })),
    )
    .filter(({ timestamp }) => timestamp >= startTime && timestamp <= endTime)
    .filter(({ message }) => terms.every((term) => message.includes(term)))
    .sort((left, right) => left.timestamp - right.timestamp);
  const { items, ...next } = logsPage(events, request.nextToken, request.limit ?? maxEvents);
  return { events: items, searchedLogStreams: [], ...next };
}

interface Position {
  readonly index: number;
  readonly direction: 'forwards' | 'backwards';
}

function positionOf({ nextToken, startFromHead }: Partial<GetLogEventsRequest>, length: number): Position {
  if (nextToken === undefined) {
    return startFromHead === true ? { index: 0, direction: 'forwards' } : { index: length, direction: 'backwards' };
  }
  const [, kind, digits] = /^([fb])\/(\d+)\/s$/.exec(nextToken) ?? [];
  if (digits === undefined) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return { index: Math.min(Number(digits), length), direction: kind === 'f' ? 'forwards' : 'backwards' };
}

function windowOf(
  events: LogStream['events'],
  { index, direction }: Position,
  limit: number,
): { from: number; to: number } {
  const step = direction === 'forwards' ? 1 : -1;
  let at = index;
  let bytes = 0;
  while (Math.abs(at - index) < limit) {
    const event = events[direction === 'forwards' ? at : at - 1];
    if (event === undefined) break;
    bytes += Buffer.byteLength(event.message) + 26;
    if (bytes > maxBytes && at !== index) break;
    at += step;
  }
  return direction === 'forwards' ? { from: index, to: at } : { from: at, to: index };
}

function tokenOf(direction: 'f' | 'b', index: number): string {
  return `${direction}/${String(index).padStart(56, '0')}/s`;
}

/** Plain words and quoted phrases, all of which must be there. */
function termsOf(pattern: string): string[] {
  if (/^\s*[[{%]/.test(pattern) || /(^|\s)[-?]/.test(pattern)) throw notImplemented(`The filter pattern ${pattern}`);
  return [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word]) => phrase ?? word ?? '');
}

function lastTime({ events, creationTime }: LogStream): number {
  return events.at(-1)?.timestamp ?? creationTime;
}

function describeStream(group: LogGroup, { logStreamName, creationTime, events }: LogStream): Json {
  const [first] = events;
  const last = events.at(-1);
  return {
    logStreamName,
    creationTime,
    ...(first !== undefined && { firstEventTimestamp: first.timestamp }),
    ...(last !== undefined && { lastEventTimestamp: last.timestamp, lastIngestionTime: last.ingestionTime }),
    arn: `${group.arn}:log-stream:${logStreamName}`,
    storedBytes: 0,
  };
}
