import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type LogLine, readLogs } from './docker-logs.ts';

function aFrame(output: 1 | 2, record: string): Buffer {
  const head = Buffer.alloc(8);
  head[0] = output;
  head.writeUInt32BE(Buffer.byteLength(record), 4);
  return Buffer.concat([head, Buffer.from(record)]);
}

async function linesOf(chunks: readonly Buffer[]): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  await readLogs(Readable.from(chunks), (line) => lines.push(line));
  return lines;
}

const time = '2026-11-21T04:00:00.123456789Z';
const timestamp = Date.UTC(2026, 10, 21, 4, 0, 0, 123);

test('each record is a line with its own time', async () => {
  const frames = [aFrame(1, `${time} hello  world\n`), aFrame(2, '2026-11-21T04:00:01Z \r\n')];
  expect(await linesOf(frames)).toEqual([
    { timestamp, message: 'hello  world' },
    { timestamp: Date.UTC(2026, 10, 21, 4, 0, 1), message: '' },
  ]);
});

test('it does not matter where the stream is cut, even within a letter', async () => {
  const all = Buffer.concat([aFrame(1, `${time} één\n`), aFrame(1, `${time} twee\n`)]);
  const bytes = [...all].map((byte) => Buffer.from([byte]));
  expect((await linesOf(bytes)).map((line) => line.message)).toEqual(['één', 'twee']);
});

test('a line that the engine cut is put together, while the other output goes on', async () => {
  const frames = [
    aFrame(1, `${time} one `),
    aFrame(2, `${time} between\n`),
    aFrame(1, '2026-11-21T04:00:09Z two\n'),
    aFrame(1, `${time} without an end`),
  ];
  expect(await linesOf(frames)).toEqual([
    { timestamp, message: 'between' },
    { timestamp, message: 'one two' },
    { timestamp, message: 'without an end' },
  ]);
});
