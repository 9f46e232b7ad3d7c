// Brings a Report to the runner: job summary, outputs, annotations. The exit code is the harness's.

import { appendFileSync } from 'node:fs';
import { describeError } from '../core/errors.ts';
import type { Report } from '../core/report.ts';
import type { Log } from './log.ts';
import { appendToFile } from './workflow-commands.ts';

/** GitHub drops a step's whole summary when it is above 1 MiB. */
const SUMMARY_BYTES = 1_000_000;

/** False when the outputs could not be written: later steps would go on without them. */
export function publish(report: Report, log: Log, environment: Readonly<Record<string, string | undefined>>): boolean {
  log.endGroup();
  log.line(lastLine(report));
  for (const { level, title, message } of report.annotations) log.annotate(level, title, message);
  attempt(log, 'warning', 'The job summary', () => writeSummary(report.summary, environment.GITHUB_STEP_SUMMARY));
  return attempt(log, 'error', 'The outputs of this step', () => writeOutputs(report, environment.GITHUB_OUTPUT));
}

/**
 * The runner shows an `::error` in the log as well, as "Error: …" and without its title. So what is red is told there, once, and the line
 * before it says only what the title says on the run's page, and when.
 */
function lastLine({ headline, verdict, annotations }: Report): string {
  return annotations.some(({ level }) => level === 'error') ? `Verdict: ${verdict}` : headline;
}

function writeSummary(summary: string, file: string | undefined): void {
  if (!file) return;
  const whole = Buffer.from(`${summary}\n`, 'utf8');
  const note = '\n\n(cut: the summary was longer than GitHub shows)\n';
  appendFileSync(file, whole.length <= SUMMARY_BYTES ? whole : `${whole.subarray(0, SUMMARY_BYTES)}${note}`);
}

function writeOutputs(report: Report, file: string | undefined): void {
  if (!file) return;
  for (const [name, value] of Object.entries({ verdict: report.verdict, ...report.outputs }))
    appendToFile(file, name, value);
}

function attempt(log: Log, level: 'error' | 'warning', what: string, write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    log.annotate(level, what, `${what} could not be written: ${describeError(error)}`);
    return false;
  }
}
