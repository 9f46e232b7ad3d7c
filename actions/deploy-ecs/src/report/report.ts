// Plan, verdict and evidence → what the log, the job summary and the outputs say. Every red says why, what serves now, and what to do next.

import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { Cause } from '../../../../lib/core/causes.ts';
import { serviceConsoleUrl } from '../../../../lib/core/console-url.ts';
import { renderDuration } from '../../../../lib/core/duration.ts';
import { shortImage } from '../../../../lib/core/image.ts';
import { code, escaped, joined, valueTable } from '../../../../lib/core/markdown.ts';
import type { Markdown, Report } from '../../../../lib/core/report.ts';
import { ended } from '../../../../lib/core/sentence.ts';
import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { containersOf } from '../../../../lib/core/task-definition.ts';
import { type Change, describeChange } from '../definition/changes.ts';
import { staySection } from '../history/not-brought-back.ts';
import { type KnownReleases, releasesSection } from '../history/releases.ts';
import type { RolloutLook, RolloutVerdict } from '../rollout/rollout-rule.ts';
import type { Judged } from '../verify/findings.ts';
import { findingsSection } from '../verify/section.ts';
import { causeSection, changesSection, eventsSection, targetSection } from './evidence-sections.ts';
import { headlineOf } from './headline.ts';
import { causesOf, meaningOf, nextSteps } from './next-steps.ts';
import { onTheWayAnnotations, onTheWaySection } from './on-the-way.ts';
import { type Serving, servingOf } from './serving.ts';

/** How a watched rollout can end, and the ends that need no watch. */
export type DeployVerdict =
  | RolloutVerdict['kind']
  | 'unchanged'
  | 'updated'
  | 'planned'
  | 'started'
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
      isGreen ? onTheWaySection(outcome) : undefined,
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
    annotations: isGreen
      ? onTheWayAnnotations(outcome)
      : [{ level: 'error', title: `Slipway deploy-ecs: ${verdict}`, message: told }],
  };
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
