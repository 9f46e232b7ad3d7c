// Plan and verdict → what the log's last line, the job summary and the outputs say. Every red says why, what state things are in, and what to do.

import { lastPart, parseArn, shortTaskDefinition } from '../../../lib/core/arn.ts';
import { hintOfTask } from '../../../lib/core/causes.ts';
import { renderCommand } from '../../../lib/core/command-line.ts';
import { logStreamUrl, taskUrl } from '../../../lib/core/console-url.ts';
import { renderDuration } from '../../../lib/core/duration.ts';
import { hintFor } from '../../../lib/core/hints.ts';
import { shortImage } from '../../../lib/core/image.ts';
import { clipped } from '../../../lib/core/log-lines.ts';
import { block, code, details, escaped, joined, table, valueTable } from '../../../lib/core/markdown.ts';
import type { Markdown, Report } from '../../../lib/core/report.ts';
import { ended, open, upperFirst } from '../../../lib/core/sentence.ts';
import { shellWord } from '../../../lib/core/shell-word.ts';
import type { StoppedContainer } from '../../../lib/core/stopped-task.ts';
import type { LogStreamRef, TaskSnapshot } from '../../../lib/core/task-snapshots.ts';
import type { MigrateVerdict } from './history.ts';
import { exitCodeOf } from './judge.ts';
import type { MigrationPlan } from './plan.ts';

export type Ending = MigrateVerdict | { readonly kind: 'planned' };

export interface MigrationFacts {
  readonly plan: MigrationPlan;
  readonly taskDefinitionArn?: string;
  /** the task that was followed last, whatever the verdict knows of it */
  readonly taskArn?: string;
  /** of the container that runs the command, where it can be read from here */
  readonly log?: LogStreamRef;
  /** its newest lines, oldest first */
  readonly tail: readonly string[];
  readonly durationMs: number;
  /** an earlier attempt of this run may have started a task */
  readonly isRerun: boolean;
}

export const TAIL_LINES = 20;

export function reportMigration(ending: Ending, facts: MigrationFacts): Report {
  const { plan, taskDefinitionArn, durationMs } = facts;
  const task = 'task' in ending ? ending.task : undefined;
  const taskArn = task?.taskArn ?? facts.taskArn;
  const reason = reasonOf(ending);
  const green = ending.kind === 'succeeded' || ending.kind === 'planned';
  const ownCode = task === undefined ? undefined : exitCodeOf(task);
  // A container that takes a SIGTERM well ends with 0, and has migrated nothing: whoever reads the output must not be misled.
  const exitCode = ownCode === 0 && ending.kind !== 'succeeded' ? undefined : ownCode;
  const logUrl = facts.log === undefined || taskArn === undefined ? undefined : urlOf(facts.log, taskArn);
  const headline = `${ending.kind}: ${plan.family} ${sentence(ending, durationMs)}`;
  return {
    conclusion: green ? 'success' : ending.kind === 'cancelled' ? 'cancelled' : 'failure',
    verdict: ending.kind,
    headline: green ? headline : `${headline}\n${nextStepFor(ending, facts, taskArn)}`,
    outputs: {
      'exit-code': exitCode === undefined ? '' : String(exitCode),
      'task-arn': taskArn ?? '',
      'task-definition': taskDefinitionArn === undefined ? '' : shortTaskDefinition(taskDefinitionArn),
      reason,
      'log-url': logUrl ?? '',
      'duration-seconds': String(Math.round(durationMs / 1_000)),
    },
    summary: joined(
      `### Slipway migrate: ${ending.kind}`,
      green ? undefined : `**${escaped(ended(upperFirst(reason)))}** ${escaped(nextStepFor(ending, facts, taskArn))}`,
      ending.kind === 'succeeded' && ending.how !== 'ran' ? escaped(ended(upperFirst(reason))) : undefined,
      factsTable(facts, taskArn, logUrl),
      task === undefined ? undefined : containerTable(task),
      tailOf(facts, green),
      ending.kind === 'planned' ? planOf(plan) : undefined,
    ),
    annotations: green
      ? []
      : [
          {
            level: 'error',
            title: `Slipway migrate: ${ending.kind}`,
            message: `${ended(withLastWords(reason, facts))} ${nextStepFor(ending, facts, taskArn)}`,
          },
        ],
  };
}

function reasonOf(ending: Ending): string {
  switch (ending.kind) {
    case 'planned':
      return 'dry run: nothing was registered and nothing was run';
    case 'succeeded':
      return {
        ran: 'every essential container exited with code 0',
        joined: 'the task that an earlier attempt of this run had started was joined, and exited with code 0',
        earlier:
          'an earlier attempt of this run has run this migration already, with exit code 0; it was not run again',
      }[ending.how];
    case 'failed':
    case 'never-started':
    case 'timed-out':
    case 'lost':
    case 'busy':
    case 'unobserved':
    case 'cancelled':
      return ending.reason;
  }
}

function sentence(ending: Ending, durationMs: number): string {
  const after = `after ${renderDuration(Math.max(1_000, durationMs))}`;
  if (ending.kind === 'planned') return 'was planned only (dry run)';
  if (ending.kind !== 'succeeded') return ended(`${after}: ${ending.reason}`);
  return ending.how === 'ran' ? `ended with exit code 0 ${after}` : `ended with exit code 0: ${reasonOf(ending)}`;
}

function nextStepFor(ending: Ending, facts: MigrationFacts, taskArn: string | undefined): string {
  const { cluster } = facts.plan;
  const follow =
    taskArn === undefined
      ? `aws ecs list-tasks --cluster ${shellWord(lastPart(cluster))} --family ${shellWord(facts.plan.family)}`
      : `aws ecs describe-tasks --cluster ${shellWord(lastPart(cluster))} --tasks ${shellWord(lastPart(taskArn))}`;
  switch (ending.kind) {
    case 'planned':
    case 'succeeded':
      return '';
    case 'failed':
      return `${hintOf(ending, facts)}The service was not touched. Fix the migration, or what it needs, and run again.`;
    case 'never-started':
      return `${hintOf(ending, facts)}No container of the migration ran, so nothing was migrated. The service was not touched.`;
    case 'timed-out':
      return 'It may have done a part of its work. Give it more time (timeout), or look at what it waits for; then run again.';
    case 'busy':
      return 'This migration was not started. Run again when the other one has ended, or give the workflow a concurrency group.';
    case 'lost':
      return 'It may have run. Look at its log before running again.';
    case 'unobserved':
      return `It may still run, and was left alone. Run this job again to join it; see it with: ${follow}`;
    case 'cancelled':
      if (ending.left === 'perhaps' || ending.left === 'stopping') return `See it with: ${follow}`;
      return ending.left === 'unseen' && facts.isRerun
        ? `Nobody has looked whether a task of an earlier attempt still runs. See it with: ${follow}`
        : 'Nothing is left behind.';
  }
}

/** What the words of ECS mean and what to do about them, where they are known. A task that RunTask refused left only its reason. */
function hintOf(
  ending: Extract<Ending, { kind: 'failed' | 'never-started' | 'timed-out' }>,
  facts: MigrationFacts,
): string {
  const hint =
    ending.task === undefined
      ? hintFor({ words: [ending.reason], log: [] })
      : hintOfTask(ending.task, facts.tail, ending.reason);
  return hint === undefined ? '' : `${ended(upperFirst(`${hint.meaning}: ${hint.remedy}`))} `;
}

function factsTable(facts: MigrationFacts, taskArn: string | undefined, logUrl: string | undefined): Markdown {
  const { plan, taskDefinitionArn } = facts;
  const url = taskArn === undefined ? undefined : taskUrl(taskArn);
  const id = taskArn === undefined ? undefined : lastPart(taskArn);
  return valueTable([
    ['Command', code(renderCommand(plan.command))],
    ['Container', code(plan.container)],
    ['Image', code(shortImage(plan.image))],
    ['Cluster', code(lastPart(plan.cluster))],
    ...(taskDefinitionArn === undefined ? [] : [['Task definition', code(shortTaskDefinition(taskDefinitionArn))]]),
    ...(id === undefined ? [] : [['Task', url === undefined ? code(id) : `[${id}](${url})`]]),
    ...(logUrl === undefined ? [] : [['Log', `[CloudWatch Logs](${logUrl})`]]),
    ['Took', renderDuration(Math.max(1_000, facts.durationMs))],
  ]);
}

function containerTable(task: TaskSnapshot): Markdown {
  const words = (container: StoppedContainer) =>
    container.exitCode === undefined ? 'none' : String(container.exitCode);
  return table(
    ['Container', 'Judged', 'Exit code', 'Reason'],
    task.containers.map((container) => [
      code(container.name),
      container.essential ? 'yes' : 'no',
      words(container),
      escaped(container.reason ?? ''),
    ]),
  );
}

function tailOf(facts: MigrationFacts, green: boolean): Markdown | undefined {
  if (facts.tail.length === 0) return undefined;
  const lines = block(facts.tail.join('\n'));
  const title = `Last ${facts.tail.length === 1 ? 'line' : `${facts.tail.length} lines`} of ${code(facts.plan.container)}`;
  return green ? details(title.replaceAll('`', ''), lines) : joined(`${title}:`, lines);
}

function planOf(plan: MigrationPlan): Markdown {
  return joined(
    plan.explanation.map((line) => `- ${escaped(line)}`).join('\n'),
    details(
      'Task definition that would be registered',
      block(JSON.stringify(withoutValues(plan.definition), null, 2), 'json'),
    ),
  );
}

/** Names of variables say what is set; their values may be secrets that somebody keeps in the wrong place. */
function withoutValues(value: unknown, member = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutValues(item, member));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      member === 'environment' && name === 'value' ? '…' : withoutValues(inner, name),
    ]),
  );
}

function withLastWords(reason: string, facts: MigrationFacts): string {
  const last = facts.tail.findLast((line) => line.trim() !== '');
  return last === undefined ? reason : `${open(reason)} (last log line: ${clipped(last.trim(), 300)})`;
}

function urlOf(log: LogStreamRef, taskArn: string): string {
  return logStreamUrl({ region: log.region ?? parseArn(taskArn)?.region ?? '', group: log.group, stream: log.stream });
}
