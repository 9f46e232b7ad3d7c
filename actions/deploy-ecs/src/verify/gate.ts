// Where the checks stand in a run: before it waits for anybody or registers anything, once more after it has waited; and beside whatever else is
// wrong with it.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { describeTaskDefinition } from '../../../../lib/aws/ecs.ts';
import { withRetry } from '../../../../lib/aws/retry.ts';
import { AwsFailure, UserError } from '../../../../lib/core/errors.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { editedDefinition } from '../definition/wanted.ts';
import { contentKey } from '../history/content.ts';
import type { Situation } from '../plan.ts';
import type { Run } from '../prepare.ts';
import { editService } from '../settings/service-settings.ts';
import { withSettings } from '../settings/update.ts';
import type { Reading } from '../situation.ts';
import { checkAlarms } from './check-alarms.ts';
import { type Finding, type Judged, judged } from './findings.ts';
import { checkUnnamedImages } from './unnamed-images.ts';
import { type Checked, definitionFindings, serviceFindings } from './verify.ts';

/** `wanted`: a definition, the ARN of one that is registered, or nothing where only settings of the service change. */
export type Verify = (situation: Situation, wanted: Raw | string | undefined) => Promise<Judged>;

/**
 * Asked a second time, after another deployment was waited for, it looks at the service again, which that deployment may have changed, and says
 * nothing twice. `lookedUp`: references of images that this run has looked up already. Throws one UserError with every problem.
 */
export function verified(run: Run, lookedUp: ReadonlySet<string>): Verify {
  const { request, context } = run;
  const said = new Set<string>();
  const ofDefinition = oncePerDefinition(async (api, checked) => {
    const { definition, situation } = checked;
    // Whether what is gone back to can be pulled was asked when it was chosen.
    const images =
      request.rollbackTo === undefined ? checkUnnamedImages(api, definition, situation.running, lookedUp) : [];
    return (await Promise.all([definitionFindings(api, checked), images])).flat();
  });
  const unsaid = (texts: readonly string[]) => texts.filter((text) => !said.has(text));
  return async (situation, wanted) => {
    if (request.verify === 'off') return NOTHING;
    const found = judged(await findingsOf(run, situation, wanted, ofDefinition), modeOf(run));
    if (found.problems.length > 0) throw new UserError(found.problems);
    const [warnings, notices] = [unsaid(found.warnings), unsaid(found.notices)];
    if (warnings.length > 0) context.log.annotate('warning', 'Before this deployment', warnings.join('\n'));
    if (notices.length > 0) context.log.annotate('notice', 'Not checked', notices.join('\n'));
    for (const text of [...warnings, ...notices]) said.add(text);
    return found;
  };
}

type DefinitionFindings = (api: AwsApi, checked: Checked) => Promise<readonly Finding[]>;

async function findingsOf(
  run: Run,
  situation: Situation,
  wanted: Raw | string | undefined,
  ofDefinition: DefinitionFindings,
): Promise<readonly Finding[]> {
  const door = doorOf(run);
  const alarms = run.request.settings.alarms?.names ?? [];
  const asked = asAsked(run, situation);
  // What only changes settings starts no task: just the names that it gives can be wrong.
  if (wanted === undefined) return alarms.length === 0 ? [] : checkAlarms(door, asked.service, alarms);
  const definition = typeof wanted === 'string' ? await registered(run, situation, wanted) : wanted;
  const checked = { situation: asked, definition, alarms };
  const found = await Promise.all([ofDefinition(door, checked), serviceFindings(door, checked)]);
  return found.flat();
}

/** The same definition names the same things, whatever became of the service meanwhile. */
function oncePerDefinition(read: DefinitionFindings): DefinitionFindings {
  const known = new Map<string, Promise<readonly Finding[]>>();
  return (api, checked) => {
    const key = contentKey(checked.definition);
    const found = known.get(key) ?? read(api, checked);
    known.set(key, found);
    return found;
  };
}

const NOTHING: Judged = { problems: [], warnings: [], notices: [] };

/** A service that this runner cannot reach makes a check unknown, and is not worth a long wait. */
const GIVE_UP_AFTER_MS = 10_000;

/** Whoever flees is not kept waiting at all: what is not answered at once is not known. */
function doorOf({ request, api, context: { clock, random, signal } }: Run): AwsApi {
  return request.rollbackTo === undefined
    ? withRetry(api, { clock, random, signal, giveUpAfterMs: GIVE_UP_AFTER_MS })
    : api;
}

/** For a run that fails already: the problems that the checks would have found, so that all are told at once. */
export function alsoWrong(
  run: Run,
  situationRead: Promise<Reading>,
  sourceRead: Promise<Raw | undefined>,
): (failure: unknown) => Promise<never> {
  return async (failure) => {
    if (!(failure instanceof UserError)) throw failure;
    throw new UserError([...failure.problems, ...(await problemsBeside(run, situationRead, sourceRead))], {
      cause: failure,
    });
  };
}

async function problemsBeside(
  run: Run,
  situationRead: Promise<Reading>,
  sourceRead: Promise<Raw | undefined>,
): Promise<readonly string[]> {
  const [read, source] = await Promise.allSettled([situationRead, sourceRead]);
  // Without these two nobody knows what would be deployed.
  if (run.request.verify !== 'fail' || read.status === 'rejected' || source.status === 'rejected') return [];
  const { situation } = read.value;
  const { definition } = editedDefinition(run.request, source.value ?? situation.running, situation);
  try {
    return judged(await findingsOf(run, situation, definition, definitionFindings), modeOf(run)).problems;
  } catch (error) {
    // What is wrong already is told, whatever becomes of the rest.
    if (error instanceof AwsFailure) return [];
    throw error;
  }
}

function modeOf({ request }: Run) {
  return { mode: request.verify, isRollback: request.rollbackTo !== undefined };
}

/** Mostly it ran before, and was read with the history. */
async function registered({ patient }: Run, { deployments }: Situation, arn: string): Promise<Raw> {
  const ran = deployments.find(({ target }) => target?.taskDefinitionArn === arn)?.target;
  return ran?.definition ?? (await describeTaskDefinition(patient, arn)).definition;
}

/** Settings that go with the release count already. */
function asAsked({ request }: Run, situation: Situation): Situation {
  return withSettings(situation, editService(situation.service.raw, request.settings));
}
