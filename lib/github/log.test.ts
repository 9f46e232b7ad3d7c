import { expect, test } from 'vitest';
import { createLog, type Log } from './log.ts';

function written(speak: (log: Log) => void): string[] {
  const lines: string[] = [];
  const clock = { now: () => 65_000, sleep: async () => undefined };
  speak(createLog({ write: (line) => lines.push(line), clock, startedAt: 0 }));
  return lines;
}

test('a group begins with its first line and ends before the next one', () => {
  const lines = written((log) => {
    log.group('Plan');
    log.line('what will be done');
    log.group('Log of app');
    log.foreign('app', 'it starts');
    log.endGroup();
    log.line('done');
  });
  expect(lines).toEqual([
    '::group::Plan',
    ' 1:05  what will be done',
    '::endgroup::',
    '::group::Log of app',
    ' 1:05  app | it starts',
    '::endgroup::',
    ' 1:05  done',
  ]);
});

test('a group in which nothing is said is not there', () => {
  const lines = written((log) => {
    log.group('Plan');
    log.group('Ask');
    log.mask('secret');
    log.endGroup();
    log.line('passed');
  });
  expect(lines).toEqual(['::add-mask::secret', ' 1:05  passed']);
});

test('an annotation opens the group in which it is said', () => {
  const lines = written((log) => {
    log.group('Plan');
    log.annotate('notice', 'Image not checked', 'denied');
    log.endGroup();
  });
  expect(lines).toEqual(['::group::Plan', '::notice title=Image not checked::denied', '::endgroup::']);
});
