// The story of one smoke test: ask, judge, ask again until it is well or the time is over, report.

import { renderDuration } from '../../../lib/core/duration.ts';
import { nextDelay } from '../../../lib/core/pace.ts';
import type { Report } from '../../../lib/core/report.ts';
import { watch } from '../../../lib/core/watch.ts';
import { sayOrigins } from '../../../lib/github/origins.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { ask } from '../../../lib/http/ask.ts';
import { expectationOf } from './check.ts';
import { parseInputs } from './inputs.ts';
import { judge } from './judge.ts';
import { nextStep, type SmokeVerdict } from './next-step.ts';
import { reportSmokeTest } from './report.ts';
import { type SmokeSnapshot, withRound } from './snapshot.ts';

/** Even at the deadline an answer gets a chance to come. */
const SHORTEST_REQUEST_MS = 1_000;

export async function main(context: ActionContext): Promise<Report> {
  const { inputs, log, clock, random, signal } = context;
  const startedAt = clock.now();
  const request = parseInputs(inputs);
  for (const secret of request.secrets) log.mask(secret);
  const { timeoutMs, consecutiveSuccesses, intervalMs, anyAnswer } = request;

  log.group('Plan');
  sayOrigins(log, inputs);
  for (const check of request.checks)
    log.line(`${check.name} on ${new URL(check.request.url).host}: ${anyAnswer ? 'any answer' : expectationOf(check)}`);
  if (request.skip !== undefined) return reportSmokeTest({ kind: 'skipped', reason: request.skip }, request, 0);
  log.line(
    `Needs ${consecutiveSuccesses === 1 ? `one ${anyAnswer ? '' : 'good '}answer` : `${consecutiveSuccesses} good answers in a row`} within ${renderDuration(timeoutMs)}, asking every ${renderDuration(intervalMs)}.`,
  );

  log.group('Ask');
  const deadlineAt = clock.now() + timeoutMs;
  const verdict = await watch<SmokeSnapshot, never, SmokeVerdict>({
    look: async (previous) => {
      const left = Math.max(SHORTEST_REQUEST_MS, deadlineAt - clock.now());
      const limits = { timeoutMs: Math.min(request.requestTimeoutMs, left), signal };
      const round = await Promise.all(
        request.checks.map(async (check) => ({ check, outcome: judge(check, await ask(check.request, limits)) })),
      );
      return withRound(previous, round);
    },
    decide: nextStep({ timeoutMs, consecutiveSuccesses }),
    act: async () => undefined,
    // The rule counts from the watch's own start: by another one the last look would fall just before its deadline, and one more would follow.
    pace: ({ now, startedAt: watchedFrom }) =>
      nextDelay({ intervalMs, failures: 0, now, deadlineAt: watchedFrom + timeoutMs, random: random() }),
    describe: (seen) => seen.checks.map(({ latest }) => latest.words).join('; '),
    clock,
    signal,
    onWait: (because) => log.line(because),
  });
  return reportSmokeTest(verdict, request, clock.now() - startedAt);
}
