// A container's own output, a line an event, with the engine's timestamps. It keeps nothing: lines are handed on as they come.

import type { Readable } from 'node:stream';
import type { Engine } from './docker-engine.ts';

export interface LogLine {
  /** epoch milliseconds */
  readonly timestamp: number;
  readonly message: string;
}

/** Resolves when the container has ended and its last line was handed on. */
export async function followLogs(engine: Engine, containerId: string, onLine: (line: LogLine) => void): Promise<void> {
  const query = { follow: '1', stdout: '1', stderr: '1', timestamps: '1' };
  await readLogs(await engine.open('GET', `/containers/${containerId}/logs`, { query }), onLine);
}

/**
 * Each frame is 8 bytes of head (stream, three zeros, length) and one record: `<RFC 3339 time> <text>`.
 * The engine cuts lines of more than 16 KiB into several records; only the last one ends in a newline.
 */
export async function readLogs(stream: Readable, onLine: (line: LogLine) => void): Promise<void> {
  const unfinished = new Map<number, LogLine>();
  let buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    buffer = Buffer.concat([buffer, chunk as Buffer]);
    while (buffer.length >= 8 && buffer.length >= 8 + buffer.readUInt32BE(4)) {
      const end = 8 + buffer.readUInt32BE(4);
      takeRecord(buffer[0] ?? 1, buffer.subarray(8, end).toString('utf8'));
      buffer = buffer.subarray(end);
    }
  }
  for (const line of unfinished.values()) onLine(line);

  function takeRecord(output: number, record: string): void {
    const space = record.indexOf(' ');
    const text = record.slice(space + 1);
    const begun = unfinished.get(output);
    const line = {
      timestamp: begun?.timestamp ?? Date.parse(record.slice(0, space)),
      message: (begun?.message ?? '') + text.replace(/\r?\n$/, ''),
    };
    if (text.endsWith('\n')) {
      unfinished.delete(output);
      onLine(line);
    } else {
      unfinished.set(output, line);
    }
  }
}
