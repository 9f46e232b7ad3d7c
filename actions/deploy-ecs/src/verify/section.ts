// What the checks said, for the job summary.

import { escaped } from '../../../../lib/core/markdown.ts';
import type { Markdown } from '../../../../lib/core/report.ts';
import type { Judged } from './findings.ts';

/** Undefined where there is nothing to say. */
export function findingsSection({ warnings, notices }: Judged): Markdown | undefined {
  const lines = [...warnings, ...notices.map((notice) => `not checked: ${notice}`)];
  return lines.length === 0
    ? undefined
    : `**Before this deployment**\n\n${lines.map((line) => `- ${escaped(line)}`).join('\n')}`;
}
