import { expect, test } from 'vitest';
import type { Report } from '../core/report.ts';
import { createLog } from './log.ts';
import { publish } from './publish.ts';

const RED: Report = {
  conclusion: 'failure',
  verdict: 'failed',
  headline: 'failed: GET /: status 500',
  outputs: {},
  summary: '',
  annotations: [
    { level: 'error', title: 'Slipway smoke-test: failed', message: 'GET /: status 500.\nLook at its log.' },
  ],
};

function published(report: Report): string[] {
  const lines: string[] = [];
  const clock = { now: () => 8_000, sleep: async () => undefined };
  const log = createLog({ write: (line) => lines.push(line), clock, startedAt: 0 });
  log.group('Ask');
  log.line('asking');
  publish(report, log, {});
  return lines.slice(lines.indexOf('::endgroup::') + 1);
}

// The runner shows an `::error` in the log too, as "Error: …", and without its title.
test('a red end is said once: the verdict as a line, the rest as the annotation', () => {
  expect(published(RED)).toEqual([
    ' 0:08  Verdict: failed',
    '::error title=Slipway smoke-test%3A failed::GET /: status 500.%0ALook at its log.',
  ]);
});

test('an end that no error tells is said by its headline, and warnings follow it', () => {
  const warning = { level: 'warning', title: 'Slipway build-push', message: 'The tag has moved.' } as const;
  expect(published({ ...RED, conclusion: 'success', headline: 'pushed: web', annotations: [warning] })).toEqual([
    ' 0:08  pushed: web',
    '::warning title=Slipway build-push::The tag has moved.',
  ]);
  expect(published({ ...RED, headline: 'unreachable: nobody answers', annotations: [] })).toEqual([
    ' 0:08  unreachable: nobody answers',
  ]);
});
