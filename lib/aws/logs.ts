// Container logs in CloudWatch Logs, by GetLogEvents: no live-tail permission is needed.

import { lastPart } from '../core/arn.ts';
import { AwsFailure } from '../core/errors.ts';
import type { Raw } from '../core/snapshots.ts';
import { containersOf, rawOf } from '../core/task-definition.ts';
import type { LogStreamRef } from '../core/task-snapshots.ts';
import type { AwsApi } from './api.ts';

export interface LogLine {
  readonly at: number;
  readonly message: string;
}

/** `<prefix>/<container>/<task id>`, for each container with the awslogs driver and a prefix; others cannot be read from here. */
export function logStreamsOf(definition: Raw, taskArn: string): LogStreamRef[] {
  return containersOf(definition).flatMap((container) => {
    const log = rawOf(container.logConfiguration);
    const options = rawOf(log.options);
    const group = options['awslogs-group'];
    const prefix = options['awslogs-stream-prefix'];
    const region = options['awslogs-region'];
    if (log.logDriver !== 'awslogs' || typeof group !== 'string' || typeof prefix !== 'string') return [];
    const name = String(container.name);
    return [
      {
        container: name,
        group,
        stream: `${prefix}/${name}/${lastPart(taskArn)}`,
        ...(typeof region === 'string' ? { region } : {}),
      },
    ];
  });
}

export interface LogPage {
  readonly lines: readonly LogLine[];
  /** where to go on; the same token again means that there is nothing new yet */
  readonly token?: string;
}

/** From the beginning, or from where `token` left off. A stream that is not there yet is empty: it appears with its first line. */
export async function readLog(api: AwsApi, ref: LogStreamRef, token?: string): Promise<LogPage> {
  return readPage(api, ref, { startFromHead: true, ...(token === undefined ? {} : { nextToken: token }) }, token);
}

/** The newest lines, oldest of them first. */
export async function readLogTail(api: AwsApi, ref: LogStreamRef, most: number): Promise<readonly LogLine[]> {
  return (await readPage(api, ref, { startFromHead: false, limit: most })).lines;
}

async function readPage(
  api: AwsApi,
  ref: LogStreamRef,
  page: { startFromHead: boolean; nextToken?: string; limit?: number },
  before?: string,
): Promise<LogPage> {
  try {
    const input = { logGroupName: ref.group, logStreamName: ref.stream, ...page };
    const answer = await api.call(
      'logs',
      'GetLogEvents',
      input,
      ref.region === undefined ? {} : { region: ref.region },
    );
    const token = answer.nextForwardToken ?? before;
    return {
      lines: (answer.events ?? []).map((event) => ({ at: event.timestamp ?? 0, message: event.message ?? '' })),
      ...(token === undefined ? {} : { token }),
    };
  } catch (error) {
    if (error instanceof AwsFailure && error.code === 'ResourceNotFoundException')
      return { lines: [], ...(before === undefined ? {} : { token: before }) };
    throw error;
  }
}
