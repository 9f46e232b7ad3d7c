// Plan, verdict and evidence → what the log, the job summary and the outputs say. Every red says why, what serves now, and what to do next.

import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import type { Cause } from '../../../lib/core/causes.ts';
import { serviceConsoleUrl } from '../../../lib/core/console-url.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import { shortImage } from '../../../lib/core/image.ts';
import { block, code, details, escaped, joined, table, valueTable } from '../../../lib/core/markdown.ts';
import type { Markdown, Report } from '../../../lib/core/report.ts';
import { ended, open } from '../../../lib/core/sentence.ts';
import { type Raw, rolloutIdOf, type ServiceSnapshot, type TargetState } from '../../../lib/core/snapshots.ts';
import { containersOf } from '../../../lib/core/task-definition.ts';
import { type Change, describeChange } from './changes.ts';
import { stillMoves } from './early-success.ts';
import { causesOf, meaningOf, nextSteps } from './next-steps.ts';
import { staySection } from './not-brought-back.ts';
import { type KnownReleases, releasesSection } from './releases.ts';
import type { RolloutLook, RolloutVerdict } from './rollout-rule.ts';
import { type Serving, servingOf, whatServes } from './serving.ts';
import type { Judged } from './verify/findings.ts';
import { findingsSection } from './verify/section.ts';

/** How a watched rollout can end, and the ends that need no watch. */
export type DeployVerdict =
  | RolloutVerdict['kind']
  | 'unchanged'
  | 'updated'
  | 'planned'
  | 'started'
  | 'shifted'
  | 'paused'
  | 'refused'
  | 'error';

const GREEN: ReadonlySet<DeployVerdict> = new Set([
  'deployed',
  'unchanged',
  'idle',
  'updated',
  'planned',
  'started',
  'shifted',
  'paused',
]);

export interface Outcome {
  readonly verdict: DeployVerdict;
  readonly reason: string;
  readonly service: ServiceSnapshot;
  readonly cluster: string;
  /** what this run asked for */
  readonly taskDefinitionArn?: string;
  /** what there is to go back to; absent where nothing ever served */
  readonly previousTaskDefinitionArn?: string;
  /** what was asked for, by container */
  readonly definition?: Raw;
  readonly deploymentArn?: string;
  readonly changes: readonly Change[];
  /** of the service itself */
  readonly serviceChanges?: readonly Change[];
  /** why tasks stopped, where no look at a deployment says so */
  readonly causes?: readonly Cause[];
  /** settings alone were changed, or waited for: there is no deployment of this run */
  readonly isUpdate?: boolean;
  readonly durationMs: number;
  /** epoch milliseconds of the newest look, else of when `service` was read */
  readonly lookedAt: number;
  /** epoch milliseconds */
  readonly endedAt: number;
  /** the newest look, where there was a watch */
  readonly seen?: RolloutLook;
  readonly isRollback: boolean;
  /** what a way back leaves as it is, a sentence each */
  readonly stays?: readonly string[];
  /** what one may go back to, where a way back was only planned */
  readonly releases?: KnownReleases;
  /** what the checks before it said */
  readonly findings?: Judged;
}

export function reportDeployment(outcome: Outcome): Report {
  const { verdict } = outcome;
  const isGreen = GREEN.has(verdict);
  const headline = headlineOf(outcome);
  const serves = isGreen && verdict !== 'planned' ? undefined : servingOf(outcome);
  const next = isGreen ? [] : nextSteps(outcome);
  const plainly = isGreen ? undefined : meaningOf(outcome);
  const meaning = plainly === undefined ? [] : [`That means: ${ended(plainly)}`];
  const told =
    serves === undefined || isGreen
      ? headline
      : [headline, ...meaning, `${serves.title}: ${serves.what}.`, ...next.map((step) => `Next: ${step}`)].join('\n');
  const causes = isGreen ? [] : causesOf(outcome);
  return {
    conclusion: isGreen ? 'success' : verdict === 'cancelled' ? 'cancelled' : 'failure',
    verdict,
    headline: told,
    outputs: outputsOf(outcome),
    summary: joined(
      `### Slipway deploy-ecs: ${verdict}`,
      escaped(headline),
      plainly === undefined ? undefined : `**That means:** ${escaped(ended(plainly))}`,
      factsTable(outcome, serves),
      causes.length === 0 ? undefined : causeSection(causes, plainly),
      isGreen ? undefined : targetSection(outcome.seen?.unwell ?? []),
      next.length === 0 ? undefined : `**What to do next**\n\n${next.map((step) => `- ${escaped(step)}`).join('\n')}`,
      staySection(outcome.stays ?? []),
      outcome.findings === undefined ? undefined : findingsSection(outcome.findings),
      outcome.releases === undefined ? undefined : releasesSection(outcome.releases),
      changesSection('What changed in the task definition', outcome.changes),
      changesSection('What changed in the service', outcome.serviceChanges ?? []),
      isGreen ? undefined : eventsSection(outcome),
    ),
    annotations: isGreen ? [] : [{ level: 'error', title: `Slipway deploy-ecs: ${verdict}`, message: told }],
  };
}

/** They mostly say the same. */
const MOST_TARGETS = 5;

function headlineOf({ verdict, reason, taskDefinitionArn, service, durationMs, isRollback, seen }: Outcome): string {
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

function outputsOf(outcome: Outcome): Record<string, string> {
  const { taskDefinitionArn = '', service, changes, serviceChanges = [] } = outcome;
  return {
    reason: outcome.reason,
    'task-definition-arn': taskDefinitionArn,
    'task-definition': taskDefinitionArn === '' ? '' : shortTaskDefinition(taskDefinitionArn),
    'previous-task-definition': shortTaskDefinition(outcome.previousTaskDefinitionArn ?? ''),
    'service-deployment-arn': outcome.deploymentArn ?? '',
    'duration-seconds': String(Math.round(outcome.durationMs / 1_000)),
    'console-url': serviceConsoleUrl(service.arn, outcome.cluster),
    diff: [...changes, ...serviceChanges].map(describeChange).join('\n'),
  };
}

function factsTable(outcome: Outcome, serves: Serving | undefined): Markdown {
  const { service, taskDefinitionArn, previousTaskDefinitionArn, definition, deploymentArn } = outcome;
  const images = containersOf(definition ?? {}).map(
    ({ name, image }) => `${escaped(String(name))}: ${code(shortImage(String(image)))}`,
  );
  const rows: (readonly [string, Markdown] | undefined)[] = [
    [
      'Service',
      `[${escaped(service.name)}](${serviceConsoleUrl(service.arn, outcome.cluster)}) on cluster ${escaped(lastPart(service.clusterArn))}`,
    ],
    taskDefinitionArn === undefined
      ? undefined
      : [
          'Task definition',
          `${code(shortTaskDefinition(taskDefinitionArn))}${previousTaskDefinitionArn === undefined ? '' : ` (before: ${code(shortTaskDefinition(previousTaskDefinitionArn))})`}`,
        ],
    images.length === 0 ? undefined : ['Image', images.join('<br>')],
    serves === undefined ? undefined : [serves.title, escaped(serves.what)],
    deploymentArn === undefined ? undefined : ['Service deployment', code(lastPart(deploymentArn))],
    ['Took', renderDuration(outcome.durationMs)],
  ];
  return valueTable(rows.filter((row) => row !== undefined));
}

/** `told`: the meaning that stands above already. */
function causeSection(causes: readonly Cause[], told: string | undefined): Markdown {
  const parts = causes.map(({ explanation, log, container, tasks, hint }) => {
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
    return joined(
      `${escaped(explanation)}${which}`,
      hint === undefined
        ? undefined
        : `${hint.meaning === told ? '' : `That means: ${escaped(ended(hint.meaning))} `}[What AWS writes about it](${hint.source})`,
      tail,
    );
  });
  return joined('**Cause**', ...parts);
}

function targetSection(unwell: readonly TargetState[]): Markdown | undefined {
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

function changesSection(title: string, changes: readonly Change[]): Markdown | undefined {
  return changes.length === 0
    ? undefined
    : details(`${title} (${changes.length})`, block(changes.map(describeChange).join('\n'), 'diff'));
}

function eventsSection({ seen }: Outcome): Markdown | undefined {
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
