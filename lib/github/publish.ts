// Brings a Report to the runner: outputs, job summary, annotations. The exit code is the harness's.

import { appendFileSync } from 'node:fs';
import { describeError } from '../core/errors.ts';
import type { Report } from '../core/report.ts';
import type { Log } from './log.ts';
import { appendToFile } from './workflow-commands.ts';

export function publish(report: Report, log: Log, environment: Readonly<Record<string, string | undefined>>): void {
  const outputFile = environment.GITHUB_OUTPUT;
  const outputs = { verdict: report.verdict, ...report.outputs };
  for (const [name, value] of Object.entries(outputs)) {
    if (outputFile) appendToFile(outputFile, name, value);
  }
  const summaryFile = environment.GITHUB_STEP_SUMMARY;
  if (summaryFile) {
    try {
      appendFileSync(summaryFile, `${report.summary}\n`, 'utf8');
    } catch (error) {
      // A summary that cannot be written must not turn a finished deployment red.
      log.annotate('warning', 'Job summary', `The job summary could not be written: ${describeError(error)}`);
    }
  }
  log.endGroup();
  log.line(report.headline);
  for (const { level, title, message } of report.annotations) log.annotate(level, title, message);
}
