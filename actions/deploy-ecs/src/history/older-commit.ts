// Never backwards by accident: what a commit may do, from how it stands to the one that serves and from what the service has been through.
// It refuses to know who was asked for the order of the two.

import { type Ancestry, commitIn, shortCommit } from '../../../../lib/core/ancestry.ts';
import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import type { Situation } from '../plan.ts';
import { type Content, contentKey } from './content.ts';
import { isGoingBack, type PastDeployment, previousOf, rolledBackFrom, successes, WINDOWS } from './history.ts';
import { isForWayBack, notedCommit } from './revision-tags.ts';

/** What serves, whatever became of the deployments since. */
export interface ServingRelease {
  readonly taskDefinitionArn: string;
  /** as its tag says; absent where nobody noted one */
  readonly commit?: string;
  /** it does not serve yet, but is being deployed: this run takes its place, or comes after it */
  readonly comes?: 'replaced' | 'first';
}

export type CommitJudgement =
  | { readonly kind: 'fine' }
  /** the service would go back; a sentence without its full stop */
  | { readonly kind: 'backwards'; readonly because: string }
  /** what cannot be known, or has no order */
  | { readonly kind: 'doubt'; readonly because: string }
  /** what serves was not deployed by us, as at the first time: nobody can do anything about it, and the next time it is known */
  | { readonly kind: 'untagged'; readonly because: string };

/** The newest success; where ECS remembers none, what its primary rollout runs, whose tags are `running`. Undefined where nothing ever served. */
export function servingRelease(situation: Situation, running: readonly Raw[]): ServingRelease | undefined {
  const [newest] = successes(situation.deployments);
  const taskDefinitionArn = newest?.taskDefinitionArn ?? previousOf(situation);
  if (taskDefinitionArn === undefined) return undefined;
  const commit = notedCommit(newest?.tags ?? running);
  return { taskDefinitionArn, ...(commit === undefined ? {} : { commit }) };
}

/**
 * The service as it will be once what is in progress has succeeded, and why that matters to the plan; undefined where it takes the place of nothing and
 * comes after nothing, or where what is in progress goes away again or is in nobody's way.
 */
export function coming(
  situation: Situation,
  { replaces, after }: { readonly replaces?: string; readonly after?: string },
): { readonly situation: Situation; readonly comes: NonNullable<ServingRelease['comes']> } | undefined {
  const [newest, ...older] = situation.deployments;
  if (newest?.target === undefined || situation.notWaitedFor !== undefined) return undefined;
  if (newest.arn !== (replaces ?? after) || isGoingBack(newest)) return undefined;
  return {
    situation: { ...situation, deployments: [{ ...newest, status: 'SUCCESSFUL' }, ...older] },
    comes: replaces === undefined ? 'first' : 'replaced',
  };
}

/** Two that can be told apart, so that somebody may be asked for their order; undefined where there is nothing to ask. */
export function pairToCompare(commit: string, serving: ServingRelease): readonly [string, string] | undefined {
  const other = commitIn(serving.commit ?? '');
  return other === undefined || other === commit ? undefined : [commit, other];
}

/** The order where nobody need be asked. */
export function plainAncestry(commit: string, { commit: other }: ServingRelease): Ancestry {
  if (other === undefined) return { kind: 'unknown', why: 'no tag slipway:commit says what that was made from' };
  return commitIn(other) === commit
    ? { kind: 'same' }
    : { kind: 'unknown', why: `its tag slipway:commit is "${other}", which is no whole hash` };
}

/**
 * Of how many deployments, newest first, the contents are worth reading to see what was rolled back from; the next number only where the one before
 * does not reach far enough. None as a rule: what goes forward registers its own revision. What serves was brought back when its revision says so,
 * or is older than another success; a restart may look the same. Commits of different branches have no order, so that only the history tells.
 */
export function contentsToRead(deployments: readonly PastDeployment[], ancestry: Ancestry): readonly number[] {
  const [newest, ...older] = deployments.filter(({ status }) => status === 'SUCCESSFUL');
  const { tags = [], registeredAt = Number.POSITIVE_INFINITY } = newest?.target ?? {};
  if (isForWayBack(tags)) return WINDOWS;
  const isSince = ({ createdAt }: PastDeployment) => createdAt > registeredAt;
  if (older.some(isSince)) return [Math.min(deployments.filter(isSince).length, WINDOWS[1])];
  return ancestry.kind === 'diverged' ? [WINDOWS[0]] : [];
}

/** Whether what was read reaches back to where what serves had succeeded before: further back is nothing that was left for it. */
export function reachesOrigin(deployments: readonly PastDeployment[]): boolean {
  const [serving, ...older] = successes(deployments);
  return older.some(({ key }) => key === serving?.key);
}

/** What this commit was when it succeeded last, if it was rolled back from and has not succeeded since. */
export function leftBehind(deployments: readonly PastDeployment[], commit: string): Content | undefined {
  const [newest] = successes(deployments).filter(({ tags }) => notedCommit(tags) === commit);
  return newest !== undefined && rolledBackFrom(deployments).has(newest.key) ? newest : undefined;
}

/** What was rolled back from and is just what is to be deployed, by whatever commit: `wanted` is its definition. */
export function sameAsLeft(deployments: readonly PastDeployment[], wanted: Raw | undefined): Content | undefined {
  const key = wanted === undefined ? undefined : contentKey(wanted);
  return successes(deployments).find((content) => content.key === key && rolledBackFrom(deployments).has(content.key));
}

export interface CommitFacts {
  readonly commit: string;
  readonly serving: ServingRelease;
  readonly ancestry: Ancestry;
  /** what the commit was when it was rolled back from */
  readonly left?: Content;
  /** what is to be deployed, as it was rolled back from under another commit */
  readonly again?: Content;
}

export function judgeCommit({ commit, serving, ancestry, left, again }: CommitFacts): CommitJudgement {
  const ours = `commit ${shortCommit(commit)}`;
  const revision = shortTaskDefinition(serving.taskDefinitionArn);
  const theirs = shortCommit(serving.commit ?? '');
  const whoServes = `${theirs === '' ? '' : `${theirs}, `}${revision}`;
  const { serves, so } = serving.comes === undefined ? SERVES : COMES[serving.comes];
  if (ancestry.kind === 'older')
    return {
      kind: 'backwards',
      because: `${ours} is older than ${theirs}, which ${serves} (${revision}): this would ${so}`,
    };
  if (left !== undefined && ancestry.kind !== 'same')
    return {
      kind: 'backwards',
      because: `${ours} had succeeded (${shortTaskDefinition(left.taskDefinitionArn)}) and was then gone back from, and has not succeeded since; what ${serves} is ${whoServes}`,
    };
  if (again !== undefined)
    return {
      kind: 'doubt',
      because: `what ${ours} deploys is just what ${shortTaskDefinition(again.taskDefinitionArn)} was, which was rolled back from; what ${serves} is ${whoServes}`,
    };
  switch (ancestry.kind) {
    case 'same':
    case 'newer':
      return { kind: 'fine' };
    case 'diverged':
      return {
        kind: 'doubt',
        because: `${ours} is neither older nor newer than ${theirs}, which ${serves} (${revision}): they are of different branches, or history was rewritten; what only ${theirs} has will no longer serve`,
      };
    case 'unknown':
      return {
        kind: theirs === '' ? 'untagged' : 'doubt',
        because: `whether ${ours} is older than what ${serves} (${whoServes}) cannot be known: ${ancestry.why}`,
      };
  }
}

const SERVES = { serves: 'serves', so: 'take the service back' } as const;
const COMES = {
  replaced: { serves: 'is being deployed', so: 'take its place' },
  first: { serves: 'is being deployed', so: 'take the service back once that has ended' },
} as const satisfies Record<NonNullable<ServingRelease['comes']>, { readonly serves: string; readonly so: string }>;

/** For who is refused. */
export const WAYS_OUT =
  'To go back on purpose, use rollback-to; to deploy this commit all the same, set on-older-commit: allow, or push a new commit';
