// Where the checks stand in a run: once, before it waits for anybody or registers anything; and beside whatever else is wrong with it.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { describeTaskDefinition } from '../../../../lib/aws/ecs.ts';
import { withRetry } from '../../../../lib/aws/retry.ts';
import { AwsFailure, UserError } from '../../../../lib/core/errors.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { editedDefinition, type Situation } from '../plan.ts';
import type { Run } from '../prepare.ts';
import { editService } from '../settings/service-settings.ts';
import { withSettings } from '../settings/update.ts';
import type { Reading } from '../situation.ts';
import { type Judged, judged } from './findings.ts';
import { findingsOf } from './verify.ts';

/** `wanted`: a definition, or the ARN of one that is registered. */
export type Verify = (situation: Situation, wanted: Raw | string | undefined) => Promise<Judged>;

/** Asked a second time, after another deployment was waited for, it says nothing twice. Throws one UserError with every problem. */
export function verified(run: Run): Verify {
  let said: Judged | undefined = run.request.verify === 'off' ? NOTHING : undefined;
  return async (situation, wanted) => {
    if (said !== undefined) return said;
    const definition = typeof wanted === 'string' ? await registered(run, situation, wanted) : (wanted ?? {});
    said = judged(await findingsOf(doorOf(run), { situation: asAsked(run, situation), definition }), modeOf(run));
    const { problems, warnings, notices } = said;
    if (problems.length > 0) throw new UserError(problems);
    const { log } = run.context;
    if (warnings.length > 0) log.annotate('warning', 'Before this deployment', warnings.join('\n'));
    if (notices.length > 0) log.annotate('notice', 'Not checked', notices.join('\n'));
    return said;
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
  const { definition } = editedDefinition(run.request, source.value ?? situation.running, situation.service);
  try {
    return judged(await findingsOf(doorOf(run), { situation: asAsked(run, situation), definition }), modeOf(run))
      .problems;
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
