// The parts of the job summary that show what was seen: causes, targets, what changed, events.

import { lastPart } from '../../../../lib/core/arn.ts';
import type { Cause } from '../../../../lib/core/causes.ts';
import { block, code, details, escaped, joined, table } from '../../../../lib/core/markdown.ts';
import type { Markdown } from '../../../../lib/core/report.ts';
import { ended } from '../../../../lib/core/sentence.ts';
import { rolloutIdOf, type TargetState } from '../../../../lib/core/snapshots.ts';
import { type Change, describeChange } from '../definition/changes.ts';
import type { Outcome } from './report.ts';

/** They mostly say the same. */
const MOST_TARGETS = 5;

/** `told`: the cause whose meaning stands above already. */
export function causeSection(causes: readonly Cause[], told: Cause | undefined): Markdown {
  const parts = causes.map((cause) => {
    const { explanation, log, container, tasks, hint } = cause;
    const ids = tasks
      .slice(0, 3)
      .map(({ taskArn }) => code(lastPart(taskArn).slice(0, 8)))
      .join(', ');
    const tail =
      log.length === 0
        ? undefined
        : `Last log lines of container ${code(container ?? '')}:\n\n${block(log.join('\n'))}`;
    const which =
      tasks.length === 0 ? '' : ` (${tasks.length === 1 ? 'task' : 'tasks'} ${ids}${tasks.length > 3 ? ', …' : ''})`;
    // The headline has said it, where there are no plainer words.
    const isSaid = cause === told && hint === undefined && log.length > 0;
    return joined(
      isSaid ? `As said above${which}.` : `${escaped(explanation)}${which}`,
      hint === undefined
        ? undefined
        : `${hint.meaning === told?.hint?.meaning ? '' : `That means: ${escaped(ended(hint.meaning))} `}[What AWS writes about it](${hint.source})`,
      tail,
    );
  });
  return joined('**Cause**', ...parts);
}

export function targetSection(unwell: readonly TargetState[]): Markdown | undefined {
  if (unwell.length === 0) return undefined;
  const rows = unwell
    .slice(0, MOST_TARGETS)
    .map(({ address, port, state, reason = '', description = '' }) => [
      code(`${address}:${port}`),
      escaped(state),
      escaped(reason),
      escaped(description),
    ]);
  return joined('What the load balancer last said:', table(['Target', 'State', 'Reason', ''], rows));
}

export function changesSection(title: string, changes: readonly Change[]): Markdown | undefined {
  return changes.length === 0
    ? undefined
    : details(`${title} (${changes.length})`, block(changes.map(describeChange).join('\n'), 'diff'));
}

export function eventsSection({ seen }: Outcome): Markdown | undefined {
  if (seen === undefined) return undefined;
  const since = seen.deployment.createdAt;
  const lines = seen.service.events
    .filter(({ at }) => at >= since)
    // ECS lists the newest first, also among those of one second.
    .toReversed()
    .map(({ at, message }) => `${new Date(at).toISOString().slice(11, 19)}  ${message}`);
  return lines.length === 0
    ? undefined
    : details(
        `Service events since the deployment began (${lines.length}; ${rolloutIdOf(seen.deployment.target.revisionArn)})`,
        block(lines.join('\n')),
      );
}
