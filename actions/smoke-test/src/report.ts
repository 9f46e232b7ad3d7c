// What was seen → log line, job summary, outputs. Every red says what was expected, what came instead, and what to look at.

import { renderDuration } from '../../../lib/core/duration.ts';
import { code, escaped, joined, table } from '../../../lib/core/markdown.ts';
import type { Report } from '../../../lib/core/report.ts';
import { ended } from '../../../lib/core/sentence.ts';
import { expectationOf } from './check.ts';
import type { SmokeRequest } from './inputs.ts';
import type { SmokeVerdict } from './next-step.ts';
import { type CheckRecord, p95, type SmokeSnapshot } from './snapshot.ts';

export type Ending = SmokeVerdict | { readonly kind: 'skipped'; readonly reason: string };

export function reportSmokeTest(ending: Ending, request: SmokeRequest, durationMs: number): Report {
  const seen = 'seen' in ending ? ending.seen : undefined;
  const green = ending.kind === 'passed' || ending.kind === 'skipped';
  const percentile = p95((seen?.checks ?? []).flatMap(({ durationsMs }) => durationsMs));
  const where = new URL(request.checks[0]?.request.url ?? 'http://invalid.invalid').host;
  const reason = ending.kind === 'passed' ? passedBecause(ending.seen, request) : ending.reason;
  const answers = green ? [] : wrongAnswers(seen).map(({ check, excerpt }) => `${check} answered: ${excerpt}`);
  const told = [ended(`${where}: ${reason}`), ...answers, adviceFor(ending.kind)].join('\n');
  const line = `${ending.kind}: ${where}: ${reason}`;
  const full: Report = {
    conclusion: green ? 'success' : ending.kind === 'cancelled' ? 'cancelled' : 'failure',
    verdict: ending.kind,
    headline: green ? line : told,
    outputs: {
      url: request.address,
      results: JSON.stringify((seen?.checks ?? []).map(resultOf)),
      reason,
      'p95-ms': percentile === undefined ? '' : String(percentile),
      'duration-seconds': String(Math.round(durationMs / 1_000)),
    },
    summary: joined(
      `### Slipway smoke-test: ${ending.kind}`,
      green
        ? escaped(`${where}: ${reason}`)
        : `**${escaped(ended(`${where}: ${reason}`))}** ${escaped(adviceFor(ending.kind))}`,
      seen === undefined ? undefined : checksTable(seen),
      seen === undefined ? undefined : seenList(seen),
      percentile === undefined
        ? undefined
        : escaped(`p95 of the good answers: ${percentile} ms. Took ${renderDuration(Math.max(1_000, durationMs))}.`),
    ),
    annotations: green
      ? []
      : [
          {
            level: 'error',
            title: `Slipway smoke-test: ${ending.kind}`,
            message: told,
          },
        ],
  };
  // Whether anything answers is for a later step to judge: no red to be looked at, and nothing to be read twice.
  return request.anyAnswer && (ending.kind === 'passed' || ending.kind === 'unreachable')
    ? {
        ...full,
        headline: line,
        summary: joined(`**Slipway smoke-test**: ${escaped(`${where}: ${reason}`)}`),
        annotations: [],
      }
    : full;
}

function passedBecause(seen: SmokeSnapshot, request: SmokeRequest): string {
  if (request.anyAnswer) return `answers (${seen.checks[0]?.latest.words})`;
  const times = seen.streak === 1 ? 'answered well' : `answered well ${seen.streak} times in a row`;
  const version = seen.checks.map(({ latest }) => (latest.kind === 'good' ? latest.version : undefined)).find(Boolean);
  const checks = request.checks.length === 1 ? '' : `, ${request.checks.length} checks`;
  return `${times}${checks}${version === undefined ? '' : `, naming ${version}`}`;
}

function adviceFor(kind: Ending['kind']): string {
  switch (kind) {
    case 'passed':
    case 'skipped':
      return '';
    case 'failed':
      return 'Look at its answer and at the log of the service.';
    case 'unreachable':
      return 'Is the address right, and may this runner reach it (public load balancer, security group, DNS)?';
    case 'wrong-version':
      return 'Something serves, but not what was to be tested: is the deployment over, and does a cache or another target answer?';
    case 'timed-out':
      return 'It is not steady: look at the targets of the load balancer, and at tasks that were restarted.';
    case 'cancelled':
      return 'Nothing was changed.';
  }
}

function checksTable(seen: SmokeSnapshot): string {
  return table(
    ['Check', 'Expected', 'Newest answer', 'Good', 'p95'],
    seen.checks.map((record) => {
      const percentile = p95(record.durationsMs);
      return [
        code(record.check.name),
        escaped(expectationOf(record.check)),
        escaped(record.latest.words),
        `${record.durationsMs.length} of ${record.attempts}`,
        percentile === undefined ? '' : `${percentile} ms`,
      ];
    }),
  );
}

/** What was seen how often, where more than one thing was; and what the body of a wrong answer began with. */
function seenList(seen: SmokeSnapshot): string | undefined {
  const tallies = seen.checks
    .filter(({ tally }) => tally.size > 1)
    .map(
      ({ check, tally }) =>
        `- ${code(check.name)}: ${[...tally].map(([words, count]) => `${count} × ${escaped(words)}`).join(', ')}`,
    );
  const answers = wrongAnswers(seen).map(({ check, excerpt }) => `- ${code(check)} answered: ${code(excerpt)}`);
  const lines = [...tallies, ...answers];
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** What the bodies of wrong answers began with. */
function wrongAnswers(seen: SmokeSnapshot | undefined): { readonly check: string; readonly excerpt: string }[] {
  return (seen?.checks ?? []).flatMap(({ check, latestAnswer }) =>
    latestAnswer?.kind === 'wrong' && latestAnswer.excerpt !== ''
      ? [{ check: check.name, excerpt: latestAnswer.excerpt }]
      : [],
  );
}

function resultOf({ check, attempts, latest, latestAnswer, tally, durationsMs }: CheckRecord): object {
  const percentile = p95(durationsMs);
  return {
    check: check.name,
    // Queries may carry tokens.
    url: `${new URL(check.request.url).origin}${new URL(check.request.url).pathname}`,
    expected: expectationOf(check),
    outcome: latest.kind,
    seen: latest.words,
    ...(latestAnswer?.kind === 'wrong-version' ? { version: latestAnswer.seen } : {}),
    ...(latestAnswer?.kind === 'good' && latestAnswer.version !== undefined ? { version: latestAnswer.version } : {}),
    attempts,
    good: durationsMs.length,
    tally: Object.fromEntries(tally),
    ...(percentile === undefined ? {} : { 'p95-ms': percentile }),
  };
}
