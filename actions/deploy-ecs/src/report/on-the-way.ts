// Tasks of a release that serves all the same, and that ended on the way to it: it may die again.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { Cause } from '../../../../lib/core/causes.ts';
import { escaped, joined } from '../../../../lib/core/markdown.ts';
import type { Annotation, Markdown } from '../../../../lib/core/report.ts';
import { ended } from '../../../../lib/core/sentence.ts';
import { MEANING } from '../rollout/rollout-rule.ts';
import type { Outcome } from './report.ts';

type Green = Pick<Outcome, 'seen' | 'taskDefinitionArn'>;

/** `2 tasks of web:2 ended on the way: container "app" exited with code 1`, for each cause */
function endedOnTheWay(outcome: Green): readonly string[] {
  const { taskDefinitionArn = '' } = outcome;
  return causesOf(outcome).map(({ sentence, tasks }) => {
    const count = `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}`;
    const why = sentence.replace(/^\d+ tasks stopped: /, '');
    return ended(`${count} of ${shortTaskDefinition(taskDefinitionArn)} ended on the way: ${why}`);
  });
}

export function onTheWaySection(outcome: Green): Markdown | undefined {
  const told = endedOnTheWay(outcome);
  return told.length === 0
    ? undefined
    : joined('**On the way**', told.map((sentence) => `- ${escaped(sentence)}`).join('\n'));
}

/** What the platform did needs nobody's care. */
export function onTheWayAnnotations(outcome: Green): Annotation[] {
  const told = endedOnTheWay(outcome);
  const isOwnFault = causesOf(outcome).some(({ fault }) => fault === 'application' || fault === 'health');
  return told.length === 0
    ? []
    : [{ level: isOwnFault ? 'warning' : 'notice', title: 'Tasks ended on the way', message: told.join('\n') }];
}

/** Of a deployment that somebody went back from they are not those of what serves. */
function causesOf({ seen }: Green): readonly Cause[] {
  const meaning = seen === undefined ? undefined : MEANING[seen.deployment.status];
  return meaning === 'succeeded' || meaning === 'moving' ? (seen?.causes ?? []) : [];
}
