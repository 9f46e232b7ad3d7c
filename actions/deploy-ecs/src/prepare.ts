// Before anything is touched: reads what there is, plans, and waits for the end of a deployment that is in the way.

import type { AwsApi } from '../../../lib/aws/api.ts';
import { lastPart } from '../../../lib/core/arn.ts';
import { defined } from '../../../lib/core/defined.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { containersOf } from '../../../lib/core/task-definition.ts';
import { sayOrigins } from '../../../lib/github/origins.ts';
import type { ActionContext } from '../../../lib/github/run-action.ts';
import { decide, readPrevious, refuseMisfits } from './decide.ts';
import { pinSource } from './definition/source-images.ts';
import { wantedOf } from './definition/wanted.ts';
import { refusedCommit } from './history/commit-check.ts';
import { readImageFacts } from './history/release-facts.ts';
import { describeReleases, type KnownReleases, releasesOf } from './history/releases.ts';
import type { DeployRequest } from './inputs.ts';
import type { DeployPlan, Situation } from './plan.ts';
import type { Outcome } from './report/report.ts';
import { waitForOther, whyReplaced } from './rollout/other-deployment.ts';
import {
  allProblemsAtOnce,
  HISTORY,
  type Reading,
  type ResolvedImage,
  readSituation,
  readSource,
  resolveImages,
} from './situation.ts';
import type { Judged } from './verify/findings.ts';
import { alsoWrong, type Verify, verified } from './verify/gate.ts';

/** One run: what was asked, and the ways to AWS. */
export interface Run {
  readonly context: ActionContext;
  readonly request: DeployRequest;
  readonly target: DeployRequest['targets'][number];
  /** one attempt a call: the looks of a watch have a pace of their own */
  readonly api: AwsApi;
  /** asks again after what is transient */
  readonly patient: AwsApi;
  readonly startedAt: number;
}

export interface Prepared {
  readonly reading: Reading;
  /** epoch milliseconds */
  readonly readAt: number;
  readonly plan: Exclude<DeployPlan, { kind: 'wait' | 'superseded' | 'refused' }>;
  /** ARN of what there is to go back to; absent where nothing ever served */
  readonly previous?: string;
  /** where a way back is only planned: what one may go back to */
  readonly releases?: KnownReleases;
  /** where something is to be deployed: what the checks said */
  readonly findings?: Judged;
}

/** The run ends here, and nothing was touched. */
export interface EndedBefore {
  readonly reading: Reading;
  /** epoch milliseconds */
  readonly readAt: number;
  readonly ended: Pick<Outcome, 'verdict' | 'reason' | 'releases'>;
}

/** Throws one UserError with every problem of inputs, service, definition and images. */
export async function prepare(run: Run): Promise<Prepared | EndedBefore> {
  const { context, request, target, patient } = run;
  const { log, inputs, clock } = context;
  const doing = request.rollbackTo === undefined ? 'Deploying to' : 'Going back on';
  log.line(`${doing} service ${target.service} on cluster ${target.cluster}.`);
  sayOrigins(log, inputs);
  // Which release came first decides what was rolled back from, so a way back reads all; a plain deployment needs only the newest.
  const contents = request.rollbackTo === undefined ? 0 : HISTORY;
  let readAt = clock.now();
  const { reading: first, source, images } = await readAll(run, contents);
  const verify = verified(run, lookedUpImages(images, source));
  for (let reading = first; ; reading = await readSituation(patient, target, contents)) {
    const next = await planOnce(run, { reading, source, images, verify });
    if (!('waitFor' in next)) return { reading, readAt, ...next };
    const ended = await waitForOther(run, reading, next.waitFor);
    if (ended !== undefined) return { reading, readAt, ended };
    readAt = clock.now();
  }
}

interface ReadFirst {
  readonly reading: Reading;
  /** the definition that is edited; absent: what the service runs, whatever that is by then */
  readonly source: Raw | undefined;
  readonly images: readonly ResolvedImage[];
}

/** Side by side, so that one error tells every problem; says what could not be checked. */
async function readAll(run: Run, contents: number): Promise<ReadFirst> {
  const { request, target, patient, context } = run;
  const situationRead = readSituation(patient, target, contents);
  const sourceRead = readSource(patient, request.source, situationRead);
  const [reading, , source, images] = await allProblemsAtOnce([
    situationRead,
    sourceRead,
    pinSource(patient, request, situationRead, sourceRead),
    resolveImages(patient, request.images),
    refuseMisfits(request, situationRead, sourceRead),
  ]).catch(alsoWrong(run, situationRead, sourceRead));
  for (const { image, doubt } of images)
    if (doubt !== undefined) context.log.annotate('notice', 'Image not checked', `${image.repository}: ${doubt}`);
  for (const doubt of source.doubts) context.log.line(doubt);
  return { reading, source: source.definition, images };
}

type PlannedOnce = Omit<Prepared, 'reading' | 'readAt'> | Pick<EndedBefore, 'ended'> | { readonly waitFor: string };

/** The plan for what was read, with every check that it needs; `waitFor`: the deployment that is in the way. */
async function planOnce(
  run: Run,
  { reading, source, images, verify }: ReadFirst & { readonly verify: Verify },
): Promise<PlannedOnce> {
  const { request, context, patient } = run;
  const notWaitedFor = await whyReplaced(run, reading);
  const situation = { ...reading.situation, ...defined({ notWaitedFor }) };
  const plan = await decide(run, situation, source, images);
  if (plan.kind === 'wait') {
    // What the service runs is its own definition again, or another one, once the other deployment has ended.
    if (request.source.kind !== 'what-runs') await verify(situation, wantedOf(request, situation, source, images));
    return { waitFor: plan.deploymentArn };
  }
  const changes =
    plan.kind === 'deploy' || plan.kind === 'update' || (plan.kind === 'resume' && plan.edit !== undefined);
  const brought = plan.kind === 'deploy' ? (plan.register ?? plan.taskDefinitionArn) : undefined;
  const findings = changes ? await verify(situation, brought) : undefined;
  if (plan.kind === 'superseded') return { ended: { verdict: 'superseded', reason: plan.because } };
  const showsReleases = request.rollbackTo !== undefined && (plan.kind === 'refused' || request.dryRun);
  const releases = showsReleases ? await readReleases(run, situation) : undefined;
  if (plan.kind === 'refused') return { ended: { verdict: 'refused', reason: plan.because, ...defined({ releases }) } };
  const refused = await refusedCommit(run, { ...reading, situation }, plan);
  if (refused !== undefined) return { ended: { verdict: 'refused', reason: refused } };
  if (plan.kind === 'deploy' && plan.replaces !== undefined && notWaitedFor !== undefined)
    context.log.line(`Service deployment ${lastPart(plan.replaces)} ${notWaitedFor}`);
  return { plan, ...defined({ previous: await readPrevious(patient, situation, plan), releases, findings }) };
}

/** Says them, and hands them on for the summary. */
async function readReleases({ context, patient }: Run, situation: Situation): Promise<KnownReleases> {
  const releases = releasesOf(situation);
  const known = { releases, facts: await readImageFacts(patient, releases) };
  for (const line of describeReleases(known)) context.log.line(line);
  return known;
}

/** As they stand in the definition that is to be deployed. */
function lookedUpImages(images: readonly ResolvedImage[], source: Raw | undefined): ReadonlySet<string> {
  const ofSource = containersOf(source ?? {}).map(({ image }) => String(image));
  return new Set([...images.map(({ reference }) => reference), ...ofSource]);
}
