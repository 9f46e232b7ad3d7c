// The one sentence that says how a deployment ended: in the log, on the run's page and at the top of the summary.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { renderDuration } from '../../../../lib/core/duration.ts';
import { ended, open, upperFirst } from '../../../../lib/core/sentence.ts';
import { WAYS_OUT } from '../history/older-commit.ts';
import { stillMoves } from '../rollout/early-success.ts';
import { DESIRED_COUNT } from '../settings/service-settings.ts';
import type { DeployVerdict, Outcome } from './report.ts';
import { whatServes } from './serving.ts';
import { inPlainWords } from './told-cause.ts';

export function headlineOf(outcome: Outcome): string {
  const { verdict, reason, taskDefinitionArn, service, durationMs, isRollback, seen, isUpdate } = outcome;
  const what = taskDefinitionArn === undefined ? service.name : shortTaskDefinition(taskDefinitionArn);
  const took = renderDuration(durationMs);
  switch (verdict) {
    case 'deployed': {
      const rest = [seen === undefined ? '' : stillMoves(seen), otherCount(outcome)].filter((words) => words !== '');
      return `${[`${what} serves${isRollback ? ' again' : ''} on ${service.name} (${took})`, ...rest].join('; ')}.`;
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
      return `Dry run: nothing was changed. ${ended(reason)}`;
    case 'started':
      if (isUpdate === true)
        return `${service.name} has the settings that were asked for. Nobody watches until as many tasks run (wait-until: none).`;
      return `${what} was handed to ECS for ${service.name}; nobody watches (wait-until: none).`;
    default:
      return ended(redHeadline(verdict, outcome, { what, why: inPlainWords(outcome) }));
  }
}

type Green = 'deployed' | 'shifted' | 'unchanged' | 'idle' | 'updated' | 'planned' | 'started';

/** What was set, and is something else by now. */
function otherCount({ serviceChanges = [], seen }: Outcome): string {
  const asked = serviceChanges.find(({ what }) => what === DESIRED_COUNT)?.after;
  const count = seen?.service.desiredCount;
  return asked === undefined || count === undefined || asked === String(count)
    ? ''
    : `its desired count was to be ${asked} and is ${count}`;
}

/** `why`: the reason, with what a cause means in place of ECS's words. */
function redHeadline(
  verdict: Exclude<DeployVerdict, Green>,
  { service, taskDefinitionArn, deploymentArn, isUpdate, done }: Outcome,
  { what, why }: { readonly what: string; readonly why: string },
): string {
  const { name } = service;
  switch (verdict) {
    case 'refused':
      return `${ended(sentences(why.replace(`. ${WAYS_OUT}`, '')))} ${done ?? 'Nothing was touched.'}`;
    case 'rolled-back':
      return `${what} was rolled back by ${inFull(why)}`;
    case 'failed':
      return `${what} failed on ${name}: ${why}`;
    case 'rollback-failed':
      return `${what} failed on ${name}, and so did the way back: ${why}`;
    case 'timed-out':
      if (isUpdate === true) return `${name} does not run as many tasks as were asked for: ${why}`;
      return deploymentArn === undefined
        ? withDone(upperFirst(why), done)
        : `${what} did not come to its end on ${name} in time: ${why}`;
    case 'unobserved':
      if (isUpdate === true || deploymentArn !== undefined)
        return `What became of ${what} on ${name} is not known: ${why}`;
      if (done !== undefined)
        return `The deployment ${taskDefinitionArn === undefined ? '' : `of ${what} `}to ${name} did not get under way: ${ended(why)} ${done}`;
      return taskDefinitionArn === undefined
        ? `The deployment to ${name} did not get under way: ${why}`
        : `Whether ${what} is on its way to ${name} is not known: ${why}`;
    case 'superseded':
      return taskDefinitionArn === undefined ? `Nothing was touched on ${name}: ${why}` : `${what} on ${name}: ${why}`;
    case 'cancelled':
      return why.startsWith('cancelled ')
        ? withDone(`The job was ${why}`, done)
        : `The job was cancelled while ${what} was on its way to ${name}: ${why}`;
  }
}

function withDone(headline: string, done: string | undefined): string {
  return done === undefined ? headline : `${ended(headline)} ${done}`;
}

/** Several problems stand in lines of their own in the output; one that begins with the name of an input or of an operation keeps it as it is written. */
function sentences(reason: string): string {
  return reason
    .split('\n')
    .map((line) => open(/^[a-z-]+:/.test(line) ? line : upperFirst(line)))
    .join('. ');
}

/** Who rolled back is one word in the output, for machines. */
const WHO: readonly (readonly [word: RegExp, inFull: string])[] = [
  [/^breaker\b/, "ECS's circuit breaker"],
  [/^alarm\b/, 'the alarm'],
  [/^failed-tasks\b/, 'Slipway after too many failed tasks'],
  [/^image\b/, 'Slipway because its image cannot be had'],
  [/^gate:/, 'a lifecycle hook:'],
  [/^deadline\b/, 'Slipway at the deadline'],
  [/^cancel\b/, 'Slipway when the job was cancelled'],
];

function inFull(reason: string): string {
  const [counted, failures, threshold] = /^breaker \((\d+) failures, threshold (\d+)\)/.exec(reason) ?? [];
  if (counted !== undefined)
    return `ECS's circuit breaker after ${failures} failed tasks (its threshold is ${threshold})${reason.slice(counted.length)}`;
  const [word, words] = WHO.find(([known]) => known.test(reason)) ?? [];
  return word === undefined || words === undefined ? reason : reason.replace(word, words);
}
