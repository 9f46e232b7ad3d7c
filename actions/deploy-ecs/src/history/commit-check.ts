// Asks who is older, the commit that is to be deployed or the one that serves: git where it is checked out, else GitHub. It changes nothing.

import { retrying } from '../../../../lib/aws/retry.ts';
import type { Ancestry } from '../../../../lib/core/ancestry.ts';
import { describeError, isTransient } from '../../../../lib/core/errors.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import type { DeployPlan, Situation } from '../plan.ts';
import type { Run } from '../prepare.ts';
import { whyInNobodysWay } from '../rollout/other-deployment.ts';
import { type Reading, readFurther } from '../situation.ts';
import {
  type CommitJudgement,
  coming,
  contentsToRead,
  judgeCommit,
  leftBehind,
  pairToCompare,
  plainAncestry,
  reachesOrigin,
  type ServingRelease,
  sameAsLeft,
  servingRelease,
  WAYS_OUT,
} from './older-commit.ts';
import { commitOf } from './revision-tags.ts';

/** Why the plan must not be carried out; undefined where it may. What is only doubted is said here. */
export async function refusedCommit(run: Run, reading: Reading, plan: DeployPlan): Promise<string | undefined> {
  const { context, request } = run;
  // What joins or finds its own content serving brings nothing that is not there; a way back is a person's order.
  if (plan.kind !== 'deploy' || request.rollbackTo !== undefined || request.onOlderCommit === 'allow') return undefined;
  const { commit, isKept } = commitOf(request, reading.tags, context.environment);
  const serving = servingRelease(reading.situation, reading.tags);
  const next = coming(reading.situation, plan);
  if (isKept || (serving === undefined && next === undefined)) return undefined;
  if (commit === undefined) {
    context.log.line('Not asked whether this is an older commit: this run is of none (GITHUB_SHA), and none is given.');
    return undefined;
  }
  const refused =
    serving === undefined
      ? undefined
      : said(run, await judge(run, { commit, wanted: plan.register, situation: reading.situation, serving }));
  if (refused !== undefined || next === undefined) return refused;
  const first = servingRelease(next.situation, []);
  // What nobody tagged, as what Terraform began, is no newer commit of anybody.
  if (first?.commit === undefined || first.commit === serving?.commit) return undefined;
  const facts = { commit, wanted: plan.register, situation: next.situation, serving: { ...first, comes: next.comes } };
  const judgement = await judge(run, facts);
  // Who replaces in any case has not looked yet whether it is bad; that costs calls, and is rarely a question.
  const isReplaced = judgement.kind !== 'fine' && next.comes === 'replaced';
  return isReplaced && (await whyInNobodysWay(run, reading)) !== undefined ? undefined : said(run, judgement);
}

interface Compared {
  readonly commit: string;
  /** what is to be registered */
  readonly wanted: Raw | undefined;
  readonly situation: Situation;
  /** what the commit is compared with */
  readonly serving: ServingRelease;
}

async function judge(run: Run, { commit, wanted, situation, serving }: Compared): Promise<CommitJudgement> {
  const pair = pairToCompare(commit, serving);
  const ancestry = pair === undefined ? plainAncestry(commit, serving) : await compare(run, pair);
  const isSettled = ancestry.kind === 'older' || ancestry.kind === 'same';
  // As much of the history as shows what was rolled back from.
  const windows = isSettled ? [] : contentsToRead(situation.deployments, ancestry);
  const read = isSettled ? [] : await readFurther(run.patient, situation, windows, reachesOrigin);
  const left = isSettled ? undefined : leftBehind(read, commit);
  const again = isSettled ? undefined : sameAsLeft(read, wanted);
  return judgeCommit({
    commit,
    serving,
    ancestry,
    ...(left === undefined ? {} : { left }),
    ...(again === undefined ? {} : { again }),
  });
}

/** The reason of a refusal; what is no refusal is said as what it is. */
function said({ context, request }: Run, judgement: CommitJudgement): string | undefined {
  const { log, signal } = context;
  if (judgement.kind === 'fine' || signal.aborted) return undefined;
  const { because } = judgement;
  if (judgement.kind === 'backwards' && request.onOlderCommit === 'refuse') return `${because}. ${WAYS_OUT}`;
  const sentence = `${because.charAt(0).toUpperCase()}${because.slice(1)}.`;
  if (judgement.kind === 'untagged') log.line(sentence);
  else log.annotate('warning', judgement.kind === 'doubt' ? 'Is this a step back?' : 'A step back', sentence);
  return undefined;
}

/** A courtesy must not hold a release up for long. */
const GIVE_UP_AFTER_MS = 4_000;

async function compare({ context, request }: Run, [first, second]: readonly [string, string]): Promise<Ancestry> {
  const { environment, clock, random, signal } = context;
  const folder = environment.GITHUB_WORKSPACE ?? '';
  if (folder !== '') {
    const { ancestryInCheckout } = await import('../../../../lib/docker/git.ts');
    const known = await ancestryInCheckout({ folder, environment, signal }, first, second);
    if (known !== undefined) return known;
  }
  const { githubToken: token } = request;
  if (token === undefined)
    return {
      kind: 'unknown',
      why: 'no checkout of this job can tell, and there is no github-token to ask GitHub with',
    };
  const { compareCommits } = await import('../../../../lib/github/compare-commits.ts');
  try {
    return await retrying(() => compareCommits({ environment, token, first, second, signal }), {
      clock,
      random,
      signal,
      giveUpAfterMs: GIVE_UP_AFTER_MS,
    });
  } catch (error) {
    if (!isTransient(error)) throw error;
    return { kind: 'unknown', why: `no checkout of this job can tell, and ${describeError(error).replace(/\.$/, '')}` };
  }
}
