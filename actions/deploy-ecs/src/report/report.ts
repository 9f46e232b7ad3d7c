// Plan, verdict and evidence → what the log, the job summary and the outputs say. Every red says why, what serves now, and what to do next.

import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { Cause } from '../../../../lib/core/causes.ts';
import { serviceConsoleUrl } from '../../../../lib/core/console-url.ts';
import { renderDuration } from '../../../../lib/core/duration.ts';
import { shortImage } from '../../../../lib/core/image.ts';
import { code, escaped, joined, valueTable } from '../../../../lib/core/markdown.ts';
import type { Markdown, Report } from '../../../../lib/core/report.ts';
import { ended, open } from '../../../../lib/core/sentence.ts';
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
import { nextSteps } from './next-steps.ts';
import { onTheWayAnnotations, onTheWaySection } from './on-the-way.ts';
import { type Serving, servingOf, whatServes } from './serving.ts';
import { causesOf, inDetail, toldCause } from './told-cause.ts';

/** How a watched rollout can end, and the ends that need no watch. */
export type DeployVerdict = RolloutVerdict['kind'] | 'unchanged' | 'updated' | 'planned' | 'started';

const GREEN: ReadonlySet<DeployVerdict> = new Set([
  'deployed',
  'unchanged',
  'idle',
  'updated',
  'planned',
  'started',
  'shifted',
]);

export interface Outcome {
  readonly verdict: DeployVerdict;
  readonly reason: string;
  /** refused after something had been done: what had been; nothing, as a rule */
  readonly done?: string;
  /** the IAM action that the role lacks, where that kept this run from what it was to do */
  readonly lacks?: string;
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
  readonly serviceChanges?: readonly Required<Change>[];
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
  return GREEN.has(verdict) ? reportGreen(outcome) : reportRed(outcome);
}

function reportGreen(outcome: Outcome): Report {
  const { verdict } = outcome;
  const headline = headlineOf(outcome);
  const serving: Row = verdict === 'planned' ? servingRow(servingOf(outcome)) : undefined;
  return {
    conclusion: 'success',
    verdict,
    headline,
    outputs: outputsOf(outcome),
    summary: joined(
      `### Slipway deploy-ecs: ${verdict}`,
      escaped(headline),
      factsTable(outcome, serving),
      onTheWaySection(outcome),
      ...planSections(outcome),
    ),
    annotations: onTheWayAnnotations(outcome),
  };
}

/** What happened, what serves, what to do: in the log, as the annotation and at the top of the summary. The evidence comes after. */
function reportRed(outcome: Outcome): Report {
  const { verdict } = outcome;
  const headline = headlineOf(outcome);
  const serving = servingOf(outcome);
  const next = nextSteps(outcome);
  const detail = inDetail(outcome);
  const told = [
    headline,
    ...(detail === undefined ? [] : [`In detail: ${ended(detail)}`]),
    `${serving.title}: ${serving.what}.`,
    ...next.map((step) => `Next: ${step}`),
  ].join('\n');
  const causes = causesOf(outcome);
  return {
    conclusion: verdict === 'cancelled' ? 'cancelled' : 'failure',
    verdict,
    headline: told,
    outputs: outputsOf(outcome),
    summary: joined(
      `### Slipway deploy-ecs: ${verdict}`,
      escaped(headline),
      `**${serving.title}:** ${escaped(serving.what)}`,
      next.length === 0 ? undefined : `**What to do next**\n\n${next.map((step) => `- ${escaped(step)}`).join('\n')}`,
      causes.length === 0 ? undefined : causeSection(causes, toldCause(outcome)),
      targetSection(outcome.seen?.unwell ?? []),
      factsTable(outcome),
      ...planSections(outcome),
      eventsSection(outcome),
    ),
    annotations: [{ level: 'error', title: `Slipway deploy-ecs: ${verdict}`, message: told }],
  };
}

/** What was planned, and what was known before. */
function planSections(outcome: Outcome): (Markdown | undefined)[] {
  return [
    staySection(outcome.stays ?? []),
    outcome.findings === undefined ? undefined : findingsSection(outcome.findings),
    outcome.releases === undefined ? undefined : releasesSection(outcome.releases),
    changesSection('What changed in the task definition', outcome.changes),
    changesSection('What changed in the service', outcome.serviceChanges ?? []),
  ];
}

function outputsOf(outcome: Outcome): Record<string, string> {
  const { taskDefinitionArn = '', service, changes, serviceChanges = [] } = outcome;
  return {
    reason: reasonOf(outcome),
    'task-definition-arn': taskDefinitionArn,
    'task-definition': shortTaskDefinition(taskDefinitionArn),
    'previous-task-definition': shortTaskDefinition(outcome.previousTaskDefinitionArn ?? ''),
    'service-deployment-arn': outcome.deploymentArn ?? '',
    'duration-seconds': String(Math.round(outcome.durationMs / 1_000)),
    'console-url': serviceConsoleUrl(service.arn, outcome.cluster),
    diff: [...changes, ...serviceChanges].map(describeChange).join('\n'),
  };
}

/** Who reads nothing but the output has to learn from it what runs, where nobody can say what is in charge. */
function reasonOf({ verdict, reason, seen, service }: Outcome): string {
  const isOpen = verdict === 'failed' || verdict === 'rollback-failed';
  return isOpen ? `${open(reason)}; running: ${whatServes(seen?.service ?? service)}` : reason;
}

type Row = readonly [string, Markdown] | undefined;

function servingRow({ title, what }: Serving): Row {
  return [title, escaped(what)];
}

function factsTable(outcome: Outcome, serving?: Row): Markdown {
  const { verdict, service, taskDefinitionArn, previousTaskDefinitionArn, definition, deploymentArn } = outcome;
  // Where nothing changed, what one could go back to is no "before".
  const before = verdict === 'unchanged' ? undefined : previousTaskDefinitionArn;
  const images = containersOf(definition ?? {}).map(
    ({ name, image }) => `${escaped(String(name))}: ${code(shortImage(String(image)))}`,
  );
  const rows: Row[] = [
    [
      'Service',
      `[${escaped(service.name)}](${serviceConsoleUrl(service.arn, outcome.cluster)}) on cluster ${escaped(lastPart(service.clusterArn))}`,
    ],
    taskDefinitionArn === undefined
      ? undefined
      : [
          'Task definition',
          `${code(shortTaskDefinition(taskDefinitionArn))}${before === undefined ? '' : ` (before: ${code(shortTaskDefinition(before))})`}`,
        ],
    images.length === 0 ? undefined : ['Image', images.join('<br>')],
    serving,
    deploymentArn === undefined ? undefined : ['Service deployment', code(lastPart(deploymentArn))],
    ['Took', renderDuration(outcome.durationMs)],
  ];
  return valueTable(rows.filter((row) => row !== undefined));
}
