// The tags of a revision that is registered: what there was stays, and where it comes from is noted for whoever looks at it later.

import { commitIn } from '../../../../lib/core/ancestry.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import type { DeployRequest } from '../inputs.ts';
import { tagValue } from './tag-value.ts';

const COMMIT = 'slipway:commit';
const RUN = 'slipway:run';
const FROM = 'slipway:rolled-back-from';
const STEP = 'slipway:rollback-step';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Origin {
  /** the commit that is deployed; what is registered anew to go back keeps the one that it was made from */
  readonly commit?: string;
  readonly run?: string;
  /** only where it is registered to go back: what is left, as `family:revision` */
  readonly from?: string;
  /** only where `previous` chose it: the step that asked, as noteOfStep has it */
  readonly step?: string;
}

/** AWS allows so many on one resource: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html */
const MOST_TAGS = 50;
/** Ours that may be left away, what matters least first; the commit stays. */
const DISPENSABLE: readonly unknown[] = [RUN, STEP, FROM];

export interface FittingTags {
  readonly tags: readonly Raw[];
  /** names of ours that found no room */
  readonly left: readonly string[];
}

/** Leaves away as many of ours as there are too many. What is too much without them is for ECS to refuse. */
export function fittingTags(tags: readonly Raw[]): FittingTags {
  const ours = DISPENSABLE.filter((name) => tags.some(({ key }) => key === name)).map(String);
  const left = ours.slice(0, Math.max(0, tags.length - MOST_TAGS));
  return { tags: tags.filter(({ key }) => !left.includes(String(key))), left };
}

/** `tags`: of what the revision is made from. */
export function tagsFor(tags: readonly Raw[], { commit, run, from, step }: Origin): Raw[] {
  // AWS's own cannot be given.
  const kept = tags.filter(({ key }) => !/^(slipway|aws):/.test(String(key)));
  const own = [
    { key: COMMIT, value: commit },
    { key: RUN, value: run },
    { key: FROM, value: from },
    { key: STEP, value: step },
  ];
  return [...kept, ...own.flatMap(({ key, value = '' }) => (value === '' ? [] : [{ key, value: tagValue(value) }]))];
}

/** Of an earlier release that is registered anew: its commit goes with it, and so does what it was brought back from. */
export function originOfEarlier(tags: readonly Raw[], origin: Omit<Origin, 'commit'>): Origin {
  const commit = notedCommit(tags);
  const from = tagged(tags, FROM);
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(from === undefined ? {} : { from }),
    ...origin,
  };
}

/** The commit that a revision was made from, as it is written; undefined where nobody noted one. */
export function notedCommit(tags: readonly Raw[]): string | undefined {
  return tagged(tags, COMMIT);
}

/** The id of the run that registered a revision. */
export function notedRun(tags: readonly Raw[]): string | undefined {
  return tagged(tags, RUN);
}

/** Whether a revision was registered to go back. */
export function isForWayBack(tags: readonly Raw[]): boolean {
  return tagged(tags, FROM) !== undefined;
}

/** What `previous` went back from when it chose the revision, as `family:revision`; undefined where somebody named it. */
export function previousFrom(tags: readonly Raw[]): string | undefined {
  return tagged(tags, STEP) === undefined ? undefined : tagged(tags, FROM);
}

/** A step of a job of a run, in one of the run's attempts. */
export interface StepRun {
  /** `<run id>/<job>/<step>`: the same in each attempt */
  readonly step: string;
  readonly attempt: number;
}

/** Undefined outside of GitHub. A step without an id has one that GitHub gives it. */
export function stepRunOf(environment: Environment): StepRun | undefined {
  const { GITHUB_RUN_ID: run, GITHUB_JOB: job, GITHUB_ACTION: step, GITHUB_RUN_ATTEMPT: attempt } = environment;
  return run && job && step && attempt ? { step: `${run}/${job}/${step}`, attempt: Number(attempt) } : undefined;
}

/** `2/release/back/1` */
export function noteOfStep(run: StepRun | undefined): string {
  return run === undefined ? 'unknown' : `${run.step}/${run.attempt}`;
}

/** Whether an earlier attempt of this very step registered the revision when it went back. */
export function isByEarlierAttempt(tags: readonly Raw[], { step, attempt }: StepRun): boolean {
  const value = tagged(tags, STEP);
  if (value === undefined) return false;
  const earlier = Number(value.slice(value.lastIndexOf('/') + 1));
  return earlier < attempt && value === tagValue(noteOfStep({ step, attempt: earlier }));
}

/**
 * The commit that a run deploys. Who names neither an image nor a definition of his own deploys what runs, whatever commit the run is of: that
 * keeps its commit. So do a restart at night and a changed variable.
 */
export function commitOf(
  { commit, images, source }: Pick<DeployRequest, 'commit' | 'images' | 'source'>,
  running: readonly Raw[],
  environment: Environment,
): { readonly commit?: string; readonly isKept: boolean } {
  const isKept = commit === undefined && images.length === 0 && source.kind === 'what-runs';
  const found = isKept ? notedCommit(running) : (commit ?? commitIn(environment.GITHUB_SHA ?? ''));
  return { isKept, ...(found === undefined ? {} : { commit: found }) };
}

/** What Slipway noted on a revision under this name; undefined where it noted nothing. */
function tagged(tags: readonly Raw[], name: string): string | undefined {
  const value = tags.find(({ key }) => key === name)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
