// The one sentence that says how a deployment ended: in the log, on the run's page and at the top of the summary.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { renderDuration } from '../../../../lib/core/duration.ts';
import { ended, open } from '../../../../lib/core/sentence.ts';
import { stillMoves } from '../rollout/early-success.ts';
import type { Outcome } from './report.ts';
import { whatServes } from './serving.ts';

export function headlineOf({
  verdict,
  reason,
  taskDefinitionArn,
  service,
  durationMs,
  isRollback,
  seen,
}: Outcome): string {
  const what = taskDefinitionArn === undefined ? service.name : shortTaskDefinition(taskDefinitionArn);
  const took = renderDuration(durationMs);
  switch (verdict) {
    case 'deployed': {
      const rest = seen === undefined ? '' : stillMoves(seen);
      return `${what} serves${isRollback ? ' again' : ''} on ${service.name} (${took})${rest === '' ? '' : `; ${rest}`}.`;
    }
    case 'shifted':
      return `${what} on ${service.name}: ${reason} (${took}).`;
    case 'unchanged':
      return `Nothing to do: ${reason}.`;
    case 'idle':
      return `${what} is deployed on ${service.name}, whose desired count is 0: nothing serves.`;
    case 'updated':
      return `${service.name} was updated: ${reason}. That makes no deployment. Serving: ${whatServes(service)} (${took}).`;
    case 'planned':
      return `Dry run. ${ended(reason)}`;
    case 'started':
      return `${what} was handed to ECS for ${service.name}; nobody watches (wait-until: none).`;
    case 'refused':
      return `${ended(inOneLine(reason))} Nothing was touched.`;
    case 'rolled-back':
      return ended(`${what} was rolled back by ${inFull(reason)}`);
    case 'superseded':
      if (taskDefinitionArn === undefined) return `Nothing was touched on ${service.name}: ${reason}.`;
      return `${what} on ${service.name}: superseded: ${reason}.`;
    default:
      return `${what === service.name ? what : `${what} on ${service.name}`}: ${verdict}: ${reason}.`.replace(
        /\.\.$/,
        '.',
      );
  }
}

/** Several problems stand in lines of their own in the output. */
function inOneLine(reason: string): string {
  return reason.split('\n').map(open).join('. ');
}

/** Who rolled back is one word in the output, for machines. */
const WHO: readonly (readonly [word: RegExp, inFull: string])[] = [
  [/^breaker\b/, 'the circuit breaker'],
  [/^alarm\b/, 'the alarm'],
  [/^failed-tasks\b/, 'Slipway after too many failed tasks'],
  [/^image\b/, 'Slipway because its image cannot be had'],
  [/^gate:/, 'a lifecycle hook:'],
  [/^deadline\b/, 'Slipway at the deadline'],
  [/^cancel\b/, 'Slipway when the job was cancelled'],
];

function inFull(reason: string): string {
  const [word, words] = WHO.find(([known]) => known.test(reason)) ?? [];
  return word === undefined || words === undefined ? reason : reason.replace(word, words);
}
