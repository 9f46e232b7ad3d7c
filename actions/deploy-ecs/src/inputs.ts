// From inputs to a DeployRequest, once and for all: behind this file no text is parsed and no default is chosen.

import { commitIn } from '../../../lib/core/ancestry.ts';
import { defined } from '../../../lib/core/defined.ts';
import type { InputReader } from '../../../lib/core/input-reader.ts';
import { type RequestedImage, readImages } from '../../../lib/core/requested-images.ts';
import type { ServiceRef } from '../../../lib/core/snapshots.ts';
import { CLUSTER_OUTPUTS, SERVICE_OUTPUTS } from '../../../lib/core/terraform-names.ts';
import { hasEdits, readEdits } from './definition/edit-inputs.ts';
import type { Edits } from './definition/edits.ts';
import { isRevision, parseRollbackTarget, ROLLBACK_TARGETS, type RollbackTarget } from './history/rollback-target.ts';
import { hasSettings, type ServiceSettings } from './settings/service-settings.ts';
import { readSettings } from './settings/setting-inputs.ts';
import { VERIFY, type VerifyMode } from './verify/findings.ts';
import { contradictingCluster, foreignRegion } from './verify/foreign.ts';

const WAIT_UNTIL = ['deployed', 'shifted', 'none'] as const;
const ON_CANCEL = ['rollback', 'leave'] as const;
const ON_OLDER_COMMIT = ['refuse', 'warn', 'allow'] as const;
const ON_IN_PROGRESS = ['wait', 'fail', 'replace'] as const;

export type TaskDefinitionSource =
  | { readonly kind: 'what-runs' }
  /** `family`, `family:revision` or ARN */
  | { readonly kind: 'registered'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string };

export interface Limits {
  /** absent: computed from the service */
  readonly timeoutMs?: number;
  readonly rollbackTimeoutMs: number;
  readonly pollIntervalMs: number;
  readonly maxFailedTasks: number;
  readonly rollbackOnFailure: boolean;
  readonly onCancel: (typeof ON_CANCEL)[number];
}

export interface DeployRequest {
  /** one for now; several services with one registration come later, so the shape is there */
  readonly targets: readonly ServiceRef[];
  readonly images: readonly RequestedImage[];
  readonly source: TaskDefinitionSource;
  readonly edits: Edits;
  /** of the service itself; absent members stay as they are */
  readonly settings: ServiceSettings;
  readonly rollbackTo?: RollbackTarget;
  /** go back only while this leads: `family:revision`, ARN, or a bare revision of the service's own family */
  readonly rollbackFrom?: string;
  /** whole hash; absent: that of the run */
  readonly commit?: string;
  readonly onOlderCommit: (typeof ON_OLDER_COMMIT)[number];
  /** a secret */
  readonly githubToken?: string;
  readonly onInProgress: (typeof ON_IN_PROGRESS)[number];
  readonly verify: VerifyMode;
  readonly waitUntil: (typeof WAIT_UNTIL)[number];
  readonly forceNewDeployment: boolean;
  readonly dryRun: boolean;
  readonly limits: Limits;
}

/** Throws one UserError with every problem. `region`: where this step asks AWS. */
export function parseInputs(reader: InputReader, { region }: { readonly region?: string } = {}): DeployRequest {
  const cluster = reader.required('cluster', { terraform: CLUSTER_OUTPUTS });
  const service = reader.required('service', { terraform: SERVICE_OUTPUTS });
  for (const problem of [...contradictingCluster({ cluster, service }), ...foreignRegion({ cluster, service }, region)])
    reader.generalProblem(problem);
  if (service.includes('\n')) reader.problem('service', 'one service a step for now; run the step once for each');
  const images = readImages(reader);
  const source = parseSource(reader.text('task-definition'));
  const askedBefore = new Set(reader.origins().keys());
  const edits = readEdits(reader);
  const settings = readSettings(reader);
  // One that is wrong is told as such, and was wished all the same.
  const isEditGiven = [...reader.origins()].some(([name, { kind }]) => !askedBefore.has(name) && kind !== 'default');
  const rollbackTo = parseRollbackTo(reader);
  const rollbackFrom = parseRollbackFrom(reader, rollbackTo);
  const commit = parseCommit(reader);
  const githubToken = reader.text('github-token');
  const request: DeployRequest = {
    targets: [{ cluster, service }],
    images,
    source,
    edits,
    settings,
    onOlderCommit: reader.choice('on-older-commit', ON_OLDER_COMMIT, 'refuse'),
    onInProgress: reader.choice('on-deployment-in-progress', ON_IN_PROGRESS, 'wait'),
    verify: reader.choice('verify', VERIFY, 'fail'),
    waitUntil: reader.choice('wait-until', WAIT_UNTIL, 'deployed'),
    forceNewDeployment: reader.boolean('force-new-deployment', false),
    dryRun: reader.boolean('dry-run', false),
    limits: readLimits(reader, rollbackTo),
    ...defined({ commit, githubToken, rollbackTo, rollbackFrom }),
  };
  const isAnythingGiven =
    reader.isGiven('image') || source.kind !== 'what-runs' || isEditGiven || request.forceNewDeployment;
  if (rollbackTo !== undefined) refuseBesideRollback(reader, request);
  else if (!isAnythingGiven)
    reader.generalProblem(
      'Nothing to deploy: give image, task-definition, an edit such as environment, a setting such as desired-count, rollback-to, or force-new-deployment: true',
    );
  reader.finish();
  return request;
}

function readLimits(reader: InputReader, rollbackTo: RollbackTarget | undefined): Limits {
  const timeoutMs = reader.duration('timeout', { min: 1 });
  return {
    rollbackTimeoutMs: reader.duration('rollback-timeout', { min: 1 }) ?? 15 * 60_000,
    pollIntervalMs: reader.duration('poll-interval', { min: 1 }) ?? 5_000,
    maxFailedTasks: reader.integer('max-failed-tasks', { min: 1, max: 1_000 }) ?? 3,
    rollbackOnFailure: reader.boolean('rollback-on-failure', true),
    // Whoever goes back and is cancelled does not want to be brought back to what he fled from.
    onCancel: reader.choice('on-cancel', ON_CANCEL, rollbackTo === undefined ? 'rollback' : 'leave'),
    ...defined({ timeoutMs }),
  };
}

/** What is gone back to is whole: nothing of it is changed on the way. */
function refuseBesideRollback(
  reader: InputReader,
  { images, source, edits, settings, forceNewDeployment }: DeployRequest,
): void {
  if (images.length > 0 || source.kind !== 'what-runs' || hasEdits(edits))
    reader.problem(
      'rollback-to',
      'goes with neither image nor task-definition nor an edit of it: what to go back to already has them all',
    );
  if (hasSettings(settings))
    reader.problem(
      'rollback-to',
      'goes with no setting of the service, such as desired-count: going back changes nothing else; set it in a step of its own',
    );
  if (forceNewDeployment)
    reader.problem(
      'rollback-to',
      'does not go with force-new-deployment: what is gone back to is deployed anyway, and what serves already is left alone; leave one of the two out',
    );
}

function parseSource(text: string | undefined): TaskDefinitionSource {
  if (text === undefined) return { kind: 'what-runs' };
  const isFile = /\.(json|ya?ml)$/i.test(text) || (text.includes('/') && !text.startsWith('arn:'));
  return isFile ? { kind: 'file', path: text } : { kind: 'registered', name: text };
}

function parseRollbackTo(reader: InputReader): RollbackTarget | undefined {
  const text = reader.text('rollback-to');
  if (text === undefined) return undefined;
  const target = parseRollbackTarget(text);
  if (target === undefined) reader.problem('rollback-to', `"${text}" is not allowed; allowed: ${ROLLBACK_TARGETS}`);
  return target ?? { kind: 'previous' };
}

function parseRollbackFrom(reader: InputReader, rollbackTo: RollbackTarget | undefined): string | undefined {
  const text = reader.text('rollback-from');
  if (text === undefined) return undefined;
  if (rollbackTo === undefined)
    reader.problem('rollback-from', 'goes only with rollback-to; is the output that rollback-to comes from empty?');
  if (!isRevision(text))
    reader.problem(
      'rollback-from',
      `"${text}" is not allowed; allowed: a revision (42 or web:42), or the ARN of a task definition revision`,
    );
  return text;
}

function parseCommit(reader: InputReader): string | undefined {
  const text = reader.text('commit');
  const commit = commitIn(text ?? '');
  if (text !== undefined && commit === undefined)
    reader.problem('commit', `"${text}" is not allowed; allowed: the whole hash of a commit, as github.sha is`);
  return commit;
}
