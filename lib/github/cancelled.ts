// A job that is cancelled before it has changed anything: a request that is cut short then says nothing about AWS or the machine.

import { isTransient } from '../core/errors.ts';
import { escaped, joined } from '../core/markdown.ts';
import type { Report } from '../core/report.ts';

/** What the work came to, or `cut` where it failed only because nobody waits for it any more. Not for work that may have changed something. */
export async function unlessCut<T>(signal: AbortSignal, work: Promise<T>): Promise<T | 'cut'> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted && isTransient(error)) return 'cut';
    throw error;
  }
}

/** For an action that has no plan yet to tell of. */
export function reportNothingStarted(action: string): Report {
  return reportCancelled(action, 'nothing was started yet');
}

/** `reason`: what is left behind, or what is not known of it. */
export function reportCancelled(action: string, reason: string): Report {
  const title = `Slipway ${action}: cancelled`;
  const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
  return {
    conclusion: 'cancelled',
    verdict: 'cancelled',
    headline: `cancelled: ${reason}.`,
    outputs: { reason },
    summary: joined(`### ${title}`, escaped(sentence)),
    annotations: [{ level: 'error', title, message: sentence }],
  };
}
